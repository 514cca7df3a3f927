//! The model tree, byte for byte.

use super::fixture::{api, keep, pace, plan, pods, settings};
use crate::plan::Plan;
use crate::syntax::tree::Direction;
use crate::targets::kubernetes::render;

pub fn tickets() -> Plan {
    let regions = ["eu-central-1", "eu-west-1"];
    let mut body = api();
    body.keeps = vec![keep("cpu", "70%", false)];
    body.paces = vec![
        pace(Direction::Out, &["100%", "4"], "30s", None),
        pace(Direction::In, &["10%"], "1m", Some("5m")),
    ];
    plan("tickets", "prod", &regions, pods("tickets", "api", body, &regions))
}

#[test]
#[ignore]
fn scratch() {
    let rendered = render(&tickets(), &settings(35));
    for file in &rendered.files {
        let path = std::path::Path::new("/tmp/kube-out/tickets/prod").join(&file.path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, file.text.as_bytes()).unwrap();
    }
    for note in &rendered.notes { println!("{:?} {} {}", note.level, note.code, note.message); }
    for line in &rendered.to_do { println!("{line}"); }
}
