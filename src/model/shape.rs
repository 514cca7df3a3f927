//! Whether a value fits its place. In: a value and what the place may hold. Out: findings with the possible readings.

use super::measure::{Dimension, Ratio, base, decimal};
use super::schema::Shape;
use crate::diagnostic::{Edit, Finding};
use crate::source::Spanned;
use crate::syntax::tree::{Number, Quantity, Scale, Time, Unit, Value};
use crate::words::{any_of, nearest, tick};

/// Checks the value of an attribute.
pub fn check(name: &str, shape: Shape, value: &Spanned<Value>, findings: &mut Vec<Finding>) {
    if let Some(finding) = problem(name, shape, value) {
        findings.push(finding);
    }
}

fn problem(name: &str, shape: Shape, value: &Spanned<Value>) -> Option<Finding> {
    match shape {
        Shape::One(wanted) => quantity(name, &[wanted], value),
        Shape::Part => match value.node {
            Value::Quantity(given) => part(name, &Spanned::new(given, value.span)),
            _ => Some(wrong(name, Dimension::Share.human(), value)),
        },
        Shape::Load => quantity(name, &[Dimension::Rate, Dimension::Count], value),
        Shape::Range(wanted) => range(name, wanted, value),
        Shape::Any => match value.node {
            Value::Quantity(_) => None,
            _ => Some(wrong(name, "a number with its unit", value)),
        },
        Shape::Word => word(value).is_none().then(|| wrong(name, "a word", value)),
        Shape::Text => match &value.node {
            Value::Text(_) => None,
            Value::Word(word) => Some(
                wrong(name, "a string", value).help(format!("quote it: `{name} = \"{word}\"`")),
            ),
            _ => Some(wrong(name, "a string", value)),
        },
        Shape::WordOrText => match &value.node {
            Value::Word(_) | Value::Text(_) => None,
            _ => Some(wrong(name, "a word or a string", value)),
        },
        Shape::Words => words(name, value),
        Shape::Statuses => statuses(name, value),
        Shape::Choice(known) => choice(name, known, value),
        Shape::Free => None,
    }
}

fn word(value: &Spanned<Value>) -> Option<&str> {
    match &value.node {
        Value::Word(word) => Some(word),
        _ => None,
    }
}

fn choice(name: &str, known: &'static [&'static str], value: &Spanned<Value>) -> Option<Finding> {
    let given = word(value);
    if given.is_some_and(|given| known.contains(&given)) {
        return None;
    }
    let ticked: Vec<String> = known.iter().map(|word| tick(word)).collect();
    let finding = wrong(name, &any_of(&ticked), value);
    Some(match given.and_then(|given| nearest(given, known.iter().copied())) {
        Some(near) => finding.help(format!("did you mean `{name} = {near}`?")),
        None => finding,
    })
}

fn words(name: &str, value: &Spanned<Value>) -> Option<Finding> {
    let fits = match &value.node {
        Value::Word(_) => true,
        Value::List(items) => items.iter().all(|item| word(item).is_some()),
        _ => false,
    };
    (!fits).then(|| wrong(name, "a list of words (`[a, b]`)", value))
}

fn statuses(name: &str, value: &Spanned<Value>) -> Option<Finding> {
    let fits = |value: &Spanned<Value>| match &value.node {
        Value::Quantity(quantity) => status(*quantity),
        Value::Range(from, to) => [from, to].iter().all(|end| match end.node {
            Value::Quantity(quantity) => status(quantity),
            _ => false,
        }),
        _ => false,
    };
    let fits = match &value.node {
        Value::List(items) => !items.is_empty() && items.iter().all(fits),
        _ => fits(value),
    };
    (!fits).then(|| wrong(name, "HTTP statuses (`200`, `200..399`, `[200, 204]`)", value))
}

fn status(quantity: Quantity) -> bool {
    Dimension::of(quantity) == Dimension::Count
        && base(quantity).whole().is_some_and(|status| (200..=499).contains(&status))
}

fn range(name: &str, wanted: Dimension, value: &Spanned<Value>) -> Option<Finding> {
    let Value::Range(from, to) = &value.node else {
        return quantity(name, &[wanted], value);
    };
    let problem = quantity(name, &[wanted], from).or_else(|| quantity(name, &[wanted], to));
    if problem.is_some() {
        return problem;
    }
    match (&from.node, &to.node) {
        (Value::Quantity(low), Value::Quantity(high)) if base(*low) > base(*high) => Some(
            Finding::error(
                "scaling/bounds-out-of-order",
                format!("`{name}` begins at `{low}`, above its end `{high}`"),
                value.span,
                "ends out of order",
            )
            .write(value.span, format!("{name} = {high}..{low}")),
        ),
        _ => None,
    }
}

/// Checks that a value is one quantity of one of some dimensions; counts are whole.
pub fn quantity(name: &str, wanted: &[Dimension], value: &Spanned<Value>) -> Option<Finding> {
    match value.node {
        Value::Quantity(given) => measured(name, wanted, &Spanned::new(given, value.span)),
        _ => Some(wrong(name, &human(wanted), value)),
    }
}

/// Checks the dimension of a quantity; counts are whole.
pub fn measured(name: &str, wanted: &[Dimension], given: &Spanned<Quantity>) -> Option<Finding> {
    let dimension = Dimension::of(given.node);
    if !wanted.contains(&dimension) {
        let message = format!("`{name}` is {}, and `{}` is not", human(wanted), given.node);
        let finding =
            Finding::error("model/wrong-dimension", message, given.span, "wrong dimension");
        return Some(with_readings(finding, name, wanted, given.node));
    }
    let broken = dimension == Dimension::Count && base(given.node).whole().is_none();
    broken.then(|| {
        let message = format!("`{name}` counts whole things, and `{}` is not whole", given.node);
        let whole = base(given.node).ceil();
        Finding::error("model/bad-value", message, given.span, "not a whole number")
            .help(format!("write `{whole}`"))
            .edit(Edit::Replace(given.span, whole.to_string()))
    })
}

/// Checks a share whose end is 100 %.
pub fn part(name: &str, given: &Spanned<Quantity>) -> Option<Finding> {
    let wrong = measured(name, &[Dimension::Share], given);
    let whole = Ratio { over: 100, under: 1 };
    wrong.or_else(|| {
        let message = format!("`{name}` ends at 100%, and `{}` is more", given.node);
        (base(given.node) > whole).then(|| {
            Finding::error("model/bad-value", message, given.span, "over 100%")
                .help("write `100%`")
                .edit(Edit::Replace(given.span, "100%".to_owned()))
        })
    })
}

fn human(wanted: &[Dimension]) -> String {
    any_of(&wanted.iter().map(|dimension| dimension.human()).collect::<Vec<_>>())
}

fn wrong(name: &str, wanted: &str, value: &Spanned<Value>) -> Finding {
    let message = format!("`{name}` takes {wanted}");
    Finding::error("model/bad-value", message, value.span, "does not fit")
}

fn with_readings(finding: Finding, name: &str, wanted: &[Dimension], given: Quantity) -> Finding {
    let readings: Vec<String> =
        wanted.iter().flat_map(|wanted| readings(*wanted, given)).map(|word| tick(&word)).collect();
    if readings.is_empty() {
        return finding;
    }
    finding.help(format!("for `{name}` write {}", any_of(&readings)))
}

fn readings(wanted: Dimension, given: Quantity) -> Vec<String> {
    let number = given.number;
    let suffixes: &[&str] = match (wanted, given.unit) {
        (Dimension::Duration, Unit::Count(Scale::One)) => &["ms", "s", "m"],
        (Dimension::Duration, Unit::Count(Scale::Million)) => &["m"],
        (Dimension::Size, Unit::Time(_) | Unit::Count(Scale::Million)) => &["MiB", "MB"],
        (Dimension::Size, Unit::Count(_)) => &["MiB", "GiB"],
        (Dimension::Share, Unit::Count(Scale::One)) => &["%"],
        (Dimension::Rate, Unit::Count(_)) => &["/s", "/min"],
        (Dimension::Processor, Unit::Count(Scale::One)) => &["vcpu"],
        (Dimension::Count, Unit::Share | Unit::Time(_)) => &[""],
        _ => &[],
    };
    let scale = match given.unit {
        Unit::Count(scale) if wanted == Dimension::Rate => scale.word(),
        _ => "",
    };
    let others = match (wanted, given.unit) {
        (Dimension::Processor, Unit::Time(Time::Minute)) => millis(number),
        (Dimension::UnitMoney, Unit::Count(scale)) => vec![format!("${number}{}", scale.word())],
        (Dimension::MoneyRate, Unit::Money(scale, None)) => {
            vec![format!("${number}{}/month", scale.word()), format!("${number}{}/h", scale.word())]
        }
        (Dimension::MoneyRate, Unit::Count(scale)) => {
            vec![format!("${number}{}/month", scale.word())]
        }
        _ => Vec::new(),
    };
    suffixes.iter().map(|suffix| format!("{number}{scale}{suffix}")).chain(others).collect()
}

/// `500m` as Kubernetes means it.
fn millis(number: Number) -> Vec<String> {
    let thousandth = Number { places: number.places.saturating_add(3), ..number };
    let figure = decimal(thousandth, 1).decimal();
    vec![format!("{figure}vcpu")]
}
