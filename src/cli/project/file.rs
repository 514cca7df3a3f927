//! The keys of `terrace.toml`. In: its text. Out: settings, or every fault with its place.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::tables;
use crate::settings::levels::Pack;
use crate::settings::{Settings, Version};
use crate::words::{any_of, nearest, tick};

const OLDEST: Version = Version { major: 1, minor: 25 };
const NEWEST: Version = Version { major: 1, minor: 37 };

const KEYS: &[&str] = &["catalogue", "keda", "kubernetes", "levels", "limits", "pack", "tags"];

/// Something that the file may not say.
#[derive(Debug)]
pub struct Fault {
    /// Where, in bytes from the start.
    at: usize,
    message: String,
}

impl Fault {
    /// A fault at a key or a value.
    pub fn new<T>(place: &Spanned<T>, message: impl Into<String>) -> Self {
        Self { at: place.span().start, message: message.into() }
    }

    /// `line:column: message`, both from 1.
    pub fn text(&self, file: &str) -> String {
        let before = file.get(..self.at).unwrap_or(file);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        format!("{line}:{column}: {}", self.message)
    }
}

/// A word that is none of those there are, with the nearest of them.
pub fn unknown(what: &str, word: &str, known: &[&str]) -> String {
    if let Some(near) = nearest(word, known.iter().copied()) {
        return format!("no {what} {}, did you mean `{near}`?", tick(word));
    }
    let known: Vec<String> = known.iter().map(|known| tick(known)).collect();
    format!("no {what} {}, there is {}", tick(word), any_of(&known))
}

/// Reads the whole file into settings; gives the file of prices that it names.
pub fn read(text: &str, settings: &mut Settings) -> Result<Option<String>, Vec<Fault>> {
    let table = DeTable::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        vec![Fault { at, message: error.message().to_owned() }]
    })?;
    let (mut faults, mut catalogue) = (Vec::new(), None);
    for (key, value) in table.get_ref() {
        let name = key.get_ref().as_ref();
        let outcome = match name {
            "catalogue" => text_of(name, value).map(|path| catalogue = Some(path)),
            "keda" => version(name, value).map(|version| settings.keda = version),
            "kubernetes" => supported(name, value).map(|version| settings.kubernetes = version),
            "pack" => pack(value).map(|pack| settings.levels.pack = pack),
            "levels" => tables::levels(value, &mut settings.levels.set, &mut faults),
            "limits" => tables::limits(value, &mut settings.limits, &mut faults),
            "tags" => tables::tags(value, &mut settings.tags, &mut faults),
            other => Err(Fault::new(key, unknown("setting", other, KEYS))),
        };
        faults.extend(outcome.err());
    }
    faults.sort_by_key(|fault| fault.at);
    if faults.is_empty() { Ok(catalogue) } else { Err(faults) }
}

/// A string, as which everything but tables is written.
pub fn text_of(key: &str, value: &Spanned<DeValue>) -> Result<String, Fault> {
    let text = value.get_ref().as_str().map(str::to_owned);
    text.ok_or_else(|| Fault::new(value, format!("`{key}` is a string: `{key} = \"…\"`")))
}

fn pack(value: &Spanned<DeValue>) -> Result<Pack, Fault> {
    let given = text_of("pack", value)?;
    let found = Pack::ALL.into_iter().find(|pack| pack.word() == given);
    let words = Pack::ALL.map(Pack::word);
    found.ok_or_else(|| Fault::new(value, unknown("pack", &given, &words)))
}

fn version(key: &str, value: &Spanned<DeValue>) -> Result<Version, Fault> {
    let text = text_of(key, value)?;
    let parts = text.split_once('.').and_then(|(major, minor)| {
        Some(Version { major: major.parse().ok()?, minor: minor.parse().ok()? })
    });
    parts.ok_or_else(|| {
        let message = format!("`{key}` is two numbers: `{key} = \"1.35\"`, not {}", tick(&text));
        Fault::new(value, message)
    })
}

fn supported(key: &str, value: &Spanned<DeValue>) -> Result<Version, Fault> {
    let version = version(key, value)?;
    if (OLDEST..=NEWEST).contains(&version) {
        return Ok(version);
    }
    let message = format!("`{key} = \"{version}\"` is not between {OLDEST} and {NEWEST}");
    Err(Fault::new(value, message))
}
