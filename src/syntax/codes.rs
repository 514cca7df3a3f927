//! What the findings of this stage mean, each with a text that it finds fault with and the same text mended.

/// A code of the stage.
#[derive(Clone, Copy, Debug)]
pub struct SyntaxCode {
    /// `syntax/problem`
    pub code: &'static str,
    /// Why it exists.
    pub why: &'static str,
    /// A text with the mistake.
    pub rejected: &'static str,
    /// The text without it.
    pub accepted: &'static str,
}

/// Every code of the stage that a short text can show; `syntax/too-long` takes a file of over 16 MiB.
pub const CODES: &[SyntaxCode] = &[
    SyntaxCode {
        code: "syntax/ambiguous-unit",
        why: "The letters have several readings, and none is taken silently: `/m` could be minutes or months.",
        rejected: "service shop { steady = 5/m }",
        accepted: "service shop { steady = 5/min }",
    },
    SyntaxCode {
        code: "syntax/bad-escape",
        why: "In strings a backslash begins one of `\\\"`, `\\\\`, `\\n`, `\\t` and `\\u{…}`; anything else could mean \
              two things.",
        rejected: "service shop { owner = \"a\\qb\" }",
        accepted: "service shop { owner = \"a\\\\qb\" }",
    },
    SyntaxCode {
        code: "syntax/bad-literal",
        why: "The literal has no value: a date that no calendar has, a number with a leading zero, one beyond 2^53.",
        rejected: "service shop { workload web on ec2 { port = 080 } }",
        accepted: "service shop { workload web on ec2 { port = 80 } }",
    },
    SyntaxCode {
        code: "syntax/control-character",
        why: "Control characters and unpaired bidirectional controls make a text look other than it is, in comments \
              too.",
        rejected: "service shop { # a\u{202e}b\n}",
        accepted: "service shop { # ab\n}",
    },
    SyntaxCode {
        code: "syntax/extra-brace",
        why: "A `}` closes nothing. The layout of the text tells which one is too many.",
        rejected: "service shop {\n}\n}",
        accepted: "service shop {\n}",
    },
    SyntaxCode {
        code: "syntax/missing-separator",
        why: "Two statements on one line have a comma between them, so that nothing is read as a part of what stands \
              before it.",
        rejected: "service shop { region eu-west-1 { } region eu-central-1 { } }",
        accepted: "service shop { region eu-west-1 { }, region eu-central-1 { } }",
    },
    SyntaxCode {
        code: "syntax/too-deep",
        why: "Policies nest four deep; thirty-two is the limit that keeps every stage bounded.",
        rejected: "a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{",
        accepted: "service shop { }",
    },
    SyntaxCode {
        code: "syntax/unclosed-block",
        why: "A block is not closed where its layout says that it ends. Without its `}` everything that follows would \
              belong to it.",
        rejected: "service shop {\n  region eu-west-1 {\n    zones = 3\n  owner = \"shop\"\n}",
        accepted: "service shop {\n  region eu-west-1 {\n    zones = 3\n  }\n  owner = \"shop\"\n}",
    },
    SyntaxCode {
        code: "syntax/unknown-unit",
        why: "A number carries a unit of the language: `ms s m h d`, `kB MB GB TB KiB MiB GiB TiB`, `vcpu`, `%`, \
              `k`, `M`, and `/s /min /h /day /month`.",
        rejected: "service shop { workload web on ec2 { startup = 30sec } }",
        accepted: "service shop { workload web on ec2 { startup = 30s } }",
    },
    SyntaxCode {
        code: "syntax/unknown-word",
        why: "No statement begins with the word, and it is not set with `=` either.",
        rejected: "service shop { worklod web on ec2 { } }",
        accepted: "service shop { workload web on ec2 { } }",
    },
    SyntaxCode {
        code: "syntax/unreadable",
        why: "The statement stops making sense at the word: something else is expected there.",
        rejected: "service shop { workload web on ec2 { keep cpu as 70% } }",
        accepted: "service shop { workload web on ec2 { keep cpu at 70% } }",
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;
    use crate::syntax::parse;

    fn codes(text: &str) -> Vec<&'static str> {
        parse(FileId(0), text).1.iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn each_code_is_provoked_once_and_mended() {
        for known in CODES {
            assert_eq!(codes(known.rejected), [known.code], "{}", known.rejected);
            assert!(codes(known.accepted).is_empty(), "{}", known.accepted);
        }
    }

    #[test]
    fn codes_are_sorted() {
        assert!(CODES.is_sorted_by_key(|known| known.code));
    }
}
