use super::{apply, price};
use crate::diagnostic::{Bill, Edit, Finding, Seat};
use crate::model::Unit;
use crate::ratio::Ratio;
use crate::settings::{Settings, Version};
use crate::source::{FileId, Sources, Span};
use crate::syntax::{self, tree::Date};

/// The first place of a word in a text.
fn at(text: &str, word: &str) -> Span {
    let start = text.find(word).expect("the word stands there");
    let offset = |at| u32::try_from(at).expect("a small text");
    Span { file: FileId(0), start: offset(start), end: offset(start + word.len()) }
}

fn applied(text: &str, edits: &[Edit]) -> String {
    let (tree, findings) = syntax::parse(FileId(0), text);
    assert!(findings.is_empty());
    apply(text, &tree.body, edits).expect("edits of this text")
}

#[test]
fn a_sentence_is_written_anew_where_it_stands() {
    let text = "service shop {\n  budget = $5/month # small\n}\n";
    let edits = [Edit::Write(at(text, "$5"), "budget = $7/month".into())];
    assert_eq!(applied(text, &edits), "service shop {\n  budget = $7/month # small\n}\n");
}

#[test]
fn a_sentence_goes_with_its_comma() {
    let text = "service shop { owner = \"a\", budget = $5/month, steady = 5/s }\n";
    let gone = |word| applied(text, &[Edit::Remove(at(text, word))]);
    assert_eq!(gone("owner"), "service shop { budget = $5/month, steady = 5/s }\n");
    assert_eq!(gone("budget"), "service shop { owner = \"a\", steady = 5/s }\n");
    assert_eq!(gone("steady"), "service shop { owner = \"a\", budget = $5/month }\n");
}

#[test]
fn a_sentence_is_added_as_the_block_is_written() {
    let text = "service shop {\n  region eu-west-1 { zones = 3 } # here\n  queue q on sqs {}\n}\n";
    let added = |word, sentence: &str| applied(text, &[Edit::Add(at(text, word), sentence.into())]);
    assert!(added("eu-west-1", "weight = 1").contains("{ zones = 3, weight = 1 } # here"));
    assert!(added("queue", "retention = 4d").contains("queue q on sqs { retention = 4d }"));
    assert!(added("shop", "steady = 5/s").ends_with("queue q on sqs {}\n  steady = 5/s\n}\n"));
}

#[test]
fn edits_of_one_mend_are_made_together() {
    let text = "service shop { budget = $5/month, steady = 5/s }\n";
    let edits =
        [Edit::Write(at(text, "steady"), "steady = 6/s".into()), Edit::Remove(at(text, "budget"))];
    assert_eq!(applied(text, &edits), "service shop { steady = 6/s }\n");
}

const SHOP: &str = "service shop {
  region eu-west-1 { zones = 3 }
  environment dev  { account = \"271828182845\" }
  environment prod { account = \"314159265358\", workload web { replicas = 4..8 } }
  release dev -> prod
  workload web on ec2 { instance = m6i.large, replicas = 2..4, keep cpu at 70% }
}
";

fn bill(edit: Edit) -> Option<Bill> {
    bill_of(SHOP, edit, true)
}

fn bill_of(text: &str, edit: Edit, met: bool) -> Option<Bill> {
    let mut sources = Sources::default();
    let file = sources.add("shop.terrace", text);
    let unit = Unit { body: syntax::parse(file, text).0.body, used: Vec::new() };
    let settings = Settings::new(
        Version { major: 1, minor: 33 },
        Version { major: 2, minor: 18 },
        Date { year: 2026, month: 10, day: 6 },
    );
    let seat = Seat { service: "shop".into(), environment: "prod".into(), tier: None };
    let mut finding = Finding::warning("cost/over-budget", "", Span::default(), "").edit(edit);
    finding.seats.extend(met.then_some(seat));
    let mut findings = [finding];
    price(&mut findings, &[unit], &sources, &settings);
    findings[0].bill
}

#[test]
fn a_mend_is_priced_in_all_environments_together() {
    let more =
        |bill: Bill| (bill.floor.after - bill.floor.before, bill.peak.after - bill.peak.before);
    let one = |text: &str| bill(Edit::Write(at(SHOP, text), "replicas = 4..9".into())).map(more);
    let (floor, peak) = one("4..8").expect("it has a price");
    assert_eq!(floor, Ratio::ZERO);
    let (base, most) = one("2..4").expect("it has a price");
    assert_eq!((base, most), (peak * Ratio::from_whole(2), peak * Ratio::from_whole(5)));
    // 730 h of an m6i.large in Ireland
    assert!(peak.floor() >= 78, "{}", peak.rounded(2));
}

#[test]
fn what_is_no_policy_has_no_price() {
    assert_eq!(bill(Edit::Write(at(SHOP, "2..4"), "replicas = = 3".into())), None);
}

#[test]
fn a_finding_about_a_whole_service_is_priced_too() {
    let edit = || Edit::Write(at(SHOP, "4..8"), "replicas = 4..9".into());
    assert!(bill(edit()).is_some());
    assert_eq!(bill_of(SHOP, edit(), false), bill(edit()));
}

#[test]
fn sides_with_a_price_of_different_things_are_not_compared() {
    let mistyped = SHOP.replace("m6i.large", "m6i.lrge");
    let edit = |text: &str| Edit::Write(at(text, "m6i.lrge"), "instance = m6i.large".into());
    assert_eq!(bill_of(&mistyped, edit(&mistyped), true), None);
    let estimated = mistyped.replace("keep cpu", "estimate = $900/month, keep cpu");
    assert_eq!(bill_of(&estimated, edit(&estimated), true), None);
}

#[test]
fn more_text_than_may_be_read_is_not_priced() {
    let comment = "# words\n".repeat(super::READ_AGAIN / 8);
    let long = SHOP.replacen('\n', &format!("\n{comment}"), 1);
    let edit = Edit::Write(at(&long, "4..8"), "replicas = 4..9".into());
    assert_eq!(bill_of(&long, edit, true), None);
}
