//! Patches that turn encryption off.

use crate::diagnostic::{Case, Finding};
use crate::rules::patched::{self, Field};
use crate::rules::{Check, Rule, Seen};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "security/unencrypted",
    cases: &[Case::REFUSED],
    why: "Everything that Terrace writes is encrypted, at rest and on its way. Only a patch can turn that off, and then whoever \
          holds a disk or a line can read what is on it.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60%, uses orders }
  store orders on aurora-postgresql { instance = db.r6g.large, nodes = 2, estimate = $300/month }
  patch terraform aws_rds_cluster.orders { storage_encrypted = false }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60%, uses orders }
  store orders on aurora-postgresql { instance = db.r6g.large, nodes = 2, estimate = $300/month }
  patch terraform aws_rds_cluster.orders { deletion_protection = true }
}
",
    check: Check::Policy(check),
};

/// Fields by type, and the values with which something is not encrypted.
const OPEN: &[(&str, &str, &[&str])] = &[
    ("aws_launch_template", "block_device_mappings.ebs.encrypted", &["false"]),
    ("aws_rds_cluster", "storage_encrypted", &["false"]),
    ("aws_db_instance", "storage_encrypted", &["false"]),
    ("aws_elasticache_replication_group", "at_rest_encryption_enabled", &["false"]),
    ("aws_elasticache_replication_group", "transit_encryption_enabled", &["false"]),
    ("aws_opensearch_domain", "encrypt_at_rest.enabled", &["false"]),
    ("aws_opensearch_domain", "node_to_node_encryption.enabled", &["false"]),
    ("aws_opensearch_domain", "domain_endpoint_options.enforce_https", &["false"]),
    (
        "aws_msk_cluster",
        "encryption_info.encryption_in_transit.client_broker",
        &["PLAINTEXT", "TLS_PLAINTEXT"],
    ),
    ("aws_msk_cluster", "encryption_info.encryption_in_transit.in_cluster", &["false"]),
    ("aws_sqs_queue", "sqs_managed_sse_enabled", &["false"]),
    ("aws_lb_listener", "protocol", &["HTTP"]),
    (
        "aws_cloudfront_distribution",
        "default_cache_behavior.viewer_protocol_policy",
        &["allow-all"],
    ),
    (
        "aws_cloudfront_distribution",
        "ordered_cache_behavior.viewer_protocol_policy",
        &["allow-all"],
    ),
];

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for (kind, path, values) in OPEN {
        let set = patched::fields(seen.policy, kind);
        for field in set.filter(|set| patched::is(&set.field.name.node, path)) {
            let value = patched::plain(&field.field.value.node);
            if values.contains(&value.as_str()) {
                findings.push(finding(kind, &field, &value));
            }
        }
    }
}

fn finding(kind: &str, field: &Field, value: &str) -> Finding {
    let name = &field.field.name.node;
    let address = tick(&format!("{kind}.{}", field.thing));
    let message = format!("{} = {value} leaves {address} unencrypted", tick(name));
    RULE.finding(message, field.field.span, "turns encryption off")
        .help(format!("remove `{name}`: without the patch it is encrypted"))
        .edit(field.without())
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::codes;

    #[test]
    fn a_cache_without_encryption_on_its_way_is_found() {
        let text = super::RULE.rejected.replace(
            "aws_rds_cluster.orders { storage_encrypted",
            "aws_elasticache_replication_group.orders { transit_encryption_enabled",
        );
        let text = text.replace(
            "aurora-postgresql { instance = db.r6g.large, nodes = 2, estimate = $300/month }",
            "elasticache-valkey { instance = cache.t4g.small, nodes = 2, zones = 2 }",
        );
        assert!(codes(&text).contains(&super::RULE.code));
    }
}
