//! Accounts that stand for others.

use crate::diagnostic::{Case, Finding};
use crate::model::policy::Word;
use crate::rules::{Check, Rule, Seen};
use crate::words::tick;

const NOBODY: Case = Case::REFUSED.when("nobody can have the account");
const EXAMPLE: Case = Case::WARNING.when("it is probably an example's");

/// The rule.
pub const RULE: Rule = Rule {
    code: "security/placeholder-account",
    cases: &[NOBODY, EXAMPLE],
    why: "An account number of an example belongs to nobody, or to somebody else. Twelve equal digits and the accounts \
          of AWS's documentation are only warned of: a policy that is itself an example has them.",
    rejected: "service shop {
  budget = $500/month
  environment prod { account = \"123456789012\", role = \"deploy\" }
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
}
",
    accepted: "service shop {
  budget = $500/month
  environment prod { account = \"314159265358\", role = \"deploy\" }
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
}
",
    check: Check::Policy(check),
};

/// Accounts of examples in AWS's documentation.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html>
const DOCUMENTED: &[&str] = &["111122223333", "444455556666", "777788889999"];

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let environment = seen.policy.environment.as_ref();
    if let Some(account) = environment.and_then(|environment| environment.account.as_ref()) {
        findings.extend(fault(account));
    }
}

fn fault(account: &Word) -> Option<Finding> {
    const HELP: &str = "write the number that `aws sts get-caller-identity` prints";
    let text = account.node.as_str();
    let shown = tick(text);
    let error = |message: String, label: &str| {
        Some(RULE.case(NOBODY, message, account.span, label).help(HELP))
    };
    let warning = |message: String| {
        Some(RULE.case(EXAMPLE, message, account.span, "probably not yours").help(HELP))
    };
    let digits = text.chars().all(|character| character.is_ascii_digit());
    let mut given = text.chars();
    let first = given.next();
    if !digits || text.len() != 12 {
        error(format!("an account has twelve digits, and {shown} is none"), "not an account")
    } else if matches!(text, "123456789012" | "000000000000") {
        error(format!("{shown} is a placeholder and nobody's account"), "a placeholder")
    } else if given.all(|digit| Some(digit) == first) {
        warning(format!("{shown} is twelve times one digit"))
    } else if DOCUMENTED.contains(&text) {
        warning(format!("{shown} is an account of AWS's documentation"))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Level;
    use crate::source::Span;

    #[test]
    fn each_kind_of_placeholder_has_its_level() {
        let level = |text: &str| {
            fault(&Word::new(text.to_owned(), Span::default())).map(|finding| finding.level)
        };
        for none in ["12345678901", "12345", "abc", "", "31415926535x"] {
            assert_eq!(level(none), Some(Level::Error), "{none}");
        }
        assert_eq!(level("000000000000"), Some(Level::Error));
        assert_eq!(level("222222222222"), Some(Level::Warning));
        assert_eq!(level("444455556666"), Some(Level::Warning));
        assert_eq!(level("314159265358"), None);
    }
}
