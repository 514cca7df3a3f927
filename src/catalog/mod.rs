//! What is known of AWS, embedded and dated.
