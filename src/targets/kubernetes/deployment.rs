//! The Deployment of a workload: the patch of an attached one, or the whole of one of ours. In: a workload where it
//! runs, whether an autoscaler owns its size. Out: a document, and notes of releases that a Deployment does not know.

use k8s_openapi::api::apps::v1::{
    Deployment, DeploymentSpec, DeploymentStrategy, RollingUpdateDeployment,
};
use k8s_openapi::api::core::v1::{
    ConfigMapEnvSource, ContainerPort, EnvFromSource, PodTemplateSpec,
};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::codes;
use super::document::Document;
use super::kinds::{Overlay, OverlaySpec};
use super::print::Comment;
use super::scope::{Scope, narrow};
use super::service::has_settings;
use super::template::{comments, template};
use crate::diagnostic::Finding;
use crate::model::measure::base;
use crate::plan::pods::Kind;
use crate::source::Spanned;
use crate::syntax::tree::{Quantity, Strategy};

/// The Deployment; `scaled` where an autoscaler owns the size.
pub fn deployment(scope: &Scope, scaled: bool, notes: &mut Vec<Finding>) -> Document {
    notes.extend(scope.pods.check.iter().flat_map(super::probes::notes));
    let strategy = strategy(scope, notes);
    if scope.pods.attached {
        overlay(scope, scaled, strategy, notes)
    } else {
        ours(scope, scaled, strategy, notes)
    }
}

fn overlay(
    scope: &Scope,
    scaled: bool,
    strategy: Option<DeploymentStrategy>,
    notes: &mut Vec<Finding>,
) -> Document {
    let (kind, name) = (scope.pods.kind.word(), &scope.pods.name);
    let object = Overlay {
        api_version: "apps/v1",
        kind,
        metadata: ObjectMeta { name: Some(scope.pods.deployment.clone()), ..ObjectMeta::default() },
        spec: OverlaySpec {
            replicas: (!scaled).then(|| narrow(scope.size.min)),
            strategy: strategy.filter(|_| scope.pods.kind == Kind::Deployment),
            template: template(scope),
        },
    };
    let mut comments = comments(scope);
    if scaled {
        let text = "The autoscaler owns the size: what the Deployment says of it is taken out.";
        comments.push(Comment { path: &["spec", "replicas"], text: text.into() });
    }
    let path = format!("deployment/{name}/{name}.{}.yaml", kind.to_lowercase());
    Document::of(scope, kind, path, &object, &comments, notes).over()
}

fn ours(
    scope: &Scope,
    scaled: bool,
    strategy: Option<DeploymentStrategy>,
    notes: &mut Vec<Finding>,
) -> Document {
    let object = Deployment {
        metadata: scope.metadata(),
        spec: Some(DeploymentSpec {
            replicas: (!scaled).then(|| narrow(scope.size.min)),
            selector: scope.selector(),
            strategy: Some(strategy.unwrap_or_else(|| rolling("25%".to_owned()))),
            template: with_image(scope, template(scope)),
            ..DeploymentSpec::default()
        }),
        status: None,
    };
    let path = format!("{}.deployment.yaml", scope.pods.name);
    Document::of(scope, scope.pods.kind.word(), path, &object, &comments(scope), notes)
}

fn with_image(scope: &Scope, mut template: PodTemplateSpec) -> PodTemplateSpec {
    let spec = template.spec.as_mut();
    if let Some(container) = spec.and_then(|spec| spec.containers.first_mut()) {
        let port = ContainerPort {
            name: Some("http".to_owned()),
            container_port: narrow(scope.port()),
            ..ContainerPort::default()
        };
        let settings = ConfigMapEnvSource { name: scope.pods.object.clone(), optional: None };
        let from = EnvFromSource { config_map_ref: Some(settings), ..EnvFromSource::default() };
        container.image.clone_from(&scope.pods.image);
        container.ports = Some(vec![port]);
        container.env_from = has_settings(scope).then(|| vec![from]);
    }
    template
}

/// How a new version comes out; nothing where the policy does not say.
fn strategy(scope: &Scope, notes: &mut Vec<Finding>) -> Option<DeploymentStrategy> {
    let release = scope.body.release.as_ref()?;
    let (surge, differs) = match &release.node {
        Strategy::Rolling(share) => (percent(*share), None),
        Strategy::Canary(share, _) => (
            percent(*share),
            Some("a canary is a rolling update of that size, which does not wait"),
        ),
        Strategy::BlueGreen => {
            ("100%".to_owned(), Some("blue and green serve side by side while it runs"))
        }
        Strategy::AllAtOnce => (
            "100%".to_owned(),
            Some("all new pods start at once, and the old ones go as they are ready"),
        ),
    };
    notes.extend(differs.map(|differs| {
        let message = format!("a Deployment knows rolling updates only: {differs}");
        Finding::note(codes::RELEASE.code, message, release.span, "differs here")
    }));
    Some(rolling(surge))
}

fn percent(share: Spanned<Quantity>) -> String {
    format!("{}%", base(share.node).ceil())
}

/// New pods come on top, so that what serves never falls below its size.
fn rolling(surge: String) -> DeploymentStrategy {
    DeploymentStrategy {
        type_: Some("RollingUpdate".to_owned()),
        rolling_update: Some(RollingUpdateDeployment {
            max_surge: Some(IntOrString::String(surge)),
            max_unavailable: Some(IntOrString::Int(0)),
        }),
    }
}
