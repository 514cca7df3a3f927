//! `terrace prices show`: what is known of a type or a service. In: its name, and a region. Out: estimates as a table or
//! for programs, each with its date, its source and how far it can be trusted.

use std::collections::BTreeSet;
use std::fmt::Write;

use serde::Serialize;

use super::known::{Estimate, Known, known};
use crate::catalog::{self, Catalogue, ServicePrice, Source};
use crate::cli::{Format, Outcome, Stop, print, project};
use crate::model::measure::MONTH_HOURS;
use crate::ratio::Ratio;
use crate::syntax::tree::Date;
use crate::words::{all_of, any_of, count, dollars, tick};

/// Say what is known of a type or a service: from when and from where.
#[derive(clap::Args)]
pub struct Show {
    /// An instance type, a class of a store, a service or `service/item`: m5.large, db.r6g.large, alb, alb/hour
    name: String,
    /// The region; every one otherwise
    region: Option<String>,
    /// How it is shown
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// What is shown of an estimate: all of it as text, exact.
#[derive(Serialize)]
struct Row {
    region: String,
    item: String,
    unit: String,
    usd: String,
    usd_per_month: Option<String>,
    #[serde(skip)]
    month: Option<Ratio>,
    date: String,
    sources: Vec<String>,
    confidence: &'static str,
    note: Option<String>,
    spot: Option<Spot>,
    /// The region that was asked for and has no figure of its own.
    stands_in_for: Option<String>,
}

#[derive(Serialize)]
struct Spot {
    usd: String,
    saving_percent: u8,
    date: &'static str,
    source: &'static str,
}

#[derive(Serialize)]
struct Shown<'a> {
    name: &'a str,
    what: &'a str,
    terms: &'a str,
    catalogue: String,
    estimates: Vec<Row>,
    /// Items without a figure in the region that was asked for, and without another that stands in.
    unknown: Vec<String>,
    sources: Vec<Named>,
}

#[derive(Serialize)]
struct Named {
    id: String,
    what: String,
}

impl Show {
    /// Runs the verb.
    pub fn run(self) -> Outcome {
        let here = std::env::current_dir();
        let here =
            here.map_err(|cause| Stop::trouble(format!("cannot read the folder: {cause}")))?;
        let settings = project::find(&here, None)?.settings;
        let catalogue = &settings.catalogue;
        let known = known(catalogue, &self.name).ok_or_else(|| unknown(&self.name))?;
        let (estimates, unknown) = self.chosen(catalogue, &known)?;
        let shown = Shown {
            name: &self.name,
            what: &known.what,
            terms: known.terms,
            catalogue: catalogue.name(),
            sources: sources(&known.what, &estimates),
            estimates,
            unknown,
        };
        print(&match self.format {
            Format::Text => self.text(&shown, settings.date),
            Format::Json => serde_json::to_string_pretty(&shown).unwrap_or_default() + "\n",
        });
        Ok(0)
    }

    /// The estimates of the region, else what stands in for them; all where no region is named.
    fn chosen(
        &self,
        catalogue: &Catalogue,
        known: &Known,
    ) -> Result<(Vec<Row>, Vec<String>), Stop> {
        let all = &known.estimates;
        let Some(region) = &self.region else {
            return Ok((all.iter().map(Row::of).collect(), Vec::new()));
        };
        let everywhere = |estimate: &&Estimate| ["*", "global"].contains(&&*estimate.price.region);
        let (mut rows, mut unknown) = (Vec::new(), Vec::new());
        for item in all.iter().map(|estimate| &*estimate.item).collect::<BTreeSet<_>>() {
            let of_it = || all.iter().filter(|estimate| estimate.item == item);
            let own = of_it().find(|estimate| estimate.price.region == *region);
            if let Some(own) = own.or_else(|| of_it().find(everywhere)) {
                rows.push(Row::of(own));
            } else if let Some(other) = self.stand_in(catalogue, item) {
                let other = Estimate { item: item.to_owned().into(), price: other, spot: None };
                rows.push(Row { stands_in_for: Some(region.clone()), ..Row::of(&other) });
            } else {
                unknown.push(item.to_owned());
            }
        }
        let is_region = catalog::region(region).is_some();
        if is_region || rows.iter().any(|row| row.region == *region) {
            return Ok((rows, unknown));
        }
        let near: Vec<String> =
            catalog::nearest_regions(region).iter().map(|it| tick(it)).collect();
        let guess = if near.is_empty() {
            String::new()
        } else {
            format!(", did you mean {}?", any_of(&near))
        };
        Err(Stop::trouble(format!("no region {}{guess}", tick(region))))
    }

    /// Only items of services have one: the price of a type is known in a region or not.
    fn stand_in(&self, catalogue: &Catalogue, item: &str) -> Option<ServicePrice> {
        let service = self.name.split('/').next().unwrap_or_default();
        catalogue.stand_in(service, item)
    }

    /// What the region that was asked for has no figure of, and what stands in.
    fn gaps(&self, shown: &Shown) -> String {
        let mut text = String::new();
        let region = self.region.as_deref().unwrap_or_default();
        let lent = |row: &&Row| row.stands_in_for.is_some();
        let lenders: BTreeSet<&str> =
            shown.estimates.iter().filter(lent).map(|row| row.region.as_str()).collect();
        for lender in lenders {
            let of_it = |row: &&Row| lent(row) && row.region == lender;
            let items = shown.estimates.iter().filter(of_it).map(|row| row.item.as_str());
            let items = all_of(&items.collect::<Vec<_>>());
            let _ = writeln!(text, "\nunknown in {region}, so that {lender} stands in: {items}");
        }
        if !shown.estimates.is_empty() && !shown.unknown.is_empty() {
            let items = all_of(&shown.unknown);
            let _ = writeln!(text, "\nunknown in {region}, and nothing stands in: {items}");
        }
        text
    }

    fn text(&self, shown: &Shown, today: Date) -> String {
        let mut text = format!("{}: {}\n", shown.name, shown.what);
        if shown.estimates.is_empty() {
            let place =
                self.region.as_ref().map_or(String::new(), |region| format!(" in {region}"));
            let _ = writeln!(text, "No price{place} is known, and none stands in for it.");
        } else {
            let _ = writeln!(text, "Estimates, each as of its date: {}.\n", shown.terms);
            text += &table(&shown.estimates);
        }
        text += &self.gaps(shown);
        if let Some(spot) = shown.estimates.iter().find_map(|row| row.spot.as_ref()) {
            let _ = writeln!(
                text,
                "\nspot: on demand less the average saving as of {}, {} old, from {}; it moves every hour.",
                spot.date,
                count(months(spot.date, today), "month"),
                spot.source
            );
        }
        text.push('\n');
        for source in &shown.sources {
            let _ = writeln!(text, "{}: {}", source.id, source.what);
        }
        let _ = writeln!(text, "catalogue: {}", shown.catalogue);
        text
    }
}

impl Row {
    fn of(estimate: &Estimate) -> Self {
        let price = &estimate.price;
        let by_hour = price.unit == "hour" || price.unit.ends_with("-hour");
        let month =
            Ratio::of(u128::from(price.pico_usd) * u128::from(MONTH_HOURS), 1_000_000_000_000);
        let month = by_hour.then_some(month);
        Self {
            region: price.region.to_string(),
            item: estimate.item.to_string(),
            unit: price.unit.to_string(),
            usd: usd(price.pico_usd),
            usd_per_month: month.map(Ratio::decimal),
            month,
            date: price.date.to_string(),
            sources: price.source.split(';').map(str::to_owned).collect(),
            confidence: price.confidence.word(),
            note: price.note.as_ref().map(ToString::to_string),
            spot: estimate.spot.map(|spot| Spot {
                usd: usd(spot.pico_usd_per_hour),
                saving_percent: spot.saving_percent,
                date: spot.date,
                source: spot.source,
            }),
            stands_in_for: None,
        }
    }

    fn cells(&self) -> [String; 10] {
        let spot = self.spot.as_ref();
        let spot = spot
            .map_or(String::new(), |spot| format!("${} (-{} %)", spot.usd, spot.saving_percent));
        [
            self.region.clone(),
            self.item.clone(),
            format!("${}", self.usd),
            self.unit.clone(),
            self.month.map_or(String::new(), dollars),
            spot,
            self.date.clone(),
            self.confidence.to_owned(),
            self.sources.join(", "),
            self.note.clone().unwrap_or_default(),
        ]
    }
}

fn usd(pico: u64) -> String {
    Ratio::of(u128::from(pico), 1_000_000_000_000).decimal()
}

/// Whole months from a date to a day.
fn months(since: &str, today: Date) -> usize {
    let Ok(since) = since.parse::<jiff::civil::Date>() else { return 0 };
    let passed = |year: i16, month: i8| i32::from(year) * 12 + i32::from(month);
    let now = i32::from(today.year) * 12 + i32::from(today.month);
    let unfinished = i32::from(i16::from(today.day) < i16::from(since.day()));
    usize::try_from(now - passed(since.year(), since.month()) - unfinished).unwrap_or_default()
}

/// Columns as wide as they have to be; those that hold nothing are left out.
fn table(rows: &[Row]) -> String {
    const HEADS: [&str; 10] = [
        "region",
        "item",
        "estimate",
        "by the",
        "730 h",
        "spot, by the hour",
        "as of",
        "confidence",
        "from",
        "note",
    ];
    let cells: Vec<_> = rows.iter().map(Row::cells).collect();
    let lines = || std::iter::once(HEADS.map(str::to_owned)).chain(cells.iter().cloned());
    let mut text: Vec<String> = lines().map(|_| String::new()).collect();
    for column in 0..HEADS.len() {
        let of = |cells: &[String; 10]| cells.get(column).cloned().unwrap_or_default();
        if cells.iter().all(|cells| of(cells).is_empty()) {
            continue;
        }
        let width = lines().map(|cells| of(&cells).chars().count()).max().unwrap_or_default();
        for (line, cells) in text.iter_mut().zip(lines()) {
            let _ = write!(line, "  {:<width$}", of(&cells));
        }
    }
    text.iter().fold(String::new(), |text, line| text + line.trim_end() + "\n")
}

/// What stands behind the figures; an imported list stands for itself.
fn sources(what: &str, rows: &[Row]) -> Vec<Named> {
    let size = what
        .rsplit_once("size from ")
        .map(|(_, ids)| ids)
        .into_iter()
        .flat_map(|ids| ids.split(';'));
    let prices = rows.iter().flat_map(|row| row.sources.iter().map(String::as_str));
    let spot = rows.iter().filter_map(|row| row.spot.as_ref().map(|spot| spot.source));
    let ids: BTreeSet<&str> = size.chain(prices).chain(spot).collect();
    let named = |id: &str| match catalog::source(id) {
        Some(Source { what, kind, .. }) => format!("{what} ({kind})"),
        None => "of the project's own file".to_owned(),
    };
    ids.into_iter().map(|id| Named { id: id.to_owned(), what: named(id) }).collect()
}

fn unknown(name: &str) -> Stop {
    let near: Vec<String> = catalog::nearest_names(name).iter().map(|near| tick(near)).collect();
    Stop::trouble(match near.as_slice() {
        [] => format!(
            "nothing is known of {}: write m5.large, db.r6g.large, alb or alb/hour",
            tick(name)
        ),
        near => format!("nothing is known of {}, did you mean {}?", tick(name), any_of(near)),
    })
}
