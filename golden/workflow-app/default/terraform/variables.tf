# Compiled by Terrace from policy `workflow-app`; a hand edit is detected and never overwritten without --force.

variable "jobs_image_ids" {
  description = "By region: the AMI of jobs, x86_64."
  type        = map(string)

  validation {
    condition = alltrue([
      for region in keys(local.regions) :
      startswith(lookup(var.jobs_image_ids, region, ""), "ami-")
    ])
    error_message = "Each of ${join(", ", keys(local.regions))} needs an AMI."
  }
}

variable "network" {
  description = "By region: the VPC and its subnets. Instances go to them."

  type = map(object({
    vpc_id          = string
    private_subnets = list(object({ id = string, az = string }))
  }))

  validation {
    condition = alltrue([
      for region, wanted in local.regions :
      try(length(distinct(var.network[region].private_subnets[*].az)) >= wanted.zones, false)
    ])
    error_message = "Each of ${join(", ", keys(local.regions))} needs private subnets in as many zones as local.regions says."
  }
}

variable "oncall_topic_arns" {
  description = "By region: the SNS topic that pages."
  type        = map(string)

  validation {
    condition = alltrue([
      for region in keys(local.regions) :
      startswith(lookup(var.oncall_topic_arns, region, ""), "arn:aws:sns:${region}:")
    ])
    error_message = "Each of ${join(", ", keys(local.regions))} needs a topic of its own region: alarms reach no other."
  }
}

variable "public_balancers" {
  description = "By region: the balancer of app.example.com that stands before the cluster, and the ARN suffix of the target group with its pods."

  type = map(object({
    dns_name                = string
    zone_id                 = string
    arn_suffix              = string
    target_group_arn_suffix = string
  }))

  validation {
    condition = alltrue([
      for region in keys(local.regions) :
      try(startswith(var.public_balancers[region].arn_suffix, "app/"), false)
    ])
    error_message = "Each of ${join(", ", keys(local.regions))} needs an application balancer; its suffix begins with app/."
  }
}

variable "public_zone_id" {
  description = "The Route 53 hosted zone that holds app.example.com."
  type        = string

  validation {
    condition     = can(regex("^Z[0-9A-Z]+$", var.public_zone_id))
    error_message = "A hosted zone's id is Z followed by capitals and digits."
  }
}
