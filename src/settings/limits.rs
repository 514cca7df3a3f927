//! The numbers that rules decide by and that a project may set: one row each. Plain data.

use std::collections::BTreeMap;

use crate::syntax::quantity::{Number, Quantity, Unit};

/// A number that a rule decides by.
#[derive(Debug)]
pub struct Limit {
    /// Its key in the table `[limits]` of `terrace.toml`.
    pub name: &'static str,
    /// What it is where the project says nothing; what a project sets has the same dimension.
    pub default: Quantity,
    /// What it decides, and where the default comes from.
    pub decides: &'static str,
}

/// How far a claimed cost may lie from the computed one.
pub const CLAIM_TOLERANCE: Limit = Limit {
    name: "claim_tolerance",
    default: share(20),
    decides: "how far a claimed cost or estimate may lie from the computed one, up and down",
};

/// How much of a bill one line may be.
pub const SPEND_SHARE: Limit = Limit {
    name: "spend_share",
    default: share(90),
    decides: "how much of the bill at the minimum one thing may take",
};

/// How far the load of one user may differ from one tier to the next.
pub const UNIT_LOAD_JUMP: Limit = Limit {
    name: "unit_load_jump",
    default: share(50),
    decides: "how far the load of one unit (a user, an order) may rise or fall from one tier to the next",
};

/// Every limit, by name.
pub const LIMITS: &[&Limit] = &[&CLAIM_TOLERANCE, &SPEND_SHARE, &UNIT_LOAD_JUMP];

const fn share(percent: u64) -> Quantity {
    let number = Number { negative: false, digits: percent, places: 0 };
    Quantity { number, unit: Unit::Share }
}

/// The limits of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// What the project sets, by name.
    pub set: BTreeMap<&'static str, Quantity>,
}

impl Limits {
    /// A limit as the project sets it, else its default.
    pub fn of(&self, limit: &Limit) -> Quantity {
        self.set.get(limit.name).copied().unwrap_or(limit.default)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_stand_in_order_and_what_is_set_counts() {
        assert!(LIMITS.is_sorted_by_key(|limit| limit.name));
        let mut limits = Limits::default();
        assert_eq!(limits.of(&CLAIM_TOLERANCE).to_string(), "20%");
        limits.set.insert(CLAIM_TOLERANCE.name, share(5));
        assert_eq!(limits.of(&CLAIM_TOLERANCE).to_string(), "5%");
        assert_eq!(limits.of(&UNIT_LOAD_JUMP).to_string(), "50%");
    }
}
