//! Rules of what is adopted. In: policies. Out: findings, one rule to a file.

pub mod nothing_to_run;
