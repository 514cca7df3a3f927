//! Tables of `DynamoDB`. In: a table and its copies. Out: lines for reads, writes, storage and continuous backup. Reads
//! are paid once, writes and storage in each copy, the backup where it is written first; writes of indexes have no price.

use crate::catalog::Catalogue;
use crate::model::measure::{Bounds, Ratio, base, by_month};
use crate::model::policy::{Frequency, Quantity, Store, Value};
use crate::source::Spanned;

use super::super::Figures;
use super::super::copies::Copy;
use super::super::origin::Origin;
use super::{Bill, Counts, Line, Operand, Payee, Reason, price};

/// The lines of a table.
pub(super) fn lines<'a>(
    figures: &Figures<'a>,
    store: &'a Store,
    copies: &[Copy],
    payee: Payee<'a>,
    bill: &mut Bill<'a>,
) {
    let primary = primary(figures, copies);
    for (at, copy) in copies.iter().enumerate() {
        let code = figures.regions.get(copy.region).map_or("", |region| region.code);
        let table = Table {
            catalogue: &figures.catalogue,
            store,
            code,
            region: copy.region,
            payee,
            regions: figures.regions.len(),
        };
        if store.capacity.as_ref().is_some_and(|capacity| capacity.node == "provisioned") {
            table.provisioned(at == primary, bill);
        } else {
            table.on_demand(at == primary, bill);
        }
        table.storage(at == primary, bill);
    }
    if !store.indexes.is_empty() {
        bill.without(payee, "writes of indexes", Reason::NotCounted("they are not counted"));
    }
}

/// The copy of the heaviest region that is written, the first by name of several.
fn primary(figures: &Figures, copies: &[Copy]) -> usize {
    let share = |copy: &Copy| figures.regions.get(copy.region).map(|region| region.share);
    let written = copies.iter().enumerate().filter(|(_, copy)| copy.written);
    let heaviest =
        written.reduce(|best, next| if share(next.1) > share(best.1) { next } else { best });
    heaviest.map_or(0, |(at, _)| at)
}

struct Table<'f, 'a> {
    catalogue: &'f Catalogue,
    store: &'a Store,
    code: &'a str,
    region: usize,
    payee: Payee<'a>,
    regions: usize,
}

impl<'a> Table<'_, 'a> {
    fn usage(&self, name: &str) -> Option<Spanned<Quantity>> {
        let usage = &self.store.at(self.code).usage;
        let attribute = usage.iter().find(|attribute| attribute.name.node == name)?;
        match attribute.value.node {
            Value::Quantity(quantity) => Some(Spanned::new(quantity, attribute.value.span)),
            _ => None,
        }
    }

    fn line(&self, bill: &mut Bill<'a>, what: &'static str, price: Vec<Operand>, counts: Counts) {
        let (region, of) = (Some(self.region), "");
        bill.line(Line { payee: self.payee, what, region, price: price.into(), counts, of });
    }

    fn on_demand(&self, primary: bool, bill: &mut Bill<'a>) {
        let kinds = [("reads", "on-demand-read", primary), ("writes", "on-demand-write", true)];
        for (name, item, _) in kinds.into_iter().filter(|(.., counted)| *counted) {
            let what = if name == "reads" { "reads" } else { "writes" };
            let Some(given) = self.usage(name) else {
                bill.without(
                    self.payee,
                    format!("{what} in {}", self.code),
                    Reason::NotSaid("`usage` does not say how many"),
                );
                continue;
            };
            let Some(price) = price::service(self.catalogue, "dynamodb", item, self.code, "$/1M")
            else {
                continue;
            };
            let month = by_month(given.node);
            let millions = Operand {
                what: "millions a month",
                figure: month / Ratio::from_whole(1_000_000),
                unit: "1M",
                origin: Origin::Given(given.span),
            };
            self.line(bill, what, vec![millions, price], Counts::Same(Ratio::ONE));
        }
    }

    fn provisioned(&self, primary: bool, bill: &mut Bill<'a>) {
        let body = self.store.at(self.code);
        let kinds = [
            ("provisioned reads", "provisioned-rcu", body.reads, primary),
            ("provisioned writes", "provisioned-wcu", body.writes, true),
        ];
        for (what, item, units, _) in kinds.into_iter().filter(|(.., counted)| *counted) {
            let Some(units) = units else {
                bill.without(
                    self.payee,
                    format!("{what} in {}", self.code),
                    Reason::NotSaid("the policy does not say how many"),
                );
                continue;
            };
            let Some(price) = price::service(self.catalogue, "dynamodb", item, self.code, "$/h")
            else {
                continue;
            };
            let Bounds { min, max } = units.node;
            let (least, most) = (base(min), base(max));
            let counts = Counts::By {
                floor: least,
                steady: Some(least),
                peak: most,
                lost: vec![Some(most); self.regions],
            };
            self.line(bill, what, vec![price, price::hours()], counts);
        }
    }

    fn storage(&self, primary: bool, bill: &mut Bill<'a>) {
        let Some(given) = self.usage("storage") else {
            bill.without(
                self.payee,
                format!("storage in {}", self.code),
                Reason::NotSaid("`usage` does not say how much"),
            );
            return;
        };
        let size = Operand {
            what: "storage of a copy",
            figure: Ratio::from_whole((base(given.node) / Ratio::from_whole(1 << 30)).ceil()),
            unit: "GiB",
            origin: Origin::Given(given.span),
        };
        let one = |item| price::service(self.catalogue, "dynamodb", item, self.code, "$/GiB-month");
        if let Some(price) = one("storage") {
            self.line(bill, "storage", vec![size.clone(), price], Counts::Same(Ratio::ONE));
        }
        let mut backups = self.store.backups.iter();
        let continuous = backups.any(|backup| backup.every.node == Frequency::Continuously);
        if let (true, true, Some(price)) = (primary, continuous, one("pitr")) {
            self.line(bill, "continuous backup", vec![size, price], Counts::Same(Ratio::ONE));
        }
    }
}
