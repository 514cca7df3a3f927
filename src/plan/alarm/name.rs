//! Names of alarms: what they are called, and what tells those apart that would be called the same.

use super::sentence::{Owner, Site};
use super::{Alarm, Purpose, Subject, Term};
use crate::diagnostic::{Code, Edit, Finding};
use crate::syntax::tree::Severity;

/// Two sentences of one name.
pub const CLASH: Code = Code {
    code: "scaling/two-values-for-one-thing",
    why: "Alarms and policies are named by their metric, statistic and threshold, never by their position. Two sentences \
          that agree in all of these would be one thing with two meanings.",
};

/// Key and real name of a condition that begins with a term; `via` tells several balancers apart.
pub fn name(site: &Site, purpose: Purpose, first: &Term, via: Option<&str>) -> (String, String) {
    let mut rest = plain(&first.metric);
    for word in via.into_iter().chain([purpose.word()]) {
        rest.push('-');
        rest.push_str(word);
    }
    let of = |owner: &str| [owner, "-", &rest].concat();
    match owners(&site.owner) {
        Some((now, before)) => (of(now), of(before)),
        None => (rest.clone(), rest),
    }
}

fn owners<'a>(owner: &Owner<'a>) -> Option<(&'a str, &'a str)> {
    let (name, old) = match owner {
        Owner::Service => return None,
        Owner::Workload(workload, body) => (&workload.name, &body.renamed_from),
        Owner::Queue(queue) => (&queue.name, &queue.renamed_from),
    };
    Some((&name.node, old.as_ref().map_or(&name.node, |old| &old.node)))
}

/// Letters, digits and single hyphens only: `latency-p95`, `10-min`, `0-5`.
fn plain(text: &str) -> String {
    // Room for what follows it in a name.
    let mut out = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        if character.is_ascii_alphanumeric() {
            out.push(character);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

/// Makes keys differ: alarms that share one get their threshold as written.
pub fn tell_apart(alarms: &mut [Alarm], findings: &mut Vec<Finding>) {
    for index in clashing(alarms) {
        if let Some(alarm) = alarms.get_mut(index) {
            let threshold = alarm.terms.first().map(|term| plain(&term.written));
            let threshold = threshold.unwrap_or_default();
            alarm.key = with(&alarm.key, &threshold);
            alarm.real = with(&alarm.real, &threshold);
        }
    }
    alarms.sort_by(|one, other| one.key.cmp(&other.key));
    for pair in alarms.windows(2) {
        let [one, other] = pair else { continue };
        if one.key == other.key {
            findings.push(clash(one, other));
        }
    }
}

fn clashing(alarms: &[Alarm]) -> Vec<usize> {
    let key = |at: &usize| alarms.get(*at).map(|alarm| &alarm.key);
    let mut order: Vec<usize> = (0..alarms.len()).collect();
    order.sort_by_key(key);
    let alike = order.chunk_by(|one, other| key(one) == key(other));
    alike.filter(|twins| twins.len() > 1).flatten().copied().collect()
}

/// A key with a word more before its last one: `web-cpu-85-warn`.
pub fn with(key: &str, word: &str) -> String {
    match key.rsplit_once('-') {
        Some((head, last)) => format!("{head}-{word}-{last}"),
        None => format!("{word}-{key}"),
    }
}

fn clash(one: &Alarm, other: &Alarm) -> Finding {
    let message = format!("two sentences make one and the same thing, `{}`", one.key);
    Finding::error(CLASH.code, message, other.span, "same metric and threshold")
        .also(one.span, "the other one")
        .help("leave one out, or give them different thresholds")
        .edit(Edit::Remove(other.span))
}

impl Alarm {
    /// The severity of an alarm that tells people.
    pub fn severity(&self) -> Option<Severity> {
        match self.purpose {
            Purpose::Tell(severity) => Some(severity),
            Purpose::Scale(_) => None,
        }
    }

    /// The workload that it watches.
    pub fn workload(&self) -> Option<&str> {
        match &self.subject {
            Subject::Workload(name) => Some(name),
            Subject::Service | Subject::Queue(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_hold_no_signs() {
        assert_eq!(plain("latency p99.9"), "latency-p99-9");
        assert_eq!(plain("10/min"), "10-min");
        assert_eq!(plain("65%"), "65");
        assert_eq!(with("api-connections-out", "80k"), "api-connections-80k-out");
    }
}
