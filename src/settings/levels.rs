//! Which level a case of a rule has in a project: its pack, then what it sets by code. Plain data.

use std::collections::BTreeMap;

use crate::diagnostic::{About, Case, Level};

/// How strict a project is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pack {
    /// Warnings are notes; what is wrong with cost, capacity, availability and recovery is a warning.
    Sandbox,
    /// The levels of the rules themselves.
    #[default]
    Standard,
    /// Warnings are errors.
    Strict,
}

impl Pack {
    /// All of them, from lenient to strict.
    pub const ALL: [Self; 3] = [Self::Sandbox, Self::Standard, Self::Strict];

    /// As written.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sandbox => "sandbox",
            Self::Standard => "standard",
            Self::Strict => "strict",
        }
    }

    fn level(self, code: &str, level: Level) -> Level {
        const LENIENT: &[&str] = &["cost/", "capacity/", "availability/", "recovery/"];
        match (self, level) {
            (Self::Sandbox, Level::Warning) => Level::Note,
            (Self::Sandbox, Level::Error) if LENIENT.iter().any(|it| code.starts_with(it)) => {
                Level::Warning
            }
            (Self::Strict, Level::Warning) => Level::Error,
            _ => level,
        }
    }
}

/// The levels of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    /// Where they begin.
    pub pack: Pack,
    /// What the project sets, by code, for all its cases at once.
    pub set: BTreeMap<String, Level>,
}

impl Levels {
    /// The level of a case. `binding`: whether promises bind the environment that it was found in.
    pub fn of(&self, code: &str, case: Case, binding: bool) -> Level {
        let set = || self.set.get(code).copied();
        match case.about {
            About::Target => Level::Error,
            About::Promise if !binding => Level::Note,
            About::Policy | About::Promise => {
                set().unwrap_or_else(|| self.pack.level(code, case.level))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels(pack: Pack) -> Levels {
        Levels { pack, ..Levels::default() }
    }

    #[test]
    fn packs_shift_levels() {
        let of = |pack, code, case| levels(pack).of(code, case, true);
        assert_eq!(of(Pack::Sandbox, "cost/over-budget", Case::ERROR), Level::Warning);
        assert_eq!(of(Pack::Sandbox, "scaling/flapping", Case::ERROR), Level::Error);
        assert_eq!(of(Pack::Sandbox, "cost/no-budget", Case::WARNING), Level::Note);
        assert_eq!(of(Pack::Standard, "cost/no-budget", Case::WARNING), Level::Warning);
        assert_eq!(of(Pack::Strict, "cost/no-budget", Case::WARNING), Level::Error);
        assert_eq!(of(Pack::Strict, "scaling/overshoot", Case::NOTE), Level::Note);
    }

    #[test]
    fn what_a_project_sets_holds_for_all_cases_but_what_is_refused() {
        let mut levels = levels(Pack::Strict);
        levels.set.insert("cost/over-budget".to_owned(), Level::Note);
        for case in [Case::ERROR, Case::WARNING.promised()] {
            assert_eq!(levels.of("cost/over-budget", case, true), Level::Note);
        }
        assert_eq!(levels.of("cost/over-budget", Case::REFUSED, true), Level::Error);
    }

    #[test]
    fn promises_are_notes_where_none_binds() {
        let levels = levels(Pack::Strict);
        assert_eq!(levels.of("cost/no-budget", Case::WARNING.promised(), false), Level::Note);
        assert_eq!(levels.of("security/unencrypted", Case::ERROR, false), Level::Error);
    }
}
