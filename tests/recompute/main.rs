//! Figures computed a second time, from the rules of the arithmetic alone: fractions of their own, prices copied by hand.

mod capacity;
mod exact;
mod money;
mod policies;
mod sheet;
