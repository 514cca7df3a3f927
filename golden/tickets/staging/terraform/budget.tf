# Compiled by Terrace from policy `tickets`; a hand edit is detected and never overwritten without --force.

# Counts only once `terrace` is active as a cost allocation tag in the account that pays.
resource "aws_budgets_budget" "tickets" {
  name         = local.name
  budget_type  = "COST"
  time_unit    = "MONTHLY"
  limit_amount = "200"
  limit_unit   = "USD"

  cost_filter {
    name   = "TagKeyValue"
    values = ["user:terrace${"$"}${local.name}"]
  }

  notification {
    notification_type          = "ACTUAL"
    comparison_operator        = "GREATER_THAN"
    threshold                  = 80
    threshold_type             = "PERCENTAGE"
    subscriber_email_addresses = [local.warn_address]
  }

  notification {
    notification_type          = "ACTUAL"
    comparison_operator        = "GREATER_THAN"
    threshold                  = 100
    threshold_type             = "PERCENTAGE"
    subscriber_email_addresses = [local.warn_address]
  }

  notification {
    notification_type          = "FORECASTED"
    comparison_operator        = "GREATER_THAN"
    threshold                  = 100
    threshold_type             = "PERCENTAGE"
    subscriber_email_addresses = [local.warn_address]
  }
}
