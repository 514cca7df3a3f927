//! What a load test asks for.

use super::{Quantity, Word};
use crate::source::Spanned;

/// A rate or a number of users.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Volume {
    /// The figure.
    pub amount: Spanned<Quantity>,
    /// Whether `users` follows.
    pub users: bool,
}

/// `hold R|N users for D`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// How much.
    pub at: Volume,
    /// How long.
    pub lasts: Spanned<Quantity>,
}

/// `ramp [from R|N users] to R|N users over D`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ramp {
    /// Where it begins.
    pub from: Option<Volume>,
    /// Where it ends.
    pub to: Volume,
    /// How long.
    pub over: Spanned<Quantity>,
}

/// `send P to "[METHOD ]/path"`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Send {
    /// The share of the load.
    pub share: Spanned<Quantity>,
    /// Method and path.
    pub to: Word,
}
