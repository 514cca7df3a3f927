//! The layer in which Terraform's files are built, and its printer: blocks and expressions in, text out that
//! `terraform fmt` would not change. Text of a policy arrives as that text and never as code.
//! Must not know the policy, the plan or AWS.

mod block;
mod document;
mod edit;
mod escape;
mod expression;
mod flat;
mod iteration;
mod layout;
mod path;
mod print;
mod template;
#[cfg(test)]
mod tests;

pub use block::Block;
pub use document::Document;
pub use expression::{
    Expression, Expressions, Object, Text, at_least, at_most, both, call, conditional, decimal,
    either, equals, list, not, number, object, scaled, text,
};
pub use iteration::{For, each_of, pairs_of};
pub use layout::Layout;
pub use path::{Path, bare, data, each_key, of, var};
pub use template::{Template, named, template};
