//! A page as its parts. In: nothing but text and cells. Out: Markdown for a pull request, plain text for a terminal.
//! Knows neither policies nor figures.

use std::fmt::Write;

/// A report.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Its title.
    pub title: String,
    /// What stands below the title.
    pub lead: Vec<Part>,
    /// The rest, in order.
    pub sections: Vec<Section>,
}

/// A titled part of a page.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its title.
    pub title: String,
    /// What it holds; without parts it is not shown.
    pub parts: Vec<Part>,
}

/// What stands on a page.
#[derive(Clone, Debug)]
pub enum Part {
    /// A paragraph.
    Text(String),
    /// A list.
    List(Vec<String>),
    /// Lines with a name each.
    Named(Vec<(&'static str, String)>),
    /// A table.
    Table(Table),
    /// A drawing beside the page: what it shows, and its path.
    Chart(String, &'static str),
}

/// Rows under a head; figures stand to the right.
#[derive(Clone, Debug)]
pub struct Table {
    /// The names of the columns.
    pub head: Vec<String>,
    /// How many columns from the left hold words.
    pub words: usize,
    /// A cell for each column.
    pub rows: Vec<Vec<String>>,
}

impl Section {
    /// A section of what there is: lists and tables without anything are left out.
    pub fn new(title: &str, parts: Vec<Part>) -> Self {
        let parts = parts.into_iter().filter(Part::holds).collect();
        Self { title: title.to_owned(), parts }
    }
}

impl Part {
    fn holds(&self) -> bool {
        match self {
            Self::Text(text) => !text.is_empty(),
            Self::List(lines) => !lines.is_empty(),
            Self::Named(lines) => !lines.is_empty(),
            Self::Table(table) => !table.rows.is_empty(),
            Self::Chart(..) => true,
        }
    }
}

impl Table {
    /// A table with so many columns of words, then figures.
    pub fn new(head: &[&str], words: usize, rows: Vec<Vec<String>>) -> Self {
        Self { head: head.iter().map(|&name| name.to_owned()).collect(), words, rows }
    }
}

impl Page {
    /// Markdown.
    pub fn markdown(&self) -> String {
        let mut text = format!("# {}\n", self.title);
        self.lead.iter().filter(|part| part.holds()).for_each(|part| markdown(&mut text, part));
        for section in self.sections.iter().filter(|section| !section.parts.is_empty()) {
            let _ = write!(text, "\n## {}\n", section.title);
            section.parts.iter().for_each(|part| markdown(&mut text, part));
        }
        text
    }

    /// Plain text.
    pub fn plain(&self) -> String {
        let mut text = format!("{}\n{}\n", self.title, "=".repeat(self.title.chars().count()));
        self.lead.iter().filter(|part| part.holds()).for_each(|part| plain(&mut text, part));
        for section in self.sections.iter().filter(|section| !section.parts.is_empty()) {
            let line = "-".repeat(section.title.chars().count());
            let _ = write!(text, "\n{}\n{line}\n", section.title);
            section.parts.iter().for_each(|part| plain(&mut text, part));
        }
        text
    }
}

fn markdown(text: &mut String, part: &Part) {
    text.push('\n');
    match part {
        Part::Text(words) => text.extend([words, "\n"]),
        Part::List(lines) => lines.iter().for_each(|line| text.extend(["- ", line, "\n"])),
        Part::Named(lines) => {
            lines.iter().for_each(|(name, line)| text.extend(["- **", name, "**: ", line, "\n"]));
        }
        Part::Chart(what, path) => text.extend(["![", what, "](", path, ")\n"]),
        Part::Table(table) => {
            row(text, &table.head);
            let rule = |at: usize| if at < table.words { "|---" } else { "|---:" };
            text.extend((0..table.head.len()).map(rule));
            text.push_str("|\n");
            table.rows.iter().for_each(|cells| row(text, cells));
        }
    }
}

fn row(text: &mut String, cells: &[String]) {
    for cell in cells {
        text.push_str("| ");
        for (at, part) in cell.split('|').enumerate() {
            text.push_str(if at > 0 { "\\|" } else { "" });
            text.push_str(part);
        }
        text.push(' ');
    }
    text.push_str("|\n");
}

fn plain(text: &mut String, part: &Part) {
    if !matches!(part, Part::Chart(..)) {
        text.push('\n');
    }
    let _ = match part {
        Part::Text(words) => writeln!(text, "{words}"),
        Part::List(lines) => lines.iter().try_for_each(|line| writeln!(text, "- {line}")),
        Part::Named(lines) => {
            lines.iter().try_for_each(|(name, line)| writeln!(text, "- {name}: {line}"))
        }
        Part::Chart(..) => Ok(()),
        Part::Table(table) => {
            let wide = |at: usize| {
                let cells = std::iter::once(&table.head).chain(&table.rows);
                cells.filter_map(|row| Some(row.get(at)?.chars().count())).max().unwrap_or(0)
            };
            let wides: Vec<usize> = (0..table.head.len()).map(wide).collect();
            for row in std::iter::once(&table.head).chain(&table.rows) {
                let cells = row.iter().zip(&wides).enumerate().map(|(at, (cell, wide))| {
                    if at < table.words {
                        format!("{cell:<wide$}")
                    } else {
                        format!("{cell:>wide$}")
                    }
                });
                let cells: Vec<String> = cells.collect();
                let _ = writeln!(text, "{}", cells.join("  ").trim_end());
            }
            Ok(())
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> Page {
        let rows = vec![
            vec!["`web`".to_owned(), "$10.00".to_owned()],
            vec!["a|b".to_owned(), "$1.00".to_owned()],
        ];
        let table = Part::Table(Table::new(&["", "floor"], 1, rows));
        let chart = Part::Chart("cost".to_owned(), "charts/cost.svg");
        let sections = vec![
            Section::new("Cost", vec![table, chart, Part::List(Vec::new())]),
            Section::new("Nothing", vec![Part::List(Vec::new())]),
        ];
        Page {
            title: "shop, prod".to_owned(),
            lead: vec![Part::Text("It fits.".to_owned())],
            sections,
        }
    }

    #[test]
    fn empty_sections_are_left_out_and_bars_in_cells_escaped() {
        assert_eq!(
            page().markdown(),
            "# shop, prod\n\nIt fits.\n\n## Cost\n\n|  | floor |\n|---|---:|\n| `web` | $10.00 |\n| a\\|b | $1.00 |\n\n![cost](charts/cost.svg)\n"
        );
    }

    #[test]
    fn columns_are_aligned_in_a_terminal() {
        assert_eq!(
            page().plain(),
            "shop, prod\n==========\n\nIt fits.\n\nCost\n----\n\n        floor\n`web`  $10.00\na|b     $1.00\n"
        );
    }
}
