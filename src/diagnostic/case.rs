//! The cases of a rule: when it speaks, and how much that weighs in the pack `standard`.

use super::Level;

/// One of the situations in which a rule speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Case {
    /// What tells it from the other cases of its rule; empty where there is only one.
    pub when: &'static str,
    /// Its level in the pack `standard`.
    pub level: Level,
    /// What it is about, which decides where and how far the level may change.
    pub about: About,
}

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// What a target would refuse or cannot mean: an error everywhere, whatever a project sets.
    Target,
    /// What the policy says: as much in one environment as in another.
    Policy,
    /// A promise, cost, capacity, availability, recovery: a note in environments that no promise binds.
    Promise,
}

impl Case {
    /// An error everywhere, whatever a project sets.
    pub const REFUSED: Self = Self { when: "", level: Level::Error, about: About::Target };
    /// An error.
    pub const ERROR: Self = Self { when: "", level: Level::Error, about: About::Policy };
    /// A warning.
    pub const WARNING: Self = Self { when: "", level: Level::Warning, about: About::Policy };
    /// A note.
    pub const NOTE: Self = Self { when: "", level: Level::Note, about: About::Policy };

    /// The case with a name, in a few words that continue `error: …`.
    #[must_use]
    pub const fn when(self, when: &'static str) -> Self {
        Self { when, ..self }
    }

    /// The case as one about promises.
    #[must_use]
    pub const fn promised(self) -> Self {
        Self { about: About::Promise, ..self }
    }
}
