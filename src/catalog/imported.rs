//! A project's own prices. In: the text of the file that `terrace.toml` names, as `terrace prices import` writes it.
//! Out: the same facts by service, item and region. Knows not where the file lies.

use super::price::{Confidence, Price, Text};
use super::scaled::pico;
use super::services::{self, ServicePrice};
use super::table::{Row, Table};

/// What was imported, sorted, each key once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Imported {
    name: String,
    text: String,
    date: String,
}

impl Imported {
    /// Reads a whole file; its name is for messages and reports. Lines may stand in any order: people merge them.
    pub(super) fn read(name: &str, text: &str) -> Result<Self, String> {
        let mut date = "";
        let mut rows = Vec::new();
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            let found = check(line).map_err(|wrong| format!("{name}, line {}: {wrong}", at + 1))?;
            date = date.max(found);
            rows.push((line, at + 1));
        }
        rows.sort_unstable();
        for pair in rows.windows(2) {
            if let [(one, first), (other, second)] = pair
                && key(one).eq(key(other))
            {
                return Err(format!(
                    "{name}, lines {first} and {second} price the same: {one} / {other}"
                ));
            }
        }
        let text =
            rows.iter().fold(String::with_capacity(text.len()), |all, (line, _)| all + line + "\n");
        Ok(Self { name: name.to_owned(), text, date: date.to_owned() })
    }

    /// The file's name.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The newest date of its rows; empty where it has none.
    pub(super) fn date(&self) -> &str {
        &self.date
    }

    /// The price of an item in exactly this region.
    pub(super) fn service(&self, service: &str, item: &str, region: &str) -> Option<ServicePrice> {
        self.table().find(&[service, item, region]).and_then(owned)
    }

    /// The price of an hour of a machine.
    pub(super) fn hour(&self, service: &str, item: &str, region: &str) -> Option<Price> {
        let price = self.service(service, item, region)?;
        Some(Price {
            pico_usd_per_hour: price.pico_usd,
            date: price.date,
            source: price.source,
            confidence: price.confidence,
        })
    }

    /// The prices of a service, by item and region, each with its item.
    pub(super) fn of(&self, service: &str) -> impl Iterator<Item = (Text, ServicePrice)> {
        let rows = self.table().starting_with(&[service]);
        rows.filter_map(|row| Some((row.field(1)?.to_owned().into(), owned(row)?)))
    }

    fn table(&self) -> Table<'_, 0> {
        Table::plain(&self.text)
    }
}

fn owned(row: Row<'_>) -> Option<ServicePrice> {
    services::read(row, |text| text.to_owned().into())
}

fn key(line: &str) -> impl Iterator<Item = &str> {
    line.split('\t').take(3)
}

/// What is wrong with a line, else its date.
fn check(line: &str) -> Result<&str, String> {
    let fields: Vec<&str> = line.split('\t').collect();
    let [service, item, region, usd, unit, date, source, confidence, ..] = fields.as_slice() else {
        return Err(format!("{} columns, not 9 with tabs between them", fields.len()));
    };
    if fields.len() > 9
        || [service, item, region, unit, source].iter().any(|field| field.is_empty())
    {
        return Err(
            "service, item, region, unit and source are not empty, and nine columns are all"
                .to_owned(),
        );
    }
    if pico(usd).is_none() {
        return Err(format!(
            "`{usd}` is no price: dollars with at most twelve places, such as 0.096"
        ));
    }
    if date.len() != 10 || date.parse::<jiff::civil::Date>().is_err() {
        return Err(format!("`{date}` is no date such as 2026-11-20"));
    }
    match Confidence::of(confidence) {
        Some(_) => Ok(date),
        None => Err(format!("`{confidence}` is not high, medium or low")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "# service\titem\tregion\tusd\tunit\tdate\tsource\tconfidence\tnote";
    const ROW: &str = "ec2\tm5.large\teu-west-1\t0.11\thour\t2026-11-20\ta.csv\thigh\t";

    #[test]
    fn rows_are_found_in_whatever_order_they_stand() {
        let text = format!(
            "{HEADER}\nnat-gateway\thour\teu-west-1\t0.05\tgateway-hour\t2026-11-21\tb\tlow\t\n{ROW}\n"
        );
        let imported = Imported::read("prices.tsv", &text).unwrap();
        assert_eq!(imported.date(), "2026-11-21");
        let price = imported.hour("ec2", "m5.large", "eu-west-1").unwrap();
        assert_eq!(
            (price.pico_usd_per_hour, &*price.date, &*price.source),
            (110_000_000_000, "2026-11-20", "a.csv")
        );
        assert_eq!(
            imported.service("nat-gateway", "hour", "eu-west-1").map(|price| price.confidence),
            Some(Confidence::Low)
        );
        assert_eq!(imported.of("ec2").count(), 1);
    }

    #[test]
    fn two_prices_of_one_thing_are_refused_with_their_lines() {
        let text = format!("{ROW}\n{}\n", ROW.replace("0.11", "0.12"));
        let message = Imported::read("prices.tsv", &text).unwrap_err();
        assert!(
            message.contains("lines 1 and 2")
                && message.contains("0.11")
                && message.contains("0.12"),
            "{message}"
        );
    }

    #[test]
    fn what_cannot_be_read_is_said_with_its_line() {
        for (wrong, said) in [
            (ROW.replace("0.11", "0,11"), "`0,11` is no price"),
            (ROW.replace("2026-11-20", "2026-13-20"), "is no date"),
            (ROW.replace("high", "sure"), "`sure` is not high"),
            (ROW.replace('\t', " "), "1 columns"),
        ] {
            let message = Imported::read("prices.tsv", &wrong).unwrap_err();
            assert!(
                message.starts_with("prices.tsv, line 1: ") && message.contains(said),
                "{message}"
            );
        }
    }
}
