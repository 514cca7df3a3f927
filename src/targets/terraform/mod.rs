//! Plan to Terraform. In: a plan. Out: the files of one module, native syntax, each block with what caused it.
//! Nothing is made up here: every resource stands in the plan.

pub mod alarms;
mod budget;
mod dns;
mod drills;
mod foundation;
pub mod function;
pub mod group;
pub mod hcl;
mod health;
mod images;
mod log_metrics;
pub mod module;
mod moved;
pub mod names;
pub mod network;
mod notify;
pub mod patches;
pub mod queues;
pub mod scaling;
pub mod schema;
mod secrets;
mod target_check;
mod traffic;
mod trust;

use self::module::Module;
use super::Rendered;
use super::cloudwatch::MetricAlarm;
use crate::diagnostic::Code;
use crate::plan::Plan;

/// The codes of what Terraform cannot take.
pub fn codes() -> impl Iterator<Item = &'static Code> {
    module::CODES.iter().chain(patches::CODES)
}

/// Prints the Terraform of a plan and its alarms: `terraform/<file>.tf`.
pub fn render(plan: &Plan, alarms: &[MetricAlarm]) -> Rendered {
    let mut module = Module::new(plan);
    foundation::begin(plan, &mut module);
    // Workloads belong here: the cells that they fill decide over which rows of the table others go.
    group::tabulate(plan, &mut module);
    function::print(plan, &mut module);
    queues::print(plan, &mut module);
    network::print(plan, &mut module);
    group::print(plan, &mut module);
    traffic::print(plan, &mut module);
    dns::print(plan, &mut module);
    health::print(plan, &mut module);
    alarms::print(plan, alarms, &mut module);
    notify::print(plan, &mut module);
    budget::print(plan, &mut module);
    log_metrics::print(plan, &mut module);
    images::print(plan, &mut module);
    secrets::print(plan, &mut module);
    drills::print(plan, &mut module);
    patches::apply(plan, &mut module);
    moved::print(plan, &mut module);
    foundation::finish(plan, &mut module);
    module.render(&plan.service)
}

#[cfg(test)]
mod tests;
