//! Who is told of what.

use super::{Condition, Target, Word};
use crate::source::Spanned;

/// How much an alarm weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// `warn`
    Warn,
    /// `page`
    Page,
}

/// What missing data means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gaps {
    /// `bad`
    Bad,
    /// `fine`
    Fine,
    /// `ignored`
    Ignored,
}

/// `warn|page ["text"] when COND [treating gaps as …]`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alarm {
    /// Warn or page.
    pub severity: Spanned<Severity>,
    /// The quoted text.
    pub text: Option<Word>,
    /// When.
    pub when: Condition,
    /// `treating gaps as …`
    pub gaps: Option<Spanned<Gaps>>,
}

/// `notify warn|page to NAME|"ADDRESS"`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notify {
    /// Warn or page.
    pub severity: Spanned<Severity>,
    /// A name or an address.
    pub to: Spanned<Target>,
}
