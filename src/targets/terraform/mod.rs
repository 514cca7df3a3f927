//! The plan as Terraform for AWS.

pub mod hcl;
