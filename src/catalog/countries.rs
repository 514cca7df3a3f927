//! Places that DNS can tell apart: countries (ISO 3166-1 alpha-2) and the seven continents of Route 53.
//! In: a word of a policy. Out: a code, or the name of a country.

use super::table::Table;

static COUNTRIES: Table<'static> = Table::new(include_str!("data/countries.tsv"));

/// Source: Route 53 API reference, `GeoLocation`, `ContinentCode`.
const CONTINENTS: [(&str, &str); 7] = [
    ("africa", "AF"),
    ("antarctica", "AN"),
    ("asia", "AS"),
    ("europe", "EU"),
    ("north-america", "NA"),
    ("oceania", "OC"),
    ("south-america", "SA"),
];

/// Whether these are the two capitals of a country.
pub fn is_country(code: &str) -> bool {
    country(code).is_some()
}

/// The English name of the country with this code (`CH`).
pub fn country(code: &str) -> Option<&'static str> {
    COUNTRIES.find(&[code])?.field(1)
}

/// The code of Route 53 for a continent: `europe` is `EU`.
pub fn continent(name: &str) -> Option<&'static str> {
    CONTINENTS.iter().find(|(known, _)| *known == name).map(|(_, code)| *code)
}

/// The names of the continents.
pub fn continents() -> impl Iterator<Item = &'static str> {
    CONTINENTS.iter().map(|(name, _)| *name)
}
