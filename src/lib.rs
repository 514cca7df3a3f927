//! Terrace: one policy in, Terraform, Kubernetes objects and CloudWatch alarms out.

pub mod catalog;
pub mod output;
