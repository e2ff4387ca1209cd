//! Examples, each a small lesson: what people reported, with their values, and a real token.

/// A token that a public job of the sigstore project published on purpose. It has expired.
const SIGSTORE: &str = include_str!("../../tests/data/github-actions-token.txt");

/// Something to try the page on. What is said about it is in the words of a language.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Example {
    /// The publisher has the name of another file.
    Workflow,
    /// The publisher has an environment that the job does not name.
    Environment,
    /// The names differ in one letter's case.
    Case,
    /// The job may not ask for a token.
    Permission,
    /// The project was made while a publisher waited for it.
    Pending,
    /// The workflow that the job stands in is called by another.
    Reusable,
    /// A real token, for another service.
    Audience,
    /// The same token, with quotes that do not belong to it.
    Quoted,
}

impl Example {
    /// All, in the order in which they are shown.
    pub(crate) const ALL: [Self; 8] = [
        Self::Workflow,
        Self::Environment,
        Self::Case,
        Self::Permission,
        Self::Pending,
        Self::Reusable,
        Self::Audience,
        Self::Quoted,
    ];

    /// Its name.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Workflow => "workflow",
            Self::Environment => "environment",
            Self::Case => "case",
            Self::Permission => "permission",
            Self::Pending => "pending",
            Self::Reusable => "reusable",
            Self::Audience => "sigstore",
            Self::Quoted => "quoted",
        }
    }

    /// The example of that name.
    pub(crate) fn find(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|example| example.id() == id)
    }

    /// What is pasted.
    pub(crate) fn paste(self) -> String {
        match self {
            Self::Workflow => log(
                ("sase-org", "sase", "263703557"),
                ("release.yml", "refs/heads/master"),
                Some("pypi"),
            ),
            Self::Environment => log(
                ("octo-org", "sampleproject", "123456"),
                ("release.yml", "refs/tags/v1.2.0"),
                None,
            ),
            Self::Case => log(
                ("pyOpenSci", "pyosMeta", "28938222"),
                ("publish-pypi.yml", "refs/tags/v0.2.2"),
                None,
            ),
            Self::Permission => "Trusted publishing exchange failure:\n\
                 OpenID Connect token retrieval failed: GitHub: missing or insufficient OIDC token \
                 permissions, the ACTIONS_ID_TOKEN_REQUEST_TOKEN environment variable was unset\n"
                .to_owned(),
            Self::Pending => "Token request failed: the server refused the request for the following \
                 reasons:\n\n* `invalid-pending-publisher`: valid token, but project already exists\n"
                .to_owned(),
            Self::Reusable => "The claims in this token suggest that the calling workflow is a reusable \
                 workflow.\n\n* `repository`: `uk-fci/nhs-number`\n* `workflow_ref`: \
                 `uk-fci/nhs-number/.github/workflows/auto-tag.yml@refs/heads/main`\n\
                 * `job_workflow_ref`: \
                 `uk-fci/nhs-number/.github/workflows/pypi-publish.yml@refs/heads/main`\n\
                 \n400 Invalid attestations supplied during upload: ... (auto-tag.yml@refs/heads/main) \
                 does not match expected Trusted Publisher (pypi-publish.yml @ uk-fci/nhs-number)\n"
                .to_owned(),
            Self::Audience => SIGSTORE.trim().to_owned(),
            Self::Quoted => format!("{{\"token\": \"\\\"{}\\\"\"}}", SIGSTORE.trim()),
        }
    }

    /// What is registered, as a link says it.
    pub(crate) const fn link(self) -> &'static str {
        match self {
            Self::Workflow => {
                "v=1&publisher=github&repository_owner=sase-org&repository_name=sase\
                 &workflow_filename=publish.yml&environment=pypi"
            }
            Self::Environment => {
                "v=1&publisher=github&repository_owner=octo-org&repository_name=sampleproject\
                 &workflow_filename=release.yml&environment=release"
            }
            Self::Case => {
                "v=1&publisher=github&repository_owner=pyOpenSci&repository_name=pyosmeta\
                 &workflow_filename=publish-pypi.yml"
            }
            Self::Pending => {
                "v=1&publisher=github&pending=yes&project=protovalidate&repository_owner=bufbuild\
                 &repository_name=protovalidate-python&workflow_filename=release.yaml"
            }
            Self::Reusable => {
                "v=1&publisher=github&repository_owner=uk-fci&repository_name=nhs-number\
                 &workflow_filename=pypi-publish.yml"
            }
            Self::Permission | Self::Audience | Self::Quoted => "v=1",
        }
    }
}

/// What the client prints of a release that PyPI refuses.
fn log(
    (owner, name, owner_id): (&str, &str, &str),
    (file, reference): (&str, &str),
    environment: Option<&str>,
) -> String {
    let repository = format!("{owner}/{name}");
    let workflow = format!("{repository}/.github/workflows/{file}@{reference}");
    let subject = match environment {
        Some(environment) => format!("environment:{environment}"),
        None => format!("ref:{reference}"),
    };
    let environment = environment.unwrap_or("MISSING");
    format!(
        "Trusted publishing exchange failure:\n\
         Token request failed: the server refused the request for the following reasons:\n\n\
         * `invalid-publisher`: valid token, but no corresponding publisher (Publisher with matching \
         claims was not found)\n\n\
         If a claim is not present in the claim set, then it is rendered as `MISSING`.\n\n\
         * `sub`: `repo:{repository}:{subject}`\n\
         * `repository`: `{repository}`\n\
         * `repository_owner`: `{owner}`\n\
         * `repository_owner_id`: `{owner_id}`\n\
         * `workflow_ref`: `{workflow}`\n\
         * `job_workflow_ref`: `{workflow}`\n\
         * `ref`: `{reference}`\n\
         * `environment`: `{environment}`\n"
    )
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use mintcheck::finding::Cause;
    use yew::Reducible;

    use super::*;
    use crate::inspection::{Inspection, unverified_claims};
    use crate::state::{Action, State};

    /// The lesson is what the page finds.
    #[test]
    fn every_example_shows_what_it_is_for() {
        for example in Example::ALL {
            let cause = match example {
                Example::Workflow => Cause::WorkflowFilename,
                Example::Environment => Cause::Environment,
                Example::Case => Cause::NameCase,
                Example::Permission => Cause::IdTokenPermission,
                Example::Pending => Cause::PendingPublisher,
                Example::Reusable => Cause::ReusableWorkflow,
                Example::Audience => Cause::Audience,
                Example::Quoted => Cause::MalformedToken,
            };
            let state = Rc::new(State::default()).reduce(Action::Example(Some(example)));
            let claims = unverified_claims(&state.paste);
            let inspection = Inspection::of(&state, &claims);
            let report = inspection.found().expect("a report");
            assert_eq!(
                report.causes.first(),
                Some(&cause),
                "{example:?}: {:?}",
                report.causes
            );
        }
    }

    #[test]
    fn what_was_entered_before_comes_back() {
        let entered = Rc::new(State::default())
            .reduce(Action::Paste(Rc::from("mine")))
            .reduce(Action::Index("testpypi"));
        let shown = Rc::clone(&entered)
            .reduce(Action::Example(Some(Example::Workflow)))
            .reduce(Action::Example(Some(Example::Case)));
        assert_eq!(shown.saved(), entered.saved());
        assert_ne!(shown.paste, entered.paste);
        assert_eq!(shown.reduce(Action::Example(None)), entered);
    }
}
