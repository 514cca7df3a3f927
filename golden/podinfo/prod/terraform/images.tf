# Compiled by Terrace from policy `podinfo`; a hand edit is detected and never overwritten without --force.

# A registry has one replication configuration per region: this one replaces any other in us-west-2.
resource "aws_ecr_replication_configuration" "images" {
  region = "us-west-2"

  replication_configuration {
    rule {
      destination {
        region      = "us-east-1"
        registry_id = local.account_id
      }

      repository_filter {
        filter      = "podinfo"
        filter_type = "PREFIX_MATCH"
      }
    }
  }
}
