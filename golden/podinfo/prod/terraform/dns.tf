# Compiled by Terrace from policy `podinfo`; a hand edit is detected and never overwritten without --force.

# One weighted record per region: a region whose check fails gets no answers, its share goes to the others.
resource "aws_route53_record" "public" {
  for_each = local.regions

  zone_id         = var.public_zone_id
  name            = "podinfo.example.com"
  type            = "A"
  set_identifier  = each.key
  health_check_id = aws_route53_health_check.public[each.key].id

  weighted_routing_policy {
    weight = each.value.weight
  }

  alias {
    name                   = aws_lb.public[each.key].dns_name
    zone_id                = aws_lb.public[each.key].zone_id
    evaluate_target_health = true
  }
}
