//! What `terrace.toml` may say, and how its faults are told.

use super::{KEDA, KUBERNETES, date_of, file};
use crate::catalog::Catalogue;
use crate::diagnostic::Level;
use crate::settings::levels::Pack;
use crate::settings::limits::CLAIM_TOLERANCE;
use crate::settings::{Settings, Version};

fn after(text: &str) -> Result<Settings, Vec<String>> {
    let mut settings = Settings::new(KUBERNETES, KEDA, date_of(&Catalogue::embedded()));
    match file::read(text, &mut settings) {
        Ok(_) => Ok(settings),
        Err(faults) => Err(faults.iter().map(|fault| fault.text(text)).collect()),
    }
}

fn fault(text: &str) -> String {
    after(text).unwrap_err().join("\n")
}

#[test]
fn every_setting_is_read() {
    let settings = after(
        "kubernetes = \"1.30\"\npack = \"strict\"\ncatalogue = \"prices.tsv\"\n\
         [levels]\n\"cost/no-budget\" = \"note\"\n\"cost/over-budget\" = \"warning\"\n\"lowering/fixed-size\" = \"error\"\n\
         [limits]\nclaim_tolerance = \"7.5%\"\n[tags]\nteam = \"payments & co\"\n",
    );
    assert_eq!(
        settings.unwrap_err(),
        ["11:8: a tag cannot hold `&`: letters, digits, spaces and `+-=._:/@`"]
    );
    let settings = after(
        "kubernetes = \"1.30\"\npack = \"strict\"\ncatalogue = \"prices.tsv\"\n\
         levels.\"cost/no-budget\" = \"note\"\nlimits.claim_tolerance = \"7.5%\"\ntags.team = \"payments\"\n",
    )
    .unwrap();
    assert_eq!(settings.kubernetes, Version { major: 1, minor: 30 });
    assert_eq!(settings.levels.pack, Pack::Strict);
    assert_eq!(settings.levels.set.get("cost/no-budget"), Some(&Level::Note));
    assert_eq!(settings.limits.of(&CLAIM_TOLERANCE).to_string(), "7.5%");
    assert_eq!(settings.tags.get("team").map(String::as_str), Some("payments"));
}

#[test]
fn keys_and_words_are_guessed() {
    assert_eq!(
        fault("kubernets = \"1.30\""),
        "1:1: no setting `kubernets`, did you mean `kubernetes`?"
    );
    assert_eq!(fault("\npack = \"strickt\""), "2:8: no pack `strickt`, did you mean `strict`?");
    assert_eq!(
        fault("[levels]\n\"cost/no-bugdet\" = \"note\""),
        "2:1: no rule `cost/no-bugdet`, did you mean `cost/no-budget`?"
    );
    assert_eq!(
        fault("[levels]\n\"cost/no-budget\" = \"warn\""),
        "2:20: no level `warn`, there is `error`, `warning` or `note`"
    );
    assert_eq!(
        fault("[limits]\nclaim_tolerence = \"5%\""),
        "2:1: no limit `claim_tolerence`, did you mean `claim_tolerance`?"
    );
}

#[test]
fn versions_are_strings_within_what_is_known() {
    assert!(fault("kubernetes = 1.30").contains("is a string"));
    assert!(fault("kubernetes = \"1.12\"").contains("between 1.25 and 1.37"));
    assert!(fault("kubernetes").starts_with("1:"));
}

#[test]
fn limits_keep_their_dimension() {
    for given in ["\"5\"", "5", "\"5m\"", "\"much\""] {
        let text = format!("[limits]\nclaim_tolerance = {given}");
        assert_eq!(
            fault(&text),
            "2:19: `claim_tolerance` is a share (`70%`) in quotes: `claim_tolerance = \"20%\"`"
        );
    }
}

#[test]
fn what_is_refused_keeps_its_level_and_nothing_is_off() {
    for code in ["traffic/ttl-on-alias", "syntax/bad-literal", "model/missing"] {
        let text = format!("[levels]\n\"{code}\" = \"warning\"");
        assert!(fault(&text).starts_with(&format!("2:1: the level of `{code}` cannot be set")));
    }
    assert!(fault("[levels]\n\"cost/no-budget\" = \"off\"").contains("a `note` is the least"));
}

#[test]
fn tags_are_what_aws_takes_and_not_ours() {
    assert!(fault("[tags]\nowner = \"me\"").starts_with("2:1: the tag `owner` is Terrace's own"));
    assert!(
        fault("[tags]\n\"AWS:x\" = \"me\"").starts_with("2:1: the tag `AWS:x` begins with `aws:`")
    );
    assert!(
        fault(&format!("[tags]\nx = \"{}\"", "y".repeat(257)))
            .contains("257 characters, and 256 fit")
    );
    assert!(fault("[tags]\nx = 1").contains("`x` is a string"));
    let many: String = (0..46).map(|at| format!("t{at} = \"x\"\n")).collect();
    assert!(fault(&format!("[tags]\n{many}")).contains("46 tags, and 45 fit"));
}

#[test]
fn all_faults_are_told_at_once() {
    assert_eq!(after("pakc = \"strict\"\n[tags]\nowner = \"me\"\n").unwrap_err().len(), 2);
}
