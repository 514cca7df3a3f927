//! Plan in, files in memory out: one module for each target.

pub mod terraform;
