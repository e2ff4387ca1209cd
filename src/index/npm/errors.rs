//! npm's answers, as its client gives them.

use crate::evidence::{Causes, CodeRule, EndRule, ErrorText, Stage};
use crate::finding::Cause;
use crate::gather::Gather as _;
use crate::python::unicode::equal_in_any_case;

const fn text(
    start: &'static str,
    end: EndRule,
    stage: Stage,
    causes: &'static [Cause],
) -> ErrorText {
    ErrorText {
        index: "npm",
        start,
        code: CodeRule::Status,
        end,
        quotes: &[],
        stage,
        causes: Causes::Are(causes),
    }
}

const fn exchange(start: &'static str, causes: &'static [Cause]) -> ErrorText {
    text(start, EndRule::Line, Stage::Exchange, causes)
}

/// The client does not say why the exchange failed, or that it did not try.
const fn upload(start: &'static str) -> ErrorText {
    text(
        start,
        EndRule::Line,
        Stage::Upload,
        &[
            Cause::NpmClient,
            Cause::NoPublisher,
            Cause::WorkflowFilename,
        ],
    )
}

/// `"repository.url" is "A", expected to match "B"`: what package.json says is compared with the run's repository.
fn package_file(text: &str) -> Cause {
    let repository = |url: &str| {
        let url = url.trim_end_matches(".git");
        let mut parts = url.rsplitn(3, ['/', ':']).map(str::to_owned);
        parts.next().zip(parts.next())
    };
    let quoted: Vec<_> = text.split('"').skip(1).step_by(2).gather();
    let [.., registered, claimed] = quoted.as_slice() else {
        return Cause::Repository;
    };
    match repository(registered).zip(repository(claimed)) {
        Some(((name, owner), (other_name, other_owner)))
            if equal_in_any_case(&name, &other_name) && equal_in_any_case(&owner, &other_owner) =>
        {
            Cause::NameCase
        }
        Some(((_, owner), (_, other_owner))) if !equal_in_any_case(&owner, &other_owner) => {
            Cause::Owner
        }
        _ => Cause::Repository,
    }
}

/// How logs show its answers; those that say more come first.
pub const ERRORS: &[ErrorText] = &[
    // The answer to any difference; the package is there.
    exchange(
        "OIDC token exchange error - package not found",
        &[
            Cause::NoPublisher,
            Cause::WorkflowFilename,
            Cause::Event,
            Cause::NameCase,
            Cause::Environment,
        ],
    ),
    exchange(
        "OIDC token exchange error - unauthorized",
        &[Cause::Issuer, Cause::Audience, Cause::Expired],
    ),
    exchange("OIDC token exchange error -", &[]),
    upload("Not Found - PUT"),
    text("Forbidden - PUT", EndRule::Line, Stage::Upload, &[]),
    upload("Unauthorized - PUT"),
    ErrorText {
        causes: Causes::ByPart(&[("repository.url", Causes::Read(package_file))]),
        ..text(
            "Unprocessable Entity - PUT",
            EndRule::Paragraph,
            Stage::Upload,
            &[],
        )
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_repository_of_package_json_is_set_beside_the_runs() {
        let said = |registered: &str| {
            package_file(&format!(
                "package.json: \"repository.url\" is \"{registered}\", expected to match \
                 \"https://github.com/octo-org/sample\" from provenance"
            ))
        };
        assert_eq!(
            said("git+https://github.com/Octo-Org/sample.git"),
            Cause::NameCase
        );
        assert_eq!(said("git@github.com:mona/sample.git"), Cause::Owner);
        assert_eq!(said("https://github.com/octo-org/other"), Cause::Repository);
        assert_eq!(
            package_file("\"repository.url\" is missing"),
            Cause::Repository
        );
    }
}
