//! Releases of a function: `CodeDeploy` shifts its alias, and goes back when it fails or an alarm fires. In: a function's
//! deployment. Out: application, group, a configuration where AWS has none ready, and the role.

use super::{block, known, stem};
use crate::plan::Plan;
use crate::plan::function::{Deployment, Function, Shift};
use crate::plan::names::identifier;
use crate::targets::terraform::hcl::{
    Block, Expression, bare, call, each_of, list, number, object, of, pairs_of, text,
};
use crate::targets::terraform::module::Module;
use crate::targets::terraform::names::{self, function_address, joined};

use crate::targets::terraform::trust::{Caller, arn, assumed, statement};

/// The longest name of an application, group or configuration.
const LONGEST_NAME: usize = 100;
/// The longest name of a role.
const LONGEST_ROLE: usize = 64;

pub(super) fn print(plan: &Plan, function: &Function, module: &mut Module) {
    let Some(deployment) = &function.deployment else { return };
    let mut blocks = vec![application(plan, function, module)];
    blocks.extend(configuration(plan, function, deployment, module));
    blocks.push(group(plan, function, deployment, module));
    blocks.extend(role(plan, function, module));
    for block in blocks {
        module.add(&stem(function), block, deployment.span);
    }
    output(function, deployment, module);
}

fn application(plan: &Plan, function: &Function, module: &Module) -> Block {
    block("aws_codedeploy_app", identifier(&function.name), function, module)
        .set("name", names::real(plan, known(function), LONGEST_NAME))
        .set("compute_platform", text("Lambda"))
}

/// What AWS has ready.
/// <https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html>
fn ready(shift: &Shift) -> Option<String> {
    match shift {
        Shift::AllAtOnce => Some("CodeDeployDefault.LambdaAllAtOnce".to_owned()),
        Shift::Canary { percent: 10, minutes: minutes @ (5 | 10 | 15 | 30) } => {
            Some(format!("CodeDeployDefault.LambdaCanary10Percent{minutes}Minutes"))
        }
        Shift::Linear { percent: 10, minutes: 1 } => {
            Some("CodeDeployDefault.LambdaLinear10PercentEvery1Minute".to_owned())
        }
        Shift::Linear { percent: 10, minutes: minutes @ (2 | 3 | 10) } => {
            Some(format!("CodeDeployDefault.LambdaLinear10PercentEvery{minutes}Minutes"))
        }
        Shift::Canary { .. } | Shift::Linear { .. } => None,
    }
}

fn configuration(
    plan: &Plan,
    function: &Function,
    deployment: &Deployment,
    module: &Module,
) -> Option<Block> {
    let (kind, nested, percent, minutes) = match deployment.shift {
        _ if ready(&deployment.shift).is_some() => return None,
        Shift::AllAtOnce => return None,
        Shift::Canary { percent, minutes } => {
            ("TimeBasedCanary", "time_based_canary", percent, minutes)
        }
        Shift::Linear { percent, minutes } => {
            ("TimeBasedLinear", "time_based_linear", percent, minutes)
        }
    };
    let steps =
        Block::new(nested).set("interval", number(minutes)).set("percentage", number(percent));
    let routing = Block::new("traffic_routing_config").set("type", text(kind)).nested(steps);
    let block = block(CONFIGURATION, identifier(&function.name), function, module)
        .set("deployment_config_name", names::real(plan, known(function), LONGEST_NAME))
        .set("compute_platform", text("Lambda"))
        .nested(routing);
    Some(block)
}

const CONFIGURATION: &str = "aws_codedeploy_deployment_config";

fn group(plan: &Plan, function: &Function, deployment: &Deployment, module: &Module) -> Block {
    let name = identifier(&function.name);
    let configuration = match ready(&deployment.shift) {
        Some(ready) => text(ready),
        None => of(CONFIGURATION, &name).each().attr("deployment_config_name").into(),
    };
    let events = list([text("DEPLOYMENT_FAILURE"), text("DEPLOYMENT_STOP_ON_ALARM")]);
    let alarm = |key: &String| -> Expression {
        of("aws_cloudwatch_metric_alarm", &identifier(key)).each().attr("alarm_name").into()
    };
    let alarms: Vec<Expression> = deployment.alarms.iter().map(alarm).collect();
    block("aws_codedeploy_deployment_group", name.clone(), function, module)
        .set("app_name", of("aws_codedeploy_app", &name).each().attr("name"))
        .set("deployment_group_name", names::real(plan, known(function), LONGEST_NAME))
        .set("deployment_config_name", configuration)
        .set("service_role_arn", of("aws_iam_role", &joined(&name, "release")).attr("arn"))
        .nested(
            Block::new("deployment_style")
                .set("deployment_option", text("WITH_TRAFFIC_CONTROL"))
                .set("deployment_type", text("BLUE_GREEN")),
        )
        .note("A deployment that an alarm stops goes back only with the second event.")
        .nested(
            Block::new("auto_rollback_configuration").set("enabled", true).set("events", events),
        )
        .when(!alarms.is_empty(), |group| {
            group.nested(
                Block::new("alarm_configuration").set("enabled", true).set("alarms", list(alarms)),
            )
        })
}

/// What `CodeDeploy` needs to shift this alias, and no other.
/// <https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCodeDeployRoleForLambdaLimited.html>
fn role(plan: &Plan, function: &Function, module: &Module) -> Vec<Block> {
    let name = joined(&identifier(&function.name), "release");
    let thing = format!("{}-release", known(function));
    let real = names::real(plan, &thing, LONGEST_ROLE);
    let shifts =
        ["lambda:GetAlias", "lambda:GetProvisionedConcurrencyConfig", "lambda:UpdateAlias"];
    let document = Block::data("aws_iam_policy_document", name.clone())
        .nested(statement(&shifts, alias_arns(function)))
        .nested(statement(&["cloudwatch:DescribeAlarms"], list([text("*")])));
    let described = format!("Releases of {}", function.name);
    let caller =
        Caller { service: "codedeploy.amazonaws.com", acts_for: Some(groups(function, module)) };
    assumed(&name, real, caller, &described, document)
}

/// The deployment groups of this application: the source of what `CodeDeploy` asks for.
/// <https://docs.aws.amazon.com/codedeploy/latest/userguide/security_confused_deputy.html>
fn groups(function: &Function, module: &Module) -> Expression {
    let application = of("aws_codedeploy_app", &identifier(&function.name)).index(bare("region"));
    let groups = arn("codedeploy").text("deploymentgroup:").code(application.attr("name"));
    each_of("region", module.codes(&function.regions)).list(groups.text("/*"))
}

/// The function and its alias in each region.
fn alias_arns(function: &Function) -> Expression {
    let alias = || bare("alias.arn");
    let suffix = format!(":{}", function.alias.as_deref().unwrap_or_default());
    let both = list([alias().into(), call("trimsuffix", (alias(), text(suffix)))]);
    call("flatten", [each_of("alias", function_address(function)).list(both)])
}

fn output(function: &Function, deployment: &Deployment, module: &mut Module) {
    let name = identifier(&function.name);
    let facts = object()
        .key("application", bare("group.app_name"))
        .key("group", bare("group.deployment_group_name"));
    let groups = pairs_of("region", "group", of("aws_codedeploy_deployment_group", &name))
        .object(bare("region"), facts);
    let output = joined(&name, "deployment_groups");
    module.output(
        output.clone(),
        "By region: the application and deployment group through which new versions take over.",
        groups,
        deployment.span,
    );
    let alias = function.alias.as_deref().unwrap_or_default();
    module.to_do.push(format!(
        "Release `{}` through CodeDeploy (output `{output}`): it moves the alias `{alias}`, and back where an alarm fires.",
        function.real
    ));
}
