//! The formulas of the page on arithmetic, each as one would write it down.

use crate::exact::{Exact, dec, int};

/// A month of an hourly price.
pub fn month(hourly: &str) -> Exact {
    dec(hourly) * int(730)
}

/// So many of a hundred.
pub fn percent(share: i128) -> Exact {
    Exact::of(share, 100)
}

/// Replicas for a load with so many percent of headroom, on replicas that are used up to a percentage.
pub fn needed(load: Exact, headroom: i128, serves: i128, target: i128) -> i128 {
    (load * percent(100 + headroom) / (int(serves) * percent(target))).up()
}

/// What runs of what is needed.
pub fn within(need: i128, least: i128, most: i128) -> i128 {
    need.max(least).min(most)
}

/// Replicas that fit a node of so many processors and GiB, by what each requests of them.
pub fn per_node(node: (i128, i128), replica: (Exact, Exact)) -> i128 {
    let by_processor = percent(92) * int(node.0) / replica.0;
    let by_memory = percent(88) * int(node.1) / replica.1;
    by_processor.down().min(by_memory.down())
}

/// Nodes for so many replicas.
pub fn nodes(replicas: i128, per_node: i128) -> i128 {
    Exact::of(replicas, per_node).up()
}

/// Whole GiB of decimal GB.
pub fn gib(decimal: i128) -> Exact {
    int(Exact::of(decimal * 1_000_000_000, 1 << 30).up())
}

/// Ten cents a metric.
pub fn metrics(count: i128) -> Exact {
    dec("0.1") * int(count)
}
