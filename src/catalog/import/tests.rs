//! What misleads in real price lists, each by rows as AWS writes them.

mod documents;
mod merging;
mod offers;
mod whole;

use super::*;

const COLUMNS: &str = "SKU,OfferTermCode,TermType,StartingRange,EndingRange,Unit,PricePerUnit,Currency,\
    Product Family,serviceCode,Location Type,Region Code,Instance Type,vCPU,Memory,Tenancy,Operating System,\
    Pre Installed S/W,CapacityStatus,usageType,operation,License Model,Database Engine,Deployment Option,Cache Engine";

/// A row of a list on demand: everything that its test does not set is empty or usual.
#[derive(Clone, Copy)]
struct Line<'a> {
    sku: &'a str,
    term: &'a str,
    begin: &'a str,
    price: &'a str,
    currency: &'a str,
    service: &'a str,
    place: &'a str,
    region: &'a str,
    usage: &'a str,
    operation: &'a str,
    /// Family, instance type, vCPU, memory, tenancy, system, software, capacity.
    machine: [&'a str; 8],
    /// Licence, database engine, deployment, cache engine.
    store: [&'a str; 4],
}

const LINE: Line<'static> = Line {
    sku: "S1",
    term: "OnDemand",
    begin: "0",
    price: "0.0252000000",
    currency: "USD",
    service: "AWSELB",
    place: "AWS Region",
    region: "eu-west-1",
    usage: "EU-LoadBalancerUsage",
    operation: "LoadBalancing:Application",
    machine: [""; 8],
    store: [""; 4],
};

const LINUX: [&str; 8] =
    ["Compute Instance", "m5.large", "2", "8 GiB", "Shared", "Linux", "NA", "Used"];

fn csv(lines: &[Line]) -> String {
    let mut text = format!(
        "\"FormatVersion\",\"v1.0\"\n\"Disclaimer\",\"prices, as they are\"\n\"Publication Date\",\"2026-11-20T21:03:49Z\"\n\
         \"Version\",\"20261120210349\"\n\"OfferCode\",\"AWSELB\"\n{COLUMNS}\n"
    );
    for line in lines {
        let [family, instance, vcpu, memory, tenancy, system, software, capacity] = line.machine;
        let [licence, database, deployment, cache] = line.store;
        let fields = [
            line.sku,
            "JRTCKXETXF",
            line.term,
            line.begin,
            "Inf",
            "Hrs",
            line.price,
            line.currency,
            family,
            line.service,
            line.place,
            line.region,
            instance,
            vcpu,
            memory,
            tenancy,
            system,
            software,
            capacity,
            line.usage,
            line.operation,
            licence,
            database,
            deployment,
            cache,
        ];
        text += &fields.map(|field| format!("\"{field}\"")).join(",");
        text.push('\n');
    }
    text
}

fn read(lines: &[Line]) -> Result<Vec<String>, String> {
    let rows = rows(csv(lines).as_bytes())?;
    Ok(rows.iter().map(|row| brief(&row.to_string())).collect())
}

/// Service, item, region and price of a row.
fn brief(row: &str) -> String {
    row.split('\t').take(4).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_row_says_when_and_where_it_was_read() {
    let list = csv(&[Line {
        service: "AmazonEC2",
        usage: "EU-BoxUsage:m5.large",
        operation: "RunInstances",
        price: "0.1070000000",
        machine: LINUX,
        ..LINE
    }]);
    let rows = rows(list.as_bytes()).unwrap();
    assert_eq!(
        rows.iter().map(Row::to_string).collect::<Vec<_>>(),
        [
            "ec2\tm5.large\teu-west-1\t0.107\thour\t2026-11-20\tprice list CSV, AWSELB 20261120210349\thigh\t2 vCPU, 8 GiB"
        ]
    );
}

#[test]
fn prefixes_are_irregular_and_the_region_code_decides() {
    let lines = [
        Line { region: "us-east-1", usage: "LoadBalancerUsage", ..LINE },
        Line { sku: "S2", region: "us-east-1", usage: "USE1-LoadBalancerUsage", ..LINE },
        Line {
            sku: "S3",
            region: "ap-south-1",
            usage: "APS3-LoadBalancerUsage",
            price: "0.0239",
            ..LINE
        },
        Line { sku: "S4", region: "ap-southeast-1", usage: "APS1-LoadBalancerUsage", ..LINE },
        LINE,
    ];
    assert_eq!(
        read(&lines).unwrap(),
        [
            "alb hour ap-south-1 0.0239",
            "alb hour ap-southeast-1 0.0252",
            "alb hour eu-west-1 0.0252",
            "alb hour us-east-1 0.0252"
        ]
    );
}

#[test]
fn trust_stores_and_outposts_are_no_balancers() {
    for usage in
        ["TS-LoadBalancerUsage", "EU-TS-LoadBalancerUsage", "EU-Outposts-LoadBalancerUsage"]
    {
        let lines = [LINE, Line { sku: "S2", usage, price: "0.0059", ..LINE }];
        assert_eq!(read(&lines).unwrap(), ["alb hour eu-west-1 0.0252"], "{usage}");
    }
}

#[test]
fn local_zones_and_wavelength_are_other_places() {
    for place in ["AWS Local Zone", "AWS Wavelength Zone", "AWS Outposts", ""] {
        let lines = [LINE, Line { sku: "S2", place, price: "0.0315", ..LINE }];
        assert_eq!(read(&lines).unwrap(), ["alb hour eu-west-1 0.0252"], "{place}");
    }
}

#[test]
fn extended_support_of_caches_is_no_node() {
    let node = Line {
        service: "AmazonElastiCache",
        usage: "EU-NodeUsage:cache.m5.large",
        operation: "CreateCacheCluster:0002",
        machine: ["Cache Instance", "cache.m5.large", "2", "6.38 GiB", "", "", "", ""],
        store: ["", "", "", "Redis"],
        ..LINE
    };
    let extended = Line {
        sku: "S2",
        usage: "EU-ExtendedSupportYr1_Yr2-NodeUsage:cache.m5.large",
        price: "0.1384",
        ..node
    };
    let bare = Line {
        sku: "S3",
        region: "us-east-1",
        usage: "ExtendedSupportYr3-NodeUsage:cache.m5.large",
        ..node
    };
    assert_eq!(
        read(&[extended, bare, node]).unwrap(),
        ["elasticache cache.m5.large/redis eu-west-1 0.0252"]
    );
}

#[test]
fn capacity_units_belong_to_the_balancer_of_their_operation() {
    let unit = Line { usage: "EU-LCUUsage", price: "0.0080000000", ..LINE };
    let network =
        Line { sku: "S2", operation: "LoadBalancing:Network", price: "0.0060000000", ..unit };
    let reserved = Line { sku: "S3", usage: "EU-ReservedLCUUsage", price: "0.0040000000", ..unit };
    assert_eq!(
        read(&[unit, network, reserved]).unwrap(),
        ["alb lcu eu-west-1 0.008", "nlb lcu eu-west-1 0.006"]
    );
}

#[test]
fn tasks_of_windows_and_their_disks_are_not_tasks_of_linux() {
    let task = Line {
        service: "AmazonECS",
        operation: "",
        usage: "EU-Fargate-GB-Hours",
        price: "0.0044450000",
        ..LINE
    };
    let lines = [
        Line { sku: "S2", usage: "EU-Fargate-Windows-GB-Hours", price: "0.0099000000", ..task },
        Line {
            sku: "S3",
            usage: "EU-Fargate-EphemeralStorage-GB-Hours",
            price: "0.0001110000",
            ..task
        },
        Line {
            sku: "S4",
            usage: "EU-Fargate-Windows-OS-Hours:perCPU",
            price: "0.0460000000",
            ..task
        },
        Line { sku: "S5", usage: "EU-Fargate-vCPU-Hours:perCPU", price: "0.0404800000", ..task },
        Line { sku: "S6", usage: "EU-Fargate-ARM-GB-Hours", price: "0.0035600000", ..task },
        task,
    ];
    assert_eq!(
        read(&lines).unwrap(),
        [
            "fargate ephemeral-storage eu-west-1 0.000111",
            "fargate linux-arm-memory eu-west-1 0.00356",
            "fargate linux-x86-memory eu-west-1 0.004445",
            "fargate linux-x86-vcpu eu-west-1 0.04048",
        ]
    );
}

#[test]
fn the_first_tier_that_costs_something_counts() {
    let unit = Line {
        service: "AmazonDynamoDB",
        operation: "CommittedThroughput",
        usage: "EU-WriteCapacityUnit-Hrs",
        ..LINE
    };
    let tiers = [
        Line { begin: "18600", price: "0.0007350000", ..unit },
        Line { begin: "0", price: "0.0000000000", ..unit },
    ];
    assert_eq!(read(&tiers).unwrap(), ["dynamodb provisioned-wcu eu-west-1 0.000735"]);
    let second = Line { service: "AWSLambda", operation: "", usage: "EU-Lambda-GB-Second", ..LINE };
    let tiers = [
        Line { begin: "15000000000", price: "0.0000133334", ..second },
        Line { begin: "6000000000", price: "0.0000150000", ..second },
        Line { begin: "0", price: "0.0000166667", ..second },
    ];
    assert_eq!(
        read(&tiers).unwrap(),
        [
            "lambda duration-x86-tier1 eu-west-1 0.0000166667",
            "lambda duration-x86-tier2 eu-west-1 0.000015",
            "lambda duration-x86-tier3 eu-west-1 0.0000133334",
        ]
    );
}

#[test]
fn a_free_product_is_no_price() {
    let free = Line { price: "0.0000000000", ..LINE };
    assert_eq!(read(&[free]).unwrap_err(), "it holds none of the prices that are read here");
}

#[test]
fn requests_are_listed_one_by_one_and_kept_by_the_million() {
    let request = Line {
        service: "AWSLambda",
        operation: "",
        usage: "EU-Request",
        price: "0.0000002000",
        ..LINE
    };
    let write = Line {
        sku: "S2",
        service: "AmazonDynamoDB",
        usage: "EU-WriteRequestUnits",
        price: "0.0000007050",
        ..request
    };
    let query = Line {
        sku: "S3",
        service: "AmazonRoute53",
        usage: "DNS-Queries",
        place: "",
        region: "",
        price: "0.0000004000",
        ..request
    };
    let later = Line { begin: "1000000000", price: "0.0000002000", ..query };
    assert_eq!(
        read(&[later, request, write, query]).unwrap(),
        [
            "dynamodb on-demand-write eu-west-1 0.705",
            "lambda requests eu-west-1 0.2",
            "route53 queries-standard-first1e9 global 0.4",
            "route53 queries-standard-over1e9 global 0.2",
        ]
    );
}

#[test]
fn yuan_are_not_read_as_dollars() {
    let china = Line {
        region: "cn-north-1",
        usage: "CNN1-LoadBalancerUsage",
        currency: "CNY",
        price: "0.156",
        ..LINE
    };
    let message = read(&[LINE, china]).unwrap_err();
    assert!(message.starts_with("line 8: CNN1-LoadBalancerUsage is priced in `CNY`"), "{message}");
}

#[test]
fn two_prices_of_one_fact_are_an_error_that_names_both() {
    let other = Line { sku: "S2", price: "0.0270000000", ..LINE };
    let message = read(&[LINE, other]).unwrap_err();
    for part in ["alb hour in eu-west-1", "S1", "0.0252", "S2", "0.027"] {
        assert!(message.contains(part), "{message}");
    }
    let tier = Line { price: "0.0270000000", ..LINE };
    assert!(read(&[LINE, tier]).unwrap_err().contains("0.0252 and 0.027"));
    assert_eq!(read(&[LINE, Line { sku: "S2", ..LINE }]).unwrap().len(), 1);
}

#[test]
fn the_balancers_of_us_east_1_stand_in_either_offer() {
    for service in ["AWSELB", "AmazonEC2"] {
        let line = Line {
            service,
            region: "us-east-1",
            usage: "LoadBalancerUsage",
            price: "0.0225",
            ..LINE
        };
        assert_eq!(read(&[line]).unwrap(), ["alb hour us-east-1 0.0225"]);
    }
}

#[test]
fn only_bare_linux_on_shared_hardware_is_an_instance() {
    let linux = Line {
        service: "AmazonEC2",
        usage: "EU-BoxUsage:m5.large",
        operation: "RunInstances",
        price: "0.107",
        machine: LINUX,
        ..LINE
    };
    let with = |at: usize, word: &'static str| {
        let mut machine = LINUX;
        machine[at] = word;
        Line { sku: "S2", price: "9", machine, ..linux }
    };
    let lines = [
        with(4, "Dedicated"),
        with(5, "Windows"),
        with(6, "SQL Web"),
        with(7, "AllocatedCapacityReservation"),
        Line { sku: "S3", term: "Reserved", price: "0.05", ..linux },
        Line { sku: "S4", operation: "RunInstances:0010", price: "9", ..linux },
        linux,
    ];
    assert_eq!(read(&lines).unwrap(), ["ec2 m5.large eu-west-1 0.107"]);
}

#[test]
fn databases_are_told_by_engine_deployment_and_licence() {
    let single = Line {
        service: "AmazonRDS",
        usage: "EU-InstanceUsage:db.r6g.large",
        operation: "CreateDBInstance:0014",
        price: "0.25",
        machine: ["Database Instance", "db.r6g.large", "2", "16 GiB", "", "", "", ""],
        store: ["No license required", "PostgreSQL", "Single-AZ", ""],
        ..LINE
    };
    let store = |licence, engine, deployment| [licence, engine, deployment, ""];
    let free = "No license required";
    let multi = Line {
        sku: "S2",
        usage: "EU-Multi-AZUsage:db.r6g.large",
        price: "0.5",
        store: store(free, "PostgreSQL", "Multi-AZ"),
        ..single
    };
    let readable = Line {
        sku: "S3",
        store: store(free, "PostgreSQL", "Multi-AZ (readable standbys)"),
        ..multi
    };
    let aurora = Line { sku: "S4", store: store(free, "Aurora PostgreSQL", "Single-AZ"), ..single };
    let paid = Line {
        sku: "S5",
        price: "9",
        store: store("License included", "PostgreSQL", "Single-AZ"),
        ..single
    };
    assert_eq!(
        read(&[single, multi, readable, aurora, paid]).unwrap(),
        [
            "rds db.r6g.large/postgresql/multi-az eu-west-1 0.5",
            "rds db.r6g.large/postgresql/single-az eu-west-1 0.25"
        ]
    );
}

#[test]
fn nodes_of_search_have_their_ending() {
    let node = Line {
        service: "AmazonES",
        usage: "EU-ESInstance:m6g.large",
        operation: "ESDomain",
        price: "0.142",
        machine: [
            "Amazon OpenSearch Service Instance",
            "m6g.large.search",
            "2",
            "8 GiB",
            "",
            "",
            "",
            "",
        ],
        ..LINE
    };
    let old = Line {
        sku: "S2",
        machine: ["Elastic Search Instance", "m6g.large.elasticsearch", "2", "8", "", "", "", ""],
        ..node
    };
    assert_eq!(read(&[node, old]).unwrap(), ["opensearch m6g.large.search eu-west-1 0.142"]);
}

#[test]
fn gateways_are_told_from_their_private_and_regional_kin() {
    let hour = Line {
        service: "AmazonEC2",
        operation: "NatGateway",
        usage: "EU-NatGateway-Hours",
        price: "0.048",
        ..LINE
    };
    let lines = [
        Line { sku: "S2", usage: "EU-RegionalNatGateway-Hours", price: "9", ..hour },
        Line { sku: "S3", usage: "EU-NatGateway-Prvd-Bytes", price: "9", ..hour },
        Line { sku: "S4", usage: "EU-NatGateway-Bytes", ..hour },
        hour,
    ];
    assert_eq!(
        read(&lines).unwrap(),
        ["nat-gateway data-processed eu-west-1 0.048", "nat-gateway hour eu-west-1 0.048"]
    );
}

#[test]
fn what_is_no_list_is_said_with_its_place() {
    assert!(
        rows(&b"region,price\neu-west-1,1\n"[..]).unwrap_err().contains("no price list of AWS")
    );
    let list = csv(&[LINE]);
    let without = list.replace("Currency", "Money");
    assert_eq!(
        rows(without.as_bytes()).unwrap_err(),
        "line 6: the header has no column `currency`"
    );
    let undated = list.replace("2026-11-20T", "someday");
    assert!(rows(undated.as_bytes()).unwrap_err().contains("no publication date"));
    let wrong = read(&[Line { price: "free", ..LINE }]).unwrap_err();
    assert!(wrong.starts_with("line 7: ") && wrong.contains("`free`"), "{wrong}");
}
