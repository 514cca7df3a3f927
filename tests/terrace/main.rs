//! Terrace as its users have it: the binary, the trees that it writes, the shape of its own code.

mod cli;
mod facts;
mod golden;
mod layering;
mod safety;
mod support;
