//! JSON in each of its shapes.

use super::*;

const LISTED: &str = r#"{"product":{"productFamily":"Load Balancer-Application","sku":"S1","attributes":{
"regionCode":"eu-west-1","locationType":"AWS Region","usagetype":"EU-LoadBalancerUsage","operation":"LoadBalancing:Application"}},
"serviceCode":"AWSELB","version":"20261121","publicationDate":"2026-11-21T00:00:00Z",
"terms":{"OnDemand":{"S1.JRTCKXETXF":{"sku":"S1","offerTermCode":"JRTCKXETXF","priceDimensions":{
"S1.JRTCKXETXF.6YS6EN2CT7":{"unit":"Hrs","beginRange":"0","endRange":"Inf","pricePerUnit":{"USD":"0.0252000000"}}},"termAttributes":{}}},
"Reserved":{"S1.X":{"priceDimensions":{"a":{"pricePerUnit":{"USD":"0.01"}}}}}}}"#;

fn from_json(text: &str) -> Result<Vec<String>, String> {
    Ok(rows(text.as_bytes())?.iter().map(Row::to_string).collect())
}

#[test]
fn products_are_read_alone_by_lines_and_in_their_whole_output() {
    let row = "alb\thour\teu-west-1\t0.0252\tload-balancer-hour\t2026-11-21\tget-products, AWSELB 20261121\thigh\t";
    let other = LISTED.replace("eu-west-1", "eu-west-2").replace("EU-", "EUW2-");
    let output = serde_json::json!({"PriceList": [LISTED, other], "NextToken": "x", "FormatVersion": "aws_v1"});
    assert_eq!(from_json(LISTED).unwrap(), [row]);
    let both = [row.to_owned(), row.replace("eu-west-1", "eu-west-2")];
    let line = |text: &str| text.replace('\n', "");
    assert_eq!(from_json(&format!("{}\n{}\n", line(LISTED), line(&other))).unwrap(), both);
    assert_eq!(from_json(&serde_json::to_string_pretty(&output).unwrap()).unwrap(), both);
}

#[test]
fn a_whole_list_is_read_whatever_stands_first() {
    let products = r#""products":{"S1":{"sku":"S1","productFamily":"Load Balancer-Application","attributes":{"servicecode":"AWSELB",
"regionCode":"eu-west-1","locationType":"AWS Region","usagetype":"EU-LoadBalancerUsage","operation":"LoadBalancing:Application"}}}"#;
    let terms = r#""terms":{"OnDemand":{"S1":{"S1.JRTCKXETXF":{"effectiveDate":"2026-11-01T00:00:00Z","priceDimensions":{
"S1.JRTCKXETXF.6YS6EN2CT7":{"unit":"Hrs","beginRange":"0","pricePerUnit":{"USD":"0.0252000000"}}}}}}}"#;
    let head = r#""formatVersion":"v1.0","offerCode":"AWSELB","version":"7","publicationDate":"2025-11-20T21:03:49Z""#;
    let row = "alb\thour\teu-west-1\t0.0252\tload-balancer-hour\t2025-11-20\tprice list JSON, AWSELB 7\tmedium\t";
    for text in [format!("{{{head},{products},{terms}}}"), format!("{{{terms},{products},{head}}}")]
    {
        assert_eq!(from_json(&text).unwrap(), [row]);
    }
}

#[test]
fn json_is_refused_where_it_is_in_yuan_or_something_else() {
    let yuan = from_json(&LISTED.replace("\"USD\":\"0.0252", "\"CNY\":\"0.0252")).unwrap_err();
    assert!(yuan.contains("priced in `CNY`"), "{yuan}");
    for wrong in ["{}", "{\"a\":1}", "{", "{\"PriceList\":[\"{}\"]}"] {
        assert!(from_json(wrong).is_err(), "{wrong}");
    }
}
