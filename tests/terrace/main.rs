//! The whole compiler, run as people run it: policies in, folders out.

mod cli;
mod docs;
mod facts;
mod golden;
mod layering;
mod properties;
mod safety;
mod support;
