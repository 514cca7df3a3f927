//! What is used beside. In: `usage`, `cost`, content networks, queues. Out: lines for egress, images and given costs, the
//! same in every state. Egress leaves by the content network where one is on `CloudFront`; tiers count the total, in
//! decimal GB.

use crate::model::Policy;
use crate::model::measure::{Money, Ratio, base, by_month};
use crate::model::policy::{Attribute, Cdn, Quantity, Queue, Value};
use crate::source::Spanned;

use super::super::Figures;
use super::super::origin::Origin;
use super::{Bill, Counts, Line, Operand, Part, Payee, Reason, price};

/// What the service as a whole uses.
pub(super) fn bill<'a>(policy: &'a Policy, figures: &Figures<'a>) -> Bill<'a> {
    let mut bill = Bill::default();
    let payee = Payee { part: Part::Service, name: &policy.service.node, span: policy.head };
    for cost in &policy.costs {
        let Some(given) = quantity(cost) else { continue };
        let payee = Payee { name: &cost.name.node, span: cost.span, ..payee };
        bill.line(given_line(payee, "given cost", given));
    }
    for used in &policy.usage {
        let Some(given) = quantity(used) else { continue };
        let payee = Payee { span: used.span, ..payee };
        match used.name.node.as_str() {
            "egress" if network(policy).is_none() => egress(figures, given, payee, &mut bill),
            "egress" | "requests" | "users" | "revenue" => {}
            "images" => images(policy, figures, given, payee, &mut bill),
            other => bill.without(payee, format!("`{other}`"), Reason::NoPrice("it".to_owned())),
        }
    }
    bill
}

fn quantity(attribute: &Attribute) -> Option<Spanned<Quantity>> {
    match attribute.value.node {
        Value::Quantity(quantity) => Some(Spanned::new(quantity, attribute.value.span)),
        _ => None,
    }
}

/// A line for money that the policy gives by time.
pub(super) fn given_line<'a>(
    payee: Payee<'a>,
    what: &'static str,
    given: Spanned<Quantity>,
) -> Line<'a> {
    let figure = Money(given.node).by_month();
    let origin = Origin::Given(given.span);
    let price = vec![Operand { what: "given", figure, unit: "$/month", origin }];
    Line { payee, what, region: None, price, counts: Counts::Same(Ratio::ONE), of: "" }
}

/// The content network that traffic to users leaves by.
fn network(policy: &Policy) -> Option<&Cdn> {
    policy.cdns.iter().find(|cdn| cdn.on_cloudfront())
}

/// A queue: what it costs follows from messages that are not known.
pub(super) fn queue<'a>(queue: &'a Queue, payee: Payee<'a>) -> Bill<'a> {
    let mut bill = Bill::default();
    let why = match queue.engine.node.as_str() {
        "kafka" => Reason::NoPrice("its nodes".to_owned()),
        _ => Reason::NotCounted("it follows from messages that are not known"),
    };
    bill.without(payee, "queue", why);
    bill
}

/// A content network: what leaves by it.
pub(super) fn cdn<'a>(
    policy: &'a Policy,
    figures: &Figures<'a>,
    cdn: &'a Cdn,
    payee: Payee<'a>,
) -> Bill<'a> {
    let mut bill = Bill::default();
    let egress =
        policy.usage.iter().find(|used| used.name.node == "egress").and_then(|used| quantity(used));
    match egress {
        Some(given) if network(policy).is_some_and(|first| first.name == cdn.name) => {
            leaves_by_network(figures, given, payee, &mut bill);
        }
        _ if !cdn.on_cloudfront() => {
            bill.without(payee, "content network", Reason::NotCounted("it is not ours"));
        }
        _ => bill.without(
            payee,
            "egress",
            Reason::NotSaid("`usage` does not say how much leaves by it"),
        ),
    }
    bill
}

/// Decimal GB a month of a throughput.
fn gigabytes(given: Spanned<Quantity>) -> Ratio {
    by_month(given.node) / Ratio::from_whole(1_000_000_000)
}

/// The tiers of data that leaves for the internet: item, and up to how many GB of the month's total.
const TIERS: [(&str, u64); 4] = [
    ("internet-first10tb", 10_240),
    ("internet-next40tb", 51_200),
    ("internet-next100tb", 153_600),
    ("internet-over150tb", u64::MAX),
];

fn egress<'a>(
    figures: &Figures<'a>,
    given: Spanned<Quantity>,
    payee: Payee<'a>,
    bill: &mut Bill<'a>,
) {
    let total = gigabytes(given);
    let mut from = Ratio::ZERO;
    for (item, until) in TIERS {
        let until = Ratio::from_whole(until);
        let part = total.min(until) - from;
        from = until;
        if part.is_zero() {
            return;
        }
        let carrying = figures.regions.iter().enumerate().filter(|(_, it)| !it.share.is_zero());
        for (at, region) in carrying {
            let Some(price) =
                price::service(&figures.catalogue, "data-transfer", item, region.code, "$/GB")
            else {
                let sent = (part * region.share).rounded(0);
                let what = format!("egress of {sent} GB from {}", region.code);
                bill.without(payee, what, Reason::NoPrice("that tier".to_owned()));
                continue;
            };
            let share = Operand {
                what: "share of the region",
                figure: region.share,
                unit: "",
                origin: Origin::Given(region.span),
            };
            let gigabytes = Operand {
                what: "GB of the tier",
                figure: part,
                unit: "GB",
                origin: Origin::Given(given.span),
            };
            bill.line(Line {
                payee,
                what: "egress",
                region: Some(at),
                price: vec![gigabytes, share, price],
                counts: Counts::Same(Ratio::ONE),
                of: "",
            });
        }
    }
}

/// The price list of `CloudFront` by the part of the world that a region lies in.
fn network_item(region: &str) -> &'static str {
    match region.split('-').next().unwrap_or_default() {
        "eu" => "egress-europe-first10tb",
        "sa" => "egress-sa-first10tb",
        "me" | "af" | "il" => "egress-za-ke-me-first10tb",
        "ap" if region.starts_with("ap-northeast-1") || region.starts_with("ap-northeast-3") => {
            "egress-japan-first10tb"
        }
        "ap" if region.starts_with("ap-southeast-2") || region.starts_with("ap-southeast-4") => {
            "egress-aunz-first10tb"
        }
        _ => "egress-na-first10tb",
    }
}

/// Users are taken to be near the regions that serve them; beyond the first 10 TB the first rate is taken.
fn leaves_by_network<'a>(
    figures: &Figures<'a>,
    given: Spanned<Quantity>,
    payee: Payee<'a>,
    bill: &mut Bill<'a>,
) {
    let total = gigabytes(given);
    for (at, region) in figures.regions.iter().enumerate().filter(|(_, it)| !it.share.is_zero()) {
        let Some(price) = price::service(
            &figures.catalogue,
            "cloudfront",
            network_item(region.code),
            "global",
            "$/GB",
        ) else {
            continue;
        };
        let gigabytes = Operand {
            what: "GB a month",
            figure: total,
            unit: "GB",
            origin: Origin::Given(given.span),
        };
        let share = Operand {
            what: "share of the region",
            figure: region.share,
            unit: "",
            origin: Origin::Given(region.span),
        };
        bill.line(Line {
            payee,
            what: "egress",
            region: Some(at),
            price: vec![gigabytes, share, price],
            counts: Counts::Same(Ratio::ONE),
            of: "",
        });
    }
}

/// Images stand in every region that they are copied to; the registry counts decimal GB.
fn images<'a>(
    policy: &'a Policy,
    figures: &Figures<'a>,
    given: Spanned<Quantity>,
    payee: Payee<'a>,
    bill: &mut Bill<'a>,
) {
    let size = base(given.node) / Ratio::from_whole(1_000_000_000);
    let copied = policy.replicas.iter().find(|replicate| replicate.what.node == "images");
    let heaviest = super::super::copies::heaviest(&figures.regions);
    let holds = |at: usize, code: &str| match copied {
        None => Some(at) == heaviest,
        Some(replicate) if replicate.to.is_empty() => true,
        Some(replicate) => {
            replicate.to.iter().any(|to| to.node == code)
                || replicate.from.as_ref().is_none_or(|from| from.node == code)
        }
    };
    for (at, region) in figures.regions.iter().enumerate().filter(|(at, it)| holds(*at, it.code)) {
        let Some(price) =
            price::service(&figures.catalogue, "ecr", "storage", region.code, "$/GB-month")
        else {
            continue;
        };
        let gigabytes =
            Operand { what: "images", figure: size, unit: "GB", origin: Origin::Given(given.span) };
        bill.line(Line {
            payee,
            what: "images",
            region: Some(at),
            price: vec![gigabytes, price],
            counts: Counts::Same(Ratio::ONE),
            of: "",
        });
    }
}
