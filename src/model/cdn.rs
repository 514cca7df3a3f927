//! A content network. In: a merged block. Out: its typed attributes and sentences.

use super::measure::{Money, Share};
use super::read;
use super::things::pick;
use crate::source::{Span, Spanned};
use crate::syntax::tree::{Alarm, Block, Body, Node, Route, Word};

/// A content network.
#[derive(Clone, Debug)]
pub struct Cdn {
    /// Its name.
    pub name: Word,
    /// `cloudfront` or `external`, as written.
    pub kind: Word,
    /// The head of its block.
    pub head: Span,
    /// The host.
    pub host: Option<Word>,
    /// The share of requests that it answers itself.
    pub hit_ratio: Option<Spanned<Share>>,
    /// `waf = managed`
    pub waf: Option<Word>,
    /// What it costs, given.
    pub estimate: Option<Spanned<Money>>,
    /// What it brings in, for the report.
    pub earns: Option<Spanned<Money>>,
    /// Where it leads.
    pub routes: Vec<Spanned<Route>>,
    /// `warn`, `page`
    pub alarms: Vec<Spanned<Alarm>>,
    /// The merged statements.
    pub body: Body,
}

impl Cdn {
    /// Whether it is a distribution of `CloudFront`.
    pub fn on_cloudfront(&self) -> bool {
        self.kind.node == "cloudfront"
    }
}

/// A content network, none where its name or kind is missing.
pub fn cdn(block: &Block) -> Option<Cdn> {
    let body = &block.body;
    Some(Cdn {
        name: block.name.clone()?,
        kind: block.on.clone()?,
        head: block.head,
        host: read::word(body, "host"),
        hit_ratio: read::share(body, "hit_ratio"),
        waf: read::word(body, "waf"),
        estimate: read::money(body, "estimate"),
        earns: read::money(body, "earns"),
        routes: pick!(boxed body, Route),
        alarms: pick!(boxed body, Alarm),
        body: body.clone(),
    })
}
