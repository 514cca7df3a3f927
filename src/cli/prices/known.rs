//! What the catalogue knows of a name. In: an instance type, a class of a store, a service or `service/item`. Out: what
//! it is, and an estimate for each region, item or engine.

use crate::catalog::{
    self, CacheEngine, Catalogue, Deployment, Price, RdsEngine, ServicePrice, SpotEstimate, Text,
};

/// A thing with its estimates.
pub struct Known {
    /// What it is: `EC2 instance type, 2 vCPU, 8 GiB`.
    pub what: String,
    /// What the estimates hold for.
    pub terms: &'static str,
    /// One for each place, and for each item, engine and deployment there.
    pub estimates: Vec<Estimate>,
}

/// What one unit costs, from when and from where.
pub struct Estimate {
    /// The item, or the engine and the deployment; empty where there is one only.
    pub item: Text,
    /// The price with its unit and region.
    pub price: ServicePrice,
    /// What spot would cost.
    pub spot: Option<SpotEstimate>,
}

const ON_DEMAND: &str = "on demand, without tax and discounts";
const LINUX: &str = "Linux on shared hardware, on demand, without tax and discounts";

/// What is known of a name, if anything is.
pub fn known(catalogue: &Catalogue, name: &str) -> Option<Known> {
    [instance, database, cache, search, service].into_iter().find_map(|of| of(catalogue, name))
}

fn instance(catalogue: &Catalogue, name: &str) -> Option<Known> {
    let size = catalog::instance_type(name);
    let regions = catalogue.ec2_regions(name);
    let estimate = |region: &Text| {
        let price = hour(catalogue.ec2(name, region)?, region);
        Some(Estimate { item: "".into(), price, spot: catalogue.spot(name, region) })
    };
    let estimates: Vec<_> = regions.iter().filter_map(estimate).collect();
    (size.is_some() || !estimates.is_empty()).then(|| {
        let parts = size.map(|size| (size.vcpu, size.memory_mib, size.arch, size.source));
        let (vcpu, mib, arch, source) = parts.unwrap_or((None, None, "", ""));
        Known {
            what: titled("EC2 instance type", vcpu, mib, [arch, source]),
            terms: LINUX,
            estimates,
        }
    })
}

fn database(catalogue: &Catalogue, name: &str) -> Option<Known> {
    let engines = [RdsEngine::Mysql, RdsEngine::Postgresql];
    let kinds = engines.into_iter().flat_map(|engine| {
        [Deployment::SingleAz, Deployment::MultiAz].map(|deployment| (engine, deployment))
    });
    let kinds: Vec<_> = kinds.collect();
    let estimates = catalogue.rds_regions(name).into_iter().flat_map(|region| {
        let kinds = kinds.iter().filter_map(|(engine, deployment)| {
            let price = catalogue.rds(name, &region, *engine, *deployment)?;
            let item = format!("{}/{}", engine.word(), deployment.word());
            Some(Estimate { item: item.into(), price: hour(price, &region), spot: None })
        });
        kinds.collect::<Vec<_>>()
    });
    node("RDS instance class", catalog::rds_class(name), estimates.collect())
}

fn cache(catalogue: &Catalogue, name: &str) -> Option<Known> {
    let engines = [CacheEngine::Redis, CacheEngine::Valkey, CacheEngine::Memcached];
    let estimates = catalogue.cache_regions(name).into_iter().flat_map(|region| {
        let engines = engines.iter().filter_map(|engine| {
            let price = hour(catalogue.cache(name, &region, *engine)?, &region);
            Some(Estimate { item: engine.word().into(), price, spot: None })
        });
        engines.collect::<Vec<_>>()
    });
    node("ElastiCache node type", catalog::elasticache_type(name), estimates.collect())
}

fn search(catalogue: &Catalogue, name: &str) -> Option<Known> {
    let estimates = catalogue.search_regions(name).into_iter().filter_map(|region| {
        let price = hour(catalogue.search(name, &region)?, &region);
        Some(Estimate { item: "".into(), price, spot: None })
    });
    node("OpenSearch instance type", catalog::opensearch_type(name), estimates.collect())
}

fn node(kind: &str, size: Option<catalog::NodeType>, estimates: Vec<Estimate>) -> Option<Known> {
    (size.is_some() || !estimates.is_empty()).then(|| {
        let (vcpu, mib) = (size.map(|size| size.vcpu), size.map(|size| size.memory_mib));
        let source = size.map_or("", |size| size.source);
        Known { what: titled(kind, vcpu, mib, ["", source]), terms: ON_DEMAND, estimates }
    })
}

/// The items of a service, or the one that is named; machines are found by their own names.
fn service(catalogue: &Catalogue, name: &str) -> Option<Known> {
    let (service, wanted) = match name.split_once('/') {
        Some((service, item)) => (service, Some(item)),
        None => (name, None),
    };
    let items = catalogue.items(service).into_iter();
    let estimates: Vec<Estimate> = items
        .filter(|(item, _)| !item.contains('.') && wanted.is_none_or(|wanted| wanted == item))
        .map(|(item, price)| Estimate { item, price, spot: None })
        .collect();
    let what = wanted.map_or("service".to_owned(), |item| format!("{item} of {service}"));
    (!estimates.is_empty()).then_some(Known { what, terms: ON_DEMAND, estimates })
}

fn hour(price: Price, region: &str) -> ServicePrice {
    ServicePrice {
        region: region.to_owned().into(),
        pico_usd: price.pico_usd_per_hour,
        unit: "hour".into(),
        date: price.date,
        source: price.source,
        confidence: price.confidence,
        note: None,
    }
}

/// The kind with what is known of the size.
fn titled(kind: &str, vcpu: Option<u32>, mib: Option<u64>, [arch, source]: [&str; 2]) -> String {
    let size = match (vcpu, mib) {
        (Some(vcpu), Some(mib)) => {
            let gib = crate::ratio::Ratio::of(u128::from(mib), 1024).rounded(3);
            format!("{vcpu} vCPU, {gib} GiB")
        }
        _ => "size unknown".to_owned(),
    };
    let source = if source.is_empty() { String::new() } else { format!("size from {source}") };
    let parts = [kind, &size, arch, &source];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
