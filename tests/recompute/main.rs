//! Figures computed a second time, from the rules of the arithmetic alone: fractions of their own, prices copied by hand.

mod capacity;
mod claims;
mod cloudshelf;
mod egress;
mod exact;
mod formulas;
mod money;
mod policies;
mod routing;
mod sheet;
mod status_page;
mod stores;
mod units;
