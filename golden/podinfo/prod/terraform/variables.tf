# Compiled by Terrace from policy `podinfo`; a hand edit is detected and never overwritten without --force.

variable "network" {
  description = "By region: the VPC and its subnets. Balancers go to the public ones, instances to the private ones."

  type = map(object({
    vpc_id          = string
    public_subnets  = list(object({ id = string, az = string }))
    private_subnets = list(object({ id = string, az = string }))
  }))

  validation {
    condition = alltrue([
      for region, wanted in local.regions :
      try(length(distinct(var.network[region].private_subnets[*].az)) >= wanted.zones, false)
    ])
    error_message = "Each of ${join(", ", keys(local.regions))} needs private subnets in as many zones as local.regions says."
  }

  validation {
    condition = alltrue([
      for network in values(var.network) :
      length(setsubtract(network.private_subnets[*].az, network.public_subnets[*].az)) == 0
    ])
    error_message = "Every zone with a private subnet needs a public one: no balancer serves a zone that it is not in."
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

variable "public_certificate_arns" {
  description = "By region: the ACM certificate for podinfo.example.com."
  type        = map(string)

  validation {
    condition = alltrue([
      for region in keys(local.regions) :
      startswith(lookup(var.public_certificate_arns, region, ""), "arn:aws:acm:${region}:")
    ])
    error_message = "Each of ${join(", ", keys(local.regions))} needs a certificate of its own region."
  }
}

variable "public_zone_id" {
  description = "The Route 53 hosted zone that holds podinfo.example.com."
  type        = string

  validation {
    condition     = can(regex("^Z[0-9A-Z]+$", var.public_zone_id))
    error_message = "A hosted zone's id is Z followed by capitals and digits."
  }
}

variable "secret_arns" {
  description = "By name: the ARNs of the secrets in us-west-2 that have copies elsewhere."
  type        = map(string)

  validation {
    condition = alltrue([
      for arn in values(var.secret_arns) :
      can(regex("^arn:aws:secretsmanager:[^:]+:[0-9]{12}:secret:", arn))
    ])
    error_message = "Each value is the ARN of a secret."
  }
}

variable "web_image_ids" {
  description = "By region: the AMI of web, x86_64, serving HTTPS on port 443 as soon as it has booted."
  type        = map(string)

  validation {
    condition = alltrue([
      for region in keys(local.regions) :
      startswith(lookup(var.web_image_ids, region, ""), "ami-")
    ])
    error_message = "Each of ${join(", ", keys(local.regions))} needs an AMI."
  }
}
