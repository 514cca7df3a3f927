//! Functions that are made here: their image and what Lambda takes. In: a function. Out: findings.

use super::Function;
use crate::diagnostic::{Code, Finding};
use crate::model::measure::Size;
use crate::model::policy::WorkloadBody;
use crate::words::tick;

/// An image that Lambda does not take, or that is taken from each region's own registry.
pub const IMAGE: Code = Code {
    code: "lowering/function-image",
    why: "Lambda takes images of a private registry on ECR in its own region, and of no other.",
};
/// Memory or time beyond what a function may have.
pub const LIMIT: Code = Code {
    code: "lowering/function-limit",
    why: "A function has 128 to 10240 MiB and at most 900 seconds; what lies beyond would be refused when it is made.",
};

/// Whole MiB, a part counts as one.
pub(super) fn mebibytes(size: Size) -> u64 {
    size.base().ceil().div_ceil(1 << 20)
}

/// What Lambda would refuse.
/// <https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html>
pub(super) fn limits(function: &Function, body: &WorkloadBody, notes: &mut Vec<Finding>) {
    let mut refuse = |message: String, span, label: &str| {
        notes.push(Finding::error(LIMIT.code, message, span, label));
    };
    if let (Some(memory), Some(written)) = (function.memory, body.memory)
        && !(128..=10_240).contains(&memory)
    {
        let message = format!("a function has 128 to 10240 MiB, not {memory}");
        refuse(message, written.span, "outside the bounds");
    }
    if let (Some(timeout), Some(written)) = (function.timeout, body.timeout)
        && !(1..=900).contains(&timeout)
    {
        let message = format!("a function takes at most 900 s, not {timeout} s");
        refuse(message, written.span, "too long");
    }
    image(function, body, notes);
}

fn image(function: &Function, body: &WorkloadBody, notes: &mut Vec<Finding>) {
    let Some(written) = &body.image else { return };
    match registry_region(&written.node) {
        None => {
            let message =
                format!("a function runs images of ECR only, not {}", tick(&written.node));
            let finding = Finding::error(IMAGE.code, message, written.span, "not on ECR");
            notes.push(finding.help("`image = \"ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME:TAG\"`"));
        }
        Some((_, region, _)) if function.regions.iter().any(|code| code != region) => {
            let message = format!(
                "a function takes its image from its own region: each runs the copy of {} there",
                tick(&written.node)
            );
            notes.push(Finding::note(IMAGE.code, message, written.span, "a copy per region"));
        }
        Some(_) => {}
    }
}

/// An image on ECR taken apart: what stands before the region, the region, the rest.
pub fn registry_region(image: &str) -> Option<(&str, &str, &str)> {
    const REGISTRY: &str = ".dkr.ecr.";
    let at = image.find(REGISTRY)? + REGISTRY.len();
    let (before, rest) = (image.get(..at)?, image.get(at..)?);
    let end = rest.find(".amazonaws.com/")?;
    Some((before, rest.get(..end)?, rest.get(end..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_image_is_taken_apart_at_its_region() {
        let image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/thumbs:1";
        let parts = registry_region(image);
        assert_eq!(parts.map(|(_, region, _)| region), Some("eu-west-1"));
        assert_eq!(registry_region("docker.io/thumbs:1"), None);
    }
}
