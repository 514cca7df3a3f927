# Compiled by Terrace from policy `workflow-app`; a hand edit is detected and never overwritten without --force.

resource "aws_sqs_queue" "work" {
  for_each = local.regions

  region                    = each.key
  name                      = "${local.name}-work"
  message_retention_seconds = 345600
  sqs_managed_sse_enabled   = true

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.work_dead[each.key].arn
    maxReceiveCount     = 5
  })
}

# What was tried in vain stays here as long as SQS can keep it; its age counts from its first arrival.
resource "aws_sqs_queue" "work_dead" {
  for_each = local.regions

  region                    = each.key
  name                      = "${local.name}-work-dead"
  message_retention_seconds = 1209600
  sqs_managed_sse_enabled   = true
}

resource "aws_sqs_queue_redrive_allow_policy" "work_dead" {
  for_each = local.regions

  region    = each.key
  queue_url = aws_sqs_queue.work_dead[each.key].url

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.work[each.key].arn]
  })
}
