# Compiled by Terrace from policy `tickets`; a hand edit is detected and never overwritten without --force.

# The root device's name depends on the AMI. Guessing it would add a second volume and leave the root one unencrypted.
data "aws_ami" "web" {
  for_each = local.regions

  region = each.key

  filter {
    name   = "image-id"
    values = [var.web_image_ids[each.key]]
  }
}

resource "aws_launch_template" "web" {
  for_each = local.regions

  region                 = each.key
  name                   = "${local.name}-web"
  image_id               = data.aws_ami.web[each.key].id
  instance_type          = "t3.small"
  vpc_security_group_ids = [aws_security_group.web[each.key].id]
  update_default_version = true

  iam_instance_profile {
    arn = aws_iam_instance_profile.web.arn
  }

  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  # The alarms have a period of one minute; basic monitoring has five.
  monitoring {
    enabled = true
  }

  block_device_mappings {
    device_name = data.aws_ami.web[each.key].root_device_name

    ebs {
      encrypted             = true
      volume_type           = "gp3"
      delete_on_termination = true
    }
  }

  # Default tags stop at the template; the budget counts what it launches.
  tag_specifications {
    resource_type = "instance"
    tags          = merge(local.tags, { Name = "${local.name}-web" })
  }

  tag_specifications {
    resource_type = "volume"
    tags          = merge(local.tags, { Name = "${local.name}-web" })
  }
}

resource "aws_autoscaling_group" "web" {
  for_each = local.regions

  region                    = each.key
  name                      = "${local.name}-web"
  min_size                  = each.value.web.min
  max_size                  = each.value.web.max
  vpc_zone_identifier       = var.network[each.key].private_subnets[*].id
  target_group_arns         = [aws_lb_target_group.web[each.key].arn]
  health_check_type         = "ELB"
  health_check_grace_period = 60
  default_instance_warmup   = 60
  max_instance_lifetime     = 604800

  launch_template {
    id      = aws_launch_template.web[each.key].id
    version = aws_launch_template.web[each.key].latest_version
  }

  instance_refresh {
    strategy = "Rolling"

    # 25 % at a time, new instances before old ones go.
    preferences {
      min_healthy_percentage = 100
      max_healthy_percentage = 125
      auto_rollback          = true

      alarm_specification {
        alarms = [
          aws_cloudwatch_metric_alarm.web_errors_page[each.key].alarm_name,
          aws_cloudwatch_metric_alarm.web_latency_p95_page[each.key].alarm_name,
        ]
      }
    }
  }

  dynamic "tag" {
    for_each = local.tags

    content {
      key                 = tag.key
      value               = tag.value
      propagate_at_launch = false
    }
  }
}

resource "aws_lb_target_group" "web" {
  for_each = local.regions

  # A new port or protocol means a new group, and the listener holds on to the old one: hence both are in the name.
  region               = each.key
  name                 = "${local.name}-web-http-8080"
  protocol             = "HTTP"
  port                 = 8080
  vpc_id               = var.network[each.key].vpc_id
  deregistration_delay = 30

  health_check {
    protocol            = "HTTP"
    path                = "/healthz"
    matcher             = "200-399"
    interval            = 10
    timeout             = 4
    healthy_threshold   = 2
    unhealthy_threshold = 3
  }

  lifecycle {
    create_before_destroy = true
  }
}

# Step scaling has no cooldown: the wait after a step is its warm-up.
resource "aws_autoscaling_policy" "web_cpu_out" {
  for_each = local.regions

  region                    = each.key
  name                      = "${local.name}-web-cpu-out"
  autoscaling_group_name    = aws_autoscaling_group.web[each.key].name
  policy_type               = "StepScaling"
  adjustment_type           = "PercentChangeInCapacity"
  metric_aggregation_type   = "Average"
  estimated_instance_warmup = 60

  # Bounds count from the alarm's threshold: 0 stands for 65 %.
  step_adjustment {
    scaling_adjustment          = 50
    metric_interval_lower_bound = 0
  }
}

resource "aws_cloudwatch_metric_alarm" "web_cpu_out" {
  for_each = local.regions

  region              = each.key
  alarm_name          = "${local.name}-web-cpu-out"
  alarm_description   = "scale out by 50% when cpu > 65% for 2m then wait 1m"
  namespace           = "AWS/EC2"
  metric_name         = "CPUUtilization"
  statistic           = "Average"
  period              = 60
  evaluation_periods  = 2
  comparison_operator = "GreaterThanThreshold"
  threshold           = 65
  treat_missing_data  = "missing"
  alarm_actions       = [aws_autoscaling_policy.web_cpu_out[each.key].arn]

  dimensions = {
    AutoScalingGroupName = aws_autoscaling_group.web[each.key].name
  }
}

# Simple scaling, because only that has a cooldown: one instance, then five minutes of rest.
resource "aws_autoscaling_policy" "web_cpu_in" {
  for_each = local.regions

  region                 = each.key
  name                   = "${local.name}-web-cpu-in"
  autoscaling_group_name = aws_autoscaling_group.web[each.key].name
  policy_type            = "SimpleScaling"
  adjustment_type        = "ChangeInCapacity"
  scaling_adjustment     = -1
  cooldown               = 300
}

resource "aws_cloudwatch_metric_alarm" "web_cpu_in" {
  for_each = local.regions

  region              = each.key
  alarm_name          = "${local.name}-web-cpu-in"
  alarm_description   = "scale in by 1 when cpu < 25% for 10m then wait 5m"
  namespace           = "AWS/EC2"
  metric_name         = "CPUUtilization"
  statistic           = "Average"
  period              = 60
  evaluation_periods  = 10
  comparison_operator = "LessThanThreshold"
  threshold           = 25
  treat_missing_data  = "missing"
  alarm_actions       = [aws_autoscaling_policy.web_cpu_in[each.key].arn]

  dimensions = {
    AutoScalingGroupName = aws_autoscaling_group.web[each.key].name
  }
}

# What web calls and how patiently, as one JSON that it reads at its start.
resource "aws_ssm_parameter" "web_uses" {
  for_each = local.regions

  region      = each.key
  name        = "${local.name}-web-uses"
  description = "What web calls"
  type        = "String"

  value = jsonencode({
    api    = { timeout_ms = 2000 }
    thumbs = { timeout_ms = 3000 }
  })
}

resource "aws_security_group" "web" {
  for_each = local.regions

  region      = each.key
  name        = "${local.name}-web"
  description = "Instances of web"
  vpc_id      = var.network[each.key].vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "web_public" {
  for_each = local.regions

  region                       = each.key
  security_group_id            = aws_security_group.web[each.key].id
  description                  = "Requests and health checks from the balancer"
  referenced_security_group_id = aws_security_group.public[each.key].id
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
}

resource "aws_vpc_security_group_egress_rule" "web" {
  for_each = local.regions

  region            = each.key
  security_group_id = aws_security_group.web[each.key].id
  description       = "Anywhere: the addresses of what web calls are not known here"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}

data "aws_iam_policy_document" "web_assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "web" {
  name               = "${local.name}-web"
  description        = "Instances of web"
  assume_role_policy = data.aws_iam_policy_document.web_assume.json
}

# What the policy says that web uses, and no more; the rest is attached by those who know it (see outputs.tf).
data "aws_iam_policy_document" "web" {
  statement {
    actions   = ["ssm:GetParameter"]
    resources = [for parameter in aws_ssm_parameter.web_uses : parameter.arn]
  }

  statement {
    actions   = ["lambda:InvokeFunction"]
    resources = [for alias in data.aws_lambda_alias.thumbs : alias.arn]
  }
}

resource "aws_iam_role_policy" "web" {
  name   = "${local.name}-web"
  role   = aws_iam_role.web.name
  policy = data.aws_iam_policy_document.web.json
}

resource "aws_iam_instance_profile" "web" {
  name = "${local.name}-web"
  role = aws_iam_role.web.name
}
