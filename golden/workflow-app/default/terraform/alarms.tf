# Compiled by Terrace from policy `workflow-app`; a hand edit is detected and never overwritten without --force.

resource "aws_cloudwatch_metric_alarm" "app_errors_page" {
  for_each = local.regions

  region              = each.key
  alarm_name          = "${local.name}-app-errors-page"
  alarm_description   = "page when errors > objective for 5m"
  evaluation_periods  = 5
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.oncall_topic_arns[each.key]]
  ok_actions          = [var.oncall_topic_arns[each.key]]

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
        LoadBalancer = var.public_balancers[each.key].arn_suffix
        TargetGroup  = var.public_balancers[each.key].target_group_arn_suffix
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
        LoadBalancer = var.public_balancers[each.key].arn_suffix
        TargetGroup  = var.public_balancers[each.key].target_group_arn_suffix
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
          LoadBalancer = var.public_balancers[each.key].arn_suffix
        }
      }
    }
  }
}

# The promise is latency p95 < 500 ms: at 500 ms it is broken.
resource "aws_cloudwatch_metric_alarm" "app_latency_p95_page" {
  for_each = local.regions

  region                                = each.key
  alarm_name                            = "${local.name}-app-latency-p95-page"
  alarm_description                     = "page when latency p95 > objective for 5m"
  namespace                             = "AWS/ApplicationELB"
  metric_name                           = "TargetResponseTime"
  extended_statistic                    = "p95"
  period                                = 60
  evaluation_periods                    = 5
  comparison_operator                   = "GreaterThanOrEqualToThreshold"
  threshold                             = 0.5
  treat_missing_data                    = "notBreaching"
  evaluate_low_sample_count_percentiles = "evaluate"
  alarm_actions                         = [var.oncall_topic_arns[each.key]]
  ok_actions                            = [var.oncall_topic_arns[each.key]]

  dimensions = {
    LoadBalancer = var.public_balancers[each.key].arn_suffix
    TargetGroup  = var.public_balancers[each.key].target_group_arn_suffix
  }
}

resource "aws_cloudwatch_metric_alarm" "app_latency_p95_warn" {
  for_each = local.regions

  region                                = each.key
  alarm_name                            = "${local.name}-app-latency-p95-warn"
  alarm_description                     = "warn when latency p95 > 400ms for 5m"
  namespace                             = "AWS/ApplicationELB"
  metric_name                           = "TargetResponseTime"
  extended_statistic                    = "p95"
  period                                = 60
  evaluation_periods                    = 5
  comparison_operator                   = "GreaterThanThreshold"
  threshold                             = 0.4
  treat_missing_data                    = "notBreaching"
  evaluate_low_sample_count_percentiles = "ignore"
  alarm_actions                         = [aws_sns_topic.warn[each.key].arn]
  ok_actions                            = [aws_sns_topic.warn[each.key].arn]

  dimensions = {
    LoadBalancer = var.public_balancers[each.key].arn_suffix
    TargetGroup  = var.public_balancers[each.key].target_group_arn_suffix
  }
}

resource "aws_cloudwatch_metric_alarm" "jobs_queue_depth_page" {
  for_each = local.regions

  region              = each.key
  alarm_name          = "${local.name}-jobs-queue-depth-page"
  alarm_description   = "page when queue_depth > 1k for 10m"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 10
  comparison_operator = "GreaterThanThreshold"
  threshold           = 1000
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.oncall_topic_arns[each.key]]
  ok_actions          = [var.oncall_topic_arns[each.key]]

  dimensions = {
    QueueName = aws_sqs_queue.work[each.key].name
  }
}
