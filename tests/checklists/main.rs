//! The checklists of what a reviewer counts in the compile result of the example policies.

#[path = "mod.rs"]
mod checklists;
