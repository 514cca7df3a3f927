# Compiled by Terrace from policy `workflow-app`; a hand edit is detected and never overwritten without --force.

locals {
  name         = "workflow-app"
  warn_address = "application@example.com"

  tags = {
    owner   = "application"
    service = "workflow-app"
    terrace = "workflow-app"
  }

  # What may differ between regions stands here and nowhere else.
  regions = {
    "us-east-1" = {
      zones = 3
      jobs  = { min = 2, max = 20 }
    }
  }
}
