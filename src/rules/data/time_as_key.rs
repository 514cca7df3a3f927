//! Tables and indexes that are spread by a time.

use crate::diagnostic::{Case, Finding};
use crate::model::policy::{Engine, Index, Store, Word};
use crate::rules::{Check, Rule, Seen};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "data/time-as-key",
    cases: &[Case::WARNING],
    why: "DynamoDB spreads items by their partition key and finds them by its whole value. A time stamp is asked for by \
          ranges, which a partition key does not know, and a day has all that is new in one partition.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  store items on dynamodb {
    key = \"id\"
    index by-time { key = \"created_at\" }
  }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  store items on dynamodb {
    key = \"id\"
    index by-user { key = \"user_id\", sort = \"created_at\" }
  }
}
",
    check: Check::Policy(check),
};

/// Last words of the names of keys that hold a time.
const TIMES: &[&str] = &["at", "created", "date", "day", "time", "timestamp", "updated"];

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let tables = seen.policy.stores.iter().filter(|it| it.engine() == Some(Engine::DynamoDb));
    for store in tables {
        let keys = store.indexes.iter().filter_map(key).chain(&store.key);
        findings.extend(keys.filter(|key| is_time(&key.node)).map(|key| fault(store, key)));
    }
}

fn key(index: &Index) -> Option<&Word> {
    index.key.as_ref()
}

/// `created_at`, `createdAt`, `date`.
fn is_time(name: &str) -> bool {
    let start = name.rfind(|letter: char| !letter.is_alphanumeric() || letter.is_uppercase());
    let last = name.get(start.unwrap_or_default()..).unwrap_or(name);
    let last = last.trim_start_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
    TIMES.contains(&last.as_str())
}

fn fault(store: &Store, key: &Word) -> Finding {
    let message = format!(
        "store {} is spread by {}, by its name a time",
        tick(&store.name.node),
        tick(&key.node)
    );
    RULE.finding(message, key.span, "a time as key").help(format!(
        "write `key = \"user_id\", sort = \"{}\"`, with a key of many values",
        key.node
    ))
}

#[cfg(test)]
mod tests {
    use super::is_time;

    #[test]
    fn names_are_read_by_their_last_word() {
        assert!(
            ["created_at", "createdAt", "timestamp", "event-time"].iter().all(|it| is_time(it))
        );
        assert!(!["id", "user_id", "format", "daytime_code"].iter().any(|it| is_time(it)));
    }
}
