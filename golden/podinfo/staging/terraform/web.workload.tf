# Compiled by Terrace from policy `podinfo`; a hand edit is detected and never overwritten without --force.

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
  instance_type          = "t3.micro"
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
  health_check_grace_period = 90
  default_instance_warmup   = 90

  launch_template {
    id      = aws_launch_template.web[each.key].id
    version = aws_launch_template.web[each.key].latest_version
  }

  instance_refresh {
    strategy = "Rolling"

    # 10 % first, then a wait of 2 min, then the rest.
    preferences {
      min_healthy_percentage = 100
      max_healthy_percentage = 110
      auto_rollback          = true
      checkpoint_delay       = 120
      checkpoint_percentages = [10, 100]

      alarm_specification {
        alarms = [aws_cloudwatch_metric_alarm.web_errors_page[each.key].alarm_name]
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
  name                 = "${local.name}-web-https-443"
  protocol             = "HTTPS"
  port                 = 443
  vpc_id               = var.network[each.key].vpc_id
  deregistration_delay = 30

  health_check {
    protocol            = "HTTPS"
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

resource "aws_autoscaling_policy" "web_cpu" {
  for_each = local.regions

  region                 = each.key
  name                   = "${local.name}-web-cpu"
  autoscaling_group_name = aws_autoscaling_group.web[each.key].name
  policy_type            = "TargetTrackingScaling"

  target_tracking_configuration {
    target_value = 70

    predefined_metric_specification {
      predefined_metric_type = "ASGAverageCPUUtilization"
    }
  }
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
  from_port                    = 443
  to_port                      = 443
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

resource "aws_iam_instance_profile" "web" {
  name = "${local.name}-web"
  role = aws_iam_role.web.name
}
