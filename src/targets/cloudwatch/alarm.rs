//! An alarm in `CloudWatch`'s own terms: metrics, statistics, expressions, thresholds in the metric's unit.
//! Both printers, JSON and Terraform, print exactly this. Knows no syntax.

use std::borrow::Cow;

use crate::model::measure::Ratio;
use crate::plan::alarm::Alarm;

/// An alarm.
#[derive(Clone, Debug)]
pub struct MetricAlarm<'a> {
    /// What it comes from: description, periods, regions, purpose.
    pub alarm: &'a Alarm,
    /// Its whole name.
    pub name: String,
    /// What it looks at.
    pub watched: Watched,
    /// How the figure is compared with the threshold.
    pub comparison: Comparison,
    /// The threshold in the unit of what is watched.
    pub threshold: Ratio,
    /// `evaluate` or `ignore` where a percentile of few samples may be looked at.
    pub low_samples: Option<&'static str>,
}

/// What an alarm looks at.
#[derive(Clone, Debug)]
pub enum Watched {
    /// One metric.
    Metric(MetricStat),
    /// An expression over metrics; the first query is the figure.
    Queries(Vec<Query>),
}

/// One part of an expression.
#[derive(Clone, Debug)]
pub struct Query {
    /// Its name in expressions: a small letter, then letters, digits, `_`.
    pub id: Cow<'static, str>,
    /// What the figure is, for people.
    pub label: Option<Cow<'static, str>>,
    /// What it is.
    pub source: Source,
    /// Why it is so, for a comment.
    pub why: Option<&'static str>,
    /// The part of the id that tells it from its neighbours, which are alike but for it.
    pub alike: Option<&'static str>,
}

/// What a query is.
#[derive(Clone, Debug)]
pub enum Source {
    /// An expression over other queries.
    Expression(Cow<'static, str>),
    /// A metric.
    Metric(MetricStat),
}

/// A metric and how its samples become one figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetricStat {
    /// `AWS/EC2`
    pub namespace: Cow<'static, str>,
    /// `CPUUtilization`
    pub metric: Cow<'static, str>,
    /// Whose it is.
    pub dimensions: Vec<Dimension>,
    /// `Average`, `p95`
    pub stat: Cow<'static, str>,
    /// Seconds.
    pub period: u64,
}

/// A dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dimension {
    /// `FunctionName`
    pub name: Cow<'static, str>,
    /// Its value.
    pub value: Value,
}

/// A value that may be known only after apply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// The value.
    Known(String),
    /// An attribute of what Terraform makes in the same region.
    Address {
        /// `aws_lb`, or `var` for a variable by region.
        kind: &'static str,
        /// `public`
        name: String,
        /// `arn_suffix`
        attribute: Cow<'static, str>,
        /// The value where it is known without Terraform.
        known: Option<String>,
    },
}

/// How a figure is compared with a threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
}

impl Comparison {
    /// As `CloudWatch` writes it.
    pub fn word(self) -> &'static str {
        match self {
            Comparison::Less => "LessThanThreshold",
            Comparison::LessEqual => "LessThanOrEqualToThreshold",
            Comparison::Greater => "GreaterThanThreshold",
            Comparison::GreaterEqual => "GreaterThanOrEqualToThreshold",
        }
    }
}

impl MetricStat {
    /// Whether the statistic is a percentile.
    pub fn extended(&self) -> bool {
        self.stat.starts_with('p')
    }
}

impl MetricAlarm<'_> {
    /// How many periods must be bad, where it is not all.
    pub fn datapoints(&self) -> Option<u64> {
        (self.alarm.bad != self.alarm.periods).then_some(self.alarm.bad)
    }
}
