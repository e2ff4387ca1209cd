//! The exchange by hand: lines for a shell, with what was entered quoted.

use form_urlencoded::byte_serialize;
use mintcheck::finding::Rule;
use mintcheck::index::Index;
use mintcheck::issuer::github::GITHUB;

use super::stage::Stage;
use super::world::{Job, KIND};

/// Reads the claims out of a token.
const PART: &str = "gsub(\"-\"; \"+\") | gsub(\"_\"; \"/\") | @base64d | fromjson";

/// A word of a shell's line, quoted where that is needed.
pub(crate) fn quoted(text: &str) -> String {
    let is_plain = |character: char| {
        character.is_ascii_alphanumeric() || matches!(character, '/' | '.' | '_' | '-' | ':' | '=')
    };
    if !text.is_empty() && text.chars().all(is_plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// The lines of a step, if there is something to do by hand.
pub(crate) fn lines(stage: Stage, index: &Index, job: &Job) -> Option<String> {
    let show = |filter: &str| format!("printf '%s' \"$token\" | jq -R '{filter}'");
    Some(match stage {
        Stage::Start => {
            let repository = quoted(&format!("{}/{}", job.owner, job.name));
            let tag = quoted(job.git_ref.strip_prefix("refs/tags/").unwrap_or("v1.2.0"));
            format!("gh release create {tag} --repo {repository} --generate-notes")
        }
        Stage::Ask => {
            let audience: String = byte_serialize(job.audience.as_bytes()).collect();
            format!(
                "answer=$(curl --silent --show-error --fail-with-body \\\n  \
                 --header \"Authorization: bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN\" \\\n  \
                 \"$ACTIONS_ID_TOKEN_REQUEST_URL&audience={audience}\")\n\
                 token=$(printf '%s' \"$answer\" | jq -r .value)\n\
                 echo \"::add-mask::$token\""
            )
        }
        Stage::Sign => show(&format!("split(\".\")[1] | {PART}")),
        Stage::Post => format!(
            "answer=$(jq -n --arg token \"$token\" '{{token: $token}}' |\n  \
             curl --silent --show-error \\\n    \
             --header 'Content-Type: application/json' \\\n    \
             --data @- {})\n\
             printf '%s' \"$answer\" | jq '.errors // empty'",
            quoted(&index.mint_url)
        ),
        Stage::Keys => format!(
            "{}\n\
             keys=$(curl --silent --show-error {} | jq -r .jwks_uri)\n\
             curl --silent --show-error \"$keys\" | jq '.keys[] | {{kid, alg}}'",
            show(&format!("split(\".\")[0] | {PART}")),
            quoted(&GITHUB.discovery_url())
        ),
        Stage::Verify => show(&format!(
            "split(\".\")[1] | {PART} | {{aud, issued: (.iat | todate), expires: (.exp | todate), \
             now: (now | todate)}}"
        )),
        Stage::Match => {
            let claims = (index.rules().claims_read)(KIND, Rule::Lookup).join(", ");
            show(&format!("split(\".\")[1] | {PART} | {{{claims}}}"))
        }
        Stage::Mint => {
            let upload = index.upload_url.as_deref()?;
            format!(
                "api_token=$(printf '%s' \"$answer\" | jq -r '.token // empty')\n\
                 echo \"::add-mask::$api_token\"\n\
                 TWINE_USERNAME=__token__ TWINE_PASSWORD=\"$api_token\" \\\n  \
                 twine upload --repository-url {} dist/*",
                quoted(upload)
            )
        }
    })
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use mintcheck::index;

    use super::*;
    use crate::lesson::world::{TOLD, example_publisher};

    fn shell(script: &str) -> String {
        let output = Command::new("sh").args(["-c", script]).output();
        let output = output.expect("a shell");
        assert!(output.status.success(), "{script}\n{output:?}");
        String::from_utf8(output.stdout).expect("text")
    }

    #[test]
    fn a_shell_reads_a_word_as_it_was_entered() {
        for word in [
            "release.yml",
            "",
            "it's $HOME `id` \"x\" \\",
            "a b;c&d|e>f<g(h)",
            "grüße\n*",
        ] {
            assert_eq!(shell(&format!("printf '%s' {}", quoted(word))), word);
        }
        assert_eq!(quoted("octo-org/sample.project"), "octo-org/sample.project");
    }

    #[test]
    fn every_line_is_one_that_a_shell_can_read_whatever_was_entered() {
        for index in TOLD {
            let mut job = Job::of(index, &example_publisher(index));
            job.name = "it's; rm -rf \"$HOME\" `x`".to_owned();
            job.audience = "a b&c\"d$(e)".to_owned();
            job.git_ref = "refs/tags/v1 '$(x)'".to_owned();
            for stage in Stage::ALL {
                let lines = lines(stage, index, &job).expect("lines");
                let checked = Command::new("sh").args(["-n", "-c", &lines]).output();
                assert!(checked.expect("a shell").status.success(), "{lines}");
            }
        }
    }

    /// What was entered is never run: here it would write.
    #[test]
    fn what_was_entered_is_not_run() {
        let index = index::find("pypi").expect("an index");
        let mut job = Job::of(index, &example_publisher(index));
        job.name = "$(echo ran)`echo ran`'; echo ran; '".to_owned();
        job.audience = "\"; echo ran; \"$(echo ran)".to_owned();
        // What the lines call says what it is given.
        let stubs = "gh() { printf '%s' \"$5\"; }\ncurl() { :; }\njq() { :; }\n";
        let start = lines(Stage::Start, index, &job).expect("lines");
        let given = shell(&format!("{stubs}{start}"));
        assert_eq!(given, format!("{}/{}", job.owner, job.name));
        let ask = lines(Stage::Ask, index, &job).expect("lines");
        assert_eq!(shell(&format!("{stubs}{ask}")), "::add-mask::\n");
    }

    #[test]
    fn the_token_is_raw_and_masked_before_it_is_used() {
        let index = index::find("pypi").expect("an index");
        let job = Job::of(index, &example_publisher(index));
        let ask = lines(Stage::Ask, index, &job).expect("lines");
        assert!(ask.contains("jq -r .value"), "{ask}");
        assert!(ask.ends_with("echo \"::add-mask::$token\""), "{ask}");
        let mint = lines(Stage::Mint, index, &job).expect("lines");
        let mask = mint.find("::add-mask::").expect("a mask");
        assert!(mask < mint.find("twine").expect("an upload"), "{mint}");
    }

    /// What stands for the network and for the upload. What was posted comes back in the answer.
    const STUBS: &str = r#"
        curl() {
            case "$*" in
                *mint-token*) printf '{"token":"pypi-minted","sent":%s}' "$(cat)" ;;
                *openid-configuration*) printf '{"jwks_uri":"https://keys.example/"}' ;;
                *keys.example*) printf '{"keys":[{"kid":"a-key","alg":"RS256","n":"AQAB"}]}' ;;
                *) printf '{"count":1,"value":"%s"}' "$TOKEN" ;;
            esac
        }
        twine() { printf 'twine as %s with %s to %s\n' "$TWINE_USERNAME" "$TWINE_PASSWORD" "$3"; }
    "#;

    /// With the real jq; where there is none, nobody can tell.
    #[test]
    fn the_lines_work_one_after_another() {
        let version = Command::new("jq").arg("--version").output();
        if !version.is_ok_and(|answer| answer.status.success()) {
            return;
        }
        let token = include_str!("../../../tests/data/github-actions-token.txt").trim();
        for index in TOLD {
            let job = Job::of(index, &example_publisher(index));
            let steps = Stage::ALL
                .into_iter()
                .filter(|stage| *stage != Stage::Start);
            let steps: Vec<_> = steps
                .map(|stage| lines(stage, index, &job).expect("lines"))
                .collect();
            let end = "printf '%s' \"$answer\" | jq -c .sent";
            let script = format!("TOKEN={token}\n{STUBS}\n{}\n{end}\n", steps.join("\n"));
            let said = shell(&script);
            for expected in [
                format!("::add-mask::{token}\n"),
                "\"iss\": \"https://token.actions.githubusercontent.com\"".to_owned(),
                "\"alg\": \"RS256\"".to_owned(),
                "\"kid\": \"a-key\"".to_owned(),
                "\"issued\": \"2026-".to_owned(),
                "\"repository\": \"sigstore-conformance/".to_owned(),
                "::add-mask::pypi-minted\n".to_owned(),
                format!(
                    "twine as __token__ with pypi-minted to {}\n",
                    index.upload_url.as_deref().expect("an address")
                ),
                format!("{{\"token\":\"{token}\"}}\n"),
            ] {
                assert!(said.contains(&expected), "{expected} is not in\n{said}");
            }
        }
    }
}
