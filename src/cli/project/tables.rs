//! The tables of `terrace.toml`: levels by code, limits by name, tags.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::file::{Fault, text_of, unknown};
use crate::codes;
use crate::diagnostic::Level;
use crate::model::measure::Dimension;
use crate::rules;
use crate::settings::limits::{LIMITS, Limits};
use crate::settings::tags;
use crate::syntax;
use crate::syntax::quantity::Quantity;
use crate::words::{nearest, tick};

type Outcome<T> = Result<T, Fault>;

fn table<'a>(key: &str, value: &'a Spanned<DeValue<'a>>) -> Outcome<&'a DeTable<'a>> {
    let table = value.get_ref().as_table();
    table.ok_or_else(|| Fault::new(value, format!("`{key}` is a table: `[{key}]`")))
}

/// `[levels]`: the level of a code.
pub fn levels(
    value: &Spanned<DeValue>,
    set: &mut BTreeMap<String, Level>,
    faults: &mut Vec<Fault>,
) -> Outcome<()> {
    for (key, value) in table("levels", value)? {
        let code = key.get_ref().as_ref();
        match known(code).map_err(|message| Fault::new(key, message)).and_then(|()| level(value)) {
            Ok(level) => drop(set.insert(code.to_owned(), level)),
            Err(fault) => faults.push(fault),
        }
    }
    Ok(())
}

/// Whether a code has a level that can be set.
fn known(code: &str) -> Result<(), String> {
    if rules::can_be_set(code) {
        return Ok(());
    }
    let all = codes::all();
    let known = all.iter().map(|known| known.code);
    if known.clone().any(|known| known == code) {
        return Err(format!(
            "the level of {} cannot be set: nothing can be made of it",
            tick(code)
        ));
    }
    Err(match nearest(code, known) {
        Some(near) => format!("no rule {}, did you mean `{near}`?", tick(code)),
        None => format!("no rule {}: `terrace rules` lists them", tick(code)),
    })
}

fn level(value: &Spanned<DeValue>) -> Outcome<Level> {
    const WORDS: [&str; 3] = ["error", "warning", "note"];
    let given = text_of("levels", value)?;
    match given.as_str() {
        "error" => Ok(Level::Error),
        "warning" => Ok(Level::Warning),
        "note" => Ok(Level::Note),
        "off" => {
            let message = "no level is `off`: a `note` is the least, and `allow` in the policy silences with a reason";
            Err(Fault::new(value, message))
        }
        other => Err(Fault::new(value, unknown("level", other, &WORDS))),
    }
}

/// `[limits]`: a number by name, as the language writes it.
pub fn limits(
    value: &Spanned<DeValue>,
    limits: &mut Limits,
    faults: &mut Vec<Fault>,
) -> Outcome<()> {
    let names: Vec<&str> = LIMITS.iter().map(|limit| limit.name).collect();
    for (key, value) in table("limits", value)? {
        let name = key.get_ref().as_ref();
        let Some(limit) = LIMITS.iter().find(|limit| limit.name == name) else {
            faults.push(Fault::new(key, unknown("limit", name, &names)));
            continue;
        };
        match quantity(name, value, limit.default) {
            Ok(given) => drop(limits.set.insert(limit.name, given)),
            Err(fault) => faults.push(fault),
        }
    }
    Ok(())
}

fn quantity(name: &str, value: &Spanned<DeValue>, default: Quantity) -> Outcome<Quantity> {
    let wanted = Dimension::of(default);
    let fault = || {
        let human = wanted.human();
        Fault::new(value, format!("`{name}` is {human} in quotes: `{name} = \"{default}\"`"))
    };
    let text = value.get_ref().as_str().ok_or_else(fault)?;
    let given = syntax::quantity_of(text).ok_or_else(fault)?;
    if Dimension::of(given) == wanted { Ok(given) } else { Err(fault()) }
}

/// `[tags]`: what every resource with tags gets.
pub fn tags(
    value: &Spanned<DeValue>,
    tags: &mut BTreeMap<String, String>,
    faults: &mut Vec<Fault>,
) -> Outcome<()> {
    let given = table("tags", value)?;
    if given.len() > tags::MOST {
        let message = format!("{} tags, and {} fit beside Terrace's own", given.len(), tags::MOST);
        faults.push(Fault::new(value, message));
    }
    for (key, value) in given {
        match tag(key.get_ref(), key, value) {
            Ok(text) => drop(tags.insert(key.get_ref().to_string(), text)),
            Err(fault) => faults.push(fault),
        }
    }
    Ok(())
}

fn tag<T>(name: &str, key: &Spanned<T>, value: &Spanned<DeValue>) -> Outcome<String> {
    tags::key(name).map_err(|message| Fault::new(key, message))?;
    let text = text_of(name, value)?;
    tags::value(&text).map_err(|message| Fault::new(value, message))?;
    Ok(text)
}
