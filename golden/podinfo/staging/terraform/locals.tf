# Compiled by Terrace from policy `podinfo`; a hand edit is detected and never overwritten without --force.

locals {
  account_id   = "222222222222"
  name         = "podinfo-staging"
  warn_address = "platform@podinfo.example.com"

  tags = {
    environment = "staging"
    owner       = "platform"
    service     = "podinfo"
    terrace     = "podinfo-staging"
  }

  # What may differ between regions stands here and nowhere else.
  regions = {
    "us-west-2" = {
      weight = 1
      zones  = 3
      web    = { min = 2, max = 3 }
    }
  }
}
