//! What the policy does not own and balancers need: network, certificates, hosted zones, given balancers, as variables
//! with validations. In: a plan. Out: variables.

use super::hcl::{
    Expression, Template, at_least, bare, call, each_of, equals, number, object, pairs_of,
    template, text, var,
};
use super::module::{Input, Module, Validation};
use super::names::joined;
use crate::plan::Plan;
use crate::plan::names::identifier;
use crate::plan::traffic::{Balancer, Traffic};

/// Asks for the network, where something stands in it: private subnets for instances, public ones for balancers.
pub fn print(plan: &Plan, module: &mut Module) {
    let balancers = plan.traffics.iter().any(|traffic| traffic.balancer == Balancer::Ours);
    let instances = plan.groups.iter().any(|group| group.attach.is_none());
    if !balancers && !instances {
        return;
    }
    let where_to = match (balancers, instances) {
        (true, true) => "Balancers go to the public ones, instances to the private ones.",
        (true, false) => "Balancers go to them.",
        (false, _) => "Instances go to them.",
    };
    let mut validations = vec![zones(plan, if instances { PRIVATE } else { PUBLIC }, balancers)];
    if balancers && instances {
        validations.push(covered());
    }
    let input = Input {
        description: format!("By region: the VPC and its subnets. {where_to}"),
        kind: kind(balancers, instances),
        validations,
    };
    module.variable("network", input, plan.span);
}

const PUBLIC: &str = "public_subnets";
const PRIVATE: &str = "private_subnets";

/// The ids of a region's subnets of one kind, `public_subnets` or `private_subnets`.
pub fn subnets(kind: &'static str) -> Expression {
    bare("var.network[each.key]").attr(kind).splat().attr("id").into()
}

fn kind(public: bool, private: bool) -> Expression {
    let subnet = || object().key("id", bare("string")).key("az", bare("string"));
    let subnets = || call("list", [call("object", [Expression::from(subnet())])]);
    let network = object()
        .key("vpc_id", bare("string"))
        .maybe(PUBLIC, public.then(subnets))
        .maybe(PRIVATE, private.then(subnets));
    call("map", [call("object", [Expression::from(network)])])
}

/// At least as many zones as the table says; a balancer needs two.
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html>
fn zones(plan: &Plan, kind: &'static str, balancers: bool) -> Validation {
    let wanted = bare("wanted.zones");
    let needed: Expression = if balancers && plan.regions.iter().any(|region| region.zones < 2) {
        call("max", (wanted, number(2)))
    } else {
        wanted.into()
    };
    let zones = bare("var.network[region]").attr(kind).splat().attr("az");
    let counted = call("length", [call("distinct", [zones])]);
    let condition = pairs_of("region", "wanted", bare("local.regions"))
        .all_true(call("try", (at_least(counted, needed), false)));
    let kind = kind.split('_').next().unwrap_or_default();
    let message = each_region()
        .text(" needs ")
        .text(kind)
        .text(" subnets in as many zones as local.regions says.");
    Validation { condition, message: message.into() }
}

fn covered() -> Validation {
    let zones = |kind: &'static str| bare("network").attr(kind).splat().attr("az");
    let uncovered = call("length", [call("setsubtract", [zones(PRIVATE), zones(PUBLIC)])]);
    let condition =
        each_of("network", call("values", [bare("var.network")])).all_true(equals(uncovered, 0));
    let message = "Every zone with a private subnet needs a public one: no balancer serves a zone that it is not in.";
    Validation { condition, message: text(message) }
}

/// `Each of ${join(", ", keys(local.regions))}`
fn each_region() -> Template {
    let codes = call("keys", [bare("local.regions")]);
    template().text("Each of ").code(call("join", (text(", "), codes)))
}

/// A map of strings by region, each of which begins as its kind has to.
pub fn by_region(
    module: &Module,
    name: &str,
    description: String,
    prefix: impl Into<Expression>,
    needs: &str,
    regions: &[String],
) -> Input {
    let codes = module.codes(regions);
    let value = call("lookup", (var(name), bare("region"), text("")));
    let condition =
        each_of("region", codes.clone()).all_true(call("startswith", (value, prefix.into())));
    let message = template()
        .text("Each of ")
        .code(call("join", (text(", "), codes)))
        .text(" needs ")
        .text(needs)
        .text(".");
    let validations = vec![Validation { condition, message: message.into() }];
    Input { description, kind: call("map", [bare("string")]), validations }
}

/// `arn:aws:<service>:${region}:`, for the codes of a `for`.
pub fn arn_prefix(service: &str) -> Template {
    template().text("arn:aws:").text(service).text(":").code(bare("region")).text(":")
}

/// Asks for the certificate of a balancer of ours.
pub fn certificates(traffic: &Traffic, module: &mut Module) {
    let name = joined(&identifier(&traffic.name), "certificate_arns");
    let description = format!("By region: the ACM certificate for {}.", traffic.host);
    let needs = "a certificate of its own region";
    let input = by_region(module, &name, description, arn_prefix("acm"), needs, &traffic.regions);
    module.variable(name, input, traffic.span);
}

/// Asks for the hosted zone of a host.
pub fn zone(traffic: &Traffic, module: &mut Module) {
    let name = joined(&identifier(&traffic.name), "zone_id");
    let matches = call("regex", (text("^Z[0-9A-Z]+$"), var(&name)));
    let validation = Validation {
        condition: call("can", [matches]),
        message: text("A hosted zone's id is Z followed by capitals and digits."),
    };
    let input = Input {
        description: format!("The Route 53 hosted zone that holds {}.", traffic.host),
        kind: bare("string").into(),
        validations: vec![validation],
    };
    module.variable(name, input, traffic.span);
}

/// Asks for the balancers that exist already: pods behind them are made known by the cluster.
pub fn given_balancers(traffic: &Traffic, module: &mut Module) {
    let name = joined(&identifier(&traffic.name), "balancers");
    let groups =
        traffic.leads_to.iter().map(|workload| super::names::given_target_group(traffic, workload));
    let fields = ["dns_name", "zone_id", "arn_suffix"].map(str::to_owned).into_iter().chain(groups);
    let fields = fields.fold(object(), |fields, field| fields.key(field, bare("string")));
    let codes = module.codes(&traffic.regions);
    let suffix = var(&name).index(bare("region")).attr("arn_suffix");
    let condition = each_of("region", codes.clone())
        .all_true(call("try", (call("startswith", (suffix, text("app/"))), false)));
    let message = template()
        .text("Each of ")
        .code(call("join", (text(", "), codes)))
        .text(" needs an application balancer; its suffix begins with app/.");
    let input = Input {
        description: format!(
            "By region: the balancer of {} that stands before the cluster, and the ARN suffix of the target group with its pods.",
            traffic.host
        ),
        kind: call("map", [call("object", [Expression::from(fields)])]),
        validations: vec![Validation { condition, message: message.into() }],
    };
    module.variable(name, input, traffic.span);
}
