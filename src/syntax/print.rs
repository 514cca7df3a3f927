//! Tree to text, in the language: a sentence on one line, a body with its blocks.

use std::fmt::Write;

use super::tree::{
    Alarm, Attribute, Block, Body, Bound, BoundValue, Condition, Direction, Drill, DrillAction,
    Frequency, Gaps, Join, Kind, Metric, Node, Op, Origin, Promise, Ramp, Replicate, Route,
    Severity, Stat, Statement, Step, Strategy, Target, Uses, Value, Volume, Window, Word,
};
use crate::source::Spanned;

/// A body as text, two spaces a level.
pub fn print(body: &Body) -> String {
    let mut text = String::new();
    statements(body.iter(), 0, &mut text);
    text
}

/// A block of a kind and a name around some statements.
pub fn block(kind: Kind, name: &Word, body: &[&Statement]) -> String {
    let mut text = String::new();
    text.extend([kind.word(), " ", &name.node]);
    braces(body.iter().copied(), 0, &mut text);
    text.push('\n');
    text
}

/// One statement without its body: a sentence verbatim in the spacing of `fmt`.
pub fn sentence(node: &Node) -> String {
    let mut text = String::new();
    one(node, &mut text);
    text
}

/// A sentence that tells people, without the text for them.
pub fn untitled(given: &Alarm) -> String {
    let mut text = String::with_capacity(64);
    text.push_str(severity(given.severity.node));
    case(given, &mut text);
    text
}

fn statements<'s>(body: impl Iterator<Item = &'s Statement>, depth: usize, text: &mut String) {
    for statement in body {
        indent(depth, text);
        one(&statement.node, text);
        if let Node::Block(block) = &statement.node {
            braces(block.body.iter(), depth, text);
        }
        text.push('\n');
    }
}

fn braces<'s>(body: impl ExactSizeIterator<Item = &'s Statement>, depth: usize, text: &mut String) {
    if body.len() == 0 {
        text.push_str(" { }");
        return;
    }
    text.push_str(" {\n");
    statements(body, depth + 1, text);
    indent(depth, text);
    text.push('}');
}

fn indent(depth: usize, text: &mut String) {
    (0..depth).for_each(|_| text.push_str("  "));
}

fn one(node: &Node, out: &mut String) {
    match node {
        Node::Attribute(given) => attribute(given, out),
        Node::Block(block) => head(block, out),
        Node::Promise(given) => promise(given, out),
        Node::Use(file) => {
            out.push_str("use ");
            quoted(&file.node, out);
        }
        Node::Keep(keep) => kept("keep", &keep.metric, &keep.at, out),
        Node::Step(given) => step(given, out),
        Node::Pace(pace) => {
            let most: Vec<String> = pace.at_most.iter().map(|most| most.node.to_string()).collect();
            let direction = direction(pace.direction.node);
            put(out, format_args!("scale {direction} at most {}", most.join(" or ")));
            put(out, format_args!(" every {}", pace.every.node));
            pace.after.iter().for_each(|after| put(out, format_args!(" after {}", after.node)));
        }
        Node::Window(given) => window(given, out),
        Node::Predict(given) => {
            kept("predict", &given.metric, &given.at, out);
            put(out, format_args!(" ahead {}", given.ahead.node));
        }
        Node::Alarm(given) => alarm(given, out),
        Node::Notify(notify) => {
            let severity = severity(notify.severity.node);
            out.extend(["notify ", severity, " to "]);
            target(&notify.to.node, out);
        }
        Node::Route(given) => route(given, out),
        Node::Failover(order) => put(out, format_args!("failover {}", chain(order))),
        Node::Uses(given) => uses(given, out),
        Node::Replicate(given) => replicate(given, out),
        Node::Release(given) => release(given, out),
        Node::Rings(order) => put(out, format_args!("release {}", chain(order))),
        Node::Backup(given) => {
            let every = frequency(given.every.node);
            put(out, format_args!("backup {every} keep {}", given.keep.node));
            given.to.iter().for_each(|to| put(out, format_args!(" to {}", to.node)));
        }
        Node::Drill(given) => drill(given, out),
        Node::Allow(given) => {
            out.extend(["allow ", &given.code.node, " because "]);
            quoted(&given.because.node, out);
            put(out, format_args!(" until {}", given.until.node));
        }
        Node::Hold(given) => {
            put(out, format_args!("hold {} for {}", volume(&given.at), given.lasts.node));
        }
        Node::Ramp(given) => ramp(given, out),
        Node::Send(given) => {
            put(out, format_args!("send {} to ", given.share.node));
            quoted(&given.to.node, out);
        }
    }
}

fn put(out: &mut String, words: std::fmt::Arguments) {
    let _ = out.write_fmt(words);
}

fn attribute(given: &Attribute, out: &mut String) {
    let name = &given.name.node;
    let plain = |character: char| character.is_ascii_alphanumeric() || "._/-".contains(character);
    let starts = name.starts_with(|first: char| first.is_ascii_alphabetic());
    if starts && name.chars().all(plain) {
        out.push_str(name);
    } else {
        quoted(name, out);
    }
    out.push_str(" = ");
    value(&given.value.node, out);
}

fn head(block: &Block, out: &mut String) {
    out.push_str(block.kind.node.word());
    block.target.iter().for_each(|target| out.extend([" ", &target.node]));
    block.name.iter().for_each(|name| out.extend([" ", &name.node]));
    if let (Kind::Tier, Some((size, noun))) = (block.kind.node, &block.up_to) {
        put(out, format_args!(" up to {} {}", size.node, noun.node));
    }
    block.on.iter().for_each(|on| out.extend([" on ", &on.node]));
    block.with.iter().for_each(|with| out.extend([" with ", &with.node]));
}

fn promise(given: &Promise, out: &mut String) {
    out.push_str(&given.subject.node);
    given.stat.iter().for_each(|stat| put(out, format_args!(" {}", self::stat(stat.node))));
    given.scope.iter().for_each(|scope| put(out, format_args!(" {}", scope.node)));
    given.per.iter().for_each(|per| put(out, format_args!(" per {}", per.node)));
    put(out, format_args!(" {} {}", op(given.op.node), given.value.node));
}

fn step(given: &Step, out: &mut String) {
    let direction = direction(given.direction.node);
    put(out, format_args!("scale {direction} by {} when ", given.by.node));
    condition(&given.when, out);
    given.wait.iter().for_each(|wait| put(out, format_args!(" then wait {}", wait.node)));
}

fn window(given: &Window, out: &mut String) {
    let ends = [("at least", &given.at_least), ("at most", &given.at_most)];
    let ends: Vec<String> = ends
        .iter()
        .filter_map(|(words, size)| size.as_ref().map(|size| format!("{words} {}", size.node)))
        .collect();
    out.push_str(&ends.join(" "));
    if let Some((from, to)) = &given.hours {
        put(out, format_args!(" from {} to {}", from.node, to.node));
    }
    out.push_str(" on ");
    value(&given.on.node, out);
    out.push_str(" in ");
    quoted(&given.zone.node, out);
}

fn alarm(given: &Alarm, out: &mut String) {
    out.push_str(severity(given.severity.node));
    if let Some(text) = &given.text {
        out.push(' ');
        quoted(&text.node, out);
    }
    case(given, out);
}

/// `when errors > 1% for 5m treating gaps as bad`
fn case(given: &Alarm, out: &mut String) {
    out.push_str(" when ");
    condition(&given.when, out);
    if let Some(gaps) = &given.gaps {
        let word = match gaps.node {
            Gaps::Bad => "bad",
            Gaps::Fine => "fine",
            Gaps::Ignored => "ignored",
        };
        out.extend([" treating gaps as ", word]);
    }
}

fn route(given: &Route, out: &mut String) {
    out.push_str("route ");
    match &given.from.node {
        Origin::Share(share) => put(out, format_args!("{share}")),
        Origin::Path(path) => quoted(path, out),
        Origin::Place(place) => out.push_str(place),
        Origin::Countries(codes) => {
            out.push('[');
            joined(codes, ", ", out, |code, out| out.push_str(&code.node));
            out.push(']');
        }
        Origin::Default => out.push_str("default"),
    }
    out.push_str(" to ");
    targets(&given.to, out);
    options(&given.options, out);
}

fn uses(given: &Uses, out: &mut String) {
    out.push_str("uses ");
    targets(&given.targets, out);
    options(&given.options, out);
}

fn targets(targets: &[Spanned<Target>], out: &mut String) {
    joined(targets, " else ", out, |to, out| target(&to.node, out));
}

fn options(options: &[Spanned<Attribute>], out: &mut String) {
    if options.is_empty() {
        return;
    }
    out.push_str(" { ");
    joined(options, ", ", out, |option, out| attribute(&option.node, out));
    out.push_str(" }");
}

fn replicate(given: &Replicate, out: &mut String) {
    put(out, format_args!("replicate {}", given.what.node));
    given.from.iter().for_each(|from| put(out, format_args!(" from {}", from.node)));
    match given.to.as_slice() {
        [] => {}
        [only] => put(out, format_args!(" to {}", only.node)),
        several => {
            let codes: Vec<&str> = several.iter().map(|code| code.node.as_str()).collect();
            put(out, format_args!(" to [{}]", codes.join(", ")));
        }
    }
    given.within.iter().for_each(|within| put(out, format_args!(" within {}", within.node)));
}

fn release(given: &Strategy, out: &mut String) {
    match given {
        Strategy::Rolling(share) => put(out, format_args!("release rolling {}", share.node)),
        Strategy::Canary(share, time) => {
            put(out, format_args!("release canary {} for {}", share.node, time.node));
        }
        Strategy::BlueGreen => out.push_str("release blue-green"),
        Strategy::AllAtOnce => out.push_str("release all-at-once"),
    }
}

fn drill(given: &Drill, out: &mut String) {
    put(out, format_args!("drill {}", frequency(given.every.node)));
    match &given.action {
        DrillAction::Lose(count, thing) => {
            out.push_str(" lose");
            count.iter().for_each(|count| put(out, format_args!(" {}", count.node)));
            out.push(' ');
            target(&thing.node, out);
        }
        DrillAction::Load(load) => put(out, format_args!(" load {}", load.node)),
    }
}

fn ramp(given: &Ramp, out: &mut String) {
    out.push_str("ramp");
    given.from.iter().for_each(|from| put(out, format_args!(" from {}", volume(from))));
    put(out, format_args!(" to {} over {}", volume(&given.to), given.over.node));
}

fn volume(volume: &Volume) -> String {
    let users = if volume.users { " users" } else { "" };
    format!("{}{users}", volume.amount.node)
}

fn chain(order: &[Word]) -> String {
    order.iter().map(|name| name.node.as_str()).collect::<Vec<_>>().join(" -> ")
}

/// Items one after the other, with something between them.
fn joined<T>(items: &[T], by: &str, out: &mut String, one: impl Fn(&T, &mut String)) {
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push_str(by);
        }
        one(item, out);
    }
}

/// `keep cpu at 60%`
fn kept(word: &str, of: &Metric, at: &Bound, out: &mut String) {
    out.extend([word, " "]);
    put_metric(of, out);
    out.push_str(" at ");
    put_bound(at, out);
}

fn condition(given: &Condition, out: &mut String) {
    let join = match given.join.as_ref().map(|join| join.node) {
        Some(Join::Or) => " or ",
        Some(Join::And) | None => " and ",
    };
    joined(&given.terms, join, out, |term, out| {
        put_metric(&term.metric, out);
        out.extend([" ", op(term.op.node), " "]);
        put_bound(&term.bound, out);
    });
    if let Some(hold) = &given.hold {
        put(out, format_args!(" for {}", hold.bad.node));
        hold.of.iter().for_each(|of| put(out, format_args!(" of {}", of.node)));
    }
}

/// `latency p95`
pub fn metric(given: &Metric) -> String {
    let mut text = String::new();
    put_metric(given, &mut text);
    text
}

fn put_metric(given: &Metric, out: &mut String) {
    out.push_str(&given.name.node);
    if let Some(stat) = &given.stat {
        out.extend([" ", &self::stat(stat.node)]);
    }
}

/// `300ms`, `80% of capacity`, `objective`
pub fn bound(given: &Bound) -> String {
    let mut text = String::new();
    put_bound(given, &mut text);
    text
}

fn put_bound(given: &Bound, out: &mut String) {
    match given.value.node {
        BoundValue::Objective => out.push_str("objective"),
        BoundValue::Quantity(quantity) => put(out, format_args!("{quantity}")),
    }
    if given.of_capacity.is_some() {
        out.push_str(" of capacity");
    }
    if given.per_replica.is_some() {
        out.push_str(" per replica");
    }
}

fn value(value: &Value, out: &mut String) {
    match value {
        Value::Quantity(quantity) => put(out, format_args!("{quantity}")),
        Value::Word(word) => out.push_str(word),
        Value::Text(text) => quoted(text, out),
        Value::Clock(clock) => put(out, format_args!("{clock}")),
        Value::Date(date) => put(out, format_args!("{date}")),
        Value::Range(from, to) => {
            self::value(&from.node, out);
            out.push_str("..");
            self::value(&to.node, out);
        }
        Value::List(items) => {
            out.push('[');
            joined(items, ", ", out, |item, out| self::value(&item.node, out));
            out.push(']');
        }
    }
}

fn target(target: &Target, out: &mut String) {
    match target {
        Target::Name(name) => out.push_str(name),
        Target::Bucket(name) => {
            out.push_str("bucket ");
            quoted(name, out);
        }
        Target::Host(host) => quoted(host, out),
    }
}

fn quoted(text: &str, out: &mut String) {
    out.push('"');
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\') {
        out.push_str(text);
    } else {
        text.chars().for_each(|character| escaped(character, out));
    }
    out.push('"');
}

fn escaped(character: char, out: &mut String) {
    match character {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\t' => out.push_str("\\t"),
        other if other.is_control() || crate::words::is_bidirectional(other) => {
            out.extend(other.escape_unicode());
        }
        other => out.push(other),
    }
}

/// `p99.9`, `avg`
pub fn stat(stat: Stat) -> String {
    match stat {
        Stat::Percentile(tenths) if tenths % 10 == 0 => format!("p{}", tenths / 10),
        Stat::Percentile(tenths) => format!("p{}.{}", tenths / 10, tenths % 10),
        Stat::Avg => "avg".to_owned(),
        Stat::Min => "min".to_owned(),
        Stat::Max => "max".to_owned(),
        Stat::Sum => "sum".to_owned(),
    }
}

/// `>=`
pub fn op(op: Op) -> &'static str {
    match op {
        Op::Less => "<",
        Op::LessEqual => "<=",
        Op::Greater => ">",
        Op::GreaterEqual => ">=",
    }
}

fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Out => "out",
        Direction::In => "in",
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Warn => "warn",
        Severity::Page => "page",
    }
}

fn frequency(frequency: Frequency) -> &'static str {
    match frequency {
        Frequency::Continuously => "continuously",
        Frequency::Hourly => "hourly",
        Frequency::Daily => "daily",
        Frequency::Weekly => "weekly",
        Frequency::Monthly => "monthly",
        Frequency::Quarterly => "quarterly",
    }
}
