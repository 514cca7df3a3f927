//! The whole compiler, run as people run it: policies in, folders out.

mod action;
mod cli;
mod docs;
mod facts;
mod golden;
mod layering;
mod safety;
mod said;
mod settings;
mod support;
