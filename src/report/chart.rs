//! Drawings beside a report. In: figures. Out: SVG files with whole coordinates, the same on every machine; each bar has
//! its figure beside it as text.

mod capacity;
mod cost;
mod svg;

pub use capacity::capacity;
pub use cost::cost;

use std::borrow::Cow;

use self::svg::{Anchor, Drawing};
use crate::ratio::Ratio;

/// Width of a drawing.
const WIDTH: u64 = 860;
/// Where labels of bars end and bars begin.
const LEFT: u64 = 190;
/// The longest bar.
const LONGEST: u64 = 300;
/// Where figures begin, clear of bars and marks.
const FIGURES: u64 = LEFT + LONGEST + 16;
/// From one row to the next.
const ROW: u64 = 24;
/// So many characters fit before a bar, after it, and in a line of their own.
const LABEL: usize = 24;
const FIGURE: usize = 42;
const HEADING: usize = 100;

/// Bars under one heading, with a mark.
struct Group {
    heading: String,
    mark: Option<Ratio>,
    bars: Vec<Bar>,
}

/// One bar: how long, of the longest, and the figure as text.
struct Bar {
    label: Cow<'static, str>,
    length: Ratio,
    over: bool,
    figure: String,
}

/// Groups below each other. Lengths and marks are shares of the longest bar.
fn draw(title: &str, about: &str, groups: &[Group]) -> String {
    let rows: usize = groups.iter().map(|group| group.bars.len() + 1).sum();
    let height = ROW * (rows as u64 + 1) + 16 * groups.len() as u64;
    let mut drawing = Drawing::new(WIDTH, height, title, about);
    drawing.text("title", 12, 20, Anchor::Start, title);
    let mut y = ROW + 8;
    for group in groups {
        drawing.text("heading", 12, y + 16, Anchor::Start, &cut(&group.heading, HEADING));
        y += ROW;
        let top = y;
        for bar in &group.bars {
            let class = if bar.over { "over" } else { "bar" };
            // What is more than nothing is seen.
            let length = scaled(bar.length).max(u64::from(!bar.length.is_zero()));
            drawing.text("label", LEFT - 8, y + 16, Anchor::End, &cut(&bar.label, LABEL));
            drawing.bar(class, LEFT, y + 4, length, ROW - 8);
            drawing.text("figure", FIGURES, y + 16, Anchor::Start, &cut(&bar.figure, FIGURE));
            y += ROW;
        }
        if let Some(mark) = group.mark {
            drawing.mark(LEFT + scaled(mark), top, y);
        }
        y += 16;
    }
    drawing.finish()
}

fn scaled(share: Ratio) -> u64 {
    (share.min(Ratio::ONE) * Ratio::from_whole(LONGEST)).round()
}

fn cut(text: &str, most: usize) -> Cow<'_, str> {
    if text.len() <= most || text.chars().count() <= most {
        return text.into();
    }
    let kept: String = text.chars().take(most - 1).collect();
    format!("{}…", kept.trim_end()).into()
}

/// A part of a whole; nothing where there is no whole.
fn part(of: Ratio, whole: Ratio) -> Ratio {
    if whole.is_zero() { Ratio::ZERO } else { of / whole }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(length: Ratio, figure: &str) -> Bar {
        Bar { label: "peak".into(), length, over: false, figure: figure.to_owned() }
    }

    #[test]
    fn a_drawing_is_xml_whatever_names_hold() {
        let bars = vec![bar(Ratio::of(1, 3), "a < b & \"c\" '\u{7}'"), bar(Ratio::of(7, 3), "]]>")];
        let group = Group { heading: "<script>&".to_owned(), mark: Some(Ratio::ONE), bars };
        let text = draw("Cost & <more>", "about \"it\"", &[group]);
        let parsed = roxmltree::Document::parse(&text).expect("XML");
        let root = parsed.root_element();
        assert_eq!((root.tag_name().name(), root.attribute("role")), ("svg", Some("img")));
        let texts: Vec<&str> = root.descendants().filter_map(|it| it.text()).collect();
        assert!(texts.contains(&"Cost & <more>") && texts.contains(&"<script>&"), "{texts:?}");
        let labels = root.attribute("aria-labelledby").unwrap_or_default();
        for id in labels.split(' ') {
            assert!(root.descendants().any(|it| it.attribute("id") == Some(id)), "{id}");
        }
    }

    #[test]
    fn figures_stand_inside_of_the_drawing_and_clear_of_bars_and_marks() {
        let long = "10000 of 20000, for 1234567.89 connections and more";
        let bars = vec![bar(Ratio::ONE, long), bar(Ratio::of(1, 10_000), "$1.00")];
        let group = Group { heading: "h".to_owned(), mark: Some(Ratio::ONE), bars };
        let text = draw("t", "d", &[group]);
        let parsed = roxmltree::Document::parse(&text).expect("XML");
        let number = |node: &roxmltree::Node, name| -> u64 {
            node.attribute(name).unwrap_or_default().parse().expect("a whole number")
        };
        let of = |class: &str| {
            let all = parsed.descendants().filter(|it| it.attribute("class") == Some(class));
            all.collect::<Vec<_>>()
        };
        let ends = of("bar").iter().map(|it| number(it, "x") + number(it, "width")).max();
        let mark = number(&of("mark")[0], "x1");
        assert!(of("bar").iter().all(|it| number(it, "width") > 0));
        assert_eq!(of("figure").len(), 2);
        for figure in of("figure") {
            let x = number(&figure, "x");
            let long = figure.text().unwrap_or_default().chars().count() as u64 * 8;
            assert!(Some(x) > ends && x > mark && x + long <= WIDTH, "{x} + {long}");
        }
    }
}
