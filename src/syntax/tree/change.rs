//! Releases, backups, rehearsals and waivers.

use super::{Date, Quantity, Target, Word};
use crate::source::Spanned;

/// How a change is brought out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Strategy {
    /// `rolling P`
    Rolling(Spanned<Quantity>),
    /// `canary P for D`
    Canary(Spanned<Quantity>, Spanned<Quantity>),
    /// `blue-green`
    BlueGreen,
    /// `all-at-once`
    AllAtOnce,
}

/// How often something happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Frequency {
    /// `continuously`, backups only
    Continuously,
    /// `hourly`, backups only
    Hourly,
    /// `daily`
    Daily,
    /// `weekly`
    Weekly,
    /// `monthly`
    Monthly,
    /// `quarterly`
    Quarterly,
}

/// `backup FREQUENCY keep D [to REGION]`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// How often.
    pub every: Spanned<Frequency>,
    /// How long it is kept.
    pub keep: Spanned<Quantity>,
    /// Where a copy goes.
    pub to: Option<Word>,
}

/// `drill FREQUENCY lose [N] THING | load NAME`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drill {
    /// How often.
    pub every: Spanned<Frequency>,
    /// What is done.
    pub action: DrillAction,
}

/// What a drill does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DrillAction {
    /// `lose [N] THING`
    Lose(Option<Spanned<Quantity>>, Spanned<Target>),
    /// `load NAME`
    Load(Word),
}

/// `allow CODE because "…" until DATE`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allow {
    /// The code of a rule.
    pub code: Word,
    /// Why.
    pub because: Word,
    /// The last day.
    pub until: Spanned<Date>,
}
