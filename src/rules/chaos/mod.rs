//! Rules of rehearsals. In: policies. Out: findings, one rule to a file.

pub mod expectation_against_mechanism;
