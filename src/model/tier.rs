//! Tiers among themselves. In: the tiers of a service. Out: findings for sizes that are missing, equal or of another
//! noun: each tier begins where the one before ends.

use super::measure::{Dimension, base};
use super::shape::measured;
use crate::diagnostic::Finding;
use crate::syntax::tree::Block;
use crate::words::tick;

/// Checks the tiers in the order of their sizes.
pub fn check(tiers: &[&Block], findings: &mut Vec<Finding>) {
    for tier in tiers {
        match &tier.up_to {
            Some((size, _)) => findings.extend(measured("up to", &[Dimension::Count], size)),
            None => findings.push(sizeless(tier)),
        }
    }
    for pair in tiers.windows(2) {
        if let [first, second] = pair {
            findings.extend(against(first, second));
        }
    }
}

fn sizeless(tier: &Block) -> Finding {
    let name = tier.name.as_ref().map_or("", |name| name.node.as_str());
    let message = format!("tier {} does not say how far it goes", tick(name));
    Finding::error("model/missing", message, tier.head, "size missing")
        .help(format!("write `tier {name} up to 10k users`"))
}

fn against(first: &Block, second: &Block) -> Option<Finding> {
    let ((size, noun), (other, other_noun)) = (first.up_to.as_ref()?, second.up_to.as_ref()?);
    if noun != other_noun {
        let message = format!("tiers count {} and {}", tick(&noun.node), tick(&other_noun.node));
        let finding = Finding::error("model/bad-value", message, other_noun.span, "another noun");
        return Some(finding.also(noun.span, "counted here").help("count one thing in all tiers"));
    }
    let equal = base(size.node) == base(other.node);
    equal.then(|| {
        let message = format!("two tiers go up to {} {}", size.node, noun.node);
        Finding::error("model/stated-twice", message, other.span, "stated again")
            .also(size.span, "stated first")
            .help("each tier begins where the one before ends: give one of them another size")
    })
}
