//! Tree to policy. In: trees of one or more files. Out: one resolved policy per service, environment and tier.
//! Knows neither Terraform nor YAML.

mod bind;
pub mod cdn;
mod codes;
pub mod load;
mod meant;
pub mod measure;
mod named;
mod overlay;
mod placed;
mod placement;
pub mod policy;
mod profile;
mod promise;
pub mod read;
mod resolve;
pub mod schema;
mod sentence;
mod shape;
pub mod store;
mod things;
mod tier;
pub mod waiver;

pub use codes::CODES;
pub use policy::Policy;
pub use resolve::{Place, Service, Unit, resolve};
pub use sentence::DAYS;

#[cfg(test)]
mod tests;
