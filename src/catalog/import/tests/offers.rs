//! A list of each offer, with what stands beside the wanted products in it.

use super::*;

/// Every row of a fixture, in short.
fn of(list: &[u8]) -> Vec<String> {
    rows(list).unwrap().iter().map(|row| brief(&row.to_string())).collect()
}

macro_rules! list {
    ($name:literal) => {
        include_bytes!(concat!("../../../../tests/fixtures/prices/", $name))
    };
}

/// A list with something in it replaced.
fn changed(list: &[u8], what: &str, by: &str) -> Result<Vec<Row>, String> {
    let text = std::str::from_utf8(list).unwrap();
    assert!(text.contains(what), "{what}");
    rows(text.replace(what, by).as_bytes())
}

#[test]
fn transfer_stands_in_the_region_that_it_leaves() {
    assert_eq!(
        of(list!("transfer.csv")),
        [
            "data-transfer inter-az eu-west-1 0.011",
            "data-transfer inter-region-us-east-pair us-east-1 0.01",
            "data-transfer inter-region/eu-west-1 us-east-1 0.022",
            "data-transfer inter-region/us-east-1 eu-west-1 0.021",
            "data-transfer internet-first10tb eu-west-1 0.09",
            "data-transfer internet-first10tb us-east-1 0.09",
            "data-transfer internet-next100tb eu-west-1 0.07",
            "data-transfer internet-next100tb us-east-1 0.07",
            "data-transfer internet-next40tb eu-west-1 0.085",
            "data-transfer internet-next40tb us-east-1 0.085",
            "data-transfer internet-over150tb eu-west-1 0.05",
            "data-transfer internet-over150tb us-east-1 0.05",
        ]
    );
}

#[test]
fn two_prices_of_one_way_are_an_error() {
    let message = changed(list!("transfer.csv"), "\"S3-CRR\"", "\"\"").unwrap_err();
    for part in ["inter-region/us-east-1 in eu-west-1", "T10", "0.021", "T17", "0.03"] {
        assert!(message.contains(part), "{message}");
    }
}

#[test]
fn storage_of_databases_is_told_by_engine() {
    let list = list!("rds.csv");
    assert_eq!(
        of(list),
        [
            "rds aurora-io eu-west-1 0.22",
            "rds aurora-pg-serverless-v2 eu-west-1 0.14",
            "rds aurora-storage eu-west-1 0.111",
            "rds pg-backup eu-west-1 0.095",
            "rds pg-storage-gp3 eu-west-1 0.127",
            "rds proxy eu-west-1 0.018",
        ]
    );
    let any = "\"Any\",\"Single-AZ\",\"EU-RDS:GP3-Storage\"";
    let other = "\"PostgreSQL\",\"Single-AZ\",\"EU-RDS:GP3-Storage\"";
    assert!(changed(list, any, other).is_ok(), "one price, said twice");
    let message = changed(list, "\"SQL Server\"", "\"Any\"").unwrap_err();
    assert!(message.contains("pg-storage-gp3 in eu-west-1 has two prices"), "{message}");
}

#[test]
fn keys_have_the_code_of_their_region_before_them() {
    let keys = of(list!("kms.json"));
    assert_eq!(keys, ["kms customer-key eu-west-1 1", "kms customer-key us-east-1 1"]);
}

#[test]
fn calls_for_secrets_are_kept_by_ten_thousand() {
    assert_eq!(
        of(list!("secrets.json")),
        ["secretsmanager api eu-west-1 0.05", "secretsmanager secret eu-west-1 0.4"]
    );
}

#[test]
fn storage_is_that_of_the_usual_class() {
    assert_eq!(of(list!("s3.csv")), ["s3 standard-first50tb eu-west-1 0.023"]);
    assert_eq!(of(list!("search.csv")), ["opensearch storage-gp2 eu-west-1 0.149"]);
    assert_eq!(
        of(list!("dynamodb.csv")),
        ["dynamodb pitr eu-west-1 0.226", "dynamodb storage eu-west-1 0.283"]
    );
}

#[test]
fn alarms_and_logs_are_told_by_kind() {
    assert_eq!(
        of(list!("cloudwatch.csv")),
        [
            "cloudwatch alarm-composite eu-west-1 0.5",
            "cloudwatch alarm-high-resolution eu-west-1 0.3",
            "cloudwatch alarm-standard eu-west-1 0.1",
            "cloudwatch logs-ingested eu-west-1 0.57",
            "cloudwatch logs-insights-scanned eu-west-1 0.0057",
            "cloudwatch logs-stored eu-west-1 0.03",
        ]
    );
}

#[test]
fn addresses_and_endpoints_stand_in_the_list_of_networks() {
    assert_eq!(
        of(list!("vpc.csv")),
        [
            "public-ipv4 address eu-west-1 0.005",
            "vpc-endpoint-interface data-first1pb eu-west-1 0.01",
            "vpc-endpoint-interface hour eu-west-1 0.011",
        ]
    );
}

#[test]
fn options_of_checks_are_no_checks() {
    assert_eq!(
        of(list!("route53.json")),
        [
            "route53 health-check-aws global 0.5",
            "route53 health-check-non-aws global 0.75",
            "route53 health-check-option-aws global 1",
            "route53 health-check-option-non-aws global 2",
        ]
    );
}

#[test]
fn a_content_network_is_priced_by_where_users_are() {
    let list = list!("cloudfront.json");
    assert_eq!(
        of(list),
        [
            "cloudfront egress-aunz-first10tb global 0.115",
            "cloudfront egress-europe-first10tb global 0.086",
            "cloudfront egress-japan-first10tb global 0.114",
            "cloudfront egress-na-first10tb global 0.085",
            "cloudfront egress-sa-first10tb global 0.11",
            "cloudfront egress-za-ke-me-first10tb global 0.11",
        ]
    );
    let apart = changed(list, "ME-DataTransfer-Out-Bytes", "ZA-DataTransfer-Out-Bytes");
    assert!(apart.is_ok(), "two places of one price");
    let text = std::str::from_utf8(list).unwrap();
    let (before, after) = text.rsplit_once("0.1100000000").unwrap();
    let message = rows(format!("{before}0.1200000000{after}").as_bytes()).unwrap_err();
    for part in ["egress-za-ke-me-first10tb", "ZA-DataTransfer", "ME-DataTransfer", "0.12"] {
        assert!(message.contains(part), "{message}");
    }
}
