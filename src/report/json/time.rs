//! Times and availability for programs. In: recoveries, losses of data, estimates. Out: each with its items and promise.

use serde_json::{Value, json};

use super::{derived, figure, operand, promise};
use crate::figures::loss_of_data::Means;
use crate::model::measure::base;
use crate::origin::{Basis, Origin};
use crate::ratio::Ratio;
use crate::report::Report;
use crate::report::words::{code, keeps};

/// How long losses last.
pub fn recoveries(report: &Report) -> Value {
    let sources = report.sources;
    let all = report.figures.recoveries.iter().map(|recovery| {
        let chains = recovery.chains.iter().map(|chain| {
            let of = chain.items.iter().map(|item| {
                let mut one = operand(item.what, item.seconds, "s", &item.origin, sources);
                if let Some(one) = one.as_object_mut() {
                    one.insert("sum".to_owned(), item.sum.clone().into());
                    let terms = item.terms.iter();
                    let terms = terms.map(|it| operand(it.what, it.figure, it.unit, &it.origin, sources));
                    let terms: Vec<Value> = terms.collect();
                    if !terms.is_empty() {
                        one.insert("of".to_owned(), terms.into());
                    }
                }
                one
            });
            let kept = recovery.promise.as_ref().map(|it| {
                keeps(it, chain.seconds(), base(it.value.node) / Ratio::from_whole(1_000))
            });
            json!({
                "thing": chain.thing,
                "lost": chain.lost,
                "seconds": derived(chain.seconds(), "s", of.collect(), sources),
                "kept": kept,
            })
        });
        let without = recovery.without.iter();
        json!({
            "scope": recovery.scope.word(),
            "load": recovery.load.word(),
            "of": recovery.of,
            "promise": recovery.promise.as_ref().map(|it| promise(it, sources)),
            "chains": chains.collect::<Vec<_>>(),
            "without": without.map(|it| json!({ "thing": it.thing, "why": it.why })).collect::<Vec<_>>(),
        })
    });
    all.collect()
}

/// What losses take of data.
pub fn data(report: &Report) -> Value {
    let sources = report.sources;
    let all = report.figures.data_losses.iter().map(|loss| {
        let promised = base(loss.promise.value.node) / Ratio::from_whole(1_000);
        let means = loss.age.as_ref().map(|age| match age.means {
            Means::Node => "node",
            Means::Copy => "copy",
            Means::Backup => "backup",
        });
        json!({
            "scope": loss.scope.word(),
            "thing": loss.thing,
            "promise": promise(&loss.promise, sources),
            "means": means,
            "seconds": loss.age.as_ref().map(|age| figure(age.seconds, "s", &age.origin, sources)),
            "kept": loss.age.as_ref().is_some_and(|age| keeps(&loss.promise, age.seconds, promised)),
        })
    });
    all.collect()
}

/// Estimates of availability, each level with its source.
pub fn availability(report: &Report) -> Value {
    let sources = report.sources;
    let share = |amount: Ratio| figure(amount, "", &Origin::Derived, sources);
    let all = report.figures.availabilities.iter().map(|estimate| {
        let regions = estimate.regions.iter().map(|region| {
            let of = region.parts.iter().map(|part| {
                let basis = Basis {
                    date: crate::catalog::EMBEDDED.into(),
                    source: part.level.source.into(),
                    confidence: part.level.confidence,
                    stands_in: None,
                    estimate: false,
                };
                let what = format!("{}: {}, {}", part.thing, part.service, part.level.scope);
                operand(&what, part.share(), "", &Origin::Catalogue(basis), sources)
            });
            json!({
                "region": code(report.figures, region.region),
                "alone": derived(region.alone, "", of.collect(), sources),
                "withFailover": share(region.with_failover),
            })
        });
        let kept = estimate
            .promise
            .as_ref()
            .map(|it| keeps(it, estimate.estimate, crate::figures::availability::promised(it)));
        json!({
            "of": estimate.of,
            "promise": estimate.promise.as_ref().map(|it| promise(it, sources)),
            "regions": regions.collect::<Vec<_>>(),
            "failover": estimate.failover.map(|it| figure(it, "s", &Origin::Derived, sources)),
            "estimate": share(estimate.estimate),
            "kept": kept,
        })
    });
    all.collect()
}
