use super::*;
use crate::source::Span;
use crate::syntax::tree::{Number, Quantity, Scale, Unit, Value};
use crate::targets::terraform::hcl::Document;

fn spanned<T>(node: T) -> Spanned<T> {
    Spanned::new(node, Span::default())
}

fn patched(address: &str, fields: &[(&str, Value)]) -> (String, Vec<Finding>) {
    let field = |(name, value): &(&str, Value)| {
        spanned(Attribute { name: spanned((*name).to_owned()), value: spanned(value.clone()) })
    };
    let patch = Patch {
        target: spanned("terraform".to_owned()),
        address: spanned(address.to_owned()),
        fields: fields.iter().map(field).collect(),
    };
    let plan = Plan { patches: vec![patch], ..Plan::default() };
    let mut module = Module::default();
    module.add(
        "web.workload",
        Block::resource("aws_autoscaling_group", "web").set("max_size", 3),
        Span::default(),
    );
    apply(&plan, &mut module);
    let blocks = module.files.into_values().flatten().map(|entry| entry.block);
    let mut document = Document::compiled_from("shop");
    blocks.for_each(|block| document.push(&block));
    (document.text().to_owned(), module.notes)
}

fn count(digits: u64) -> Value {
    Value::Quantity(Quantity { number: Number::whole(digits), unit: Unit::Count(Scale::One) })
}

#[test]
fn a_field_is_set_in_place_or_added() {
    let word = Value::Word("true".to_owned());
    let fields = [
        ("max_size", count(9)),
        ("force_delete", word),
        ("instance_maintenance_policy.0.max_healthy_percentage", count(110)),
    ];
    let (text, notes) = patched("aws_autoscaling_group.web", &fields);
    assert!(notes.is_empty(), "{notes:?}");
    assert!(text.contains("max_size     = 9\n  force_delete = true"), "{text}");
    assert!(
        text.contains("instance_maintenance_policy {\n    max_healthy_percentage = 110"),
        "{text}"
    );
}

#[test]
fn what_does_not_fit_is_an_error_with_the_name_that_was_meant() {
    let codes = |address, field, value| {
        let (_, notes) = patched(address, &[(field, value)]);
        notes.into_iter().map(|note| (note.code, note.help)).collect::<Vec<_>>()
    };
    let field = codes("aws_autoscaling_group.web", "max_sise", count(9));
    assert_eq!(field, [("patch/unknown-field", Some("did you mean `max_size`?".to_owned()))]);
    let address = codes("aws_autoscaling_group.wep", "max_size", count(9));
    assert_eq!(
        address,
        [("patch/unknown-address", Some("did you mean `aws_autoscaling_group.web`?".to_owned()))]
    );
    assert_eq!(
        codes("aws_autoscaling_group.web", "max_size", Value::Text("x".to_owned())),
        [("patch/wrong-type", None)]
    );
}
