//! The one shape of everything that Terrace says about a policy. Wording stands next to each check;
//! the source text is attached where a finding is shown.

mod case;
mod edit;
mod seat;
mod step;

pub use self::case::{About, Case};
pub use self::edit::{Bill, Change, Edit};
pub use self::seat::Seat;
pub use self::step::Step;
use crate::source::Span;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// No output comes of it.
    Error,
    /// It works and is probably not meant.
    Warning,
    /// It is as it is, and worth knowing.
    Note,
}

/// A place and what is to be seen there, in two to five words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What is there.
    pub text: String,
}

/// Something that Terrace has to say about a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// A stable code, `family/problem`, that `terrace explain` knows.
    pub code: &'static str,
    /// Its weight: that of its case, until the project's levels are applied.
    pub level: Level,
    /// The case of the rule that speaks; stages other than rules name none.
    pub case: Option<Case>,
    /// What is the matter, with the numbers: lowercase, no full stop.
    pub message: String,
    /// The place to mend first, then every other place that disagrees.
    pub labels: Vec<Label>,
    /// A mend that can be pasted.
    pub help: Option<String>,
    /// The same mend as changes of the text; none where a person has to decide something first.
    pub edits: Vec<Edit>,
    /// What these changes cost, once that was computed.
    pub bill: Option<Bill>,
    /// The whole calculation behind the numbers of the message, line by line.
    pub derivation: Vec<Step>,
    /// The policies that it was met in at this level; none where it is about the text or a whole service.
    pub seats: Vec<Seat>,
}

impl Finding {
    /// A finding at a place.
    pub fn new(
        level: Level,
        code: &'static str,
        message: impl Into<String>,
        span: Span,
        label: impl Into<String>,
    ) -> Self {
        let labels = vec![Label { span, text: label.into() }];
        let message = message.into();
        Self {
            code,
            level,
            case: None,
            message,
            labels,
            help: None,
            edits: Vec::new(),
            bill: None,
            derivation: Vec::new(),
            seats: Vec::new(),
        }
    }

    /// A finding of a rule's case.
    pub fn of(
        case: Case,
        code: &'static str,
        message: impl Into<String>,
        span: Span,
        label: impl Into<String>,
    ) -> Self {
        Self { case: Some(case), ..Self::new(case.level, code, message, span, label) }
    }

    /// An error at a place.
    pub fn error(
        code: &'static str,
        message: impl Into<String>,
        span: Span,
        label: impl Into<String>,
    ) -> Self {
        Self::new(Level::Error, code, message, span, label)
    }

    /// A warning at a place.
    pub fn warning(
        code: &'static str,
        message: impl Into<String>,
        span: Span,
        label: impl Into<String>,
    ) -> Self {
        Self::new(Level::Warning, code, message, span, label)
    }

    /// A note at a place.
    pub fn note(
        code: &'static str,
        message: impl Into<String>,
        span: Span,
        label: impl Into<String>,
    ) -> Self {
        Self::new(Level::Note, code, message, span, label)
    }

    /// Adds the mend.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds the mend that writes another sentence in place of the one that holds a place.
    #[must_use]
    pub fn write(self, at: Span, sentence: impl Into<String>) -> Self {
        let sentence = sentence.into();
        self.help(format!("write `{sentence}`")).edit(Edit::Write(at, sentence))
    }

    /// Adds the mend that adds a sentence to the innermost block that holds a place.
    #[must_use]
    pub fn add(self, at: Span, sentence: impl Into<String>) -> Self {
        let sentence = sentence.into();
        self.help(format!("add `{sentence}`")).edit(Edit::Add(at, sentence))
    }

    /// Adds a change to the mend, whose words stand by themselves.
    #[must_use]
    pub fn edit(mut self, edit: Edit) -> Self {
        self.edits.push(edit);
        self
    }

    /// Adds another place that disagrees.
    #[must_use]
    pub fn also(mut self, span: Span, label: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: label.into() });
        self
    }

    /// Adds lines of the calculation behind the message; what stands there already is not written again.
    #[must_use]
    pub fn steps(mut self, steps: impl IntoIterator<Item = Step>) -> Self {
        let steps = steps.into_iter();
        self.derivation.reserve_exact(steps.size_hint().0);
        for step in steps {
            if !self.derivation.contains(&step) {
                self.derivation.push(step);
            }
        }
        self
    }

    /// What the finding takes for granted: the lines of its calculation that rest on defaults or on the catalogue.
    pub fn assumptions(&self) -> Vec<&Step> {
        self.derivation.iter().filter(|step| step.origin.is_assumed()).collect()
    }

    /// The place to mend.
    pub fn span(&self) -> Span {
        self.labels.first().map(|label| label.span).unwrap_or_default()
    }
}

/// A code that a message may carry and why it exists, for `terrace explain`.
#[derive(Clone, Copy, Debug)]
pub struct Code {
    /// `family/problem`
    pub code: &'static str,
    /// What it means and why it matters, in a sentence or two.
    pub why: &'static str,
}
