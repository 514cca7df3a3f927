//! Large policies: time grows with the number of statements.

use std::fmt::Write;
use std::time::{Duration, Instant};

use super::{Unit, resolve, shop};
use crate::source::FileId;
use crate::syntax::parse;

/// A service with some workloads that use each other.
fn unit(workloads: usize) -> Unit {
    let mut inside = String::from("environment e { }\n");
    for at in 0..workloads {
        let next = (at + 1) % workloads;
        let _ = writeln!(
            inside,
            "workload w{at} on ec2 {{ replicas = 2..6, uses w{next}, keep cpu at 60% }}"
        );
    }
    let (tree, findings) = parse(FileId(0), &shop(&inside));
    assert_eq!(findings, []);
    Unit { body: tree.body, used: Vec::new() }
}

fn time(workloads: usize) -> Duration {
    let units = [unit(workloads)];
    let once = |_| {
        let begun = Instant::now();
        assert_eq!(resolve(&units).1, []);
        begun.elapsed()
    };
    (0..3).map(once).min().unwrap_or_default()
}

#[test]
fn time_grows_with_the_number_of_workloads() {
    let (few, many) = (time(1000), time(2000));
    assert!(many < few * 3 + Duration::from_millis(20), "{few:?}, then {many:?}");
}
