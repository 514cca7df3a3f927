//! Balancers and checks. In: traffic blocks. Out: an application balancer per block and region with workloads of ours
//! behind it, by the hour; the checks of Route 53 with their options.

use std::collections::BTreeSet;

use crate::model::Policy;
use crate::model::measure::Ratio;
use crate::model::policy::{Health, Origin as From, Platform, Protocol, Routing, Target, Traffic};
use crate::plan::Plan;
use crate::plan::context::leads;

use super::super::Figures;
use super::super::origin::Origin;
use super::{Bill, Counts, Line, Operand, Part, Payee, Reason, price};

/// What balancers and checks cost.
pub(super) fn bill<'a>(policy: &'a Policy, plan: &Plan, figures: &Figures<'a>) -> Bill<'a> {
    let mut bill = Bill::default();
    for traffic in &policy.traffics {
        let payee = Payee { part: Part::Traffic, name: &traffic.name.node, span: traffic.head };
        balancers(policy, figures, traffic, payee, &mut bill);
        checks(policy, plan, figures, traffic, payee, &mut bill);
        if let Some(waf) = &traffic.waf {
            let payee = Payee { span: waf.span, ..payee };
            bill.without(payee, "web application firewall", Reason::NotCounted("not counted"));
        }
    }
    bill
}

fn balancers<'a>(
    policy: &'a Policy,
    figures: &Figures<'a>,
    traffic: &'a Traffic,
    payee: Payee<'a>,
    bill: &mut Bill<'a>,
) {
    let ours = |platform| matches!(platform, Platform::Ec2 | Platform::Fargate | Platform::Lambda);
    let behind = figures.fleets.iter().filter(|fleet| {
        ours(fleet.workload.platform.node) && leads(policy, traffic, &fleet.workload.name.node)
    });
    let regions: BTreeSet<usize> =
        behind.flat_map(|fleet| fleet.stands.iter().map(|stand| stand.region)).collect();
    for region in &regions {
        let code = figures.regions.get(*region).map_or("", |region| region.code);
        let Some(price) = price::service(&figures.catalogue, "alb", "hour", code, "$/h") else {
            bill.without(
                payee,
                format!("balancer in {code}"),
                Reason::NoPrice("it there".to_owned()),
            );
            continue;
        };
        bill.line(Line {
            payee,
            what: "balancer",
            region: Some(*region),
            price: vec![price, price::hours()].into(),
            counts: Counts::Same(Ratio::ONE),
            of: "balancer",
        });
    }
    if !regions.is_empty() {
        bill.without(
            payee,
            "capacity units of balancers",
            Reason::NotCounted("they follow from traffic that is not known"),
        );
    }
}

fn checks<'a>(
    policy: &'a Policy,
    plan: &Plan,
    figures: &Figures<'a>,
    traffic: &'a Traffic,
    payee: Payee<'a>,
    bill: &mut Bill<'a>,
) {
    let Some(health) = traffic.health.as_ref().and_then(|name| policy.health.get(&name.node))
    else {
        return;
    };
    let (ours, others) = endpoints(policy, plan, figures, traffic);
    for (count, check, option, of) in [
        (ours, "health-check-aws", "health-check-option-aws", "check"),
        (
            others,
            "health-check-non-aws",
            "health-check-option-non-aws",
            "check of another's endpoint",
        ),
    ] {
        if count == 0 {
            continue;
        }
        let one = |item| price::service(&figures.catalogue, "route53", item, "global", "$/month");
        let counts = Counts::Same(Ratio::from_whole(count));
        let mut add = |what, price: Vec<Operand>| {
            let price = price.into();
            bill.line(Line { payee, what, region: None, price, counts: counts.clone(), of });
        };
        if let Some(price) = one(check) {
            add("health checks", vec![price]);
        }
        let options = options(health);
        if let (Some(price), true) = (one(option), options > 0) {
            let figure = Ratio::from_whole(options);
            let origin = Origin::Given(health.name.span);
            let asked = Operand { what: "options: https, fast interval", figure, unit: "", origin };
            add("options of health checks", vec![price, asked]);
        }
    }
}

/// Options of a check that are paid for: TLS, and ten seconds instead of thirty.
fn options(health: &Health) -> u64 {
    let fast = health.interval.node.millis() < 30_000;
    u64::from(health.protocol.node == Protocol::Https) + u64::from(fast)
}

/// How many endpoints are checked: those in AWS, and others.
fn endpoints(policy: &Policy, plan: &Plan, figures: &Figures, traffic: &Traffic) -> (u64, u64) {
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let planned = plan.traffics.iter().find(|it| it.name == traffic.name.node);
    if let Some(checked) = planned.filter(|planned| planned.check.is_some()) {
        return (count(checked.regions.len()), 0);
    }
    let ordered =
        traffic.failover.iter().flat_map(|order| order.node.iter().map(|to| to.node.as_str()));
    let place = |origin: &From| !matches!(origin, From::Path(_) | From::Share(_));
    let routed = traffic.routes.iter().filter(|route| place(&route.from.node));
    let places = routed.flat_map(|route| &route.to).filter_map(|to| match &to.node {
        Target::Name(name) => Some(name.as_str()),
        _ => None,
    });
    let targets: BTreeSet<&str> = ordered.chain(places).collect();
    let external = |name: &&&str| {
        policy.cdns.iter().any(|cdn| cdn.name.node == **name && !cdn.on_cloudfront())
    };
    let others = targets.iter().filter(external).count();
    match targets.len() {
        0 if traffic.policy.as_ref().is_some_and(|policy| policy.node == Routing::Latency) => {
            let active = figures.regions.iter().filter(|region| !region.standby).count();
            (if active > 1 { count(active) } else { 0 }, 0)
        }
        all => (count(all - others), count(others)),
    }
}
