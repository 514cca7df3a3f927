//! Money in each state. In: the envelopes of the tiers and their budgets. Out: a bar per state and tier; the budget as a
//! mark.

use super::{Bar, Group, draw, part};
use crate::ratio::Ratio;
use crate::report::words::{State, states};
use crate::report::{Report, Tier};
use crate::words::dollars;

/// The drawing; none where nothing has a price.
pub fn cost(report: &Report) -> Option<String> {
    if report.figures.money.lines.is_empty() {
        return None;
    }
    let own = Tier { name: "", figures: report.figures, budget: report.budget };
    let tiers = if report.tiers.len() > 1 { &report.tiers[..] } else { &[own] };
    let tiers: Vec<_> = tiers.iter().map(|tier| (tier, states(tier.figures))).collect();
    let amounts = tiers
        .iter()
        .flat_map(|(tier, states)| states.iter().map(|state| state.total.known).chain(tier.budget));
    let longest = amounts.max().unwrap_or(Ratio::ZERO);
    let groups: Vec<Group> =
        tiers.into_iter().map(|(tier, states)| group(tier, states, longest)).collect();
    let about = "Dollars a month in each state; a dashed line marks the budget.";
    Some(draw("Cost a month", about, &groups))
}

fn group(tier: &Tier, states: Vec<State>, longest: Ratio) -> Group {
    let bar = |state: State| Bar {
        label: state.name,
        length: part(state.total.known, longest),
        over: tier.budget.is_some_and(|budget| state.total.known > budget),
        figure: state.sum,
    };
    let budget = tier.budget.map_or("no budget".to_owned(), |it| format!("budget {}", dollars(it)));
    let heading = if tier.name.is_empty() { budget } else { format!("{}, {budget}", tier.name) };
    let bars = states.into_iter().map(bar).collect();
    Group { heading, mark: tier.budget.map(|budget| part(budget, longest)), bars }
}
