//! What holds of any text and any structure: it arrives, it parses, and `terraform fmt` has nothing to change.

use std::io::Write;
use std::process::{Command, Stdio};

use ::hcl::eval::{Context, Evaluate};
use ::hcl::{Body, Value};
use proptest::prelude::*;

use super::*;

/// Text as it is hardest to quote: markers, quotes, line ends and invisible characters are common.
fn hostile_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("${".to_owned()),
        Just("%{".to_owned()),
        Just("$".to_owned()),
        Just("%".to_owned()),
        Just("{".to_owned()),
        Just("}\"\\".to_owned()),
        Just("\r\n\t".to_owned()),
        Just("${\"$\"}".to_owned()),
        Just("\u{feff}\u{202e}\u{0}\u{7f}e\u{301}".to_owned()),
        ".{0,6}",
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// The value of `x` in the one block of `text`, where `name` in a template stands for `N`.
fn evaluated(text: &str) -> Option<Value> {
    let mut context = Context::new();
    context.declare_var("name", "N");
    let body: Body = ::hcl::parse(text).ok()?.evaluate(&context).ok()?;
    let value = body.blocks().next()?.body.attributes().next()?.expr.clone();
    Some(Value::from(value))
}

/// What `terraform fmt` makes of `text`; `None` where there is no terraform.
fn formatted(text: &str) -> Option<String> {
    run(Command::new("terraform").args(["fmt", "-"]), text)
}

/// Expressions of every kind, some levels deep.
fn expression() -> impl Strategy<Value = Expression> {
    let leaf = prop_oneof![
        hostile_text().prop_map(text),
        (-2000i64..2000, 0u8..4).prop_map(|(units, places)| scaled(units, places)),
        any::<bool>().prop_map(Expression::from),
        Just(of("aws_cloudwatch_metric_alarm", "web").each().attr("alarm_name").into()),
        Just(named("web")),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let several = prop::collection::vec(inner.clone(), 0..4);
        let keyed = prop::collection::vec(
            ("[a-z_]{1,9}|[a-z]-[0-9]|e\u{301}[äöü$%{]{1,4}", inner.clone()),
            0..4,
        );
        prop_oneof![
            several.clone().prop_map(list),
            several.prop_map(|items| call("coalesce", items)),
            keyed.prop_map(|entries| entries
                .into_iter()
                .fold(object(), |object, (key, value)| object.key(key, value))
                .into()),
            inner
                .clone()
                .prop_map(|value| pairs_of("k", "v", bare("local.all")).object(bare("k"), value)),
            inner
                .clone()
                .prop_map(|value| each_of("v", bare("local.all")).only_if(bare("v")).list(value)),
            (inner.clone(), inner.clone()).prop_map(|(yes, no)| conditional(
                not(equals(yes.clone(), 1)),
                yes,
                no
            )),
            inner.prop_map(|value| both(value, either(bare("a"), bare("b")))),
        ]
    })
}

proptest! {
    #[test]
    fn any_text_arrives_unchanged(original in hostile_text(), repeat in 1usize..60) {
        let long = original.repeat(repeat);
        let print = document().with(Block::new("x").label(original.as_str().to_owned()).comment(original).set("x", text(long.clone()))).print();
        prop_assert_eq!(evaluated(&print), Some(Value::from(long)));
    }

    #[test]
    fn any_text_around_code_arrives_unchanged(before in hostile_text(), after in hostile_text()) {
        // Terraform reads these (see below); hcl-rs loses a sign when it expands a template with them.
        let runs = ["$${", "%%{", "%${", "$%{"];
        prop_assume!(!runs.iter().any(|run| before.contains(run) || after.contains(run)));
        let value = template().text(&before).code(bare("name")).text(&after);
        let print = document().with(Block::new("x").set("x", value)).print();
        prop_assert_eq!(evaluated(&print), Some(Value::from(format!("{before}N{after}"))));
    }

    #[test]
    fn whatever_is_built_parses(values in prop::collection::vec(expression(), 1..4)) {
        let print = document().with(Block::new("x").with_each(values, |b, value| b.set("x", value))).print();
        // Repeated names are no matter of syntax, but this parser refuses them.
        let print = print.split("\n  x").enumerate().map(|(at, part)| if at == 0 { part.to_owned() } else { format!("\n  x{at}{part}") }).collect::<String>();
        prop_assert!(::hcl::parse(&print).is_ok(), "{print}");
    }
}

#[test]
fn terraform_fmt_has_nothing_to_change() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    const NAMES: [&str; 4] = ["a", "value", "description", "b2"];
    let mut runner = TestRunner::deterministic();
    let mut file = document();
    for at in 0..300_usize {
        let tree = prop::collection::vec((expression(), any::<bool>()), 1..5).new_tree(&mut runner);
        let Ok(values) = tree.map(|tree| tree.current()) else { continue };
        file.push(&Block::resource("x", at.to_string()).each_region().with_each(
            values.into_iter().zip(NAMES),
            |b, ((value, lines), name)| {
                b.set_as(if lines { Layout::Lines } else { Layout::Auto }, name, value)
            },
        ));
    }
    let print = file.print();
    if let Some(formatted) = formatted(&print) {
        let first = print.lines().zip(formatted.lines()).find(|(ours, theirs)| ours != theirs);
        assert_eq!(first, None);
        assert_eq!(formatted, print);
    }
}

#[test]
fn terraform_reads_any_text() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let mut texts =
        vec!["$${".to_owned(), "$$$%%%{${".to_owned(), "%${$%{".to_owned(), "x$".to_owned()];
    texts.extend(
        (0..400)
            .filter_map(|_| hostile_text().new_tree(&mut runner).ok().map(|tree| tree.current())),
    );
    let around = texts.iter().map(|it| template().text(it).code(bare("local.n")).text(it));
    let locals = Block::new("locals")
        .set("n", "N")
        .set("plain", list(texts.clone()))
        .set("around", list(around.collect::<Vec<_>>()));
    let expected: Vec<_> = texts.iter().map(|it| format!("{it}N{it}")).collect();
    let question = r#"[local.plain, local.around] == jsondecode(file("texts.json"))"#;
    if let Some(answer) =
        console(&document().with(locals).print(), &serde_json::json!([texts, expected]), question)
    {
        assert_eq!(answer.trim(), "true");
    }
}

/// What `terraform console` answers beside `texts.json`; `None` where there is no terraform.
fn console(file: &str, texts: &serde_json::Value, question: &str) -> Option<String> {
    let place = tempfile::tempdir().ok()?;
    std::fs::write(place.path().join("main.tf"), file).ok()?;
    std::fs::write(place.path().join("texts.json"), texts.to_string()).ok()?;
    run(Command::new("terraform").arg("console").current_dir(place.path()), question)
}

/// What `command` prints when it reads `input`; `None` where there is no such command.
fn run(command: &mut Command, input: &str) -> Option<String> {
    let mut child = command
        .env("TF_CLI_CONFIG_FILE", if cfg!(windows) { "NUL" } else { "/dev/null" })
        .env("CHECKPOINT_DISABLE", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .ok()?;
    child.stdin.take()?.write_all(input.as_bytes()).ok()?;
    let output = child.wait_with_output().ok()?;
    assert!(output.status.success(), "{}\n{input}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).ok()
}
