//! What AWS takes as a tag. In: keys and values. Out: what is wrong with them.
//! Source: AWS documentation, "Tag naming limits and requirements".

use crate::words::{all_of, tick};

/// Tags that Terrace writes itself.
pub const OWN: &[&str] = &["Name", "environment", "owner", "service", "terrace"];

/// How many tags a project may add: a resource has 50 at most.
pub const MOST: usize = 50 - OWN.len();

/// Whether a tag can hold a character: letters, digits, spaces and `+ - = . _ : / @`.
pub fn holds(character: char) -> bool {
    character.is_alphanumeric() || character == ' ' || "+-=._:/@".contains(character)
}

/// What is wrong with a key.
pub fn key(text: &str) -> Result<(), String> {
    if OWN.iter().any(|own| own.eq_ignore_ascii_case(text)) {
        let own: Vec<String> = OWN.iter().map(|own| tick(own)).collect();
        return Err(format!("the tag {} is Terrace's own: it writes {}", tick(text), all_of(&own)));
    }
    if text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("aws:")) {
        return Err(format!(
            "the tag {} begins with `aws:`, which AWS keeps for itself",
            tick(text)
        ));
    }
    if text.is_empty() {
        return Err("a tag has a key".to_owned());
    }
    fits(text, 128)
}

/// What is wrong with a value.
pub fn value(text: &str) -> Result<(), String> {
    fits(text, 256)
}

fn fits(text: &str, most: usize) -> Result<(), String> {
    if let Some(wrong) = text.chars().find(|character| !holds(*character)) {
        let wrong = tick(&wrong.to_string());
        return Err(format!("a tag cannot hold {wrong}: letters, digits, spaces and `+-=._:/@`"));
    }
    let length = text.chars().count();
    if length > most {
        return Err(format!("{length} characters, and {most} fit"));
    }
    Ok(())
}
