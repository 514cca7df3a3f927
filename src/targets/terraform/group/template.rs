//! What a group launches: the image and the launch template, with an encrypted root volume and `IMDSv2`.

use crate::targets::terraform::names::joined;
use std::collections::BTreeMap;

use super::Scope;
use crate::plan::group::Group;
use crate::targets::terraform::hcl::{
    Block, Expression, bare, call, data, each_key, list, number, object, of, text, var,
};
use crate::targets::terraform::module::Module;

/// The longest name of a launch template.
/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLaunchTemplate.html>
const LONGEST_NAME: usize = 128;

/// Prints image and launch template.
pub fn print(scope: &Scope, module: &mut Module) {
    let image = image(scope, module);
    scope.add(image, module);
    let template = template(scope, module);
    scope.add(template, module);
}

fn image(scope: &Scope, module: &mut Module) -> Block {
    let id = image_id(scope, module);
    let filter = Block::new("filter").set("name", text("image-id")).set("values", list([id]));
    Block::data("aws_ami", scope.address.clone())
        .comment("The root device's name depends on the AMI. Guessing it would add a second volume and leave the root one unencrypted.")
        .for_each(scope.each.clone())
        .set("region", each_key())
        .nested(filter)
}

/// The AMI that the policy names, else one that comes in by region.
fn image_id(scope: &Scope, module: &mut Module) -> Expression {
    let group = scope.group;
    if group.image.len() == group.sizes.len() {
        return differing(group, module, "image_id", &group.image);
    }
    let name = joined(&scope.address, "image_ids");
    let serving = if group.behind.is_empty() {
        String::new()
    } else {
        let protocol = if group.check.https { "HTTPS" } else { "HTTP" };
        format!(", serving {protocol} on port {} as soon as it has booted", group.port)
    };
    let description =
        format!("By region: the AMI of {}, {}{serving}.", group.name, architecture(group));
    let regions = group.regions();
    module.regional_variable(&name, description, text("ami-"), "an AMI", &regions, group.span);
    var(&name).each().into()
}

/// Instance types whose family has a `g` behind its generation run on Graviton.
/// <https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html>
fn architecture(group: &Group) -> &'static str {
    let arm = |kind: &String| {
        let family = kind.split('.').next().unwrap_or_default();
        let options = family.trim_start_matches(|letter: char| letter.is_ascii_lowercase());
        let options = options.trim_start_matches(|digit: char| digit.is_ascii_digit());
        family.starts_with("a1") || options.starts_with('g')
    };
    if group.instance.values().any(arm) { "arm64" } else { "x86_64" }
}

fn differing(
    group: &Group,
    module: &mut Module,
    key: &str,
    values: &BTreeMap<String, String>,
) -> Expression {
    let values = values.iter().map(|(code, value)| (code.clone(), text(value.clone()))).collect();
    module.differing(&group.name, key, &values)
}

fn template(scope: &Scope, module: &mut Module) -> Block {
    let (group, address) = (scope.group, &scope.address);
    let instance = differing(group, module, "instance_type", &group.instance);
    let ami = |attribute: &'static str| data("aws_ami", address).each().attr(attribute);
    scope
        .regional("aws_launch_template")
        .set("name", scope.real(LONGEST_NAME))
        .set("image_id", ami("id"))
        .set("instance_type", instance)
        .set("vpc_security_group_ids", list([super::security_group(group)]))
        .set("update_default_version", true)
        .nested(
            Block::new("iam_instance_profile")
                .set("arn", of("aws_iam_instance_profile", address).attr("arn")),
        )
        .nested(metadata())
        .note("The alarms have a period of one minute; basic monitoring has five.")
        .nested(Block::new("monitoring").set("enabled", true))
        .nested(root_volume(ami("root_device_name").into()))
        .note("Default tags stop at the template; the budget counts what it launches.")
        .nested(tags(scope, "instance"))
        .nested(tags(scope, "volume"))
}

fn metadata() -> Block {
    Block::new("metadata_options")
        .set("http_endpoint", text("enabled"))
        .set("http_tokens", text("required"))
        .set("http_put_response_hop_limit", number(1))
}

fn root_volume(device: Expression) -> Block {
    let disk = Block::new("ebs")
        .set("encrypted", true)
        .set("volume_type", text("gp3"))
        .set("delete_on_termination", true);
    Block::new("block_device_mappings").set("device_name", device).nested(disk)
}

fn tags(scope: &Scope, kind: &'static str) -> Block {
    let name = object().key("Name", scope.real(LONGEST_NAME));
    let tags = call("merge", (bare("local.tags"), Expression::from(name)));
    Block::new("tag_specifications").set("resource_type", text(kind)).set("tags", tags)
}
