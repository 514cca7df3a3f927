# Compiled by Terrace from policy `podinfo`; a hand edit is detected and never overwritten without --force.

# Each check asks its own balancer: one that asked the shared name would follow the failover and see the other region.
resource "aws_route53_health_check" "public" {
  for_each = local.regions

  type              = "HTTPS"
  fqdn              = aws_lb.public[each.key].dns_name
  port              = 443
  resource_path     = "/healthz"
  request_interval  = 30
  failure_threshold = 3

  tags = {
    Name = "${local.name}-public-${each.key}"
  }
}
