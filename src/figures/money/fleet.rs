//! Instances, tasks and nodes. In: a workload with what runs of it. Out: its lines: up to the minimum at a discount,
//! above it on demand and as spot.

use crate::catalog::{self, Catalogue, Family, Price};
use crate::model::measure::{Bounds, Ratio};
use crate::model::policy::{Platform, WorkloadBody};

use super::super::Figures;
use super::super::need::{Fleet, Stand};
use super::super::nodes;
use super::super::origin::{Basis, Origin};
use super::spread::{Running, on_demand};
use super::turn::Takers;
use super::{Bill, Line, Operand, Payee, Reason, function, price};

/// What a workload costs, with the load of a lost region taken by these.
pub(super) fn bill<'a>(
    figures: &Figures<'a>,
    fleet: &Fleet<'a>,
    payee: Payee<'a>,
    takers: &Takers,
) -> Bill<'a> {
    let mut bill = Bill::default();
    for (at, stand) in fleet.stands.iter().enumerate() {
        let region = figures.regions.get(stand.region).map_or("", |region| region.code);
        let place = Place { figures, fleet, at, stand, region, payee, takers };
        match fleet.workload.platform.node {
            Platform::Ec2 => place.instances(&mut bill),
            Platform::Fargate => place.tasks(&mut bill),
            Platform::Kubernetes => place.nodes(&mut bill),
            Platform::Lambda => function::lines(&place, &mut bill),
        }
    }
    bill
}

/// A workload in one region.
pub(super) struct Place<'f, 'a> {
    pub(super) figures: &'f Figures<'a>,
    pub(super) fleet: &'f Fleet<'a>,
    pub(super) at: usize,
    pub(super) stand: &'f Stand<'a>,
    pub(super) region: &'a str,
    pub(super) payee: Payee<'a>,
    pub(super) takers: &'f Takers,
}

/// What one replica or node costs, and as spot.
struct Bought {
    price: Vec<Operand>,
    spot: Option<Vec<Operand>>,
    of: &'static str,
}

impl<'a> Place<'_, 'a> {
    pub(super) fn running(&self, bounds: Bounds<u64>) -> Running {
        Running::of(self, bounds)
    }

    pub(super) fn body(&self) -> &WorkloadBody {
        self.stand.body
    }

    fn instances(&self, bill: &mut Bill<'a>) {
        let Some(instance) = &self.body().instance else {
            return self.unknown(
                bill,
                "instances",
                Reason::NotSaid("the policy names no instance type"),
            );
        };
        let price = match self.hour(&instance.node) {
            Ok(price) => price,
            Err(why) => return self.unknown(bill, "instances", why),
        };
        let spot = spot(&self.figures.catalogue, &instance.node, self.region);
        self.bought(
            bill,
            &Bought { price: vec![price::by_hour(price), price::hours()], spot, of: "instance" },
            |n| n,
        );
    }

    /// The price of an instance type here.
    fn hour(&self, instance: &str) -> Result<Price, Reason> {
        let catalogue = &self.figures.catalogue;
        let price = catalogue.ec2(instance, self.region);
        price.ok_or_else(|| Reason::of_type(Family::Instances, instance, catalogue, self.region))
    }

    fn nodes(&self, bill: &mut Bill<'a>) {
        let per_node = match nodes::per_node(self.body(), &self.figures.catalogue) {
            Ok(per_node) => per_node,
            Err(why) => return self.unknown(bill, "nodes", why),
        };
        let instance = self.body().instance.as_ref().map_or("", |instance| instance.node.as_str());
        let price = match self.hour(instance) {
            Ok(price) => price,
            Err(why) => return self.unknown(bill, "nodes", why),
        };
        let spot = spot(&self.figures.catalogue, instance, self.region);
        let bought =
            Bought { price: vec![price::by_hour(price), price::hours()], spot, of: "node" };
        self.bought(bill, &bought, |replicas| replicas.div_ceil(per_node.replicas));
    }

    fn tasks(&self, bill: &mut Bill<'a>) {
        let (Some(cpu), Some(memory)) = (self.body().cpu, self.body().memory) else {
            return self.unknown(
                bill,
                "tasks",
                Reason::NotSaid("the policy names no cpu or no memory"),
            );
        };
        let one = |item, unit| {
            price::service(&self.figures.catalogue, "fargate", item, self.region, unit)
        };
        let (Some(processor), Some(gibibyte)) =
            (one("linux-x86-vcpu", "$/vCPU-h"), one("linux-x86-memory", "$/GiB-h"))
        else {
            let why = Reason::NoPrice(format!("fargate in {}", self.region));
            return self.unknown(bill, "tasks", why);
        };
        let given =
            |what, figure, unit, span| Operand { what, figure, unit, origin: Origin::Given(span) };
        let vcpu = cpu.node.max.base() / Ratio::from_whole(1_000);
        let gib = memory.node.max.base() / Ratio::from_whole(1 << 30);
        let parts = [
            ("processors of tasks", processor, given("processors", vcpu, "vCPU", cpu.span)),
            ("memory of tasks", gibibyte, given("memory", gib, "GiB", memory.span)),
        ];
        for (what, price, size) in parts {
            let whole = vec![price, size, price::hours()];
            let spot = fargate_spot().map(|left| whole.iter().cloned().chain([left]).collect());
            self.lines(bill, what, &Bought { price: whole, spot, of: "task" }, |n| n);
        }
    }

    fn bought(&self, bill: &mut Bill<'a>, bought: &Bought, count: impl Fn(u64) -> u64 + Copy) {
        let what = if bought.of == "node" { "nodes" } else { "instances" };
        self.lines(bill, what, bought, count);
    }

    /// The lines of one kind of supply: all alike, or parted where a discount or spot makes a difference.
    fn lines(
        &self,
        bill: &mut Bill<'a>,
        what: &'static str,
        bought: &Bought,
        count: impl Fn(u64) -> u64 + Copy,
    ) {
        let Some(bounds) = self.stand.bounds else {
            return self.unknown(
                bill,
                what,
                Reason::NotSaid("the policy does not say how many replicas run"),
            );
        };
        let running = self.running(bounds);
        let least = count(bounds.min);
        let above = move |replicas: u64| count(replicas).saturating_sub(least);
        let hundredth = Ratio::from_whole(100);
        let spot_share = self.body().spot.map_or(Ratio::ZERO, |spot| spot.node.base() / hundredth);
        let mut add = |what, price: Vec<Operand>, counts| {
            let region = Some(self.stand.region);
            bill.line(Line { payee: self.payee, what, region, price, counts, of: bought.of });
        };
        let Some(discount) = self.body().discount else {
            if spot_share.is_zero() {
                add(what, bought.price.clone(), running.counts(count));
                return;
            }
            let firm = move |n| count(n).min(least) + on_demand(above(n), spot_share);
            add(what, bought.price.clone(), running.counts(firm));
            return Self::spot(&mut add, bought, &running, move |n| {
                above(n) - on_demand(above(n), spot_share)
            });
        };
        let mut reduced = bought.price.clone();
        reduced.push(Operand {
            what: "after the discount",
            figure: Ratio::ONE - discount.node.base() / hundredth,
            unit: "",
            origin: Origin::Given(discount.span),
        });
        add("up to the minimum", reduced, running.counts(move |n| count(n).min(least)));
        add(what, bought.price.clone(), running.counts(move |n| on_demand(above(n), spot_share)));
        Self::spot(&mut add, bought, &running, move |n| above(n) - on_demand(above(n), spot_share));
    }

    fn spot(
        add: &mut impl FnMut(&'static str, Vec<Operand>, super::Counts),
        bought: &Bought,
        running: &Running,
        count: impl Fn(u64) -> u64,
    ) {
        let (price, what) = match &bought.spot {
            Some(price) => (price, "spot"),
            None => (&bought.price, "spot, at the price on demand"),
        };
        add(what, price.clone(), running.counts(count));
    }

    pub(super) fn unknown(&self, bill: &mut Bill<'a>, what: &str, why: Reason) {
        bill.without(self.payee, format!("{what} in {}", self.region), why);
    }
}

fn spot(catalogue: &Catalogue, instance: &str, region: &str) -> Option<Vec<Operand>> {
    let estimate = catalogue.spot(instance, region)?;
    let basis = Basis {
        date: estimate.date.into(),
        source: estimate.source.into(),
        confidence: catalog::Confidence::Low,
        stands_in: None,
        estimate: true,
    };
    let figure = price::dollars(estimate.pico_usd_per_hour);
    let origin = Origin::Catalogue(basis);
    Some(vec![Operand { what: "price of spot", figure, unit: "$/h", origin }, price::hours()])
}

/// What is left of the price of a task on spot, by the largest saving that AWS names.
fn fargate_spot() -> Option<Operand> {
    let saving = catalog::allowance("fargate", "spot-discount-max-pct")?;
    let basis = Basis {
        date: saving.date.into(),
        source: saving.source.into(),
        confidence: saving.confidence,
        stands_in: None,
        estimate: true,
    };
    let figure = Ratio::ONE - Ratio::of(u128::from(saving.amount), 100);
    Some(Operand { what: "left on spot", figure, unit: "", origin: Origin::Catalogue(basis) })
}
