# Compiled by Terrace from policy `podinfo`; a hand edit is detected and never overwritten without --force.

provider "aws" {
  region              = "us-west-2"
  allowed_account_ids = [local.account_id]

  assume_role {
    role_arn = "arn:aws:iam::${local.account_id}:role/podinfo-deploy"
  }

  default_tags {
    tags = local.tags
  }
}
