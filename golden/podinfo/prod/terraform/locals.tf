# Compiled by Terrace from policy `podinfo`; a hand edit is detected and never overwritten without --force.

locals {
  account_id   = "333333333333"
  name         = "podinfo-prod"
  warn_address = "platform@podinfo.example.com"

  tags = {
    environment = "prod"
    owner       = "platform"
    service     = "podinfo"
    terrace     = "podinfo-prod"
  }

  # What may differ between regions stands here and nowhere else.
  regions = {
    "us-east-1" = {
      weight = 20
      zones  = 3
      api    = { min = 10, max = 20 }
      web    = { min = 3, max = 6 }
    }

    "us-west-2" = {
      weight = 80
      zones  = 3
      api    = { min = 10, max = 20 }
      web    = { min = 3, max = 6 }
    }
  }
}
