//! How long something must be bad: periods of an alarm from `for 3m of 5m` and the metric's period.

use crate::diagnostic::{Code, Edit, Finding, Step};
use crate::model::measure::{Duration, Ratio};
use crate::source::{Span, Spanned};
use crate::syntax::tree::{Lasting, Quantity};

/// A duration that `CloudWatch` cannot look back over.
pub const PERIOD: Code = Code {
    code: "alarms/period-not-supported",
    why: "CloudWatch looks at whole periods of a metric: 10, 20 or 30 seconds where the metric is that fine, else minutes. \
          A duration that is no multiple would silently become another one.",
};

const DAY: u64 = 86_400;
const HOUR: u64 = 3_600;
/// The longest that `CloudWatch` looks back, with periods of an hour or more (`PutMetricAlarm`, `EvaluationPeriods`).
const WEEK: u64 = 7 * DAY;

/// Periods of an alarm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Seconds of one.
    pub period: u64,
    /// How many are looked at.
    pub periods: u64,
    /// How many must be bad.
    pub bad: u64,
}

/// The periods of a hold over metrics of a period in seconds; one period where no hold is written.
pub fn window(own: u64, hold: Option<&Lasting>, metric: Span) -> Result<Window, Box<Finding>> {
    if !supported(own) {
        return Err(Box::new(not_supported(own, metric)));
    }
    let Some(hold) = hold else { return Ok(Window { period: own, periods: 1, bad: 1 }) };
    let whole = hold.of.as_ref().unwrap_or(&hold.bad);
    let period = if seconds(whole) > DAY { own.max(HOUR) } else { own };
    let periods = count(period, whole)?;
    let bad = count(period, &hold.bad)?;
    if bad > periods {
        return Err(Box::new(inside_out(hold)));
    }
    if periods * period > WEEK {
        return Err(Box::new(too_long(whole)));
    }
    Ok(Window { period, periods, bad })
}

fn seconds(quantity: &Spanned<Quantity>) -> u64 {
    Duration(quantity.node).seconds()
}

fn supported(period: u64) -> bool {
    matches!(period, 10 | 20 | 30) || (period > 0 && period.is_multiple_of(60))
}

fn count(period: u64, quantity: &Spanned<Quantity>) -> Result<u64, Box<Finding>> {
    let millis = Duration(quantity.node).millis();
    let one = period * 1_000;
    if millis > 0 && millis.is_multiple_of(one) {
        return Ok(millis / one);
    }
    Err(Box::new(no_multiple(period, millis / one, quantity)))
}

fn no_multiple(period: u64, below: u64, quantity: &Spanned<Quantity>) -> Finding {
    let millis = u128::from(Duration(quantity.node).millis());
    let periods = Ratio::of(millis, u128::from(period) * 1_000);
    let above = shown(below.saturating_add(1).saturating_mul(period));
    let (written, one) = (quantity.node, shown(period));
    let (message, help, mended) = if below == 0 {
        let message = format!("`{written}` is shorter than one period of the metric, {one}");
        (message, format!("write `{above}`"), above)
    } else {
        let message = format!("`{written}` is not a whole number of periods of {one}");
        let below = shown(below * period);
        (message, format!("write `{below}` or `{above}`"), below)
    };
    let sum = format!("{written} / {one}");
    Finding::error(PERIOD.code, message, quantity.span, "no whole periods")
        .steps([
            Step::given("for", written.to_string(), quantity.span),
            Step::derived("one period of the metric", one),
            Step::derived("periods", format!("{sum} = {}", periods.rounded(2))),
        ])
        .help(help)
        .edit(Edit::Replace(quantity.span, mended))
}

fn not_supported(period: u64, metric: Span) -> Finding {
    let message = format!(
        "a period of {} is none that CloudWatch has: 10 s, 20 s, 30 s or whole minutes",
        shown(period)
    );
    let minutes = period.div_ceil(60).max(1);
    let help =
        format!("write `period = {minutes}m`, or `10s`, `20s`, `30s` for a metric that is so fine");
    Finding::error(PERIOD.code, message, metric, "period not supported").help(help)
}

fn inside_out(hold: &Lasting) -> Finding {
    let of = hold.of.as_ref().unwrap_or(&hold.bad);
    let (of, whole) = (of.node.to_string(), of.span);
    let message = format!("`{}` cannot lie within `{of}`", hold.bad.node);
    Finding::error(PERIOD.code, message, hold.bad.span, "longer than the whole")
        .help(format!("write `for {of} of {}`", hold.bad.node))
        .edit(Edit::Replace(hold.bad.span, of))
        .edit(Edit::Replace(whole, hold.bad.node.to_string()))
}

fn too_long(whole: &Spanned<Quantity>) -> Finding {
    let message = format!("`{}` is longer than CloudWatch looks back: at most 7 days", whole.node);
    Finding::error(PERIOD.code, message, whole.span, "over 7 days")
        .help("write `for 7d`")
        .edit(Edit::Replace(whole.span, "7d".to_owned()))
}

/// Seconds as the language writes them, in the largest unit that is whole.
fn shown(seconds: u64) -> String {
    match seconds {
        0 => "0s".to_owned(),
        _ if seconds.is_multiple_of(DAY) => format!("{}d", seconds / DAY),
        _ if seconds.is_multiple_of(HOUR) => format!("{}h", seconds / HOUR),
        _ if seconds.is_multiple_of(60) => format!("{}m", seconds / 60),
        _ => format!("{seconds}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::tree::{Number, Time, Unit};

    fn time(digits: u64, unit: Time) -> Spanned<Quantity> {
        let number = Number::whole(digits);
        Spanned::new(Quantity { number, unit: Unit::Time(unit) }, Span::default())
    }

    fn hold(bad: Spanned<Quantity>, of: Option<Spanned<Quantity>>) -> Lasting {
        Lasting { bad, of }
    }

    fn found(own: u64, hold: &Lasting) -> Result<(u64, u64, u64), String> {
        window(own, Some(hold), Span::default())
            .map(|window| (window.period, window.periods, window.bad))
            .map_err(|finding| finding.help.unwrap_or_default())
    }

    #[test]
    fn periods_follow_from_the_duration() {
        let cases = [
            (60, time(5, Time::Minute), None, (60, 5, 5)),
            (60, time(3, Time::Minute), Some(time(5, Time::Minute)), (60, 5, 3)),
            (60, time(1, Time::Day), None, (60, 1440, 1440)),
            (60, time(2, Time::Day), None, (3_600, 48, 48)),
            (10, time(30, Time::Second), None, (10, 3, 3)),
            (3_600, time(6, Time::Hour), None, (3_600, 6, 6)),
            (86_400, time(7, Time::Day), None, (86_400, 7, 7)),
        ];
        for (own, bad, of, expected) in cases {
            assert_eq!(found(own, &hold(bad, of)), Ok(expected));
        }
    }

    #[test]
    fn what_is_no_multiple_names_both_neighbours() {
        let off = hold(time(90, Time::Second), None);
        assert_eq!(found(60, &off), Err("write `1m` or `2m`".to_owned()));
        let short = hold(time(30, Time::Second), None);
        assert_eq!(found(60, &short), Err("write `1m`".to_owned()));
        let long = hold(time(8, Time::Day), None);
        assert_eq!(found(60, &long), Err("write `for 7d`".to_owned()));
    }

    proptest::proptest! {
        #[test]
        fn what_is_accepted_is_what_cloudwatch_accepts(
            own in proptest::sample::select(vec![10, 20, 30, 60, 120, 300, 3_600, 86_400u64]),
            minutes in 1..20_000u64,
            bad in 1..20_000u64,
        ) {
            let hold = hold(time(bad, Time::Minute), Some(time(minutes, Time::Minute)));
            if let Ok(found) = window(own, Some(&hold), Span::default()) {
                let whole = found.period * found.periods;
                let limit = if found.period >= HOUR { WEEK } else { DAY };
                proptest::prop_assert!(whole <= limit && found.bad <= found.periods);
                proptest::prop_assert_eq!(whole, minutes * 60);
            }
        }
    }

    #[test]
    fn without_a_hold_one_period_counts() {
        let one = Window { period: 60, periods: 1, bad: 1 };
        assert_eq!(window(60, None, Span::default()).ok(), Some(one));
        assert!(window(45, None, Span::default()).is_err());
    }
}
