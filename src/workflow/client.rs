//! Steps that publish: which client it is, where it publishes to, and whether it asks for a token by
//! itself.

use std::collections::BTreeSet;

use serde::Serialize;

use super::expression::is_expression;
use super::syntax::{Job, Step};
use super::yaml::Node;

/// What publishes.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Client {
    /// The name that people know.
    pub name: &'static str,
    /// The host that it publishes to if nothing else is said.
    pub host: &'static str,
    /// Whether it exchanges the job's token by itself.
    pub exchanges: bool,
}

const fn client(name: &'static str, host: &'static str, exchanges: bool) -> Client {
    Client {
        name,
        host,
        exchanges,
    }
}

const PYPI: &str = "pypi.org";
const TESTPYPI: &str = "test.pypi.org";
const CRATES_IO: &str = "crates.io";
const RUBYGEMS: &str = "rubygems.org";
const NPM: &str = "registry.npmjs.org";
const NUGET: &str = "www.nuget.org";
const PUB_DEV: &str = "pub.dev";
const JSR: &str = "jsr.io";

/// Actions that publish, or log in to publish. Names are lower-case: GitHub does not mind the case.
const ACTIONS: [(&str, Client); 9] = [
    (
        "pypa/gh-action-pypi-publish",
        client("pypa/gh-action-pypi-publish", PYPI, true),
    ),
    (
        "rust-lang/crates-io-auth-action",
        client("rust-lang/crates-io-auth-action", CRATES_IO, true),
    ),
    ("release-plz/action", client("release-plz", CRATES_IO, true)),
    (
        "rubygems/release-gem",
        client("rubygems/release-gem", RUBYGEMS, true),
    ),
    (
        "rubygems/configure-rubygems-credentials",
        client("rubygems/configure-rubygems-credentials", RUBYGEMS, true),
    ),
    ("nuget/login", client("NuGet/login", NUGET, true)),
    (
        "js-devtools/npm-publish",
        client("JS-DevTools/npm-publish", NPM, true),
    ),
    (
        "pyo3/maturin-action",
        client("PyO3/maturin-action", PYPI, true),
    ),
    (
        "dart-lang/setup-dart",
        client("dart-lang/setup-dart", PUB_DEV, false),
    ),
];

/// Commands that publish, by the words that they start with. The longer ones come first.
const COMMANDS: [(&[&str], Client); 18] = [
    (&["uv", "publish"], client("uv publish", PYPI, true)),
    (&["twine", "upload"], client("twine", PYPI, true)),
    (&["pdm", "publish"], client("pdm publish", PYPI, true)),
    (
        &["maturin", "publish"],
        client("maturin publish", PYPI, true),
    ),
    (&["maturin", "upload"], client("maturin upload", PYPI, true)),
    (
        &["poetry", "publish"],
        client("poetry publish", PYPI, false),
    ),
    (&["hatch", "publish"], client("hatch publish", PYPI, false)),
    (&["flit", "publish"], client("flit publish", PYPI, false)),
    (
        &["cargo", "publish"],
        client("cargo publish", CRATES_IO, false),
    ),
    (
        &["release-plz", "release"],
        client("release-plz", CRATES_IO, true),
    ),
    (&["gem", "push"], client("gem push", RUBYGEMS, false)),
    (
        &["rake", "release"],
        client("rake release", RUBYGEMS, false),
    ),
    (&["npm", "publish"], client("npm publish", NPM, true)),
    (&["pnpm", "publish"], client("pnpm publish", NPM, true)),
    (
        &["dotnet", "nuget", "push"],
        client("dotnet nuget push", NUGET, false),
    ),
    (
        &["dart", "pub", "publish"],
        client("dart pub publish", PUB_DEV, true),
    ),
    (&["jsr", "publish"], client("jsr publish", JSR, true)),
    (&["deno", "publish"], client("deno publish", JSR, true)),
];

/// By hand: a script that asks for the token itself and posts it.
const BY_HAND: Client = client("curl", PYPI, true);

/// Inputs and variables that hold a password or a token; what is set beside them is not trusted
/// publishing.
const STORED_INPUTS: [&str; 4] = ["password", "user", "username", "api-token"];
const STORED_VARIABLES: [&str; 14] = [
    "TWINE_PASSWORD",
    "TWINE_USERNAME",
    "UV_PUBLISH_TOKEN",
    "UV_PUBLISH_PASSWORD",
    "UV_PUBLISH_USERNAME",
    "PDM_PUBLISH_PASSWORD",
    "PDM_PUBLISH_USERNAME",
    "POETRY_PYPI_TOKEN_PYPI",
    "MATURIN_PYPI_TOKEN",
    "FLIT_PASSWORD",
    "CARGO_REGISTRY_TOKEN",
    "GEM_HOST_API_KEY",
    "NODE_AUTH_TOKEN",
    "NPM_TOKEN",
];

/// What a step builds with; beside publishing it makes a token reachable for every build dependency.
const BUILDS: [&[&str]; 8] = [
    &["-m", "build"],
    &["uv", "build"],
    &["poetry", "build"],
    &["hatch", "build"],
    &["pdm", "build"],
    &["flit", "build"],
    &["maturin", "build"],
    &["setup.py", "sdist"],
];

/// A step that publishes.
pub(super) struct Publishing<'a> {
    pub(super) client: Client,
    /// The step.
    pub(super) step: &'a Node,
    /// Where its name stands.
    pub(super) node: &'a Node,
    /// The host that it publishes to; nothing where an expression decides.
    pub(super) host: Option<String>,
    /// Where the host is set, if it is: the key and the value of an input.
    pub(super) host_input: Option<(&'a Node, &'a Node)>,
    /// Passwords and tokens that are set: key and value.
    pub(super) stored: Vec<(&'a Node, &'a Node)>,
    /// The action's name and the version that is asked for.
    pub(super) action: Option<(&'a str, &'a str)>,
}

/// The steps of a job that publish. One that only uploads is left out where another has logged in.
pub(super) fn publishing<'a>(job: &Job<'a>) -> Vec<Publishing<'a>> {
    let mut found: Vec<Publishing<'a>> =
        job.steps.iter().filter_map(|step| of(step, job)).collect();
    let exchanged: BTreeSet<&str> = found
        .iter()
        .filter(|publishing| publishing.client.exchanges)
        .map(|publishing| publishing.client.host)
        .collect();
    found.retain(|publishing| {
        publishing.client.exchanges || !exchanged.contains(publishing.client.host)
    });
    found
}

/// Whether a step builds what is published.
pub(super) fn builds(step: &Step<'_>) -> bool {
    let script = step.run.and_then(Node::text).unwrap_or_default();
    commands(script).any(|words| BUILDS.iter().any(|build| has(&words, build)))
        || step.uses.and_then(Node::text).is_some_and(|uses| {
            let uses = uses.to_lowercase();
            uses.starts_with("pypa/cibuildwheel")
                || uses.starts_with("hynek/build-and-inspect-python-package")
        })
}

fn of<'a>(step: &Step<'a>, job: &Job<'a>) -> Option<Publishing<'a>> {
    if let Some(uses) = step.uses {
        return action(step, uses, job);
    }
    let run = step.run?;
    let script = run.text()?;
    let lower = script.to_lowercase();
    if lower.contains("actions_id_token_request_url") || lower.contains("/_/oidc/mint-token") {
        let host = if lower.contains(TESTPYPI) {
            TESTPYPI
        } else {
            PYPI
        };
        return Some(Publishing {
            client: BY_HAND,
            step: step.node,
            node: run,
            host: Some(host.to_owned()),
            host_input: None,
            stored: Vec::new(),
            action: None,
        });
    }
    let (words, client) = commands(script).find_map(|words| {
        let (_, client) = COMMANDS.iter().find(|(start, _)| has(&words, start))?;
        Some((words, *client))
    })?;
    if words.iter().any(|word| word == "--dry-run") {
        return None;
    }
    Some(Publishing {
        client,
        step: step.node,
        node: run,
        host: host_of_command(step, job, client, &words),
        host_input: None,
        stored: stored(step, job),
        action: None,
    })
}

fn action<'a>(step: &Step<'a>, uses: &'a Node, job: &Job<'a>) -> Option<Publishing<'a>> {
    let text = uses.text()?;
    let (name, version) = text.split_once('@').unwrap_or((text, ""));
    let lower = name.to_lowercase();
    let (_, client) = ACTIONS.iter().find(|(action, _)| *action == lower)?;
    if client.host == PUB_DEV {
        return None;
    }
    let command = step.input("command").and_then(|(_, value)| value.text());
    if lower == "pyo3/maturin-action" && !matches!(command, Some("publish" | "upload")) {
        return None;
    }
    let host_input = ["repository-url", "repository_url", "gem-server", "url"]
        .into_iter()
        .find_map(|input| step.input(input));
    Some(Publishing {
        client: *client,
        step: step.node,
        node: uses,
        host: match host_input.and_then(|(_, value)| value.text()) {
            Some(url) => host_of_url(url),
            None => Some(client.host.to_owned()),
        },
        host_input,
        stored: stored(step, job),
        action: Some((name, version)),
    })
}

fn host_of_command(
    step: &Step<'_>,
    job: &Job<'_>,
    client: Client,
    words: &[String],
) -> Option<String> {
    if client.host != PYPI {
        return Some(client.host.to_owned());
    }
    let after = |names: &[&str]| {
        words.iter().enumerate().find_map(|(place, word)| {
            let (name, value) = match word.split_once('=') {
                Some((name, value)) => (name, Some(value)),
                None => (
                    word.as_str(),
                    words.get(place.saturating_add(1)).map(String::as_str),
                ),
            };
            names.contains(&name).then_some(value)?
        })
    };
    let variable = |name: &str| {
        let at = step
            .variable(name)
            .or_else(|| job.node.get("env")?.entry(name));
        at.and_then(|(_, value)| value.text())
    };
    let url = after(&["--publish-url", "--repository-url"])
        .or_else(|| variable("UV_PUBLISH_URL"))
        .or_else(|| variable("TWINE_REPOSITORY_URL"));
    if let Some(url) = url {
        return host_of_url(url);
    }
    let named = after(&["--index", "--repository", "-r", "--repo"])
        .or_else(|| variable("UV_PUBLISH_INDEX"))
        .or_else(|| variable("TWINE_REPOSITORY"));
    match named {
        None | Some("pypi") => Some(PYPI.to_owned()),
        Some("testpypi" | "test-pypi" | "test.pypi") => Some(TESTPYPI.to_owned()),
        // What a name stands for is said in another file.
        Some(_) => None,
    }
}

/// The host that an upload to this address asks for a token.
fn host_of_url(url: &str) -> Option<String> {
    if is_expression(url) || url.contains('$') {
        return None;
    }
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest
        .split(['/', '?', '#'])
        .next()
        .unwrap_or_default()
        .to_lowercase();
    Some(match host.as_str() {
        "upload.pypi.org" | "www.pypi.org" => PYPI.to_owned(),
        _ => host,
    })
}

fn stored<'a>(step: &Step<'a>, job: &Job<'a>) -> Vec<(&'a Node, &'a Node)> {
    let inputs = STORED_INPUTS
        .into_iter()
        .filter_map(|name| step.input(name));
    let variables = STORED_VARIABLES.into_iter().filter_map(|name| {
        step.variable(name)
            .or_else(|| job.node.get("env")?.entry(name))
    });
    let is_nuget = step
        .uses
        .and_then(Node::text)
        .is_some_and(|uses| uses.to_lowercase().starts_with("nuget/"));
    let mut stored: Vec<(&Node, &Node)> = inputs
        .chain(variables)
        // NuGet's exchange wants the name of the policy's owner.
        .filter(|(key, _)| !(is_nuget && key.text() == Some("user")))
        // What another step has just minted is no stored secret.
        .filter(|(_, value)| !value.text().is_some_and(|text| text.contains("steps.")))
        .collect();
    stored.sort_by_key(|(key, _)| key.span);
    stored
}

/// The commands of a shell script, each as its words. A continued line is one line.
fn commands(script: &str) -> impl Iterator<Item = Vec<String>> {
    let joined = script.replace("\\\n", " ").replace("`\n", " ");
    let lines: Vec<Vec<String>> = joined
        .split(['\n', ';', '|', '&'])
        .map(|line| line.split_once(" #").map_or(line, |(command, _)| command))
        .filter(|line| !line.trim_start().starts_with('#'))
        .map(|line| {
            line.split_whitespace()
                .map(|word| word.trim_matches(['"', '\'', '(', ')']).to_owned())
                .collect()
        })
        .collect();
    lines.into_iter()
}

/// Whether a command is this one: its words stand one behind another, behind `python -m`, `npx` and
/// the like. What only prints them is none.
fn has(words: &[String], command: &[&str]) -> bool {
    let is_printed = matches!(
        words.first().map(String::as_str),
        Some("echo" | "printf" | "which")
    );
    !is_printed
        && words.windows(command.len()).any(|window| {
            window
                .iter()
                .zip(command)
                .all(|(word, expected)| word == expected)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(script: &str) -> Option<&'static str> {
        commands(script).find_map(|words| {
            let found = COMMANDS.iter().find(|(start, _)| has(&words, start));
            found.map(|(_, client)| client.name)
        })
    }

    #[test]
    fn commands_are_found_in_scripts() {
        assert_eq!(
            first("pip install twine\npython -m twine upload dist/*"),
            Some("twine")
        );
        assert_eq!(first("uv build && uv publish"), Some("uv publish"));
        assert_eq!(
            first("npx --yes npm publish \\\n --access public"),
            Some("npm publish")
        );
        assert_eq!(first("echo uv publish\n# twine upload"), None);
    }

    #[test]
    fn an_address_leads_to_the_index_that_is_asked() {
        assert_eq!(
            host_of_url("https://upload.pypi.org/legacy/").as_deref(),
            Some(PYPI)
        );
        assert_eq!(
            host_of_url("https://test.pypi.org/legacy/").as_deref(),
            Some(TESTPYPI)
        );
        assert_eq!(host_of_url("${{ vars.URL }}"), None);
    }
}
