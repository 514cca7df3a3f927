//! What CSV and JSON of AWS's price lists have in common. In: names and figures as AWS writes them. Out: a product, a tier
//! of its price, the list that both stand in; exact. Knows not which products are wanted.

/// A product of a price list; what its list does not say is empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Product<'a> {
    pub sku: &'a str,
    pub service: &'a str,
    pub family: &'a str,
    pub region: &'a str,
    pub location_type: &'a str,
    pub usage: &'a str,
    pub operation: &'a str,
    pub instance: &'a str,
    pub vcpu: &'a str,
    pub memory: &'a str,
    pub system: &'a str,
    pub tenancy: &'a str,
    pub software: &'a str,
    pub capacity: &'a str,
    pub database: &'a str,
    pub deployment: &'a str,
    pub licence: &'a str,
    pub cache: &'a str,
    pub transfer: &'a str,
    pub from_region: &'a str,
    pub from_type: &'a str,
    pub to: &'a str,
    pub to_region: &'a str,
    pub to_type: &'a str,
}

impl<'a> Product<'a> {
    /// Reads it by plain names (see [`plain`]).
    pub(super) fn of(field: impl Fn(&str) -> &'a str) -> Self {
        Self {
            sku: field("sku"),
            service: field("servicecode"),
            family: field("productfamily"),
            region: field("regioncode"),
            location_type: field("locationtype"),
            usage: field("usagetype"),
            operation: field("operation"),
            instance: field("instancetype"),
            vcpu: field("vcpu"),
            memory: field("memory"),
            system: field("operatingsystem"),
            tenancy: field("tenancy"),
            software: field("preinstalledsw"),
            capacity: field("capacitystatus"),
            database: field("databaseengine"),
            deployment: field("deploymentoption"),
            licence: field("licensemodel"),
            cache: field("cacheengine"),
            transfer: field("transfertype"),
            from_region: field("fromregioncode"),
            from_type: field("fromlocationtype"),
            to: field("tolocation"),
            to_region: field("toregioncode"),
            to_type: field("tolocationtype"),
        }
    }

    /// The usage type without the prefix of its region. The prefixes are irregular: none, `USE1-`, `EU-`, `APS3-`, of KMS
    /// the region's code; what else stands before a dash (`TS-`, `DNS-`, `Outposts-`) belongs to the name.
    pub(super) fn bare_usage(&self) -> &'a str {
        let rest = self.usage.strip_prefix(self.region).and_then(|rest| rest.strip_prefix('-'));
        if let Some(rest) = rest.filter(|_| !self.region.is_empty()) {
            return rest;
        }
        let Some((prefix, rest)) = self.usage.split_once('-') else { return self.usage };
        let letters = prefix.trim_end_matches(|letter: char| letter.is_ascii_digit());
        let digits = prefix.len() - letters.len();
        let capitals = letters.bytes().all(|letter| letter.is_ascii_uppercase());
        let is_region = capitals && (2..=4).contains(&letters.len()) && digits == 1;
        if is_region || prefix == "EU" { rest } else { self.usage }
    }
}

/// A name of a column or an attribute so that CSV and JSON agree: `Pre Installed S/W` and `preInstalledSw` are both
/// `preinstalledsw`.
pub(super) fn plain(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|letter| letter.to_ascii_lowercase()).collect()
}

/// One dimension of a price, as written: from how much on it holds, what a unit costs, of which currency.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tier<'a> {
    pub begin: &'a str,
    pub price: &'a str,
    pub currency: &'a str,
}

/// The list that a price stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Offer {
    /// `2026-11-20`.
    pub date: String,
    /// The kind of file, the offer and its version: `price list CSV, AmazonEC2 20261120210349`.
    pub source: String,
}

impl Offer {
    /// An offer by what its list says of itself; fails where the publication date is none.
    pub(super) fn of(
        kind: &str,
        code: &str,
        version: &str,
        published: &str,
    ) -> Result<Self, String> {
        let date = published.get(..10).unwrap_or(published);
        if date.parse::<jiff::civil::Date>().is_err() || date.len() != 10 {
            return Err(format!("`{published}` is no publication date"));
        }
        let source = crate::words::one_line(&format!("{kind}, {code} {version}"));
        Ok(Self { date: date.to_owned(), source })
    }
}

/// A decimal times ten to a power as a whole number, rounded half up. Nothing where the text is no decimal or is too large.
pub(super) fn scaled(text: &str, power: u32) -> Option<u128> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = format!("{whole}{fraction}");
    if whole.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: u128 = digits.parse().ok()?;
    let places = u32::try_from(fraction.len()).ok()?;
    if let Some(up) = power.checked_sub(places) {
        return number.checked_mul(10_u128.checked_pow(up)?);
    }
    let down = 10_u128.checked_pow(places.checked_sub(power)?)?;
    Some(number.checked_add(down / 2)? / down)
}

/// Dollars in millionths of a millionth, times ten to a power.
pub(super) fn pico(usd: &str, power: u32) -> Option<u64> {
    scaled(usd, 12 + power)?.try_into().ok()
}

/// Millionths of a millionth of a dollar as the shortest decimal: `0.096`.
pub(super) fn dollars(pico: u64) -> String {
    let (whole, rest) = (pico / 1_000_000_000_000, pico % 1_000_000_000_000);
    let fraction = format!("{rest:012}");
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() { whole.to_string() } else { format!("{whole}.{fraction}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bare(usage: &str) -> &str {
        Product { usage, ..Product::default() }.bare_usage()
    }

    #[test]
    fn only_prefixes_of_regions_are_taken_off() {
        for usage in ["USE1-", "EU-", "APS3-", "UGW1-", "EUC2-", ""] {
            assert_eq!(bare(&format!("{usage}LoadBalancerUsage")), "LoadBalancerUsage");
        }
        for usage in ["TS-LoadBalancerUsage", "DNS-Queries", "Outposts-LoadBalancerUsage"] {
            assert_eq!(bare(usage), usage);
            assert_eq!(bare(&format!("USE1-{usage}")), usage);
        }
        assert_eq!(bare("USW2-LAX1-NatGateway-Hours"), "LAX1-NatGateway-Hours");
        assert_eq!(bare("Lambda-GB-Second"), "Lambda-GB-Second");
    }

    #[test]
    fn columns_and_attributes_have_one_name() {
        assert_eq!(plain("Pre Installed S/W"), plain("preInstalledSw"));
        assert_eq!(plain("Region Code"), plain("regionCode"));
        assert_eq!(plain("\u{feff}SKU"), "sku");
    }

    #[test]
    fn prices_are_exact_and_rounded_half_up_beyond() {
        assert_eq!(pico("0.0000002000", 6), Some(200_000_000_000));
        assert_eq!(pico("0.0960000000", 0), Some(96_000_000_000));
        assert_eq!(pico("0.0000000000015", 0), Some(2));
        assert_eq!(pico("0.0000000000014999", 0), Some(1));
        for wrong in
            ["", ".5", "-1", "1e-7", "1,5", "99999999999999999999", "9".repeat(60).as_str()]
        {
            assert_eq!(pico(wrong, 6), None, "{wrong}");
        }
        assert_eq!(
            (dollars(96_000_000_000), dollars(2), dollars(3_000_000_000_000)),
            ("0.096".into(), "0.000000000002".into(), "3".into())
        );
    }

    #[test]
    fn an_offer_has_a_day() {
        let offer =
            Offer::of("price list CSV", "AmazonEC2", "2026\t1", "2026-11-20T21:03:49Z").unwrap();
        assert_eq!(
            (offer.date.as_str(), offer.source.as_str()),
            ("2026-11-20", "price list CSV, AmazonEC2 2026 1")
        );
        assert!(Offer::of("", "", "", "yesterday").is_err());
    }
}
