//! Policies as `terrace fmt` writes them. In: a text without syntax errors. Out: the same tokens and comments, other
//! blanks: nothing is joined or split, at most one line is blank, and runs of lines of one kind share columns.

mod line;

use line::{Kind, Line};

/// Formats a text.
pub fn format(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines = layout(text);
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut rest = lines.as_slice();
    while let Some(first) = rest.first() {
        let alike = |line: &&Line| line.kind == first.kind && line.indent == first.indent;
        let length = match first.kind {
            Kind::Attribute | Kind::Promise | Kind::OneLine => {
                rest.iter().take_while(alike).count()
            }
            Kind::Blank | Kind::Other => 1,
        };
        let (run, behind) = rest.split_at(length);
        write(run, &mut out);
        rest = behind;
    }
    out
}

/// Lines with their depth, blank ones at most one at a time and none at the edges of a body.
fn layout(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut depth = Depth::default();
    for given in text.lines() {
        let mut line = Line::read(given);
        let opens = lines.last().is_none_or(|last| last.kind == Kind::Blank || last.opens());
        if line.kind == Kind::Blank {
            if !opens {
                lines.push(line);
            }
            continue;
        }
        if line.closes() && lines.last().is_some_and(|last| last.kind == Kind::Blank) {
            lines.pop();
        }
        line.indent = depth.of(&line, lines.last());
        depth.pass(&line);
        lines.push(line);
    }
    while lines.last().is_some_and(|last| last.kind == Kind::Blank) {
        lines.pop();
    }
    lines
}

/// How deep the next line stands.
#[derive(Default)]
struct Depth {
    braces: usize,
    brackets: usize,
}

impl Depth {
    fn of(&self, line: &Line, last: Option<&Line>) -> usize {
        let (braces, brackets) = line.leading_closers();
        let depth = self.braces.saturating_sub(braces) + self.brackets.saturating_sub(brackets);
        let goes_on = self.brackets == 0
            && line.goes_on()
            && last.is_some_and(|last| last.kind != Kind::Blank && !last.ends_statement());
        depth + usize::from(goes_on)
    }

    fn pass(&mut self, line: &Line) {
        for token in &line.tokens {
            match token.as_str() {
                "{" => self.braces += 1,
                "}" => self.braces = self.braces.saturating_sub(1),
                "[" => self.brackets += 1,
                "]" => self.brackets = self.brackets.saturating_sub(1),
                _ => {}
            }
        }
    }
}

/// Writes a run of lines of one kind, its columns shared.
fn write(run: &[Line], out: &mut String) {
    let width = |text: &str| text.chars().count();
    let pad = run.iter().map(|line| width(&line.before())).max().unwrap_or(0);
    let sign = run.iter().map(|line| width(line.sign())).max().unwrap_or(0);
    let codes: Vec<String> = run.iter().map(|line| line.code(pad, sign)).collect();
    let column = run
        .iter()
        .zip(&codes)
        .filter(|(line, code)| line.comment.is_some() && !code.is_empty())
        .map(|(_, code)| width(code))
        .max()
        .unwrap_or(0);
    for (line, code) in run.iter().zip(&codes) {
        if line.kind != Kind::Blank {
            out.extend(std::iter::repeat_n("  ", line.indent));
        }
        out.push_str(code);
        if let Some(comment) = &line.comment {
            if !code.is_empty() {
                out.extend(std::iter::repeat_n(' ', column - width(code) + 2));
            }
            out.push_str(comment);
        }
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_shared_in_runs() {
        let given = "service shop {\n\n\n owner=\"a\"  # who\n budget = $5/month # how much\n\n\n\
                     objective {\n availability >= 99.9%\n latency p95 < 400ms\n}\n\
                     region eu-west-1 { zones=3 }\n  region eu-central-1 {zones = 3}\n\n}\n";
        let wanted = "service shop {\n  owner  = \"a\"       # who\n  budget = $5/month  # how much\n\n\
                      \x20 objective {\n    availability >= 99.9%\n    latency p95  <  400ms\n  }\n\
                      \x20 region eu-west-1    { zones = 3 }\n  region eu-central-1 { zones = 3 }\n}\n";
        assert_eq!(format(given), wanted);
        assert_eq!(format(wanted), wanted);
    }

    #[test]
    fn lists_arrows_and_continued_lines_keep_their_lines() {
        let given = "a {\nroute [ AE,\nSA ] to x\nrelease dev->prod\npage when cpu>1%\nfor 5m\nuses b { }\n}";
        let wanted = "a {\n  route [AE,\n    SA] to x\n  release dev -> prod\n  page when cpu > 1%\n    for 5m\n\
                      \x20 uses b { }\n}\n";
        assert_eq!(format(given), wanted);
        assert_eq!(format(wanted), wanted);
    }
}
