//! Names on every target, derived from the policy and never from position.

use sha2::{Digest, Sha256};

/// A name as a Terraform identifier: `-` becomes `_`.
pub fn identifier(name: &str) -> String {
    name.replace('-', "_")
}

/// A real name, cut to a target's limit: what is too long ends in six digits of a digest of the whole,
/// without a double or last hyphen.
pub fn limited(name: &str, limit: usize) -> String {
    if name.len() <= limit {
        return name.to_owned();
    }
    let digest = Sha256::digest(name.as_bytes());
    let digits: String = digest.iter().take(3).map(|byte| format!("{byte:02x}")).collect();
    let kept: String = name.chars().take(limit.saturating_sub(7)).collect();
    format!("{}-{digits}", kept.trim_end_matches('-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_cut_and_stays_distinct() {
        let name = limited("a-service-with-a-long-name-and-more-of-it", 32);
        assert!(name.len() <= 32 && !name.contains("--"));
        assert_ne!(name, limited("a-service-with-a-long-name-and-more-of-them", 32));
        assert_eq!(limited("short", 32), "short");
    }
}
