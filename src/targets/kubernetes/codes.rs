//! The codes of what Kubernetes cannot express exactly, and of patches that do not fit.

use crate::diagnostic::Code;

macro_rules! codes {
    ($($name:ident $code:literal $why:literal)*) => {
        $(
            #[doc = $why]
            pub const $name: Code = Code { code: $code, why: $why };
        )*
        /// All of them.
        pub const CODES: &[Code] = &[$($name),*];
    };
}

codes! {
    LIMIT "lowering/beyond-limit"
        "The autoscaler of Kubernetes holds a recommendation for at most an hour and counts a pace over at most half an hour."
    STEP "lowering/step-as-limit"
        "The autoscaler of Kubernetes goes where the metric asks; the size of a step is the most that it may change at once."
    OVER "lowering/window-over"
        "A window on dates that are past can do nothing any more."
    ONE_BEHAVIOR "lowering/one-behavior"
        "An autoscaler of Kubernetes has one behaviour for all metrics: of several steps the largest and of several holds the longest count."
    ROUNDING "lowering/rounding"
        "What a target takes as a whole number is rounded away from zero."
    ANY "lowering/any-metric"
        "An autoscaler of Kubernetes goes out as soon as any metric asks for it and in only when all metrics allow it."
    TOLERANCE "lowering/tolerance"
        "A threshold for scaling in becomes the tolerance of the autoscaler, a field that not every version and not every combination has."
    CEILING "lowering/ceiling"
        "KEDA's schedules raise the floor; there is none that lowers the ceiling."
    FLOOR "lowering/floor"
        "A floor by the clock is a trigger of KEDA, which cannot say everything that a window can."
    DESIRED "lowering/desired"
        "A workload that has an autoscaler has no size of its own in Kubernetes."
    METRIC "lowering/metric-not-scaled"
        "The scalers of KEDA read single series; what needs arithmetic, a percentile or a falling figure cannot move an autoscaler."
    STILL "lowering/nothing-scales"
        "Without a metric that can move it an autoscaler is not written, and the size stays."
    PROBE "lowering/probe"
        "A probe of Kubernetes takes 200 to 399 as healthy and counts in whole seconds; liveness is twice as patient as readiness."
    DISRUPTION "lowering/disruption"
        "A budget over a single pod would keep its node from ever being drained."
    RELEASE "lowering/release"
        "A Deployment knows rolling updates; other ways of bringing out a version need a controller that is not assumed."
    AFFINITY "lowering/affinity"
        "A Service cannot tie requests to a pod by what they carry."
    ASSUMED "lowering/assumed"
        "Something outside of the policy has to be there for this to work."
    PATCH_OBJECT "patch/unknown-object"
        "A patch names an object that is not written: its kind and the workload's name."
    PATCH_FIELD "patch/unknown-field"
        "A patch sets a field that the object's kind does not have in the versions that are written for."
    PATCH_VALUE "patch/wrong-value"
        "A patch gives a field a value of a kind that the field does not take."
}
