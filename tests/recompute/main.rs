//! Figures computed a second time, from the rules of the arithmetic alone: fractions of their own, prices copied by hand.

mod capacity;
mod cloudshelf;
mod exact;
mod formulas;
mod money;
mod policies;
mod routing;
mod sheet;
mod status_page;
