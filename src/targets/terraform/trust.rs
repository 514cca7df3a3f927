//! Roles that a service of AWS assumes: who may, for which of its things, and what it may do then. In: a caller, a name and
//! what is allowed. Out: the blocks of a role. Knows no workload.

use super::hcl::{Block, Expression, Template, bare, data, list, of, template, text};
use super::names::joined;
use crate::plan::Plan;

const DOCUMENT: &str = "aws_iam_policy_document";

/// Who assumes a role.
pub struct Caller {
    /// `fis.amazonaws.com`
    pub service: &'static str,
    /// The ARNs of its things in this account that it may act for. Without, the service names none: nobody else can pass the role.
    pub acts_for: Option<Expression>,
}

/// Whether a module has roles that only things of its own account may use, and so has to know the account.
pub fn asks_account(plan: &Plan) -> bool {
    let released = plan.functions.iter().any(|function| function.deployment.is_some());
    released || !plan.drills.is_empty()
}

/// `arn:aws:<service>:${region}:${local.account_id}:`, for the codes of a `for`.
pub fn arn(service: &str) -> Template {
    let arn = template().text("arn:aws:").text(service).text(":").code(bare("region"));
    arn.text(":").code(bare("local.account_id")).text(":")
}

/// `statement { actions resources }`
pub fn statement(actions: &[&'static str], resources: Expression) -> Block {
    Block::new("statement").set("actions", list(actions.to_vec())).set("resources", resources)
}

/// A role with one policy.
pub fn assumed(
    name: &str,
    real: Expression,
    caller: Caller,
    description: &str,
    document: Block,
) -> Vec<Block> {
    let assume = joined(name, "assume");
    let json = |name: &str| data(DOCUMENT, name).attr("json");
    vec![
        Block::data(DOCUMENT, assume.clone()).nested(trust(caller)),
        Block::resource("aws_iam_role", name.to_owned())
            .set("name", real.clone())
            .set("description", text(description.to_owned()))
            .set("assume_role_policy", json(&assume)),
        document,
        Block::resource("aws_iam_role_policy", name.to_owned())
            .set("name", real)
            .set("role", of("aws_iam_role", name).attr("name"))
            .set("policy", json(name)),
    ]
}

/// A service that is asked by another account does not get in.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html>
fn trust(caller: Caller) -> Block {
    let who = Block::new("principals")
        .set("type", text("Service"))
        .set("identifiers", list([text(caller.service)]));
    let statement =
        Block::new("statement").set("actions", list([text("sts:AssumeRole")])).nested(who);
    let condition = |test: &'static str, variable: &'static str, values: Expression| {
        Block::new("condition")
            .set("test", text(test))
            .set("variable", text(variable))
            .set("values", values)
    };
    statement.with_each(caller.acts_for, |statement, things| {
        let account = list([bare("local.account_id")]);
        statement.nested(condition("StringEquals", "aws:SourceAccount", account)).nested(condition(
            "ArnLike",
            "aws:SourceArn",
            things,
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::super::group::tests::compiled;

    const POLICY: &str = "service shop {
  region eu-west-1 { zones = 3 }
  region eu-central-1 { zones = 3 }
  workload web on ec2 { instance = t3.large, replicas = 2..9 }
  workload api on lambda {
    attach = \"orders\"
    alias  = \"live\"
    release canary 10% for 10m
  }
  drill monthly lose 1 web
}
";

    fn file(name: &str) -> String {
        compiled(POLICY, "default", &format!("terraform/{name}.tf")).0
    }

    #[test]
    fn services_of_other_accounts_assume_no_role() {
        for (name, roles) in [("drills", 2), ("api.workload", 1)] {
            let text = file(name);
            assert_eq!(text.matches("sts:AssumeRole").count(), roles, "{text}");
            assert_eq!(text.matches("\"aws:SourceAccount\"").count(), roles, "{text}");
            assert_eq!(text.matches("\"aws:SourceArn\"").count(), roles, "{text}");
        }
    }

    #[test]
    fn what_a_drill_may_touch_names_region_and_account() {
        let text = file("drills");
        assert!(!text.contains(":*:"), "{text}");
        assert!(text.contains("arn:aws:ec2:${region}:${local.account_id}:instance/*"), "{text}");
    }

    #[test]
    fn an_account_that_the_policy_leaves_open_is_asked_for() {
        let text = file("locals");
        assert!(text.contains("data.aws_caller_identity.current.account_id"), "{text}");
        assert_eq!(text.matches("data \"aws_caller_identity\"").count(), 1, "{text}");
    }
}
