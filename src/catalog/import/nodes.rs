//! Which products are machines by the hour: EC2, RDS, `ElastiCache`, `OpenSearch`. In: a product. Out: the fact that its
//! price is, named as the catalogue looks it up.

use super::record::Product;
use super::select::{Wanted, is_name, is_regional};

/// The machine that a product is; `usage` is its usage type without the prefix of its region.
pub(super) fn wanted(product: &Product, usage: &str) -> Option<Wanted> {
    if !is_regional(product) || !is_name(product.instance) {
        return None;
    }
    let (service, item) = match product.service {
        "AmazonEC2" => ("ec2", ec2(product)?),
        "AmazonRDS" => ("rds", rds(product, usage)?),
        "AmazonElastiCache" => ("elasticache", cache(product, usage)?),
        "AmazonES" => ("opensearch", search(product, usage)?),
        _ => return None,
    };
    let region = product.region.to_owned();
    Some(Wanted { service, item, region, unit: "hour", tier: 0, power: 0, note: size(product) })
}

/// Linux on shared hardware, on demand, with nothing installed, and running.
fn ec2(product: &Product) -> Option<String> {
    let family = ["Compute Instance", "Compute Instance (bare metal)"].contains(&product.family);
    let bare = product.system == "Linux" && product.software == "NA";
    let shared = product.tenancy == "Shared" && product.capacity == "Used";
    (family && bare && shared && product.operation == "RunInstances")
        .then(|| product.instance.to_owned())
}

/// Licences that cost something, deployments with readable standbys and extended support are other products.
fn rds(product: &Product, usage: &str) -> Option<String> {
    let engine = match product.database {
        "MySQL" => "mysql",
        "PostgreSQL" => "postgresql",
        _ => return None,
    };
    let (deployment, billed) = match product.deployment {
        "Single-AZ" => ("single-az", "InstanceUsage:"),
        "Multi-AZ" => ("multi-az", "Multi-AZUsage:"),
        _ => return None,
    };
    let free = product.licence == "No license required";
    (product.family == "Database Instance" && free && usage.starts_with(billed))
        .then(|| format!("{}/{engine}/{deployment}", product.instance))
}

/// Not `ExtendedSupportYr1_Yr2-NodeUsage:`, which is paid on top.
fn cache(product: &Product, usage: &str) -> Option<String> {
    let engine = match product.cache {
        "Redis" => "redis",
        "Valkey" => "valkey",
        "Memcached" => "memcached",
        _ => return None,
    };
    usage.starts_with("NodeUsage:").then(|| format!("{}/{engine}", product.instance))
}

fn search(product: &Product, usage: &str) -> Option<String> {
    let node = product.instance.ends_with(".search") && usage.starts_with("ESInstance:");
    node.then(|| product.instance.to_owned())
}

/// `2 vCPU, 8 GiB`, where the list tells both.
fn size(product: &Product) -> String {
    if product.vcpu.is_empty() || product.memory.is_empty() {
        return String::new();
    }
    crate::words::one_line(&format!("{} vCPU, {}", product.vcpu, product.memory))
}
