# Compiled by Terrace from policy `tickets`; a hand edit is detected and never overwritten without --force.

resource "aws_route53_record" "public" {
  for_each = local.regions

  zone_id        = var.public_zone_id
  name           = "tickets.staging.example.com"
  type           = "A"
  set_identifier = each.key

  weighted_routing_policy {
    weight = each.value.weight
  }

  alias {
    name                   = aws_lb.public[each.key].dns_name
    zone_id                = aws_lb.public[each.key].zone_id
    evaluate_target_health = true
  }
}
