# Compiled by Terrace from policy `podinfo`; a hand edit is detected and never overwritten without --force.

# The function and its alias are made and released elsewhere; what hangs on the alias is here.
data "aws_lambda_alias" "api" {
  for_each = local.regions

  region        = each.key
  function_name = "podinfo"
  name          = "live"
}

resource "aws_lb_target_group" "api" {
  for_each = local.regions

  region      = each.key
  name        = "${local.name}-api"
  target_type = "lambda"

  health_check {
    enabled             = true
    path                = "/healthz"
    matcher             = "200-399"
    interval            = 30
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 3
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_lambda_provisioned_concurrency_config" "api" {
  for_each = local.regions

  region                            = each.key
  function_name                     = data.aws_lambda_alias.api[each.key].function_name
  qualifier                         = data.aws_lambda_alias.api[each.key].name
  provisioned_concurrent_executions = each.value.api.min

  lifecycle {
    # The size at creation; from then on the scaling policy owns it.
    ignore_changes = [provisioned_concurrent_executions]
  }
}

resource "aws_appautoscaling_target" "api" {
  for_each = local.regions

  region             = each.key
  service_namespace  = "lambda"
  scalable_dimension = "lambda:function:ProvisionedConcurrency"
  min_capacity       = each.value.api.min
  max_capacity       = each.value.api.max

  resource_id = join(":", [
    "function",
    aws_lambda_provisioned_concurrency_config.api[each.key].function_name,
    aws_lambda_provisioned_concurrency_config.api[each.key].qualifier,
  ])
}

resource "aws_appautoscaling_policy" "api_utilization" {
  for_each = local.regions

  region             = each.key
  name               = "${local.name}-api-utilization"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.api[each.key].service_namespace
  scalable_dimension = aws_appautoscaling_target.api[each.key].scalable_dimension
  resource_id        = aws_appautoscaling_target.api[each.key].resource_id

  target_tracking_scaling_policy_configuration {
    # A share of 1, where other metrics are percentages.
    target_value = 0.7

    predefined_metric_specification {
      predefined_metric_type = "LambdaProvisionedConcurrencyUtilization"
    }
  }
}

resource "aws_codedeploy_app" "api" {
  for_each = local.regions

  region           = each.key
  name             = "${local.name}-api"
  compute_platform = "Lambda"
}

resource "aws_codedeploy_deployment_group" "api" {
  for_each = local.regions

  region                 = each.key
  app_name               = aws_codedeploy_app.api[each.key].name
  deployment_group_name  = "${local.name}-api"
  deployment_config_name = "CodeDeployDefault.LambdaAllAtOnce"
  service_role_arn       = aws_iam_role.api_release.arn

  deployment_style {
    deployment_option = "WITH_TRAFFIC_CONTROL"
    deployment_type   = "BLUE_GREEN"
  }

  # A deployment that an alarm stops goes back only with the second event.
  auto_rollback_configuration {
    enabled = true
    events  = ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"]
  }

  alarm_configuration {
    enabled = true

    alarms = [
      aws_cloudwatch_metric_alarm.api_duration_p95_page[each.key].alarm_name,
      aws_cloudwatch_metric_alarm.api_errors_page[each.key].alarm_name,
      aws_cloudwatch_metric_alarm.api_throttles_page[each.key].alarm_name,
    ]
  }
}

data "aws_iam_policy_document" "api_release_assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["codedeploy.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"

      values = [
        for region in keys(local.regions) :
        "arn:aws:codedeploy:${region}:${local.account_id}:deploymentgroup:${aws_codedeploy_app.api[region].name}/*"
      ]
    }
  }
}

resource "aws_iam_role" "api_release" {
  name               = "${local.name}-api-release"
  description        = "Releases of api"
  assume_role_policy = data.aws_iam_policy_document.api_release_assume.json
}

data "aws_iam_policy_document" "api_release" {
  statement {
    actions = ["lambda:GetAlias", "lambda:GetProvisionedConcurrencyConfig", "lambda:UpdateAlias"]

    resources = flatten([
      for alias in data.aws_lambda_alias.api :
      [alias.arn, trimsuffix(alias.arn, ":live")]
    ])
  }

  statement {
    actions   = ["cloudwatch:DescribeAlarms"]
    resources = ["*"]
  }
}

resource "aws_iam_role_policy" "api_release" {
  name   = "${local.name}-api-release"
  role   = aws_iam_role.api_release.name
  policy = data.aws_iam_policy_document.api_release.json
}
