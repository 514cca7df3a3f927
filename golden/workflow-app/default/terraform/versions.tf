# Compiled by Terrace from policy `workflow-app`; a hand edit is detected and never overwritten without --force.

terraform {
  # 1.9 is the first version in which a validation may look beyond its own variable.
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.25, < 7.0"
    }
  }
}
