# Compiled by Terrace from policy `podinfo`; a hand edit is detected and never overwritten without --force.

output "api_deployment_groups" {
  description = "By region: the application and deployment group through which new versions take over."

  value = {
    for region, group in aws_codedeploy_deployment_group.api : region => {
      application = group.app_name
      group       = group.deployment_group_name
    }
  }
}

output "page_topic_arns" {
  description = "By region: the topic of pages, for further subscribers."
  value       = { for region, topic in aws_sns_topic.page : region => topic.arn }
}

output "public_balancers" {
  description = "By region: the balancer's DNS name, hosted zone and ARN, for checks, records and a web ACL."

  value = {
    for region, balancer in aws_lb.public : region => {
      arn      = balancer.arn
      dns_name = balancer.dns_name
      zone_id  = balancer.zone_id
    }
  }
}

output "public_security_group_ids" {
  description = "By region: the security group of the balancer, for rules of what else stands behind it."
  value       = { for region, group in aws_security_group.public : region => group.id }
}

output "warn_topic_arns" {
  description = "By region: the topic of warnings, for further subscribers."
  value       = { for region, topic in aws_sns_topic.warn : region => topic.arn }
}

output "web_autoscaling_group_names" {
  description = "By region: the auto scaling group, for deployments and dashboards."
  value       = { for region, group in aws_autoscaling_group.web : region => group.name }
}

output "web_role_name" {
  description = "The role of the instances: attach what the application needs beyond what the policy says that it uses."
  value       = aws_iam_role.web.name
}

output "web_security_group_ids" {
  description = "By region: the security group of the instances, for the ingress rules of what they call."
  value       = { for region, group in aws_security_group.web : region => group.id }
}
