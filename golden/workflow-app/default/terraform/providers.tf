# Compiled by Terrace from policy `workflow-app`; a hand edit is detected and never overwritten without --force.

provider "aws" {
  region = "us-east-1"

  default_tags {
    tags = local.tags
  }
}
