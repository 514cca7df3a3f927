# Compiled by Terrace from policy `podinfo`; a hand edit is detected and never overwritten without --force.

resource "aws_lb" "public" {
  for_each = local.regions

  region                     = each.key
  name                       = "${local.name}-public"
  load_balancer_type         = "application"
  subnets                    = var.network[each.key].public_subnets[*].id
  security_groups            = [aws_security_group.public[each.key].id]
  drop_invalid_header_fields = true
}

resource "aws_lb_listener" "public" {
  for_each = local.regions

  region            = each.key
  load_balancer_arn = aws_lb.public[each.key].arn
  protocol          = "HTTPS"
  port              = 443
  certificate_arn   = var.public_certificate_arns[each.key]
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"

  default_action {
    type = "forward"

    forward {
      target_group {
        arn    = aws_lb_target_group.api[each.key].arn
        weight = 30
      }

      target_group {
        arn    = aws_lb_target_group.web[each.key].arn
        weight = 70
      }
    }
  }
}

resource "aws_security_group" "public" {
  for_each = local.regions

  region      = each.key
  name        = "${local.name}-public"
  description = "Balancer of podinfo.dev.example.com"
  vpc_id      = var.network[each.key].vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "public" {
  for_each = local.regions

  region            = each.key
  security_group_id = aws_security_group.public[each.key].id
  description       = "HTTPS from anywhere"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_lambda_permission" "public_api" {
  for_each = local.regions

  region        = each.key
  statement_id  = "${local.name}-public"
  action        = "lambda:InvokeFunction"
  function_name = data.aws_lambda_alias.api[each.key].function_name
  qualifier     = data.aws_lambda_alias.api[each.key].name
  principal     = "elasticloadbalancing.amazonaws.com"
  source_arn    = aws_lb_target_group.api[each.key].arn
}

resource "aws_lb_target_group_attachment" "public_api" {
  for_each = local.regions

  region           = each.key
  target_group_arn = aws_lb_target_group.api[each.key].arn
  target_id        = data.aws_lambda_alias.api[each.key].arn

  # A function can be registered only once the balancer may call it.
  depends_on = [aws_lambda_permission.public_api]
}

resource "aws_vpc_security_group_egress_rule" "public_web" {
  for_each = local.regions

  region                       = each.key
  security_group_id            = aws_security_group.public[each.key].id
  description                  = "Requests and health checks to web"
  referenced_security_group_id = aws_security_group.web[each.key].id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
}
