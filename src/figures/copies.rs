//! Where stores stand. In: a policy. Out: each store's copies by region, and which of them are written.

use crate::model::Policy;
use crate::model::policy::{Replicate, Store};
use crate::source::Spanned;

use super::regions::Region;

/// A store in one region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Copy {
    /// The position of the region.
    pub region: usize,
    /// Whether it is written there, or only follows.
    pub written: bool,
}

/// The sentence that copies a store.
pub fn replication<'a>(policy: &'a Policy, store: &Store) -> Option<&'a Spanned<Replicate>> {
    policy.replicas.iter().find(|replicate| replicate.what.node == store.name.node)
}

/// The copies of a store, by region: in `regions` where it names them, else in every region; an engine with one
/// writer stands where it is written and where it is copied to.
pub fn copies(policy: &Policy, regions: &[Region], store: &Store) -> Vec<Copy> {
    let replicate = replication(policy, store);
    let writer = replicate.and_then(|replicate| replicate.from.as_ref());
    let writer = writer.and_then(|from| position(regions, &from.node));
    let one_writer = store.engine().is_some_and(crate::model::store::Engine::one_writer);
    let stands = |at: &usize| match (&store.regions, replicate) {
        (Some(named), _) => regions.get(*at).is_some_and(|region| names(named, region.code)),
        (None, None) if one_writer => Some(*at) == heaviest(regions),
        (None, Some(replicate)) if one_writer && !replicate.to.is_empty() => {
            Some(*at) == writer.or_else(|| heaviest(regions))
                || regions.get(*at).is_some_and(|region| names(&replicate.to, region.code))
        }
        (None, _) => true,
    };
    let written = |at: usize| match (writer, one_writer, replicate) {
        (Some(writer), ..) => writer == at,
        (None, true, None) => {
            Some(at) == first_of(&(0..regions.len()).filter(stands).collect::<Vec<_>>(), regions)
        }
        (None, ..) => true,
    };
    let here = (0..regions.len()).filter(stands);
    here.map(|region| Copy { region, written: written(region) }).collect()
}

fn names(list: &[crate::model::policy::Word], code: &str) -> bool {
    list.iter().any(|word| word.node == code)
}

fn position(regions: &[Region], code: &str) -> Option<usize> {
    regions.iter().position(|region| region.code == code)
}

/// The region with the largest share, the first by name of several.
pub(super) fn heaviest(regions: &[Region]) -> Option<usize> {
    first_of(&(0..regions.len()).collect::<Vec<_>>(), regions)
}

fn first_of(among: &[usize], regions: &[Region]) -> Option<usize> {
    let share = |at: &usize| regions.get(*at).map(|region| region.share);
    among.iter().copied().reduce(|best, at| if share(&at) > share(&best) { at } else { best })
}
