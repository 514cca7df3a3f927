//! Which of the policies of a service a finding was met in.

/// One resolved policy: a service in an environment and a tier.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seat {
    /// The service.
    pub service: String,
    /// The environment; `default` without one.
    pub environment: String,
    /// The tier, where the policy has tiers.
    pub tier: Option<String>,
}
