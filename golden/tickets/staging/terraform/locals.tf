# Compiled by Terrace from policy `tickets`; a hand edit is detected and never overwritten without --force.

locals {
  account_id   = "444455556666"
  name         = "tickets-staging"
  warn_address = "box-office@example.com"

  tags = {
    environment = "staging"
    owner       = "box-office"
    service     = "tickets"
    terrace     = "tickets-staging"
  }

  # What may differ between regions stands here and nowhere else.
  regions = {
    "eu-west-1" = {
      weight = 1
      zones  = 3
      thumbs = { min = 1, max = 2 }
      web    = { min = 2, max = 3 }
    }
  }
}
