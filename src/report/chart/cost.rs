//! Money in each state. In: the envelopes of the tiers and their budgets. Out: a bar per state and tier; the budget as a
//! mark.

use std::borrow::Cow;

use super::{Bar, Group, draw, part};
use crate::ratio::Ratio;
use crate::report::words::{self, State};
use crate::report::{Report, Tier};
use crate::words::dollars;

/// The drawing; none where nothing has a price.
pub fn cost(report: &Report, states: &[State]) -> Option<String> {
    if report.figures.money.lines.is_empty() {
        return None;
    }
    let own = Tier { name: "", figures: report.figures, budget: report.budget };
    let tiers: Vec<(&Tier, Cow<[State]>)> = match report.tiers.as_slice() {
        [] | [_] => vec![(&own, states.into())],
        tiers => tiers.iter().map(|it| (it, words::states(it.figures, it.budget).into())).collect(),
    };
    let amounts = tiers
        .iter()
        .flat_map(|(tier, states)| states.iter().map(|state| state.total.known).chain(tier.budget));
    let longest = amounts.max().unwrap_or(Ratio::ZERO);
    let groups: Vec<Group> =
        tiers.iter().map(|(tier, states)| group(tier, states, longest)).collect();
    let about = "Dollars a month in each state; a dashed line marks the budget.";
    Some(draw("Cost a month", about, &groups))
}

fn group(tier: &Tier, states: &[State], longest: Ratio) -> Group {
    let bar = |state: &State| Bar {
        label: state.name.clone(),
        length: part(state.total.known, longest),
        over: tier.budget.is_some_and(|budget| state.total.known > budget),
        figure: state.sum.clone(),
    };
    let budget = tier.budget.map_or("no budget".to_owned(), |it| format!("budget {}", dollars(it)));
    let heading = if tier.name.is_empty() { budget } else { format!("{}, {budget}", tier.name) };
    let bars = states.iter().map(bar).collect();
    Group { heading, mark: tier.budget.map(|budget| part(budget, longest)), bars }
}
