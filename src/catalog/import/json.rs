//! Price lists as JSON: a whole list (products, terms), or what `aws pricing get-products` says (strings that hold JSON),
//! one of its products, or one on each line. Out: what of it is wanted. Of a whole list only wanted products and the terms
//! on demand are held.

use std::collections::BTreeMap;
use std::fmt;
use std::io::Read;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};

use super::gather::Gathered;
use super::record::{Offer, Product, Tier, plain};
use super::select;

/// Reads every document of a text.
pub(super) fn read(list: impl Read, gathered: &mut Gathered) -> Result<(), String> {
    for document in serde_json::Deserializer::from_reader(list).into_iter::<Document>() {
        document.map_err(|cause| cause.to_string())?.into_prices(gathered)?;
    }
    Ok(())
}

/// Any of the shapes.
#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct Document {
    #[serde(rename = "PriceList")]
    price_list: Option<Vec<String>>,
    #[serde(default)]
    offer_code: String,
    #[serde(default)]
    service_code: String,
    #[serde(default)]
    version: String,
    #[serde(default)]
    publication_date: String,
    #[serde(default)]
    products: Products,
    product: Option<Listed>,
    #[serde(default)]
    terms: Terms,
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Terms {
    #[serde(rename = "OnDemand")]
    on_demand: Node,
}

#[derive(Default, serde::Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Listed {
    sku: String,
    product_family: String,
    attributes: BTreeMap<String, String>,
}

#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct Dimension {
    #[serde(default)]
    begin_range: String,
    price_per_unit: BTreeMap<String, String>,
}

impl Document {
    fn into_prices(self, gathered: &mut Gathered) -> Result<(), String> {
        if let Some(list) = self.price_list {
            for (at, text) in list.iter().enumerate() {
                let inner = serde_json::from_str::<Self>(text).map_err(|cause| cause.to_string());
                let taken = inner.and_then(|inner| inner.one(gathered));
                taken.map_err(|why| format!("product {}: {why}", at + 1))?;
            }
            return Ok(());
        }
        if self.product.is_some() {
            return self.one(gathered);
        }
        if self.offer_code.is_empty() {
            return Err("neither `PriceList`, `product` nor `offerCode` stands at its top: no prices of AWS".into());
        }
        let offer =
            Offer::of("price list JSON", &self.offer_code, &self.version, &self.publication_date)?;
        for (sku, product) in &self.products.0 {
            if let Some(term) = self.terms.on_demand.inner.get(sku) {
                product.take(&self.offer_code, term, &offer, gathered)?;
            }
        }
        Ok(())
    }

    fn one(&self, gathered: &mut Gathered) -> Result<(), String> {
        let Some(product) = &self.product else { return Err("it holds no `product`".to_owned()) };
        let (code, version) = (&self.service_code, &self.version);
        let offer = Offer::of("get-products", code, version, &self.publication_date)?;
        product.take(code, &self.terms.on_demand, &offer, gathered)
    }
}

impl Listed {
    fn take(
        &self,
        code: &str,
        term: &Node,
        offer: &Offer,
        gathered: &mut Gathered,
    ) -> Result<(), String> {
        let product = self.product(code);
        let own = term.dimensions.iter();
        for dimension in own.chain(term.inner.values().flat_map(|inner| &inner.dimensions)) {
            let price = match dimension.price_per_unit.get_key_value("USD") {
                Some(dollars) => Some(dollars),
                None => dimension.price_per_unit.first_key_value(),
            };
            let (currency, price) = price.map_or(("", ""), |(currency, price)| (currency, price));
            let tier = Tier { begin: &dimension.begin_range, price, currency };
            gathered.take(&product, &tier, offer)?;
        }
        Ok(())
    }

    fn product<'a>(&'a self, code: &'a str) -> Product<'a> {
        let attributes: BTreeMap<String, &str> =
            self.attributes.iter().map(|(name, value)| (plain(name), value.as_str())).collect();
        Product::of(|name| match name {
            "sku" => &self.sku,
            "productfamily" => &self.product_family,
            name => attributes.get(name).copied().unwrap_or(if name == "servicecode" {
                code
            } else {
                ""
            }),
        })
    }
}

/// The wanted products of a whole list, by SKU.
#[derive(Default)]
struct Products(BTreeMap<String, Listed>);

impl<'de> Deserialize<'de> for Products {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Wanted;
        impl<'de> Visitor<'de> for Wanted {
            type Value = Products;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("products by SKU")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Products, M::Error> {
                let mut wanted = BTreeMap::new();
                while let Some((sku, listed)) = map.next_entry::<String, Listed>()? {
                    if !select::wanted(&listed.product("")).is_empty() {
                        wanted.insert(sku, listed);
                    }
                }
                Ok(Products(wanted))
            }
        }
        from.deserialize_map(Wanted)
    }
}

/// Terms, by SKU and by code in a whole list, by code alone in a single product: whatever holds `priceDimensions` is one.
#[derive(Default)]
struct Node {
    dimensions: Vec<Dimension>,
    inner: BTreeMap<String, Node>,
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Inside;
        impl<'de> Visitor<'de> for Inside {
            type Value = Node;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("terms by SKU or code")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Node, M::Error> {
                let mut node = Node::default();
                while let Some(key) = map.next_key::<String>()? {
                    match key.as_str() {
                        "priceDimensions" => {
                            let all: BTreeMap<String, Dimension> = map.next_value()?;
                            node.dimensions.extend(all.into_values());
                        }
                        "sku" | "offerTermCode" | "effectiveDate" | "termAttributes" => {
                            map.next_value::<IgnoredAny>()?;
                        }
                        _ => drop(node.inner.insert(key, map.next_value()?)),
                    }
                }
                Ok(node)
            }
        }
        from.deserialize_map(Inside)
    }
}
