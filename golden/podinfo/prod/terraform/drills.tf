# Compiled by Terrace from policy `podinfo`; a hand edit is detected and never overwritten without --force.

resource "aws_fis_experiment_template" "lose_web" {
  for_each = local.regions

  region      = each.key
  description = "drill monthly lose 1 web"
  role_arn    = aws_iam_role.lose_web.arn

  tags = {
    Name = "${local.name}-lose-web"
  }

  action {
    name      = "terminate"
    action_id = "aws:ec2:terminate-instances"

    target {
      key   = "Instances"
      value = "instances"
    }
  }

  target {
    name           = "instances"
    resource_type  = "aws:ec2:instance"
    selection_mode = "COUNT(1)"

    resource_tag {
      key   = "aws:autoscaling:groupName"
      value = aws_autoscaling_group.web[each.key].name
    }

    filter {
      path   = "State.Name"
      values = ["running"]
    }
  }

  stop_condition {
    source = "aws:cloudwatch:alarm"
    value  = aws_cloudwatch_metric_alarm.web_errors_page[each.key].arn
  }

  stop_condition {
    source = "aws:cloudwatch:alarm"
    value  = aws_cloudwatch_metric_alarm.api_duration_p95_page[each.key].arn
  }

  stop_condition {
    source = "aws:cloudwatch:alarm"
    value  = aws_cloudwatch_metric_alarm.api_errors_page[each.key].arn
  }

  stop_condition {
    source = "aws:cloudwatch:alarm"
    value  = aws_cloudwatch_metric_alarm.api_throttles_page[each.key].arn
  }
}

data "aws_iam_policy_document" "lose_web_assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["fis.amazonaws.com"]
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
        "arn:aws:fis:${region}:${local.account_id}:experiment/*"
      ]
    }
  }
}

resource "aws_iam_role" "lose_web" {
  name               = "${local.name}-lose-web"
  description        = "Drill that takes instances of web"
  assume_role_policy = data.aws_iam_policy_document.lose_web_assume.json
}

data "aws_iam_policy_document" "lose_web" {
  statement {
    actions   = ["ec2:DescribeInstances"]
    resources = ["*"]
  }

  statement {
    actions = ["ec2:TerminateInstances"]

    resources = [
      for region in keys(local.regions) :
      "arn:aws:ec2:${region}:${local.account_id}:instance/*"
    ]

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceTag/aws:autoscaling:groupName"
      values   = [for group in aws_autoscaling_group.web : group.name]
    }
  }
}

resource "aws_iam_role_policy" "lose_web" {
  name   = "${local.name}-lose-web"
  role   = aws_iam_role.lose_web.name
  policy = data.aws_iam_policy_document.lose_web.json
}

resource "aws_scheduler_schedule" "lose_web" {
  for_each = local.regions

  region                       = each.key
  name                         = "${local.name}-lose-web"
  schedule_expression          = "cron(0 10 ? * 3#1 *)"
  schedule_expression_timezone = "UTC"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = "arn:aws:scheduler:::aws-sdk:fis:startExperiment"
    role_arn = aws_iam_role.lose_web_start.arn
    input    = jsonencode({ ExperimentTemplateId = aws_fis_experiment_template.lose_web[each.key].id })
  }
}

data "aws_iam_policy_document" "lose_web_start_assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["scheduler.amazonaws.com"]
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
        "arn:aws:scheduler:${region}:${local.account_id}:schedule-group/default"
      ]
    }
  }
}

resource "aws_iam_role" "lose_web_start" {
  name               = "${local.name}-lose-web-start"
  description        = "Starts the drill that takes instances of web"
  assume_role_policy = data.aws_iam_policy_document.lose_web_start_assume.json
}

data "aws_iam_policy_document" "lose_web_start" {
  statement {
    actions = ["fis:StartExperiment"]

    resources = [
      for region, template in aws_fis_experiment_template.lose_web :
      "arn:aws:fis:${region}:${local.account_id}:experiment-template/${template.id}"
    ]
  }

  statement {
    actions = ["fis:StartExperiment"]

    resources = [
      for region in keys(local.regions) :
      "arn:aws:fis:${region}:${local.account_id}:experiment/*"
    ]
  }
}

resource "aws_iam_role_policy" "lose_web_start" {
  name   = "${local.name}-lose-web-start"
  role   = aws_iam_role.lose_web_start.name
  policy = data.aws_iam_policy_document.lose_web_start.json
}
