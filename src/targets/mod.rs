//! Plan to files. In: a plan. Out: files in memory, each with what caused its parts.
//! Knows neither the policy's text nor the disk.

pub mod terraform;
