//! Terrace: one policy in, Terraform, Kubernetes objects and CloudWatch alarms out.

pub mod catalog;
pub mod diagnostic;
pub mod model;
pub mod output;
pub mod plan;
pub mod settings;
pub mod source;
pub mod syntax;
pub mod targets;
pub mod words;
