# Compiled by Terrace from policy `podinfo`; a hand edit is detected and never overwritten without --force.

resource "aws_cloudwatch_metric_alarm" "api_cold_start_p95_warn" {
  for_each = local.regions

  region                                = each.key
  alarm_name                            = "${local.name}-api-cold-start-p95-warn"
  alarm_description                     = "warn when cold_start p95 > objective for 5m"
  namespace                             = "LambdaInsights"
  metric_name                           = "init_duration"
  extended_statistic                    = "p95"
  period                                = 60
  evaluation_periods                    = 5
  comparison_operator                   = "GreaterThanThreshold"
  threshold                             = 100
  treat_missing_data                    = "notBreaching"
  evaluate_low_sample_count_percentiles = "ignore"
  alarm_actions                         = [aws_sns_topic.warn[each.key].arn]
  ok_actions                            = [aws_sns_topic.warn[each.key].arn]

  dimensions = {
    function_name = "podinfo"
  }
}

resource "aws_cloudwatch_metric_alarm" "api_duration_p95_page" {
  for_each = local.regions

  region                                = each.key
  alarm_name                            = "${local.name}-api-duration-p95-page"
  alarm_description                     = "podinfo is slow: page when duration p95 > 1s for 1m"
  namespace                             = "AWS/Lambda"
  metric_name                           = "Duration"
  extended_statistic                    = "p95"
  period                                = 60
  evaluation_periods                    = 1
  comparison_operator                   = "GreaterThanThreshold"
  threshold                             = 1000
  treat_missing_data                    = "notBreaching"
  evaluate_low_sample_count_percentiles = "evaluate"
  alarm_actions                         = [aws_sns_topic.page[each.key].arn]
  ok_actions                            = [aws_sns_topic.page[each.key].arn]

  dimensions = {
    FunctionName = "podinfo"
    Resource     = "podinfo:live"
  }
}

resource "aws_cloudwatch_metric_alarm" "api_errors_page" {
  for_each = local.regions

  region              = each.key
  alarm_name          = "${local.name}-api-errors-page"
  alarm_description   = "page when errors > objective for 5m"
  evaluation_periods  = 5
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 0.1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.page[each.key].arn]
  ok_actions          = [aws_sns_topic.page[each.key].arn]

  metric_query {
    id          = "share"
    label       = "errors, % of requests"
    expression  = "100 * errors / total"
    return_data = true
  }

  # A counter without data counted nothing. A minute without a request has no share: 0 / 0 is a gap.
  metric_query {
    id         = "errors"
    expression = "FILL(target_5xx, 0) + FILL(function_errors, 0) + FILL(function_failures, 0) + FILL(balancer_502, 0) + FILL(balancer_503, 0) + FILL(balancer_504, 0)"
  }

  # RequestCount leaves out what the balancer refuses for want of a target. Without these, an outage has no requests.
  metric_query {
    id         = "total"
    expression = "FILL(requests, 0) + FILL(balancer_503, 0)"
  }

  metric_query {
    id = "requests"

    metric {
      namespace   = "AWS/ApplicationELB"
      metric_name = "RequestCount"
      stat        = "Sum"
      period      = 60

      dimensions = {
        LoadBalancer = aws_lb.public[each.key].arn_suffix
        TargetGroup  = aws_lb_target_group.api[each.key].arn_suffix
      }
    }
  }

  metric_query {
    id = "target_5xx"

    metric {
      namespace   = "AWS/ApplicationELB"
      metric_name = "HTTPCode_Target_5XX_Count"
      stat        = "Sum"
      period      = 60

      dimensions = {
        LoadBalancer = aws_lb.public[each.key].arn_suffix
        TargetGroup  = aws_lb_target_group.api[each.key].arn_suffix
      }
    }
  }

  metric_query {
    id = "function_errors"

    metric {
      namespace   = "AWS/ApplicationELB"
      metric_name = "LambdaUserError"
      stat        = "Sum"
      period      = 60

      dimensions = {
        LoadBalancer = aws_lb.public[each.key].arn_suffix
        TargetGroup  = aws_lb_target_group.api[each.key].arn_suffix
      }
    }
  }

  metric_query {
    id = "function_failures"

    metric {
      namespace   = "AWS/ApplicationELB"
      metric_name = "LambdaInternalError"
      stat        = "Sum"
      period      = 60

      dimensions = {
        LoadBalancer = aws_lb.public[each.key].arn_suffix
        TargetGroup  = aws_lb_target_group.api[each.key].arn_suffix
      }
    }
  }

  dynamic "metric_query" {
    for_each = toset(["502", "503", "504"])

    content {
      id = "balancer_${metric_query.value}"

      metric {
        namespace   = "AWS/ApplicationELB"
        metric_name = "HTTPCode_ELB_${metric_query.value}_Count"
        stat        = "Sum"
        period      = 60

        dimensions = {
          LoadBalancer = aws_lb.public[each.key].arn_suffix
        }
      }
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "api_throttles_page" {
  for_each = local.regions

  region              = each.key
  alarm_name          = "${local.name}-api-throttles-page"
  alarm_description   = "podinfo is throttled: page when throttles > 5/min"
  namespace           = "AWS/Lambda"
  metric_name         = "Throttles"
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 5
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.page[each.key].arn]
  ok_actions          = [aws_sns_topic.page[each.key].arn]

  dimensions = {
    FunctionName = "podinfo"
    Resource     = "podinfo:live"
  }
}

resource "aws_cloudwatch_metric_alarm" "web_errors_page" {
  for_each = local.regions

  region              = each.key
  alarm_name          = "${local.name}-web-errors-page"
  alarm_description   = "page when errors > objective for 5m"
  evaluation_periods  = 5
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 0.1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.page[each.key].arn]
  ok_actions          = [aws_sns_topic.page[each.key].arn]

  metric_query {
    id          = "share"
    label       = "errors, % of requests"
    expression  = "100 * errors / total"
    return_data = true
  }

  # A counter without data counted nothing. A minute without a request has no share: 0 / 0 is a gap.
  metric_query {
    id         = "errors"
    expression = "FILL(target_5xx, 0) + FILL(balancer_502, 0) + FILL(balancer_503, 0) + FILL(balancer_504, 0)"
  }

  # RequestCount leaves out what the balancer refuses for want of a target. Without these, an outage has no requests.
  metric_query {
    id         = "total"
    expression = "FILL(requests, 0) + FILL(balancer_503, 0)"
  }

  metric_query {
    id = "requests"

    metric {
      namespace   = "AWS/ApplicationELB"
      metric_name = "RequestCount"
      stat        = "Sum"
      period      = 60

      dimensions = {
        LoadBalancer = aws_lb.public[each.key].arn_suffix
        TargetGroup  = aws_lb_target_group.web[each.key].arn_suffix
      }
    }
  }

  metric_query {
    id = "target_5xx"

    metric {
      namespace   = "AWS/ApplicationELB"
      metric_name = "HTTPCode_Target_5XX_Count"
      stat        = "Sum"
      period      = 60

      dimensions = {
        LoadBalancer = aws_lb.public[each.key].arn_suffix
        TargetGroup  = aws_lb_target_group.web[each.key].arn_suffix
      }
    }
  }

  dynamic "metric_query" {
    for_each = toset(["502", "503", "504"])

    content {
      id = "balancer_${metric_query.value}"

      metric {
        namespace   = "AWS/ApplicationELB"
        metric_name = "HTTPCode_ELB_${metric_query.value}_Count"
        stat        = "Sum"
        period      = 60

        dimensions = {
          LoadBalancer = aws_lb.public[each.key].arn_suffix
        }
      }
    }
  }
}
