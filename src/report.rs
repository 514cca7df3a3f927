//! `report.md`: what was compiled, for the reader of a pull request. In: a plan, what the targets made of it and the
//! findings. Out: Markdown without line numbers, so that a moved line changes nothing.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::diagnostic::{Finding, Level};
use crate::model::waiver::Waived;
use crate::plan::Plan;
use crate::settings::Settings;
use crate::source::Sources;
use crate::targets::Rendered;
use crate::words::{count, visible};

/// What a report is made of.
pub struct Report<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// What the targets made of it.
    pub rendered: &'a Rendered,
    /// Findings that stay.
    pub findings: &'a [Finding],
    /// Findings that the policy allows.
    pub waived: &'a [Waived],
    /// The texts, for quotations.
    pub sources: &'a Sources,
    /// The project's settings.
    pub settings: &'a Settings,
}

impl Report<'_> {
    /// The whole page.
    pub fn text(&self) -> String {
        let mut text = String::with_capacity(4096);
        self.head(&mut text);
        self.list(
            &mut text,
            "Not compiled yet",
            self.quoted(|finding| finding.code == NOT_COMPILED),
        );
        self.regions(&mut text);
        self.list(
            &mut text,
            "What differs from the policy, and where",
            self.quoted(|finding| finding.level == Level::Note),
        );
        let variables = self.rendered.variables.iter();
        let fill =
            variables.map(|variable| format!("`{}`: {}", variable.name, variable.description));
        self.list(&mut text, "Variables to fill", fill.collect());
        let mut to_do: Vec<String> = self.plan.to_do.clone();
        to_do.extend(self.rendered.to_do.iter().cloned());
        self.list(&mut text, "What you do", to_do);
        self.list(
            &mut text,
            "Expected of what is attached, not written",
            self.plan.expected.clone(),
        );
        let warnings =
            |finding: &Finding| finding.level == Level::Warning && finding.code != NOT_COMPILED;
        self.list(&mut text, "Warnings", self.quoted(warnings));
        self.list(&mut text, "Patched", self.patched());
        let waived = self.waived.iter().map(|waived| {
            format!("`{}` until {}: {}", waived.finding.code, waived.until, line(&waived.because))
        });
        self.list(&mut text, "Waivers", waived.collect());
        text
    }

    fn head(&self, text: &mut String) {
        let plan = self.plan;
        let place = plan.environment.as_deref().unwrap_or("default");
        let tier = plan.tier.as_ref().map(|tier| format!(", tier {tier}")).unwrap_or_default();
        let of = |level| self.findings.iter().filter(|finding| finding.level == level).count();
        let _ = writeln!(
            text,
            "# {}, {place}{tier}\n\nCompiled by Terrace {} for Kubernetes {}, catalogue of {}. {}, {}.",
            plan.service,
            env!("CARGO_PKG_VERSION"),
            self.settings.kubernetes,
            crate::catalog::DATE,
            count(of(Level::Warning), "warning"),
            count(of(Level::Note), "note"),
        );
    }

    fn list(&self, text: &mut String, title: &str, lines: Vec<String>) {
        if lines.is_empty() {
            return;
        }
        let _ = writeln!(text, "\n## {title}\n");
        for line in lines {
            let _ = writeln!(text, "- {line}");
        }
    }

    /// Findings as the sentence that they speak of and what is to be said of it, each once.
    fn quoted(&self, wanted: impl Fn(&Finding) -> bool) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for finding in self.findings.iter().filter(|finding| wanted(finding)) {
            let sentence = quote(self.sources.text(finding.span()));
            let message = line(&finding.message);
            let text = if sentence.is_empty() || message.contains(&sentence) {
                message
            } else {
                format!("{}: {message}", code(&sentence))
            };
            if !lines.contains(&text) {
                lines.push(text);
            }
        }
        lines
    }

    fn patched(&self) -> Vec<String> {
        let fields = self.plan.patches.iter().flat_map(|patch| {
            patch
                .fields
                .iter()
                .map(|field| code(&format!("{}.{}", patch.address.node, field.name.node)))
        });
        fields.collect()
    }

    fn regions(&self, text: &mut String) {
        let codes: Vec<&str> =
            self.plan.regions.iter().map(|region| region.code.as_str()).collect();
        let _ = writeln!(text, "\n## Regions\n\n| | {} |", codes.join(" | "));
        let _ = writeln!(text, "|---|{}", "---|".repeat(codes.len()));
        for (name, cells) in self.rows() {
            let row: Vec<&str> =
                codes.iter().map(|code| cells.get(*code).map_or("", String::as_str)).collect();
            let _ = writeln!(text, "| {name} | {} |", row.join(" | "));
        }
    }

    fn rows(&self) -> Vec<(String, BTreeMap<String, String>)> {
        let plan = self.plan;
        let mut rows = Vec::new();
        let weight =
            |region: &crate::plan::Region| Some((region.code.clone(), region.weight?.to_string()));
        let weights: BTreeMap<_, _> = plan.regions.iter().filter_map(weight).collect();
        if !weights.is_empty() {
            rows.push(("weight".to_owned(), weights));
        }
        let zones = |region: &crate::plan::Region| (region.code.clone(), region.zones.to_string());
        rows.push(("zones".to_owned(), plan.regions.iter().map(zones).collect()));
        let bounds = |sizes: &BTreeMap<String, crate::plan::scaling::Size>| {
            let cell = |(code, size): (&String, &crate::plan::scaling::Size)| {
                let text = if size.min == size.max {
                    size.min.to_string()
                } else {
                    format!("{}..{}", size.min, size.max)
                };
                (code.clone(), text)
            };
            sizes.iter().map(cell).collect::<BTreeMap<_, _>>()
        };
        let groups = plan.groups.iter().map(|group| {
            let kinds: std::collections::BTreeSet<&str> =
                group.instance.values().map(String::as_str).collect();
            let kinds: Vec<&str> = kinds.into_iter().collect();
            (format!("{}, {}", code(&group.name), kinds.join(", ")), bounds(&group.sizes))
        });
        let functions = plan.functions.iter().map(|function| {
            let cells = if function.provisioned.is_empty() {
                function
                    .regions
                    .iter()
                    .map(|region| (region.clone(), "on demand".to_owned()))
                    .collect()
            } else {
                bounds(&function.provisioned)
            };
            (format!("{}, provisioned", code(&function.name)), cells)
        });
        let pods = plan
            .pods
            .iter()
            .map(|pods| (format!("{}, pods", code(&pods.name)), bounds(&pods.sizes)));
        let queues = plan.queues.iter().map(|queue| {
            let cell = |region: &String| (region.clone(), "stands".to_owned());
            (format!("{}, queue", code(&queue.name)), queue.regions.iter().map(cell).collect())
        });
        let mut things: Vec<_> = groups.chain(functions).chain(pods).chain(queues).collect();
        things.sort_by(|one, other| one.0.cmp(&other.0));
        rows.extend(things);
        rows
    }
}

/// What this release does not compile.
pub const NOT_COMPILED: &str = "build/not-compiled";

/// The first line of a sentence, cut where it is long.
fn quote(sentence: &str) -> String {
    const LONGEST: usize = 80;
    let words = sentence.split('{').next().unwrap_or("").split_whitespace().collect::<Vec<_>>();
    let words = line(&words.join(" "));
    if words.chars().count() <= LONGEST {
        return words;
    }
    let kept: String = words.chars().take(LONGEST).collect();
    format!("{}…", kept.trim_end())
}

/// Text as one line of Markdown.
fn line(text: &str) -> String {
    visible(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Text as code, whatever backticks it holds.
fn code(text: &str) -> String {
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}
