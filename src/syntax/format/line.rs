//! One line of a policy as tokens, and which columns it shares with its neighbours.

/// What a line is, as far as columns go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing stands on it.
    Blank,
    /// It begins with `name =`.
    Attribute,
    /// It begins with a promise.
    Promise,
    /// It is a block or a sentence with its braces.
    OneLine,
    /// Anything else.
    Other,
}

/// One line.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub kind: Kind,
    pub indent: usize,
    pub tokens: Vec<String>,
    pub comment: Option<String>,
}

/// Words that continue the statement before them, unless `=` follows.
const GO_ON: &[&str] = &[
    "when", "for", "and", "or", "then", "else", "because", "until", "to", "from", "within", "every", "after",
    "treating", "ahead", "over",
];

impl Line {
    /// Reads a line.
    pub fn read(text: &str) -> Self {
        let (tokens, comment) = tokens(text);
        let kind = kind(&tokens, comment.is_some());
        Self { kind, indent: 0, tokens, comment }
    }

    fn first(&self) -> &str {
        self.tokens.first().map_or("", String::as_str)
    }

    fn last(&self) -> &str {
        self.tokens.last().map_or("", String::as_str)
    }

    /// Whether a body begins behind it.
    pub fn opens(&self) -> bool {
        self.last() == "{"
    }

    /// Whether a body ends with it.
    pub fn closes(&self) -> bool {
        self.first() == "}"
    }

    /// Whether nothing can go on behind it.
    pub fn ends_statement(&self) -> bool {
        self.tokens.is_empty() || matches!(self.last(), "{" | "}" | ",")
    }

    /// Whether it continues the line before it.
    pub fn goes_on(&self) -> bool {
        GO_ON.contains(&self.first()) && self.tokens.get(1).is_none_or(|next| next != "=")
    }

    /// How many braces and brackets it begins by closing.
    pub fn leading_closers(&self) -> (usize, usize) {
        let leading = self.tokens.iter().take_while(|token| matches!(token.as_str(), "}" | "]"));
        leading.fold((0, 0), |(braces, brackets), token| match token.as_str() {
            "}" => (braces + 1, brackets),
            _ => (braces, brackets + 1),
        })
    }

    /// Where the shared column begins: the index of `=`, of the comparison or of `{`.
    fn column(&self) -> Option<usize> {
        let at = |wanted: fn(&str) -> bool| self.tokens.iter().position(|token| wanted(token));
        match self.kind {
            Kind::Attribute => at(|token| token == "="),
            Kind::Promise => at(is_comparison),
            Kind::OneLine => at(|token| token == "{"),
            Kind::Blank | Kind::Other => None,
        }
    }

    /// What stands before the shared column.
    pub fn before(&self) -> String {
        self.column().and_then(|at| self.tokens.get(..at)).map(joined).unwrap_or_default()
    }

    /// What stands in the shared column.
    pub fn sign(&self) -> &str {
        self.column().and_then(|at| self.tokens.get(at)).map_or("", String::as_str)
    }

    /// The line without its comment, its column at `pad`, its sign `sign` wide.
    pub fn code(&self, pad: usize, sign: usize) -> String {
        let Some(at) = self.column() else { return joined(&self.tokens) };
        let (before, behind) = self.tokens.split_at(at);
        let before = joined(before);
        let rest = joined(behind.get(1..).unwrap_or(&[]));
        let gap = if rest.is_empty() { "" } else { " " };
        format!("{before:pad$} {:sign$}{gap}{rest}", self.sign())
    }
}

fn is_comparison(token: &str) -> bool {
    matches!(token, "<" | "<=" | ">" | ">=")
}

fn kind(tokens: &[String], comment: bool) -> Kind {
    let first = tokens.first().map_or("", String::as_str);
    let has = |wanted: &str| tokens.iter().any(|token| token == wanted);
    let sentence = has("when") || matches!(first, "}" | "{" | "]" | "uses" | "route");
    match tokens {
        [] if comment => Kind::Other,
        [] => Kind::Blank,
        [_, next, ..] if next == "=" => Kind::Attribute,
        _ if sentence => Kind::Other,
        [.., last] if has("{") && last == "}" => Kind::OneLine,
        [_, next, ..] if is_comparison(next) => Kind::Promise,
        [_, _, next, ..] if is_comparison(next) => Kind::Promise,
        [_, per, _, next, ..] if per == "per" && is_comparison(next) => Kind::Promise,
        _ => Kind::Other,
    }
}

/// Tokens with one space between them, none inside brackets, before commas and around the dots of a range.
fn joined(tokens: &[String]) -> String {
    let mut text = String::new();
    let mut last = "";
    for token in tokens {
        let tight = text.is_empty()
            || last == "["
            || matches!(token.as_str(), "]" | ",")
            || token.starts_with("..")
            || last.ends_with("..");
        if !tight {
            text.push(' ');
        }
        text.push_str(token);
        last = token;
    }
    text
}

fn tokens(text: &str) -> (Vec<String>, Option<String>) {
    let mut tokens = Vec::new();
    let mut rest = text.trim();
    while let Some(first) = rest.chars().next() {
        if first == '#' {
            return (tokens, Some(rest.trim_end().to_owned()));
        }
        let length = length(rest, first);
        let (token, behind) = rest.split_at(length);
        tokens.push(token.to_owned());
        rest = behind.trim_start();
    }
    (tokens, None)
}

fn length(rest: &str, first: char) -> usize {
    const PAIRS: &[&str] = &["->", "<=", ">="];
    if PAIRS.iter().any(|pair| rest.starts_with(pair)) {
        return 2;
    }
    match first {
        '"' => string(rest),
        '{' | '}' | '[' | ']' | ',' | '=' | '<' | '>' => 1,
        _ => {
            let stops = |at: usize, character: char| {
                character.is_whitespace()
                    || "{}[],=<>#\"".contains(character)
                    || rest.get(at..).is_some_and(|rest| rest.starts_with("->"))
            };
            let end = rest.char_indices().find(|(at, character)| stops(*at, *character));
            end.map_or(rest.len(), |(at, _)| at).max(first.len_utf8())
        }
    }
}

fn string(rest: &str) -> usize {
    let mut escaped = false;
    for (at, character) in rest.char_indices().skip(1) {
        match character {
            '"' if !escaped => return at + 1,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    rest.len()
}
