# Compiled by Terrace from policy `podinfo`; a hand edit is detected and never overwritten without --force.

locals {
  account_id   = "111111111111"
  name         = "podinfo-dev"
  warn_address = "platform@podinfo.example.com"

  tags = {
    environment = "dev"
    owner       = "platform"
    service     = "podinfo"
    terrace     = "podinfo-dev"
  }

  # What may differ between regions stands here and nowhere else.
  regions = {
    "us-west-2" = {
      weight = 1
      zones  = 3
      web    = { min = 1, max = 2 }
    }
  }
}
