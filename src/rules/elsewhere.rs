//! Regions beside those that a policy has. In: codes that are taken. Out: one that is free, near the others where there is one.

use crate::catalog;
use crate::model::policy::{Policy, Store};

/// Regions that every account may use without asking for them, for each part of the world the usual ones first.
/// <https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html>
const OPEN: &[&str] = &[
    "eu-west-1",
    "eu-central-1",
    "eu-west-2",
    "eu-west-3",
    "eu-north-1",
    "us-east-1",
    "us-west-2",
    "us-east-2",
    "us-west-1",
    "ap-southeast-1",
    "ap-northeast-1",
    "ap-southeast-2",
    "ap-south-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ca-central-1",
    "sa-east-1",
];

/// A region that is not among these: of the policy's own, else of the same part of the world, else any.
pub fn another<'a>(policy: &'a Policy, taken: &[&str]) -> Option<&'a str> {
    let part = |code: &str| code.split('-').next().unwrap_or_default().to_owned();
    let near = taken.first().map(|code| part(code));
    let own = policy.regions.iter().map(|region| region.code.node.as_str());
    let open =
        OPEN.iter().copied().filter(|code| Some(part(code)) == near).chain(OPEN.iter().copied());
    own.chain(open).find(|code| !taken.contains(code))
}

/// So many zones of a region, or as many as it has.
pub fn zones(region: &str, wanted: u64) -> u64 {
    let known = catalog::region(region).and_then(|region| region.zones);
    known.map_or(wanted, |known| wanted.min(known.into()))
}

/// The regions that a store stands in.
pub fn home<'a>(policy: &'a Policy, store: &'a Store) -> Vec<&'a str> {
    let regions = policy.regions.iter().map(|region| region.code.node.as_str());
    match &store.regions {
        Some(own) => own.iter().map(|region| region.node.as_str()).collect(),
        None => regions.collect(),
    }
}
