//! A load test. In: a merged block. Out: its stages and what it sends, in their order.

use super::read;
use super::things::pick;
use crate::source::{Span, Spanned};
use crate::syntax::tree::{Block, Body, Hold, Node, Quantity, Ramp, Send, Volume, Word};

/// A load test.
#[derive(Clone, Debug)]
pub struct Load {
    /// Its name.
    pub name: Word,
    /// The head of its block.
    pub head: Span,
    /// Its stages, one after the other.
    pub stages: Vec<Spanned<Stage>>,
    /// What it sends.
    pub sends: Vec<Spanned<Send>>,
    /// The merged statements.
    pub body: Body,
}

/// One stage of a load test.
#[derive(Clone, Debug)]
pub enum Stage {
    /// `hold R|N users for D`
    Hold(Hold),
    /// `ramp [from R|N users] to R|N users over D`
    Ramp(Ramp),
}

impl Stage {
    /// What is sent at its end.
    pub fn end(&self) -> &Volume {
        match self {
            Stage::Hold(hold) => &hold.at,
            Stage::Ramp(ramp) => &ramp.to,
        }
    }

    /// How long it lasts.
    pub fn lasts(&self) -> &Spanned<Quantity> {
        match self {
            Stage::Hold(hold) => &hold.lasts,
            Stage::Ramp(ramp) => &ramp.over,
        }
    }
}

/// A load test, none where its name is missing.
pub fn load(block: &Block) -> Option<Load> {
    let body = &block.body;
    Some(Load {
        name: block.name.clone()?,
        head: block.head,
        stages: body.iter().filter_map(stage).collect(),
        sends: pick!(body, Send),
        body: body.clone(),
    })
}

fn stage(statement: &Spanned<Node>) -> Option<Spanned<Stage>> {
    let stage = match &statement.node {
        Node::Hold(hold) => Stage::Hold(hold.clone()),
        Node::Ramp(ramp) => Stage::Ramp(ramp.clone()),
        _ => return None,
    };
    Some(Spanned::new(stage, statement.span))
}
