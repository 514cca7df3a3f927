//! An SVG printer. In: bars, marks, text at whole coordinates. Out: a file without scripts, fonts or links; it has its own
//! ground in light and in dark.

use std::borrow::Cow;
use std::fmt::Write;

use crate::ratio::put_digits;

/// Colours and type: four and a half to one at least between text and ground, in both schemes.
const STYLE: &str = "svg{font-family:system-ui,sans-serif;font-size:13px}\
.ground{fill:#ffffff}text{fill:#1f2328}.title,.heading{font-weight:600}.label{fill:#57606a}\
.bar{fill:#4c78a8}.over{fill:#c0392b}.mark{stroke:#1f2328;stroke-width:2;stroke-dasharray:4 3}\
@media (prefers-color-scheme:dark){.ground{fill:#0d1117}text{fill:#e6edf3}.label{fill:#9da7b1}\
.bar{fill:#6ca0dc}.over{fill:#f47067}.mark{stroke:#e6edf3}}";

/// Most drawings are shorter.
const USUAL: usize = 4_096;

/// Which end of a text stands at its place.
#[derive(Clone, Copy, Debug)]
pub enum Anchor {
    /// It begins there.
    Start,
    /// It ends there.
    End,
}

/// A drawing in the making.
pub struct Drawing {
    text: String,
}

impl Drawing {
    /// An empty one with what it is called and what it shows.
    pub fn new(width: u64, height: u64, title: &str, about: &str) -> Self {
        let (title, about) = (escaped(title), escaped(about));
        let mut text = String::with_capacity(USUAL);
        let _ = write!(
            text,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"title about\" \
             width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n\
             <title id=\"title\">{title}</title>\n<desc id=\"about\">{about}</desc>\n<style>{STYLE}</style>\n\
             <rect class=\"ground\" width=\"{width}\" height=\"{height}\"/>\n"
        );
        Self { text }
    }

    /// A bar.
    pub fn bar(&mut self, class: &str, x: u64, y: u64, width: u64, height: u64) {
        self.text.extend(["<rect class=\"", class, "\""]);
        self.numbers([("x", x), ("y", y), ("width", width), ("height", height)]);
        self.text.push_str("/>\n");
    }

    /// An upright line.
    pub fn mark(&mut self, x: u64, from: u64, to: u64) {
        self.text.push_str("<line class=\"mark\"");
        self.numbers([("x1", x), ("y1", from), ("x2", x), ("y2", to)]);
        self.text.push_str("/>\n");
    }

    /// Text on its base line.
    pub fn text(&mut self, class: &str, x: u64, y: u64, anchor: Anchor, words: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::End => "end",
        };
        self.text.extend(["<text class=\"", class, "\""]);
        self.numbers([("x", x), ("y", y)]);
        let words = escaped(words);
        self.text.extend([" text-anchor=\"", anchor, "\">", &words, "</text>\n"]);
    }

    /// Attributes that are whole numbers.
    fn numbers<const N: usize>(&mut self, attributes: [(&str, u64); N]) {
        for (name, number) in attributes {
            self.text.extend([" ", name, "=\""]);
            put_digits(u128::from(number), &mut self.text);
            self.text.push('"');
        }
    }

    /// The file.
    pub fn finish(mut self) -> String {
        self.text.push_str("</svg>\n");
        self.text
    }
}

/// Text as XML has it; what XML forbids is left out.
fn escaped(text: &str) -> Cow<'_, str> {
    // Without a way out of the loop many bytes are looked at at once.
    let odd = |byte| !matches!(byte, b' '..=b'~') | matches!(byte, b'&' | b'<' | b'>' | b'"');
    if !text.bytes().fold(false, |any, byte| any | odd(byte)) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            character if character.is_control() => {}
            character => out.push(character),
        }
    }
    out.into()
}
