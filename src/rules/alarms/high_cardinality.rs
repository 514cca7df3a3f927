//! Metrics that are split by what has no end of values.

use crate::diagnostic::{Case, Finding};
use crate::rules::patched::{self, Field};
use crate::rules::{Check, Rule, Seen};
use crate::words::{count, tick};

/// The rule.
pub const RULE: Rule = Rule {
    code: "alarms/high-cardinality",
    cases: &[Case::WARNING],
    why: "Each combination of dimension values is a metric of its own, paid by the month. Split by user, page or address a \
          single filter becomes thousands of them, and an alarm sees one.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
  metric slow_pages { unit = event, log = \"/shop/web\", pattern = \"{ $.ms > 2000 }\" }
  warn when slow_pages > 10/min for 5m
  patch terraform aws_cloudwatch_log_metric_filter.slow_pages {
    metric_transformation.0.dimensions.page = \"$.page\"
  }
  notify warn to \"shop@example.com\"
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
  metric slow_pages { unit = event, log = \"/shop/web\", pattern = \"{ $.ms > 2000 }\" }
  warn when slow_pages > 10/min for 5m
  notify warn to \"shop@example.com\"
}
",
    check: Check::Policy(check),
};

/// Parts of the names of fields that take a new value with almost every entry.
const UNBOUNDED: &[&str] =
    &["agent", "id", "ip", "address", "page", "path", "query", "session", "url", "user"];
/// Dimensions from the log whose combinations stay few.
const MOST: usize = 1;

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let filters = patched::fields(seen.policy, "aws_cloudwatch_log_metric_filter");
    let split: Vec<Field> = filters.filter(is_dimension).collect();
    for field in &split {
        let beside = split.iter().filter(|other| other.thing == field.thing).count();
        findings.extend(wide(field, beside));
    }
}

/// A value that begins with `$` is read from each entry of the log.
fn is_dimension(set: &Field) -> bool {
    let path = &set.field.name.node;
    path.contains(".dimensions.") && patched::plain(&set.field.value.node).starts_with('$')
}

fn wide(field: &Field, beside: usize) -> Option<Finding> {
    let from = patched::plain(&field.field.value.node);
    let unbounded = words(&from).iter().any(|word| UNBOUNDED.contains(&word.as_str()));
    let why = if unbounded {
        format!("there is no end of values of {}", tick(&from))
    } else if beside > MOST {
        format!("it multiplies: {} are read from the log", count(beside, "dimension"))
    } else {
        return None;
    };
    let message = format!("metric {} is split by {}: {why}", tick(field.thing), tick(&from));
    let finding = RULE.finding(message, field.field.span, "a metric for each").help(format!(
        "remove `{}` and look for the value in the log itself",
        field.field.name.node
    ));
    Some(finding.edit(field.without()))
}

/// `$.userAgent`, `$.user_agent`: user, agent.
fn words(field: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for letter in field.chars() {
        if !letter.is_alphanumeric() || letter.is_uppercase() {
            words.push(String::new());
        }
        if letter.is_alphanumeric() {
            words.last_mut().into_iter().for_each(|word| word.extend(letter.to_lowercase()));
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::codes;

    #[test]
    fn names_are_read_by_their_words() {
        assert_eq!(super::words("$.userAgent").concat(), "useragent");
        let text = |field: &str| super::RULE.rejected.replace("$.page", field);
        assert!(codes(&text("$.userAgent")).contains(&super::RULE.code));
        assert!(!codes(&text("$.level")).contains(&super::RULE.code));
        assert!(!codes(&text("$.identity")).contains(&super::RULE.code));
    }
}
