//! Rehearsals: an experiment per region that takes instances from a group, the alarms that stop it, the clock that starts
//! it, and a role for each. In: the drills of a plan. Out: `drills.tf`.

use super::hcl::{Block, Expression, bare, call, each_of, list, named, object, of, pairs_of, text};
use super::module::{Module, regional};
use super::names;
use super::trust::{Caller, arn, assumed, statement};
use crate::plan::Plan;
use crate::plan::names::identifier;
use crate::plan::rest::Drill;
use crate::syntax::tree::Frequency;

const TEMPLATE: &str = "aws_fis_experiment_template";
const STEM: &str = "drills";
/// The longest name of a role, and of a schedule.
const LONGEST_NAME: usize = 64;

/// Prints every drill of a plan.
pub fn print(plan: &Plan, module: &mut Module) {
    for drill in &plan.drills {
        let name = identifier(&drill.key);
        let mut blocks = vec![experiment(plan, drill, &name, module)];
        blocks.extend(role(plan, drill, &name, module));
        blocks.push(schedule(plan, drill, &name, module));
        blocks.extend(starter(plan, drill, &name, module));
        for block in blocks {
            module.add(STEM, block, drill.span);
        }
    }
}

fn block(kind: &'static str, name: &str, drill: &Drill, module: &Module) -> Block {
    regional(kind, name.to_owned(), module.regions(&drill.workload, &drill.regions))
}

/// <https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html#terminate-instances>
fn experiment(plan: &Plan, drill: &Drill, name: &str, module: &Module) -> Block {
    let taken = Block::new("target").set("key", text("Instances")).set("value", text("instances"));
    let action = Block::new("action")
        .set("name", text("terminate"))
        .set("action_id", text("aws:ec2:terminate-instances"))
        .nested(taken);
    block(TEMPLATE, name, drill, module)
        .set("description", text(drill.sentence.clone()))
        .set("role_arn", of("aws_iam_role", name).attr("arn"))
        .set("tags", object().key("Name", named(&drill.key)))
        .nested(action)
        .nested(target(plan, drill))
        .with_each(stops(drill), Block::nested)
}

fn target(plan: &Plan, drill: &Drill) -> Block {
    let group = Block::new("resource_tag")
        .set("key", text("aws:autoscaling:groupName"))
        .set("value", group_name(plan, drill));
    let running =
        Block::new("filter").set("path", text("State.Name")).set("values", list([text("running")]));
    Block::new("target")
        .set("name", text("instances"))
        .set("resource_type", text("aws:ec2:instance"))
        .set("selection_mode", text(format!("COUNT({})", drill.count)))
        .nested(group)
        .nested(running)
}

fn attached(plan: &Plan, drill: &Drill) -> Option<String> {
    plan.groups.iter().find(|group| group.name == drill.workload)?.attach.clone()
}

fn group_name(plan: &Plan, drill: &Drill) -> Expression {
    if let Some(attached) = attached(plan, drill) {
        return text(attached);
    }
    let group = of("aws_autoscaling_group", &identifier(&drill.workload));
    group.each().attr("name").into()
}

fn group_names(plan: &Plan, drill: &Drill) -> Expression {
    if let Some(attached) = attached(plan, drill) {
        return list([text(attached)]);
    }
    let groups = of("aws_autoscaling_group", &identifier(&drill.workload));
    each_of("group", groups).list(bare("group.name"))
}

fn stops(drill: &Drill) -> Vec<Block> {
    if drill.stops.is_empty() {
        return vec![Block::new("stop_condition").set("source", text("none"))];
    }
    let alarm =
        |key: &String| of("aws_cloudwatch_metric_alarm", &identifier(key)).each().attr("arn");
    let stop = |key: &String| {
        Block::new("stop_condition")
            .set("source", text("aws:cloudwatch:alarm"))
            .set("value", alarm(key))
    };
    drill.stops.iter().map(stop).collect()
}

/// Describing cannot be limited to some instances, ending them can. The source of what FIS asks for is the experiment.
/// <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html>,
/// <https://docs.aws.amazon.com/fis/latest/userguide/getting-started-iam-service-role.html>
fn role(plan: &Plan, drill: &Drill, name: &str, module: &Module) -> Vec<Block> {
    let of_group = Block::new("condition")
        .set("test", text("StringEquals"))
        .set("variable", text("aws:ResourceTag/aws:autoscaling:groupName"))
        .set("values", group_names(plan, drill));
    let regions = || each_of("region", module.codes(&drill.regions));
    let instances = regions().list(arn("ec2").text("instance/*"));
    let document = Block::data("aws_iam_policy_document", name.to_owned())
        .nested(statement(&["ec2:DescribeInstances"], list([text("*")])))
        .nested(statement(&["ec2:TerminateInstances"], instances).nested(of_group));
    let real = names::real(plan, &drill.key, LONGEST_NAME);
    let description = format!("Drill that takes instances of {}", drill.workload);
    let experiments = regions().list(arn("fis").text("experiment/*"));
    let caller = Caller { service: "fis.amazonaws.com", acts_for: Some(experiments) };
    assumed(name, real, caller, &description, document)
}

fn schedule(plan: &Plan, drill: &Drill, name: &str, module: &Module) -> Block {
    let template = of(TEMPLATE, name).each().attr("id");
    let input = object().key("ExperimentTemplateId", template);
    let start = Block::new("target")
        .set("arn", text("arn:aws:scheduler:::aws-sdk:fis:startExperiment"))
        .set("role_arn", of("aws_iam_role", &names::joined(name, "start")).attr("arn"))
        .set("input", call("jsonencode", [Expression::from(input)]));
    block("aws_scheduler_schedule", name, drill, module)
        .set("name", names::real(plan, &drill.key, LONGEST_NAME))
        .set("schedule_expression", text(cron(drill.every)))
        .set("schedule_expression_timezone", text("UTC"))
        .nested(Block::new("flexible_time_window").set("mode", text("OFF")))
        .nested(start)
}

/// Tuesdays at ten, when people are there: of the week, the month, the quarter; `3#1` is the first Tuesday.
/// <https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based>
fn cron(every: Frequency) -> &'static str {
    match every {
        Frequency::Continuously | Frequency::Hourly | Frequency::Daily => "cron(0 10 * * ? *)",
        Frequency::Weekly => "cron(0 10 ? * TUE *)",
        Frequency::Monthly => "cron(0 10 ? * 3#1 *)",
        Frequency::Quarterly => "cron(0 10 ? 1,4,7,10 3#1 *)",
    }
}

/// The source of what the scheduler asks for is the group of the schedule, never the schedule; these have the default one.
/// <https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsfaultinjectionservice.html>,
/// <https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html>
fn starter(plan: &Plan, drill: &Drill, name: &str, module: &Module) -> Vec<Block> {
    let name = names::joined(name, "start");
    let regions = || each_of("region", module.codes(&drill.regions));
    let id = bare("template.id");
    let templates = pairs_of("region", "template", of(TEMPLATE, &identifier(&drill.key)))
        .list(arn("fis").text("experiment-template/").code(id));
    let experiments = regions().list(arn("fis").text("experiment/*"));
    let document = Block::data("aws_iam_policy_document", name.clone())
        .nested(statement(&["fis:StartExperiment"], templates))
        .nested(statement(&["fis:StartExperiment"], experiments));
    let real = names::real(plan, &format!("{}-start", drill.key), LONGEST_NAME);
    let description = format!("Starts the drill that takes instances of {}", drill.workload);
    let groups = regions().list(arn("scheduler").text("schedule-group/default"));
    let caller = Caller { service: "scheduler.amazonaws.com", acts_for: Some(groups) };
    assumed(&name, real, caller, &description, document)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drills_begin_on_tuesdays() {
        assert_eq!(cron(Frequency::Monthly), "cron(0 10 ? * 3#1 *)");
        assert_eq!(cron(Frequency::Weekly), "cron(0 10 ? * TUE *)");
    }
}
