//! What actions are called: by their days and times, never by position.

use std::collections::BTreeMap;
use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::days;
use crate::plan::scaling::{Action, Size, When};

/// `mon-fri-0800`, `sat-sun-0000`, `daily-0600`.
pub fn weekly(when: &When) -> String {
    match when {
        When::Weekly { days, minute } => {
            format!("{}-{:02}{:02}", named(days), minute / 60, minute % 60)
        }
        When::At(instant) => instant.clone(),
    }
}

fn named(days: &[u8]) -> String {
    match days {
        [] | [_, _, _, _, _, _, _] => "daily".to_owned(),
        [first, .., last] if days.len() > 2 && usize::from(last - first) + 1 == days.len() => {
            format!("{}-{}", days::name(*first), days::name(*last))
        }
        _ => days.iter().map(|day| days::name(*day)).collect::<Vec<_>>().join("-"),
    }
}

/// `on-2027-11-26-` and six digits of a digest of time and sizes: another time or size is another action.
pub fn dated(when: &When, sizes: &BTreeMap<String, Size>) -> String {
    let When::At(instant) = when else { return weekly(when) };
    let mut told = instant.clone();
    for (code, size) in sizes {
        // Writing to a String cannot fail.
        let _ = write!(told, " {code} {} {}", size.min, size.max);
    }
    let digest = Sha256::digest(told.as_bytes());
    let digits = digest.iter().take(3).fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    });
    let day = instant.split('T').next().unwrap_or_default();
    format!("on-{day}-{digits}")
}

/// Makes names plain or different: a single window has a begin and an end; one name in two time zones takes the zone in.
pub fn settle(actions: &mut [Action], single: bool) {
    if let ([one, other], true) = (&mut *actions, single)
        && one.restores != other.restores
        && one.zone == other.zone
    {
        for action in [one, other] {
            let key = if action.restores { "window-end" } else { "window-start" };
            key.clone_into(&mut action.key);
        }
        actions.sort_by_key(|action| action.restores);
        return;
    }
    let keys: Vec<String> = actions.iter().map(|action| action.key.clone()).collect();
    for action in actions {
        if keys.iter().filter(|key| **key == action.key).count() > 1 {
            action.key = format!("{}-{}", action.key, plain(&action.zone));
        }
    }
}

fn plain(zone: &str) -> String {
    let letter = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '-' };
    zone.to_ascii_lowercase().chars().map(letter).collect()
}
