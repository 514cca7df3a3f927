//! Rules of accounts. In: policies. Out: findings, one rule to a file.

pub mod account_reused;
pub mod dynamic_content_cached;
pub mod placeholder_account;
pub mod plain_http;
pub mod tls_too_old;
pub mod unencrypted;
