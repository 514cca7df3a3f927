//! How many executions are kept ready, and what moves that number. In: a workload on Lambda. Out: bounds by region,
//! target tracking, schedules. Steps and predictions do not exist there, which the rules say.

use std::collections::BTreeMap;

use super::MISSING;
use crate::diagnostic::{Code, Finding};
use crate::model::policy::Workload;
use crate::plan::context::Context;
use crate::plan::scaling::Size;
use crate::words::tick;

pub const DIFFERENT: Code = Code {
    code: "lowering/function-differs-by-region",
    why: "A function's memory, time-out and alias stand once in the module; only what is provisioned and reserved differs by region.",
};

/// The executions kept ready, by region; none without an alias, for only an alias or a version can have them.
/// <https://docs.aws.amazon.com/lambda/latest/api/API_PutProvisionedConcurrencyConfig.html>
pub(super) fn provisioned(
    context: &Context,
    workload: &Workload,
    notes: &mut Vec<Finding>,
) -> BTreeMap<String, Size> {
    let size = |code: &String| {
        let bounds = workload.at(code).provisioned?.node;
        Some((code.clone(), Size { min: bounds.min, max: bounds.max }))
    };
    let regions = context.regions_of(&workload.body);
    let sizes: BTreeMap<String, Size> = regions.iter().filter_map(size).collect();
    let said = workload.body.provisioned.map(|said| said.span);
    if workload.body.alias.is_none() && !sizes.is_empty() {
        let name = tick(&workload.name.node);
        let message = format!("what is provisioned of {name} needs an alias to hang on");
        let span = said.unwrap_or(workload.head);
        let finding = Finding::error(MISSING.code, message, span, "no alias");
        notes.push(finding.help("name the alias that callers use: `alias = \"live\"`"));
        return BTreeMap::new();
    }
    sizes
}

/// The executions that are reserved, by region.
pub(super) fn reserved(context: &Context, workload: &Workload) -> BTreeMap<String, u64> {
    let regions = context.regions_of(&workload.body).into_iter();
    regions.filter_map(|code| Some((code.clone(), workload.at(&code).reserved?.node))).collect()
}

/// Says where a region wants what stands once for all.
pub(super) fn same_everywhere(workload: &Workload, notes: &mut Vec<Finding>) {
    let body = &workload.body;
    for (code, here) in &workload.regional {
        let same = here.alias.as_ref().map(|it| &it.node) == body.alias.as_ref().map(|it| &it.node)
            && here.memory.map(|it| it.node) == body.memory.map(|it| it.node)
            && here.timeout.map(|it| it.node) == body.timeout.map(|it| it.node)
            && here.attach.as_ref().map(|it| &it.node) == body.attach.as_ref().map(|it| &it.node);
        if !same {
            let name = tick(&workload.name.node);
            let message = format!(
                "function {name} has one name, alias, memory and time-out everywhere; those of {} are left out",
                tick(code)
            );
            notes.push(Finding::warning(DIFFERENT.code, message, workload.head, "differs there"));
        }
    }
}
