//! The whole compiler, run as people run it: policies in, folders out.

mod action;
mod as_written;
mod cli;
mod docs;
mod facts;
mod golden;
mod layering;
mod prices;
mod properties;
mod report;
mod safety;
mod said;
mod settings;
mod support;
