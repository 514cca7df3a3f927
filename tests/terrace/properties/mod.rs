//! What holds for every policy. `PROPTEST_CASES=2000 cargo test --test terrace properties` tries more of them.

mod edges;
mod envelope;
mod figures;
mod garbage;
mod needs;
mod pipeline;
mod promises;
mod read_back;
pub mod shape;

mod strings;
mod text;
