# Compiled by Terrace from policy `workflow-app`; a hand edit is detected and never overwritten without --force.

resource "aws_route53_record" "public" {
  for_each = local.regions

  zone_id = var.public_zone_id
  name    = "app.example.com"
  type    = "A"

  alias {
    name                   = var.public_balancers[each.key].dns_name
    zone_id                = var.public_balancers[each.key].zone_id
    evaluate_target_health = true
  }
}
