//! What holds for every policy. `PROPTEST_CASES=2000 cargo test --test terrace properties` tries more of them.

mod garbage;
mod pipeline;
mod promises;
mod read_back;
pub mod shape;

mod strings;
mod text;
