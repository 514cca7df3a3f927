//! The whole compiler, run as people run it: policies in, folders out.

mod cli;
mod docs;
mod facts;
mod golden;
mod layering;
mod report;
mod safety;
mod support;
