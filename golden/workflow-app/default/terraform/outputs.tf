# Compiled by Terrace from policy `workflow-app`; a hand edit is detected and never overwritten without --force.

output "jobs_autoscaling_group_names" {
  description = "By region: the auto scaling group, for deployments and dashboards."
  value       = { for region, group in aws_autoscaling_group.jobs : region => group.name }
}

output "jobs_role_name" {
  description = "The role of the instances: attach what the application needs beyond what the policy says that it uses."
  value       = aws_iam_role.jobs.name
}

output "jobs_security_group_ids" {
  description = "By region: the security group of the instances, for the ingress rules of what they call."
  value       = { for region, group in aws_security_group.jobs : region => group.id }
}

output "warn_topic_arns" {
  description = "By region: the topic of warnings, for further subscribers."
  value       = { for region, topic in aws_sns_topic.warn : region => topic.arn }
}

output "work_queues" {
  description = "By region: the queue's ARN and URL, for those who fill and read it."

  value = {
    for region, queue in aws_sqs_queue.work : region => {
      arn = queue.arn
      url = queue.url
    }
  }
}
