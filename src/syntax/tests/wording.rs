//! What people read: the usual mistakes with their words, `line:column code: message | labels | help`.

use super::shown;

macro_rules! broken {
    ($($name:ident),* $(,)?) => {
        $(#[test]
        fn $name() {
            let text = include_str!(concat!("broken/", stringify!($name), ".terrace"));
            insta::assert_snapshot!(stringify!($name), shown(text));
        })*
    };
}

broken!(
    commas, conditions, extra, heads, lists, numbers, order, setting, strings, unclosed, ways,
    words,
);
