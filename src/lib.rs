//! Terrace: one policy in, Terraform, Kubernetes objects and CloudWatch alarms out.

pub mod catalog;
pub mod diagnostic;
pub mod output;
pub mod source;
pub mod syntax;
pub mod words;
