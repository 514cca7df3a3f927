//! What a policy would do, before anything runs: load, replicas, money and time in each state of the service. In: a
//! resolved policy and its plan. Out: figures, each with where it comes from. Rules and reports read them; nothing
//! else computes them. Exact, and without a word of what is found about them.

pub mod availability;
pub mod chain;
pub mod copies;
mod demand;
mod loss;
pub mod loss_of_data;
pub mod money;
mod need;
pub mod nodes;
pub use crate::origin;
mod regions;
pub mod time;

pub use demand::{Arriving, Demand, Factor, LoadUnit, Unknown};
pub use loss::{Loss, Scenario};
pub use need::{Fleet, Left, Need, Stand, Target};
pub use regions::{Region, regions};

use std::sync::Arc;

use crate::catalog::Catalogue;
use crate::model::Policy;
use crate::plan::Plan;
use crate::settings::Settings;

/// The two loads that a policy names, of the whole service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Load {
    /// The usual one.
    Steady,
    /// The highest one.
    Peak,
}

impl Load {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Steady, Self::Peak];

    /// As a policy writes it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Steady => "steady",
            Self::Peak => "peak",
        }
    }
}

/// Everything that is computed of one policy.
#[derive(Clone, Debug, Default)]
pub struct Figures<'a> {
    /// What things cost.
    pub catalogue: Arc<Catalogue>,
    /// The regions and their shares of the load, by code.
    pub regions: Vec<Region<'a>>,
    /// The workloads with their load and their replicas, by name.
    pub fleets: Vec<Fleet<'a>>,
    /// What it costs.
    pub money: money::Money<'a>,
    /// How long losses last, by scope and load.
    pub recoveries: Vec<time::Recovery<'a>>,
    /// What losses take of data, by promise.
    pub data_losses: Vec<loss_of_data::DataLoss<'a>>,
    /// What replicas lean on, by workload and region, what breaks first at the head.
    pub links: Vec<chain::Link<'a>>,
    /// Estimates of availability.
    pub availabilities: Vec<availability::Availability<'a>>,
}

/// Computes the figures of a policy.
pub fn figures<'a>(policy: &'a Policy, plan: &Plan, settings: &Settings) -> Figures<'a> {
    let regions = regions(policy);
    let fleets =
        policy.workloads.iter().map(|workload| need::fleet(policy, &regions, workload)).collect();
    let mut figures =
        Figures { catalogue: settings.catalogue.clone(), regions, fleets, ..Figures::default() };
    figures.money = money::money(policy, plan, &figures);
    figures.recoveries = time::recoveries(policy, &figures);
    figures.data_losses = loss_of_data::losses(policy, &figures);
    figures.links = chain::links(policy, &figures);
    figures.availabilities = availability::availabilities(policy, &figures);
    figures
}

impl<'a> Figures<'a> {
    /// The fleet of a workload.
    pub fn fleet(&self, workload: &str) -> Option<&Fleet<'a>> {
        self.fleets.iter().find(|fleet| fleet.workload.name.node == workload)
    }
}

#[cfg(test)]
mod tests;
