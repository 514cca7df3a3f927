//! In which block of a service a place stands: the service's own, or an overlay's. In: a service. Out: answers.

use crate::model::Service;
use crate::model::policy::Policy;
use crate::source::Span;
use crate::syntax::tree::Node;

/// The heads of the blocks at the top of a service, as far as resolved policies know them.
pub struct Homes(Vec<Span>);

impl Homes {
    /// The heads of a service.
    pub fn of(service: &Service) -> Self {
        let policies = service.places.iter().flat_map(|place| &place.tiers);
        Self(policies.flat_map(heads).collect())
    }

    /// Whether two places stand in one block.
    pub fn same(&self, one: Span, other: Span) -> bool {
        self.home(one) == self.home(other)
    }

    fn home(&self, span: Span) -> Option<Span> {
        let before = |head: &&Span| head.file == span.file && head.start <= span.start;
        self.0.iter().filter(before).max_by_key(|head| head.start).copied()
    }
}

fn heads(policy: &Policy) -> Vec<Span> {
    let blocks = policy.body.iter().filter_map(|statement| match &statement.node {
        Node::Block(block) => Some(block.head),
        _ => None,
    });
    let environment = policy.environment.iter().map(|environment| environment.name.span);
    let tier = policy.tier.iter().map(|tier| tier.name.span);
    blocks.chain(environment).chain(tier).collect()
}
