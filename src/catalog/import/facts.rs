//! The unit prices that lists are read for. In: a product. Out: whether a fact of the catalogue is its price. A row per
//! fact, named as `data/services.tsv` names it, with the usage type that AWS bills it by.

use super::record::Product;
use super::select::is_regional;

/// A row of the table below: an item of a service, and the products that it is.
#[derive(Clone, Copy)]
pub(super) struct Fact {
    pub service: &'static str,
    pub item: &'static str,
    pub unit: &'static str,
    pub tier: usize,
    pub power: u32,
    pub everywhere: bool,
    offers: &'static [&'static str],
    usage: &'static str,
    operation: Option<&'static str>,
    engines: &'static [&'static str],
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
        engines: &[],
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

    /// The list prices one request, the catalogue ten thousand.
    const fn by_ten_thousand(self) -> Self {
        Self { power: 4, ..self }
    }

    /// Only the products of these database engines.
    const fn engines(self, engines: &'static [&'static str]) -> Self {
        Self { engines, ..self }
    }

    /// For services without regions.
    const fn everywhere(self) -> Self {
        Self { everywhere: true, ..self }
    }

    /// Whether it is the price of a product; `bare` is the product's usage type without the prefix of its region.
    pub(super) fn matches(&self, product: &Product, bare: &str) -> bool {
        let usage = if self.everywhere { product.usage } else { bare };
        usage == self.usage
            && (self.everywhere || is_regional(product))
            && self.offers.contains(&product.service)
            && (self.engines.is_empty() || self.engines.contains(&product.database))
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
const RDS: &[&str] = &["AmazonRDS"];
const SEARCH: &[&str] = &["AmazonES"];
const S3: &[&str] = &["AmazonS3"];
const KMS: &[&str] = &["awskms"];
const SECRETS: &[&str] = &["AWSSecretsManager"];
const VPC: &[&str] = &["AmazonVPC"];
const CLOUDFRONT: &[&str] = &["AmazonCloudFront"];

/// Storage of RDS is listed by engine, or once for any.
const POSTGRESQL: &[&str] = &["PostgreSQL", "Any"];

/// The unit prices that are read; transfer of data is told by more than a usage type (see [`super::transfer`]).
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
    fact(["dynamodb", "pitr", "GB-month"], DYNAMODB, "TimedPITRStorage-ByteHrs"),
    fact(["rds", "pg-storage-gp3", "GB-month"], RDS, "RDS:GP3-Storage").engines(POSTGRESQL),
    fact(["rds", "pg-backup", "GB-month"], RDS, "RDS:ChargedBackupUsage").engines(POSTGRESQL),
    fact(["rds", "proxy", "vCPU-hour"], RDS, "RDS:ProxyUsage").engines(POSTGRESQL),
    fact(["rds", "aurora-storage", "GB-month"], RDS, "Aurora:StorageUsage"),
    fact(["rds", "aurora-io", "1M requests"], RDS, "Aurora:StorageIOUsage").by_million(),
    fact(["rds", "aurora-pg-serverless-v2", "ACU-hour"], RDS, "Aurora:ServerlessV2Usage").engines(&["Aurora PostgreSQL"]),
    fact(["opensearch", "storage-gp2", "GB-month"], SEARCH, "ES:GP2-Storage"),
    fact(["s3", "standard-first50tb", "GB-month"], S3, "TimedStorage-ByteHrs"),
    fact(["kms", "customer-key", "key-month"], KMS, "KMS-Keys"),
    fact(["secretsmanager", "secret", "secret-month"], SECRETS, "AWSSecretsManager-Secrets"),
    fact(["secretsmanager", "api", "10k requests"], SECRETS, "AWSSecretsManagerAPIRequest").by_ten_thousand(),
    fact(["cloudwatch", "alarm-composite", "alarm-month"], WATCH, "CW:CompositeAlarmMonitorUsage"),
    fact(["cloudwatch", "alarm-high-resolution", "alarm-metric-month"], WATCH, "CW:HighResAlarmMonitorUsage"),
    fact(["cloudwatch", "alarm-standard", "alarm-metric-month"], WATCH, "CW:AlarmMonitorUsage"),
    fact(["cloudwatch", "custom-metric-first10k", "metric-month"], WATCH, "CW:MetricMonitorUsage"),
    fact(["cloudwatch", "logs-ingested", "GB"], WATCH, "DataProcessing-Bytes"),
    fact(["cloudwatch", "logs-stored", "GB-month"], WATCH, "TimedStorage-ByteHrs"),
    fact(["cloudwatch", "logs-insights-scanned", "GB"], WATCH, "DataScanned-Bytes"),
    fact(["route53", "hosted-zone-first25", "zone-month"], ROUTE53, "HostedZone").everywhere(),
    fact(["route53", "hosted-zone-over25", "zone-month"], ROUTE53, "HostedZone").tier(1).everywhere(),
    fact(["route53", "queries-standard-first1e9", "1M queries"], ROUTE53, "DNS-Queries").by_million().everywhere(),
    fact(["route53", "queries-standard-over1e9", "1M queries"], ROUTE53, "DNS-Queries").tier(1).by_million().everywhere(),
    fact(["route53", "health-check-aws", "check-month"], ROUTE53, "Health-Check-AWS").everywhere(),
    fact(["route53", "health-check-non-aws", "check-month"], ROUTE53, "Health-Check-Non-AWS").everywhere(),
    fact(["route53", "health-check-option-aws", "feature-month"], ROUTE53, "Health-Check-Option-AWS").everywhere(),
    fact(["route53", "health-check-option-non-aws", "feature-month"], ROUTE53, "Health-Check-Option-Non-AWS").everywhere(),
    fact(["cloudfront", "egress-na-first10tb", "GB"], CLOUDFRONT, "US-DataTransfer-Out-Bytes").everywhere(),
    fact(["cloudfront", "egress-europe-first10tb", "GB"], CLOUDFRONT, "EU-DataTransfer-Out-Bytes").everywhere(),
    fact(["cloudfront", "egress-japan-first10tb", "GB"], CLOUDFRONT, "JP-DataTransfer-Out-Bytes").everywhere(),
    fact(["cloudfront", "egress-aunz-first10tb", "GB"], CLOUDFRONT, "AU-DataTransfer-Out-Bytes").everywhere(),
    fact(["cloudfront", "egress-sa-first10tb", "GB"], CLOUDFRONT, "SA-DataTransfer-Out-Bytes").everywhere(),
    fact(["cloudfront", "egress-za-ke-me-first10tb", "GB"], CLOUDFRONT, "ZA-DataTransfer-Out-Bytes").everywhere(),
    fact(["cloudfront", "egress-za-ke-me-first10tb", "GB"], CLOUDFRONT, "ME-DataTransfer-Out-Bytes").everywhere(),
    fact(["public-ipv4", "address", "address-hour"], VPC, "PublicIPv4:InUseAddress"),
    fact(["vpc-endpoint-interface", "hour", "endpoint-AZ-hour"], VPC, "VpcEndpoint-Hours"),
    fact(["vpc-endpoint-interface", "data-first1pb", "GB"], VPC, "VpcEndpoint-Bytes"),
    fact(["sqs", "standard", "1M requests"], SQS, "Requests-Tier1").by_million(),
    fact(["sqs", "fifo", "1M requests"], SQS, "Requests-FIFO-Tier1").by_million(),
];
