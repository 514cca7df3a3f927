//! What people read: the usual mistakes with their words.

use super::shown;

#[test]
fn placeholder() {
    println!("{}", shown("service a {"));
}
