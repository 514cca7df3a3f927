# Compiled by Terrace from policy `podinfo`; a hand edit is detected and never overwritten without --force.

# The secrets exist already: they are taken over, and only their copies are made.
import {
  for_each = var.secret_arns

  to = aws_secretsmanager_secret.secrets[each.key]
  id = each.value
}

resource "aws_secretsmanager_secret" "secrets" {
  for_each = var.secret_arns

  region = "us-west-2"
  name   = each.key

  replica {
    region = "us-east-1"
  }

  lifecycle {
    prevent_destroy = true

    # Whoever made a secret decides all but its copies.
    ignore_changes = [description, kms_key_id, tags, tags_all]
  }
}
