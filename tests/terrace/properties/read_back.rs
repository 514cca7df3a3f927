//! What others read. In: compiled files. Out: every text in them, as the parser of another project sees it.

use std::collections::BTreeSet;

use hcl::eval::{Context, Evaluate};
use hcl::{Body, Expression};
use serde_json::Value;

/// Every text in the files of the targets.
pub fn texts(files: &[(String, String)]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (path, text) in files {
        match path.rsplit('.').next() {
            Some("tf") => body(&hcl::parse(text).expect("HCL"), &mut found),
            Some("yaml") => value(&serde_yaml::from_str(text).expect("YAML"), &mut found),
            Some("json") => value(&serde_json::from_str(text).expect("JSON"), &mut found),
            _ => {}
        }
    }
    found
}

fn value(value_: &Value, found: &mut BTreeSet<String>) {
    match value_ {
        Value::String(text) => drop(found.insert(text.clone())),
        Value::Array(items) => items.iter().for_each(|item| value(item, found)),
        Value::Object(items) => items.values().for_each(|item| value(item, found)),
        _ => {}
    }
}

fn body(body_: &Body, found: &mut BTreeSet<String>) {
    body_.attributes().for_each(|attribute| expression(attribute.expr(), found));
    body_.blocks().for_each(|block| body(block.body(), found));
}

/// Templates are evaluated: what Terraform would read counts, not how it is written.
fn expression(expression_: &Expression, found: &mut BTreeSet<String>) {
    match expression_ {
        Expression::String(text) => drop(found.insert(text.clone())),
        Expression::TemplateExpr(template) => {
            if let Ok(hcl::Value::String(text)) = template.evaluate(&Context::new()) {
                found.insert(text);
            }
        }
        Expression::Array(items) => items.iter().for_each(|item| expression(item, found)),
        Expression::Object(items) => items.values().for_each(|item| expression(item, found)),
        Expression::FuncCall(call) => call.args.iter().for_each(|item| expression(item, found)),
        _ => {}
    }
}
