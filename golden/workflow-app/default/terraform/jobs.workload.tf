# Compiled by Terrace from policy `workflow-app`; a hand edit is detected and never overwritten without --force.

# The root device's name depends on the AMI. Guessing it would add a second volume and leave the root one unencrypted.
data "aws_ami" "jobs" {
  for_each = local.regions

  region = each.key

  filter {
    name   = "image-id"
    values = [var.jobs_image_ids[each.key]]
  }
}

resource "aws_launch_template" "jobs" {
  for_each = local.regions

  region                 = each.key
  name                   = "${local.name}-jobs"
  image_id               = data.aws_ami.jobs[each.key].id
  instance_type          = "t3.medium"
  vpc_security_group_ids = [aws_security_group.jobs[each.key].id]
  update_default_version = true

  iam_instance_profile {
    arn = aws_iam_instance_profile.jobs.arn
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
    device_name = data.aws_ami.jobs[each.key].root_device_name

    ebs {
      encrypted             = true
      volume_type           = "gp3"
      delete_on_termination = true
    }
  }

  # Default tags stop at the template; the budget counts what it launches.
  tag_specifications {
    resource_type = "instance"
    tags          = merge(local.tags, { Name = "${local.name}-jobs" })
  }

  tag_specifications {
    resource_type = "volume"
    tags          = merge(local.tags, { Name = "${local.name}-jobs" })
  }
}

resource "aws_autoscaling_group" "jobs" {
  for_each = local.regions

  region                    = each.key
  name                      = "${local.name}-jobs"
  min_size                  = each.value.jobs.min
  max_size                  = each.value.jobs.max
  desired_capacity          = 5
  capacity_rebalance        = true
  vpc_zone_identifier       = var.network[each.key].private_subnets[*].id
  health_check_type         = "EC2"
  health_check_grace_period = 45
  default_instance_warmup   = 45

  # 60 % of what runs above the minimum may be taken away.
  mixed_instances_policy {
    instances_distribution {
      on_demand_base_capacity                  = each.value.jobs.min
      on_demand_percentage_above_base_capacity = 40
      spot_allocation_strategy                 = "price-capacity-optimized"
    }

    launch_template {
      launch_template_specification {
        launch_template_id = aws_launch_template.jobs[each.key].id
        version            = aws_launch_template.jobs[each.key].latest_version
      }
    }
  }

  instance_refresh {
    strategy = "Rolling"

    # 25 % at a time, new instances before old ones go.
    preferences {
      min_healthy_percentage = 100
      max_healthy_percentage = 125
      auto_rollback          = true
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

  lifecycle {
    # The size is that at creation; from then on the scaling policies own it.
    ignore_changes = [desired_capacity]
  }
}

# Step scaling has no cooldown: the wait after a step is its warm-up.
resource "aws_autoscaling_policy" "jobs_cpu_out" {
  for_each = local.regions

  region                    = each.key
  name                      = "${local.name}-jobs-cpu-out"
  autoscaling_group_name    = aws_autoscaling_group.jobs[each.key].name
  policy_type               = "StepScaling"
  adjustment_type           = "ChangeInCapacity"
  metric_aggregation_type   = "Average"
  estimated_instance_warmup = 60

  # Bounds count from the alarm's threshold: 0 stands for 70 %.
  step_adjustment {
    scaling_adjustment          = 2
    metric_interval_lower_bound = 0
  }
}

resource "aws_cloudwatch_metric_alarm" "jobs_cpu_out" {
  for_each = local.regions

  region              = each.key
  alarm_name          = "${local.name}-jobs-cpu-out"
  alarm_description   = "scale out by 2 when cpu > 70% or memory > 80% or queue_depth > 100 for 1m then wait 60s"
  namespace           = "AWS/EC2"
  metric_name         = "CPUUtilization"
  statistic           = "Average"
  period              = 60
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 70
  treat_missing_data  = "missing"
  alarm_actions       = [aws_autoscaling_policy.jobs_cpu_out[each.key].arn]

  dimensions = {
    AutoScalingGroupName = aws_autoscaling_group.jobs[each.key].name
  }
}

resource "aws_autoscaling_policy" "jobs_memory_out" {
  for_each = local.regions

  region                    = each.key
  name                      = "${local.name}-jobs-memory-out"
  autoscaling_group_name    = aws_autoscaling_group.jobs[each.key].name
  policy_type               = "StepScaling"
  adjustment_type           = "ChangeInCapacity"
  metric_aggregation_type   = "Average"
  estimated_instance_warmup = 60

  # Bounds count from the alarm's threshold: 0 stands for 80 %.
  step_adjustment {
    scaling_adjustment          = 2
    metric_interval_lower_bound = 0
  }
}

resource "aws_cloudwatch_metric_alarm" "jobs_memory_out" {
  for_each = local.regions

  region              = each.key
  alarm_name          = "${local.name}-jobs-memory-out"
  alarm_description   = "scale out by 2 when cpu > 70% or memory > 80% or queue_depth > 100 for 1m then wait 60s"
  namespace           = "CWAgent"
  metric_name         = "mem_used_percent"
  statistic           = "Average"
  period              = 60
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 80
  treat_missing_data  = "missing"
  alarm_actions       = [aws_autoscaling_policy.jobs_memory_out[each.key].arn]

  dimensions = {
    AutoScalingGroupName = aws_autoscaling_group.jobs[each.key].name
  }
}

resource "aws_autoscaling_policy" "jobs_queue_depth_out" {
  for_each = local.regions

  region                    = each.key
  name                      = "${local.name}-jobs-queue-depth-out"
  autoscaling_group_name    = aws_autoscaling_group.jobs[each.key].name
  policy_type               = "StepScaling"
  adjustment_type           = "ChangeInCapacity"
  metric_aggregation_type   = "Maximum"
  estimated_instance_warmup = 60

  # Bounds count from the alarm's threshold: 0 stands for 100.
  step_adjustment {
    scaling_adjustment          = 2
    metric_interval_lower_bound = 0
  }
}

resource "aws_cloudwatch_metric_alarm" "jobs_queue_depth_out" {
  for_each = local.regions

  region              = each.key
  alarm_name          = "${local.name}-jobs-queue-depth-out"
  alarm_description   = "scale out by 2 when cpu > 70% or memory > 80% or queue_depth > 100 for 1m then wait 60s"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 100
  treat_missing_data  = "missing"
  alarm_actions       = [aws_autoscaling_policy.jobs_queue_depth_out[each.key].arn]

  dimensions = {
    QueueName = aws_sqs_queue.work[each.key].name
  }
}

# Simple scaling, because only that has a cooldown: one instance, then five minutes of rest.
resource "aws_autoscaling_policy" "jobs_cpu_in" {
  for_each = local.regions

  region                 = each.key
  name                   = "${local.name}-jobs-cpu-in"
  autoscaling_group_name = aws_autoscaling_group.jobs[each.key].name
  policy_type            = "SimpleScaling"
  adjustment_type        = "ChangeInCapacity"
  scaling_adjustment     = -1
  cooldown               = 300
}

resource "aws_cloudwatch_metric_alarm" "jobs_cpu_in" {
  for_each = local.regions

  region              = each.key
  alarm_name          = "${local.name}-jobs-cpu-in"
  alarm_description   = "scale in by 1 when cpu < 30% and memory < 50% and queue_depth < 10 for 10m then wait 5m"
  evaluation_periods  = 10
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 1
  treat_missing_data  = "missing"
  alarm_actions       = [aws_autoscaling_policy.jobs_cpu_in[each.key].arn]

  metric_query {
    id          = "holds"
    label       = "1 where cpu < 30% and memory < 50% and queue_depth < 10"
    expression  = "IF(cpu < 30 AND memory < 50 AND FILL(queue_depth, 0) < 10, 1, 0)"
    return_data = true
  }

  metric_query {
    id = "cpu"

    metric {
      namespace   = "AWS/EC2"
      metric_name = "CPUUtilization"
      stat        = "Average"
      period      = 60

      dimensions = {
        AutoScalingGroupName = aws_autoscaling_group.jobs[each.key].name
      }
    }
  }

  metric_query {
    id = "memory"

    metric {
      namespace   = "CWAgent"
      metric_name = "mem_used_percent"
      stat        = "Average"
      period      = 60

      dimensions = {
        AutoScalingGroupName = aws_autoscaling_group.jobs[each.key].name
      }
    }
  }

  metric_query {
    id = "queue_depth"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      stat        = "Maximum"
      period      = 60

      dimensions = {
        QueueName = aws_sqs_queue.work[each.key].name
      }
    }
  }
}

# What jobs calls and how patiently, as one JSON that it reads at its start.
resource "aws_ssm_parameter" "jobs_uses" {
  for_each = local.regions

  region      = each.key
  name        = "${local.name}-jobs-uses"
  description = "What jobs calls"
  type        = "String"

  value = jsonencode({
    db = { pool_max = 5, pool_min = 1 }
  })
}

resource "aws_security_group" "jobs" {
  for_each = local.regions

  region      = each.key
  name        = "${local.name}-jobs"
  description = "Instances of jobs"
  vpc_id      = var.network[each.key].vpc_id
}

resource "aws_vpc_security_group_egress_rule" "jobs" {
  for_each = local.regions

  region            = each.key
  security_group_id = aws_security_group.jobs[each.key].id
  description       = "Anywhere: the addresses of what jobs calls are not known here"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}

data "aws_iam_policy_document" "jobs_assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "jobs" {
  name               = "${local.name}-jobs"
  description        = "Instances of jobs"
  assume_role_policy = data.aws_iam_policy_document.jobs_assume.json
}

# What the policy says that jobs uses, and no more; the rest is attached by those who know it (see outputs.tf).
data "aws_iam_policy_document" "jobs" {
  statement {
    actions   = ["ssm:GetParameter"]
    resources = [for parameter in aws_ssm_parameter.jobs_uses : parameter.arn]
  }

  statement {
    actions = [
      "sqs:ChangeMessageVisibility",
      "sqs:DeleteMessage",
      "sqs:GetQueueAttributes",
      "sqs:ReceiveMessage",
    ]

    resources = [for queue in aws_sqs_queue.work : queue.arn]
  }
}

resource "aws_iam_role_policy" "jobs" {
  name   = "${local.name}-jobs"
  role   = aws_iam_role.jobs.name
  policy = data.aws_iam_policy_document.jobs.json
}

# The agent on the instances publishes their memory.
resource "aws_iam_role_policy_attachment" "jobs_agent" {
  role       = aws_iam_role.jobs.name
  policy_arn = "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy"
}

resource "aws_iam_instance_profile" "jobs" {
  name = "${local.name}-jobs"
  role = aws_iam_role.jobs.name
}
