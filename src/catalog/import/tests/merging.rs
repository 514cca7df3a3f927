//! Lists over a file that is there.

use super::*;

fn listed(price: &'static str, date: &str) -> Vec<Row> {
    let list = csv(&[Line { price, ..LINE }]).replace("2026-11-20", date);
    rows(list.as_bytes()).unwrap()
}

#[test]
fn a_newer_list_replaces_and_an_older_one_may_not_contradict() {
    let first = merge("prices.tsv", "", listed("0.0252", "2026-11-20")).unwrap();
    assert_eq!((first.added, first.changed, first.confirmed), (1, 0, 0));
    let again = merge("prices.tsv", &first.text, listed("0.0252", "2026-11-20")).unwrap();
    assert_eq!((again.added, again.text.as_str()), (0, first.text.as_str()));
    let newer = merge("prices.tsv", &first.text, listed("0.027", "2026-11-21")).unwrap();
    assert!(
        newer.changed == 1 && newer.text.contains("\t0.027\t") && !newer.text.contains("0.0252")
    );
    for date in ["2026-11-20", "2026-11-19"] {
        let message = merge("prices.tsv", &first.text, listed("0.027", date)).unwrap_err();
        let both = message.contains("\t0.0252\t") && message.contains("\t0.027\t");
        assert!(both && message.contains("alb hour in eu-west-1"), "{message}");
    }
    let older = merge("prices.tsv", &first.text, listed("0.0252", "2026-11-19")).unwrap();
    assert_eq!(older.text, first.text);
}

#[test]
fn the_order_of_lists_changes_nothing() {
    let (one, other) = (listed("0.0252", "2026-11-20"), listed("0.027", "2026-11-21"));
    let forth = merge("prices.tsv", "", [one.clone(), other.clone()].concat()).unwrap();
    let back = merge("prices.tsv", "", [other, one].concat()).unwrap();
    assert_eq!(forth.text, back.text);
}

#[test]
fn what_people_wrote_stays() {
    let old = "# ours\nec2\tm5.large\teu-west-1\t0.10\thour\t2026-11-20\tcontract\thigh\tagreed\n";
    let merged = merge("prices.tsv", old, listed("0.0252", "2026-11-20")).unwrap();
    let lines: Vec<&str> = merged.text.lines().collect();
    assert_eq!(lines[0], "# ours");
    assert!(lines[1].starts_with("# service\t") && lines[2].starts_with("alb\t"));
    assert_eq!(lines[3], "ec2\tm5.large\teu-west-1\t0.1\thour\t2026-11-20\tcontract\thigh\tagreed");
    assert!(
        merge("prices.tsv", "nonsense\n", Vec::new())
            .unwrap_err()
            .starts_with("prices.tsv, line 1")
    );
}
