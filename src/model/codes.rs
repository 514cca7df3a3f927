//! What the findings of this stage mean.

use crate::diagnostic::Code;

/// Every code of the stage.
pub const CODES: &[Code] = &[
    Code {
        code: "model/bad-name",
        why: "Names become parts of addresses, host names and labels on every target, so they are lowercase words \
              joined by `-`; some words have a meaning of their own and are no names.",
    },
    Code {
        code: "model/bad-use",
        why: "`use` brings the profiles of another file. The file has to lie inside the project, links resolved, so \
              that a policy means the same on every machine.",
    },
    Code {
        code: "model/bad-value",
        why: "The value has the right form for the language but not for this attribute or sentence.",
    },
    Code {
        code: "model/misplaced",
        why: "Each statement belongs to certain blocks: a `keep` to a workload, a `route` to a traffic. Elsewhere it \
              would mean nothing, and nothing is ignored silently.",
    },
    Code {
        code: "model/missing",
        why: "Something is left unsaid that cannot be guessed: two people would guess differently.",
    },
    Code {
        code: "model/name-left",
        why: "The manifest of the last build knows a name that is gone, and a new one of the same kind has come. If it \
              is the same thing, `renamed_from` keeps it; without, it would be destroyed and built again.",
    },
    Code {
        code: "model/no-region",
        why: "The regions of an environment and of its tier meet; where they have none in common there is nowhere to \
              run.",
    },
    Code {
        code: "model/region-left-out",
        why: "An environment restricts `regions`, and a sentence speaks of a region that it leaves out. The sentence is \
              left out with it.",
    },
    Code {
        code: "model/stated-twice",
        why: "Within one scope a name, an attribute or an unnamed block stands once: otherwise the order of lines would \
              decide which one counts.",
    },
    Code {
        code: "model/unknown-attribute",
        why: "The block does not know the attribute. A misspelt attribute that is passed over would be a promise that \
              nobody keeps.",
    },
    Code {
        code: "model/unknown-name",
        why: "The name names nothing that the policy declares or that the language knows.",
    },
    Code {
        code: "model/wrong-dimension",
        why: "Every value has a dimension and so has every attribute, metric and promise. Nothing is converted \
              silently: `latency > 200` could be milliseconds or seconds.",
    },
    Code {
        code: "model/wrong-direction",
        why: "A promise bounds what can go wrong: availability from below, latency, errors, time to recover and cost from \
              above. The other way round it would hold for the worst service, and alarms on it would never fire.",
    },
];
