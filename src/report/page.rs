//! A page in the making. In: nothing but text and cells. Out: Markdown for a pull request, plain text for a terminal.
//! Knows neither policies nor figures.

use std::fmt::{Display, Write};

use super::table::Table;

/// How a page is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// For a pull request.
    Markdown,
    /// For a terminal.
    Plain,
}

/// A report; what is written on it stands below what was written before.
#[derive(Clone, Debug)]
pub struct Page {
    form: Form,
    text: String,
    /// The section of which nothing is written yet: without anything it is not shown.
    title: Option<&'static str>,
}

/// Lines of a list; without any it is not shown.
pub struct List<'p> {
    page: &'p mut Page,
    begun: bool,
}

/// Most pages are shorter.
const USUAL: usize = 8_192;

impl Page {
    /// A page with its title.
    pub fn new(form: Form, title: &str) -> Self {
        let mut page = Self { form, text: String::with_capacity(USUAL), title: None };
        match form {
            Form::Markdown => page.text.extend(["# ", title, "\n"]),
            Form::Plain => page.underlined(title, '='),
        }
        page
    }

    /// The whole text.
    pub fn finish(self) -> String {
        self.text
    }

    /// Begins a section.
    pub fn section(&mut self, title: &'static str) {
        self.title = Some(title);
    }

    /// A paragraph.
    pub fn paragraph(&mut self, words: impl Display) {
        self.part();
        let _ = writeln!(self.text, "{words}");
    }

    /// A list.
    pub fn list(&mut self) -> List<'_> {
        List { page: self, begun: false }
    }

    /// A section that is a list.
    pub fn listed(&mut self, title: &'static str, lines: impl IntoIterator<Item = impl Display>) {
        self.section(title);
        let mut list = self.list();
        lines.into_iter().for_each(|line| list.line(line));
    }

    /// A table; without rows it is not shown.
    pub fn table(&mut self, table: &Table) {
        if table.is_empty() {
            return;
        }
        self.part();
        match self.form {
            Form::Markdown => table.markdown(&mut self.text),
            Form::Plain => table.plain(&mut self.text),
        }
    }

    /// A drawing beside the page: what it shows, and its path.
    pub fn chart(&mut self, what: &str, path: &str) {
        if self.form == Form::Markdown {
            self.part();
            self.text.extend(["![", what, "](", path, ")\n"]);
        }
    }

    /// Parts what follows from what stands there, by the title of its section where it is the first of it.
    fn part(&mut self) {
        match (self.title.take(), self.form) {
            (Some(title), Form::Markdown) => self.text.extend(["\n## ", title, "\n"]),
            (Some(title), Form::Plain) => {
                self.text.push('\n');
                self.underlined(title, '-');
            }
            (None, _) => {}
        }
        self.text.push('\n');
    }

    fn underlined(&mut self, title: &str, sign: char) {
        let line = std::iter::repeat_n(sign, title.chars().count());
        self.text.extend([title, "\n"]);
        self.text.extend(line);
        self.text.push('\n');
    }
}

impl List<'_> {
    /// A line.
    pub fn line(&mut self, line: impl Display) {
        self.begin();
        let _ = writeln!(self.page.text, "- {line}");
    }

    /// A line with a name.
    pub fn named(&mut self, name: &str, line: impl Display) {
        self.begin();
        let _ = match self.page.form {
            Form::Markdown => writeln!(self.page.text, "- **{name}**: {line}"),
            Form::Plain => writeln!(self.page.text, "- {name}: {line}"),
        };
    }

    fn begin(&mut self) {
        if !std::mem::replace(&mut self.begun, true) {
            self.page.part();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(form: Form) -> String {
        let mut page = Page::new(form, "shop, prod");
        page.paragraph("It fits.");
        page.section("Cost");
        let mut table = Table::new(1, &["", "floor"]);
        table.row(["`web`", "$10.00"]);
        table.row(["a|b", "$1.00"]);
        page.table(&table);
        page.chart("cost", "charts/cost.svg");
        page.list();
        page.listed("Nothing", [""; 0]);
        page.table(&Table::new(1, &["", "floor"]));
        page.listed("Warnings", ["one", "two"]);
        page.finish()
    }

    #[test]
    fn empty_sections_are_left_out_and_bars_in_cells_escaped() {
        assert_eq!(
            page(Form::Markdown),
            "# shop, prod\n\nIt fits.\n\n## Cost\n\n|  | floor |\n|---|---:|\n| `web` | $10.00 |\n| a\\|b | $1.00 |\n\n![cost](charts/cost.svg)\n\n## Warnings\n\n- one\n- two\n"
        );
    }

    #[test]
    fn columns_are_aligned_in_a_terminal() {
        assert_eq!(
            page(Form::Plain),
            "shop, prod\n==========\n\nIt fits.\n\nCost\n----\n\n        floor\n`web`  $10.00\na|b     $1.00\n\nWarnings\n--------\n\n- one\n- two\n"
        );
    }
}
