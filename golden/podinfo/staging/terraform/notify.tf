# Compiled by Terrace from policy `podinfo`; a hand edit is detected and never overwritten without --force.

# Not encrypted at rest: CloudWatch cannot use the key that AWS manages for SNS, and no secret is in an alarm.
resource "aws_sns_topic" "warn" {
  for_each = local.regions

  region = each.key
  name   = "${local.name}-warn"
}

resource "aws_sns_topic_subscription" "warn" {
  for_each = local.regions

  region    = each.key
  topic_arn = aws_sns_topic.warn[each.key].arn
  protocol  = "email"
  endpoint  = local.warn_address
}

resource "aws_sns_topic" "page" {
  for_each = local.regions

  region = each.key
  name   = "${local.name}-page"
}

resource "aws_sns_topic_subscription" "page" {
  for_each = local.regions

  region    = each.key
  topic_arn = aws_sns_topic.page[each.key].arn
  protocol  = "email"
  endpoint  = "platform@podinfo.example.com"
}
