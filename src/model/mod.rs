//! Tree to policy. In: trees of one or more files. Out: one resolved policy per service, environment and tier.
//! Knows neither Terraform nor YAML.

pub mod measure;
pub mod policy;

pub use policy::Policy;
