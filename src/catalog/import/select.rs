//! Which products become facts. In: a product. Out: the facts of the catalogue that its price is, named as
//! `data/services.tsv` names them. Everything that is not listed is left out.

use super::nodes;
use super::record::Product;

/// A fact that a product's price is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    pub service: &'static str,
    pub item: String,
    pub region: String,
    pub unit: &'static str,
    /// Which of the tiers that cost something, in order of where they begin.
    pub tier: usize,
    /// The unit is ten to this power of what the list prices.
    pub power: u32,
    /// What else the list says of it.
    pub note: String,
}

/// A row of the table below: an item of a service, and the products that it is.
#[derive(Clone, Copy)]
pub(super) struct Fact {
    pub service: &'static str,
    pub item: &'static str,
    pub unit: &'static str,
    offers: &'static [&'static str],
    usage: &'static str,
    operation: Option<&'static str>,
    tier: usize,
    power: u32,
    everywhere: bool,
}

const fn fact(
    [service, item, unit]: [&'static str; 3],
    offers: &'static [&'static str],
    usage: &'static str,
) -> Fact {
    Fact {
        service,
        item,
        unit,
        offers,
        usage,
        operation: None,
        tier: 0,
        power: 0,
        everywhere: false,
    }
}

impl Fact {
    const fn operation(self, operation: &'static str) -> Self {
        Self { operation: Some(operation), ..self }
    }

    const fn tier(self, tier: usize) -> Self {
        Self { tier, ..self }
    }

    /// The list prices one request, the catalogue a million.
    const fn by_million(self) -> Self {
        Self { power: 6, ..self }
    }

    /// For services without regions.
    const fn everywhere(self) -> Self {
        Self { everywhere: true, ..self }
    }

    fn matches(&self, product: &Product, usage: &str) -> bool {
        let place = if self.everywhere { product.usage == usage } else { is_regional(product) };
        place
            && usage == self.usage
            && self.offers.contains(&product.service)
            && self.operation.is_none_or(|operation| operation == product.operation)
    }
}

/// Sources disagree on which of the two has the balancers of us-east-1.
const BALANCERS: &[&str] = &["AWSELB", "AmazonEC2"];
const EC2: &[&str] = &["AmazonEC2"];
const ECS: &[&str] = &["AmazonECS"];
const EKS: &[&str] = &["AmazonEKS"];
const ECR: &[&str] = &["AmazonECR"];
const LAMBDA: &[&str] = &["AWSLambda"];
const DYNAMODB: &[&str] = &["AmazonDynamoDB"];
const WATCH: &[&str] = &["AmazonCloudWatch"];
const ROUTE53: &[&str] = &["AmazonRoute53"];
const SQS: &[&str] = &["AWSQueueService"];

/// The unit prices that are read, each with the usage type that AWS bills it by.
#[rustfmt::skip]
pub(super) const FACTS: &[Fact] = &[
    fact(["alb", "hour", "load-balancer-hour"], BALANCERS, "LoadBalancerUsage").operation("LoadBalancing:Application"),
    fact(["alb", "lcu", "LCU-hour"], BALANCERS, "LCUUsage").operation("LoadBalancing:Application"),
    fact(["clb", "hour", "load-balancer-hour"], BALANCERS, "LoadBalancerUsage").operation("LoadBalancing"),
    fact(["nlb", "hour", "load-balancer-hour"], BALANCERS, "LoadBalancerUsage").operation("LoadBalancing:Network"),
    fact(["nlb", "lcu", "NLCU-hour"], BALANCERS, "LCUUsage").operation("LoadBalancing:Network"),
    fact(["nat-gateway", "hour", "gateway-hour"], EC2, "NatGateway-Hours"),
    fact(["nat-gateway", "data-processed", "GB"], EC2, "NatGateway-Bytes"),
    fact(["ebs", "gp2", "GB-month"], EC2, "EBS:VolumeUsage.gp2"),
    fact(["ebs", "gp3", "GB-month"], EC2, "EBS:VolumeUsage.gp3"),
    fact(["ecr", "storage", "GB-month"], ECR, "TimedStorage-ByteHrs"),
    fact(["eks", "cluster-standard", "cluster-hour"], EKS, "AmazonEKS-Hours:perCluster"),
    fact(["fargate", "linux-x86-vcpu", "vCPU-hour"], ECS, "Fargate-vCPU-Hours:perCPU"),
    fact(["fargate", "linux-x86-memory", "GB-hour"], ECS, "Fargate-GB-Hours"),
    fact(["fargate", "linux-arm-vcpu", "vCPU-hour"], ECS, "Fargate-ARM-vCPU-Hours:perCPU"),
    fact(["fargate", "linux-arm-memory", "GB-hour"], ECS, "Fargate-ARM-GB-Hours"),
    fact(["fargate", "ephemeral-storage", "GB-hour over 20 GB"], ECS, "Fargate-EphemeralStorage-GB-Hours"),
    fact(["lambda", "duration-x86-tier1", "GB-second"], LAMBDA, "Lambda-GB-Second"),
    fact(["lambda", "duration-x86-tier2", "GB-second"], LAMBDA, "Lambda-GB-Second").tier(1),
    fact(["lambda", "duration-x86-tier3", "GB-second"], LAMBDA, "Lambda-GB-Second").tier(2),
    fact(["lambda", "duration-arm-tier1", "GB-second"], LAMBDA, "Lambda-GB-Second-ARM"),
    fact(["lambda", "duration-arm-tier2", "GB-second"], LAMBDA, "Lambda-GB-Second-ARM").tier(1),
    fact(["lambda", "duration-arm-tier3", "GB-second"], LAMBDA, "Lambda-GB-Second-ARM").tier(2),
    fact(["lambda", "provisioned-concurrency-x86", "GB-second"], LAMBDA, "Lambda-Provisioned-Concurrency"),
    fact(["lambda", "provisioned-concurrency-arm", "GB-second"], LAMBDA, "Lambda-Provisioned-Concurrency-ARM"),
    fact(["lambda", "requests", "1M requests"], LAMBDA, "Request").by_million(),
    fact(["dynamodb", "on-demand-write", "1M WRU"], DYNAMODB, "WriteRequestUnits").by_million(),
    fact(["dynamodb", "on-demand-read", "1M RRU"], DYNAMODB, "ReadRequestUnits").by_million(),
    fact(["dynamodb", "provisioned-wcu", "WCU-hour"], DYNAMODB, "WriteCapacityUnit-Hrs"),
    fact(["dynamodb", "provisioned-rcu", "RCU-hour"], DYNAMODB, "ReadCapacityUnit-Hrs"),
    fact(["dynamodb", "storage", "GB-month"], DYNAMODB, "TimedStorage-ByteHrs"),
    fact(["cloudwatch", "alarm-standard", "alarm-metric-month"], WATCH, "CW:AlarmMonitorUsage"),
    fact(["cloudwatch", "custom-metric-first10k", "metric-month"], WATCH, "CW:MetricMonitorUsage"),
    fact(["route53", "hosted-zone-first25", "zone-month"], ROUTE53, "HostedZone").everywhere(),
    fact(["route53", "hosted-zone-over25", "zone-month"], ROUTE53, "HostedZone").tier(1).everywhere(),
    fact(["route53", "queries-standard-first1e9", "1M queries"], ROUTE53, "DNS-Queries").by_million().everywhere(),
    fact(["route53", "queries-standard-over1e9", "1M queries"], ROUTE53, "DNS-Queries").tier(1).by_million().everywhere(),
    fact(["route53", "health-check-aws", "check-month"], ROUTE53, "Health-Check-AWS").everywhere(),
    fact(["route53", "health-check-non-aws", "check-month"], ROUTE53, "Health-Check-Non-AWS").everywhere(),
    fact(["sqs", "standard", "1M requests"], SQS, "Requests-Tier1").by_million(),
    fact(["sqs", "fifo", "1M requests"], SQS, "Requests-FIFO-Tier1").by_million(),
];

/// Whether a product is of a region: Local Zones, Wavelength and Outposts share names of usage with it.
pub(super) fn is_regional(product: &Product) -> bool {
    product.location_type == "AWS Region" && is_name(product.region)
}

/// Whether text can be a key of the catalogue.
pub(super) fn is_name(text: &str) -> bool {
    let fits =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte);
    !text.is_empty() && text.bytes().all(fits)
}

/// The facts that a product's price is: none for most, several where an item is a tier of it.
pub(super) fn wanted(product: &Product) -> Vec<Wanted> {
    let usage = product.bare_usage();
    if let Some(node) = nodes::wanted(product, usage) {
        return vec![node];
    }
    let facts = FACTS.iter().filter(|fact| fact.matches(product, usage));
    facts
        .map(|fact| Wanted {
            service: fact.service,
            item: fact.item.to_owned(),
            region: if fact.everywhere { "global" } else { product.region }.to_owned(),
            unit: fact.unit,
            tier: fact.tier,
            power: fact.power,
            note: String::new(),
        })
        .collect()
}
