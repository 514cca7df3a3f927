//! Files in which people fill in values: `key: value` lines below a line `data:`. In: such a text as it is built and as it
//! stands on disk. Out: the one with the values of the other, and what is compared with the manifest.

use std::collections::BTreeMap;

/// The line below which values stand.
const BELOW: &str = "data:";

/// The lines of a text, and the key of each that holds a value.
fn lines(text: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let mut below = false;
    text.split_inclusive('\n').map(move |line| {
        let inside = below && line.starts_with("  ");
        below = inside || line.trim_end() == BELOW;
        let key = line.trim_start().split_once(": ").map(|(key, _)| key);
        (line, key.filter(|key| inside && !key.starts_with('#')))
    })
}

/// What is built, with the values that people filled in for keys that it has.
pub(super) fn with_values(built: &str, disk: &str) -> String {
    let values: BTreeMap<&str, &str> =
        lines(disk).filter_map(|(line, key)| Some((key?, line))).collect();
    let kept = |(line, key): (&'_ str, Option<&str>)| -> String {
        let own = key.and_then(|key| values.get(key));
        own.map_or(line, |own| *own).to_owned()
    };
    lines(built).map(kept).collect()
}

/// A text without its values: what people may not change unseen.
pub(super) fn without_values(text: &str, unset: &str) -> String {
    let bare = |(line, key): (&str, Option<&str>)| match key {
        Some(key) => format!("  {key}: {unset}\n"),
        None => line.to_owned(),
    };
    lines(text).map(bare).collect()
}
