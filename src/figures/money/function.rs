//! Functions. In: a function in one region. Out: what its warm executions and its calls cost. Formulas: memory in GiB ×
//! 2,628,000 s × price × count; a month of the steady load × (request + seconds × GiB × price), seconds = 1 / `serves`.

use crate::model::measure::{Ratio, Size};
use crate::source::Spanned;

use super::super::demand::LoadUnit;
use super::super::origin::Origin;
use super::fleet::Place;
use super::{Bill, Counts, Line, Operand, Reason, price};

/// The lines of a function.
pub(super) fn lines<'a>(place: &Place<'_, 'a>, bill: &mut Bill<'a>) {
    let Some(memory) = place.body().memory else {
        return place.unknown(bill, "executions", Reason::NotSaid("the policy names no memory"));
    };
    let memory = Spanned::new(memory.node.max, memory.span);
    warm(place, memory, bill);
    calls(place, memory, bill);
}

fn gibibytes(memory: Spanned<Size>) -> Operand {
    let figure = memory.node.base() / Ratio::from_whole(1 << 30);
    Operand { what: "memory", figure, unit: "GiB", origin: Origin::Given(memory.span) }
}

fn warm<'a>(place: &Place<'_, 'a>, memory: Spanned<Size>, bill: &mut Bill<'a>) {
    let ordered = place.body().provisioned.filter(|it| it.node.min <= it.node.max);
    let Some(provisioned) = ordered else { return };
    let price = price::service(
        &place.figures.catalogue,
        "lambda",
        "provisioned-concurrency-x86",
        place.region,
        "$/GiB-s",
    );
    let Some(price) = price else {
        return place.unknown(bill, "provisioned concurrency", Reason::NoPrice("it".to_owned()));
    };
    let running = place.running(provisioned.node);
    bill.line(Line {
        payee: place.payee,
        what: "provisioned concurrency",
        region: Some(place.stand.region),
        price: vec![gibibytes(memory), price::seconds(), price].into(),
        counts: running.counts(|executions| executions),
        of: "execution",
    });
}

fn calls<'a>(place: &Place<'_, 'a>, memory: Spanned<Size>, bill: &mut Bill<'a>) {
    let arriving = match &place.fleet.demand.steady {
        Ok(arriving) if arriving.unit == LoadUnit::Requests => arriving,
        _ => {
            let why = Reason::NotSaid("not computed: say `steady` on the workload or give shares");
            return place.unknown(bill, "calls", why);
        }
    };
    let Some(serves) = place.body().serves.filter(|it| !it.node.base().is_zero()) else {
        return place.unknown(
            bill,
            "calls",
            Reason::NotSaid("the policy does not say what one execution serves"),
        );
    };
    let one =
        |item, unit| price::service(&place.figures.catalogue, "lambda", item, place.region, unit);
    let (Some(duration), Some(million)) =
        (one("duration-x86-tier1", "$/GiB-s"), one("requests", "$/1M"))
    else {
        return place.unknown(bill, "calls", Reason::NoPrice("them".to_owned()));
    };
    let month = arriving.amount * place.stand.share * price::seconds().figure;
    let seconds = Operand {
        what: "seconds of a call",
        figure: Ratio::ONE / serves.node.base(),
        unit: "s",
        origin: Origin::Given(serves.span),
    };
    let millionth = Operand {
        what: "of a million",
        figure: Ratio::of(1, 1_000_000),
        unit: "",
        origin: Origin::Derived,
    };
    for (what, price) in [
        ("duration of calls", vec![seconds, gibibytes(memory), duration]),
        ("requests of calls", vec![million, millionth]),
    ] {
        let (region, price) = (Some(place.stand.region), price.into());
        let counts = Counts::Same(month);
        bill.line(Line { payee: place.payee, what, region, price, counts, of: "call" });
    }
}
