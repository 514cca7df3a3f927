//! Small things that the lowering of every metric needs: dimensions, metrics with a period, names of what is watched.

use std::borrow::Cow;

use super::alarm::{Dimension, MetricStat, Value};
use crate::plan::Plan;
use crate::plan::alarm::Missing;
use crate::plan::names::identifier;
use crate::plan::traffic::{Balancer, Traffic};
use crate::syntax::tree::Stat;
use crate::targets::terraform::names::{given_target_group, target_group};

/// A dimension of a fixed name.
pub fn dimension(name: &'static str, value: Value) -> Dimension {
    Dimension { name: name.into(), value }
}

/// A metric of AWS.
pub fn metric(
    namespace: &'static str,
    name: &'static str,
    stat: impl Into<Cow<'static, str>>,
    period: u64,
    dimensions: Vec<Dimension>,
) -> MetricStat {
    MetricStat {
        namespace: namespace.into(),
        metric: name.into(),
        dimensions,
        stat: stat.into(),
        period,
    }
}

/// A statistic as `CloudWatch` writes it.
pub fn stat(stat: Stat) -> Cow<'static, str> {
    match stat {
        Stat::Avg => "Average".into(),
        Stat::Min => "Minimum".into(),
        Stat::Max => "Maximum".into(),
        Stat::Sum => "Sum".into(),
        Stat::Percentile(tenths) if tenths % 10 == 0 => format!("p{}", tenths / 10).into(),
        Stat::Percentile(tenths) => format!("p{}.{}", tenths / 10, tenths % 10).into(),
    }
}

/// How missing data is written.
pub fn missing(gaps: Missing) -> &'static str {
    match gaps {
        Missing::Bad => "breaching",
        Missing::Fine => "notBreaching",
        Missing::Ignored => "ignore",
        Missing::Unknown => "missing",
    }
}

fn address(
    kind: &'static str,
    name: &str,
    attribute: impl Into<Cow<'static, str>>,
    known: Option<String>,
) -> Value {
    Value::Address { kind, name: identifier(name), attribute: attribute.into(), known }
}

/// The scaling group of a workload.
pub fn group(plan: &Plan, workload: &str) -> Dimension {
    let known = plan.groups.iter().find(|group| group.name == workload);
    let attached = known.and_then(|group| group.attach.clone()).map(Value::Known);
    let ours = || {
        let real =
            known.map_or_else(|| format!("{}-{workload}", plan.name), |group| group.real.clone());
        address("aws_autoscaling_group", workload, "name", Some(real))
    };
    dimension("AutoScalingGroupName", attached.unwrap_or_else(ours))
}

/// The function of a workload, and its alias where one is named.
pub fn function(plan: &Plan, workload: &str) -> Vec<Dimension> {
    let name = function_name(plan, workload);
    let alias = plan.functions.iter().find(|it| it.name == workload);
    let alias = alias.and_then(|function| function.alias.as_ref());
    let resource =
        alias.map(|alias| dimension("Resource", Value::Known(format!("{name}:{alias}"))));
    std::iter::once(dimension("FunctionName", Value::Known(name))).chain(resource).collect()
}

/// The real name of a workload's function.
pub fn function_name(plan: &Plan, workload: &str) -> String {
    let known = plan.functions.iter().find(|function| function.name == workload);
    known.map_or_else(|| format!("{}-{workload}", plan.name), |function| function.real.clone())
}

/// The pods of a workload: cluster and namespace come in as a variable. `PodName` is the name of the Deployment, for its
/// pods and for its own `replicas_ready` too, with enhanced observability.
/// <https://github.com/aws/amazon-cloudwatch-agent/blob/main/translator/translate/otel/exporter/awsemf/kubernetes.go>
pub fn pods(plan: &Plan, workload: &str) -> Vec<Dimension> {
    let known = plan.pods.iter().find(|pods| pods.name == workload);
    let deployment = known.map_or(workload, |pods| pods.deployment.as_str());
    vec![
        dimension("ClusterName", address("var", "clusters", "name", None)),
        dimension("Namespace", address("var", "clusters", "namespace", None)),
        dimension("PodName", Value::Known(deployment.to_owned())),
    ]
}

/// A queue.
pub fn queue(plan: &Plan, name: &str) -> Vec<Dimension> {
    let known = plan.queues.iter().find(|queue| queue.name == name);
    let value = match known {
        Some(queue) if queue.attached => Value::Known(queue.real.clone()),
        Some(queue) => address("aws_sqs_queue", name, "name", Some(queue.real.clone())),
        None => address("aws_sqs_queue", name, "name", Some(format!("{}-{name}", plan.name))),
    };
    vec![dimension("QueueName", value)]
}

/// The balancer of a traffic.
pub fn balancer(plan: &Plan, traffic: &str) -> Dimension {
    dimension("LoadBalancer", suffix(plan, traffic, "arn_suffix".into()))
}

fn suffix(plan: &Plan, traffic: &str, field: Cow<'static, str>) -> Value {
    match given(plan, traffic) {
        Some(_) => address("var", &format!("{traffic}-balancers"), field, None),
        None => address("aws_lb", traffic, field, None),
    }
}

fn given<'a>(plan: &'a Plan, traffic: &str) -> Option<&'a Traffic> {
    let given = |it: &&Traffic| it.name == traffic && it.balancer == Balancer::Given;
    plan.traffics.iter().find(given)
}

/// The balancer of a traffic and the target group of a workload behind it; the balancer alone for the whole service.
pub fn behind(plan: &Plan, traffic: &str, workload: Option<&str>) -> Vec<Dimension> {
    let group = workload.map(|workload| {
        let value = if let Some(traffic) = given(plan, traffic) {
            let field = given_target_group(traffic, workload);
            address("var", &format!("{}-balancers", traffic.name), field, None)
        } else {
            let name = target_group(plan, workload, traffic);
            address("aws_lb_target_group", &name, "arn_suffix", None)
        };
        dimension("TargetGroup", value)
    });
    std::iter::once(balancer(plan, traffic)).chain(group).collect()
}
