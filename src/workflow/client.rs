//! Steps that publish: which client it is, where it publishes to, and whether it asks for a token by
//! itself.

mod called;
mod known;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use self::known::{
    ACTIONS, ADDRESSES, ALIASES, AUDIENCES, BUILDS, BY_HAND, BY_HAND_AT, COMMANDS, DOCUMENTED,
    INDEX_VARIABLES, NPM_CLIENTS, NUGET_LOGIN, ONLY_WITH, PASSWORD_FLAGS, PYPI, SHORT_DRY_RUNS,
    STORED_INPUTS, STORED_INPUTS_OF, STORED_VARIABLES, TESTPYPI, WITH_AUDIENCE, takes_tokens,
};
use super::expression::is_expression;
use super::syntax::{Job, Step};
use super::yaml::Node;

pub(super) use self::called::{environment, environment_lines, is_open_call};

/// The inputs of actions that name the index by its address.
const HOST_INPUTS: [&str; 7] = [
    "repository-url",
    "repository_url",
    "gem-server",
    "url",
    "registry",
    "registryUrl",
    "token-service-url",
];

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

/// A step that publishes, or a call that does.
pub(super) struct Publishing<'a> {
    pub(super) client: Client,
    /// The step; the job, where that calls a workflow.
    pub(super) step: &'a Node,
    /// Where its name stands.
    pub(super) node: &'a Node,
    /// The host that it publishes to; nothing where an expression decides.
    pub(super) host: Option<String>,
    /// Where the host is set, if it is: the key and the value of an input.
    pub(super) host_input: Option<(&'a Node, &'a Node)>,
    /// Passwords and tokens that are set: key and value.
    pub(super) stored: Vec<(&'a Node, &'a Node)>,
    /// The option by which a command is given one.
    pub(super) flag: Option<&'static str>,
    /// The audience that it is told to ask for.
    pub(super) audience: Option<&'a str>,
}

impl Publishing<'_> {
    /// Whether it has a password or a token, so that it asks for none.
    pub(super) fn has_password(&self) -> bool {
        !self.stored.is_empty() || self.flag.is_some()
    }

    /// Whether it can publish where ID tokens are taken. Elsewhere a password is what it needs.
    pub(super) fn is_trusted(&self) -> bool {
        let host = self.host.as_deref();
        host.is_none_or(|host| takes_tokens(self.client, host))
    }
}

/// The audience that clients ask for at a host.
pub(super) fn audience(host: &str) -> Option<&'static str> {
    let found = AUDIENCES.iter().find(|(known, _)| *known == host);
    found.map(|(_, audience)| *audience)
}

/// The version that an action's own documentation asks for it by.
pub(super) fn documented(action: &str) -> Option<&'static str> {
    let action = action.to_lowercase();
    let found = DOCUMENTED.iter().find(|(known, _)| *known == action);
    found.map(|(_, version)| *version)
}

/// The steps of a job that publish. One that only uploads is left out where another has logged in.
pub(super) fn publishing<'a>(job: &Job<'a>, of_workflow: &Set<'a>) -> Vec<Publishing<'a>> {
    if let Some(called) = called::publishing(job) {
        return vec![called];
    }
    let of_job = set(job.node);
    let mut around = Around {
        of_job: &of_job,
        of_workflow,
        registry: None,
    };
    let mut found: Vec<Publishing<'a>> = Vec::new();
    for step in &job.steps {
        // It writes the registry into a file, for the steps behind it.
        let uses = step.uses.and_then(Node::text).unwrap_or_default();
        if uses.to_lowercase().starts_with("actions/setup-node@") {
            let given = step.input("registry-url");
            around.registry = given.and_then(|(_, url)| url.text()).or(around.registry);
        }
        found.extend(of(step, around));
    }
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
    commands(script).any(|words| BUILDS.iter().any(|build| place(&words, build).is_some()))
        || step.uses.and_then(Node::text).is_some_and(|uses| {
            let uses = uses.to_lowercase();
            uses.starts_with("pypa/cibuildwheel")
                || uses.starts_with("hynek/build-and-inspect-python-package")
        })
}

/// Variables that are set, each with its key and its value.
pub(super) type Set<'a> = BTreeMap<&'a str, (&'a Node, &'a Node)>;

/// The variables that a workflow or a job sets.
pub(super) fn set(node: &Node) -> Set<'_> {
    let entries = node.get("env").map(Node::entries).unwrap_or_default();
    let named = entries
        .iter()
        .filter_map(|(key, value)| Some((key.text()?, (key, value))));
    named.collect()
}

/// The variables that a job's steps see beside their own.
#[derive(Clone, Copy)]
struct Around<'a, 'b> {
    of_job: &'b Set<'a>,
    of_workflow: &'b Set<'a>,
    /// The registry that npm's clients were set up with.
    registry: Option<&'a str>,
}

/// The variables that a step sees.
struct Variables<'a, 'b> {
    of_step: Set<'a>,
    around: Around<'a, 'b>,
}

impl<'a> Variables<'a, '_> {
    /// The innermost one counts; one that is empty is as good as none.
    fn find(&self, name: &str) -> Option<(&'a Node, &'a Node)> {
        let sets = [&self.of_step, self.around.of_job, self.around.of_workflow];
        let found = sets.into_iter().find_map(|set| set.get(name).copied());
        found.filter(|(_, value)| value.text().is_some_and(|text| !text.is_empty()))
    }

    fn text(&self, name: &str) -> Option<&'a str> {
        self.find(name)?.1.text()
    }
}

fn of<'a>(step: &Step<'a>, around: Around<'a, '_>) -> Vec<Publishing<'a>> {
    let variables = Variables {
        of_step: set(step.node),
        around,
    };
    match (step.uses, step.run) {
        (Some(uses), _) => action(step, uses, &variables).into_iter().collect(),
        (None, Some(run)) => script(step, run, &variables),
        (None, None) => Vec::new(),
    }
}

/// The host that a script, in lower case, exchanges a token with by itself. A token for somebody else, as for a cloud, is
/// none of ours.
fn host_by_hand(script: &str) -> Option<&'static str> {
    let asks = script.contains("actions_id_token_request_url");
    if !asks && !script.contains("/_/oidc/mint-token") {
        return None;
    }
    BY_HAND_AT
        .iter()
        .find(|(marks, _)| marks.iter().any(|mark| script.contains(mark)))
        .map(|(_, host)| *host)
}

/// What a script publishes: one for each client and host, however often that is called.
fn script<'a>(
    step: &Step<'a>,
    run: &'a Node,
    variables: &Variables<'a, '_>,
) -> Vec<Publishing<'a>> {
    let script = run.text().unwrap_or_default();
    let lower = script.to_lowercase();
    if let Some(host) = host_by_hand(&lower) {
        return vec![Publishing {
            client: BY_HAND,
            step: step.node,
            node: run,
            host: Some(host.to_owned()),
            host_input: None,
            stored: Vec::new(),
            flag: None,
            audience: None,
        }];
    }
    let mut seen = BTreeSet::new();
    let found = commands(script).filter_map(|words| {
        let (client, words) = command(&words)?;
        if is_dry_run(client, words) {
            return None;
        }
        let host = host_of_command(variables, client, words);
        seen.insert((client.name, host.clone()))
            .then(|| Publishing {
                client,
                step: step.node,
                node: run,
                host,
                host_input: None,
                stored: stored(None, variables, client),
                flag: password_flag(client, words),
                audience: None,
            })
    });
    found.collect()
}

/// The option by which a command is given a password, if that was not minted just before.
fn password_flag(client: Client, words: &[String]) -> Option<&'static str> {
    let (_, flags) = PASSWORD_FLAGS
        .iter()
        .find(|(name, _)| *name == client.name)?;
    if words.iter().any(|word| word.contains("steps.")) {
        return None;
    }
    let given = |flag: &&'static str| {
        words
            .iter()
            .any(|word| word.split('=').next() == Some(*flag))
    };
    flags.iter().copied().find(given)
}

fn action<'a>(
    step: &Step<'a>,
    uses: &'a Node,
    variables: &Variables<'a, '_>,
) -> Option<Publishing<'a>> {
    let text = uses.text()?;
    let (name, _) = text.split_once('@').unwrap_or((text, ""));
    let lower = name.to_lowercase();
    let (_, client) = ACTIONS.iter().find(|(action, _)| *action == lower)?;
    let input = |name: &str| step.input(name).and_then(|(_, value)| value.text());
    // Some actions do more than publish.
    let publishes = match (lower.as_str(), input("command")) {
        ("pyo3/maturin-action" | "release-plz/action", Some(command)) if is_expression(command) => {
            true
        }
        ("pyo3/maturin-action", command) => matches!(command, Some("publish" | "upload")),
        ("release-plz/action", Some(command)) => command == "release",
        _ => true,
    };
    let only_with = ONLY_WITH.iter().find(|(action, _)| *action == lower);
    let is_told =
        only_with.is_none_or(|(_, inputs)| inputs.iter().any(|name| input(name).is_some()));
    let is_dry = ["dry-run", "dry_run", "dryRun"]
        .map(input)
        .contains(&Some("true"));
    if !publishes || !is_told || is_dry {
        return None;
    }
    // The release goes on with a key that another step has to set.
    let is_off = input("setup-trusted-publisher") == Some("false");
    let client = Client {
        exchanges: client.exchanges && !is_off,
        ..*client
    };
    let host_input = HOST_INPUTS.into_iter().find_map(|input| step.input(input));
    let arguments: Vec<String> = match lower.as_str() {
        "pyo3/maturin-action" => commands(input("args").unwrap_or_default())
            .flatten()
            .collect(),
        _ => Vec::new(),
    };
    Some(Publishing {
        client,
        step: step.node,
        node: uses,
        host: match host_input.and_then(|(_, value)| value.text()) {
            Some(url) if client.host == PYPI => host_of_url(url),
            Some(url) => host_of_address(url),
            None => host_of_command(variables, client, &arguments),
        },
        host_input,
        stored: stored(Some(step), variables, client),
        flag: None,
        audience: input("audience").filter(|_| WITH_AUDIENCE.contains(&client.name)),
    })
}

/// The option's value among a command's words.
fn option<'w>(words: &'w [String], names: &[&str]) -> Option<&'w str> {
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
}

fn host_of_command(
    variables: &Variables<'_, '_>,
    client: Client,
    words: &[String],
) -> Option<String> {
    if client.host != PYPI {
        let known = ADDRESSES
            .iter()
            .find(|(clients, ..)| clients.contains(&client.name));
        let given = known.and_then(|(_, options, names)| {
            let set = || names.iter().find_map(|name| variables.text(name));
            option(words, options).or_else(set)
        });
        let set_up = variables.around.registry;
        return match given.or_else(|| set_up.filter(|_| NPM_CLIENTS.contains(&client.name))) {
            Some(given) => host_of_address(given),
            None => Some(client.host.to_owned()),
        };
    }
    let after = |names: &[&str]| option(words, names);
    let mut of_client = INDEX_VARIABLES
        .iter()
        .filter(|(name, _)| *name == client.name);
    let set = of_client
        .next()
        .map(|(_, names)| names.map(|name| variables.text(name)));
    let [by_url, by_name] = set.unwrap_or_default();
    let named = after(&["--publish-url", "--repository-url"])
        .or_else(|| after(&["--index", "--repository", "-r", "--repo"]))
        .or(by_url)
        .or(by_name);
    match named {
        None | Some("pypi" | "main") => Some(PYPI.to_owned()),
        Some("testpypi" | "test-pypi" | "test.pypi" | "test") => Some(TESTPYPI.to_owned()),
        Some(url) if url.contains("://") => host_of_url(url),
        // What a name stands for is said in another file.
        Some(_) => None,
    }
}

/// The host of an address, or of an index that is called by a name. What other names stand for is said in another file.
fn host_of_address(given: &str) -> Option<String> {
    if given.contains("://") {
        return host_of_url(given);
    }
    let name = given.to_lowercase();
    let alias = ALIASES.iter().find(|(known, _)| *known == name);
    alias.map(|(_, host)| (*host).to_owned())
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
    let alias = ALIASES.iter().find(|(known, _)| *known == host);
    Some(alias.map_or(host, |(_, known)| (*known).to_owned()))
}

/// The passwords and tokens that are set for a client, for an action in its step's inputs, too.
fn stored<'a>(
    step: Option<&Step<'a>>,
    variables: &Variables<'a, '_>,
    client: Client,
) -> Vec<(&'a Node, &'a Node)> {
    let inputs = STORED_INPUTS
        .into_iter()
        .filter_map(|name| step?.input(name));
    let own_inputs = STORED_INPUTS_OF
        .into_iter()
        .filter(|(_, clients)| clients.contains(&client.name))
        .filter_map(|(name, _)| step?.input(name));
    let variables = STORED_VARIABLES
        .into_iter()
        .filter(|(_, clients)| clients.contains(&client.name))
        .filter_map(|(name, _)| variables.find(name));
    let is_nuget = client.name == NUGET_LOGIN;
    let mut stored: Vec<(&Node, &Node)> = inputs
        .chain(own_inputs)
        .chain(variables)
        // NuGet's exchange wants the name of the policy's owner.
        .filter(|(key, _)| !(is_nuget && key.text() == Some("user")))
        // What another step has just minted is no stored secret.
        .filter(|(_, value)| !value.text().is_some_and(|text| text.contains("steps.")))
        .collect();
    // The user of every token is no secret, and these two exchange if there is no more.
    let exchanges = matches!(client.name, "twine" | "pypa/gh-action-pypi-publish");
    if exchanges
        && stored
            .iter()
            .all(|(_, value)| value.text() == Some("__token__"))
    {
        stored.clear();
    }
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

/// The client that a command calls, and the words behind its name.
fn command(words: &[String]) -> Option<(Client, &[String])> {
    COMMANDS.iter().find_map(|(start, client)| {
        let behind = place(words, start)?.saturating_add(start.len());
        Some((*client, words.get(behind..)?))
    })
}

/// Whether a command only tries what it would do. Short options stand together: `-vn` is `-v -n`.
fn is_dry_run(client: Client, words: &[String]) -> bool {
    let short = SHORT_DRY_RUNS.iter().find(|(name, _)| *name == client.name);
    words.iter().any(|word| {
        let is_short = |(_, with_value): &(&str, &str)| {
            let letters = word.strip_prefix('-').unwrap_or_default().chars();
            let mut flags = letters.take_while(|letter| !with_value.contains(*letter));
            flags.any(|letter| letter == 'n')
        };
        match word.strip_prefix("--") {
            Some(long) => matches!(long, "dry-run" | "dry-run=true"),
            None => short.is_some_and(is_short),
        }
    })
}

/// Where a command stands among words: its own stand one behind another, behind `python -m`, `npx` and the like. What
/// only prints them is none.
fn place(words: &[String], command: &[&str]) -> Option<usize> {
    let is_printed = matches!(
        words.first().map(String::as_str),
        Some("echo" | "printf" | "which")
    );
    let mut windows = words.windows(command.len()).filter(|_| !is_printed);
    windows.position(|window| {
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
        commands(script).find_map(|words| Some(command(&words)?.0.name))
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
    fn every_client_is_told_apart_from_what_its_command_ends_with() {
        for (script, client) in [
            ("yarn npm publish --access public", "yarn npm publish"),
            ("npx yarn workspaces foreach npm publish", "npm publish"),
            ("npm stage publish", "npm stage publish"),
            ("pnpm -r publish", "pnpm publish"),
            ("npx lerna publish from-package", "lerna publish"),
            ("pnpm changeset publish", "changeset publish"),
            ("dotnet nuget push a.nupkg", "dotnet nuget push"),
            ("nuget push a.nupkg", "nuget push"),
            ("flutter pub publish -f", "dart pub publish"),
            ("bundle exec rake release", "rake release"),
            ("npx jsr publish", "jsr publish"),
        ] {
            assert_eq!(first(script), Some(client), "{script}");
        }
    }

    #[test]
    fn what_an_index_is_called_by_is_its_host_or_said_elsewhere() {
        for (given, host) in [
            ("https://registry.npmjs.org", Some("registry.npmjs.org")),
            ("https://API.nuget.org/v3/index.json", Some("www.nuget.org")),
            ("nuget.org", Some("www.nuget.org")),
            ("crates-io", Some("crates.io")),
            ("https://npm.pkg.github.com/", Some("npm.pkg.github.com")),
            ("github", None),
            ("$REGISTRY", None),
            ("https://$HOST/", None),
            ("${{ vars.REGISTRY }}", None),
        ] {
            assert_eq!(host_of_address(given).as_deref(), host, "{given}");
        }
    }

    #[test]
    fn what_only_tries_publishes_nothing() {
        let is_dry = |script: &str| {
            let words = commands(script).next().expect("a command");
            let (client, words) = command(&words).expect("a client");
            is_dry_run(client, words)
        };
        for script in [
            "cargo publish -n",
            "cargo publish -qn --locked",
            "cargo publish --dry-run -p core",
            "npm publish --dry-run=true",
            "pnpm publish --dry-run",
            "uv publish --dry-run",
            "poetry publish --build --dry-run",
            "deno publish --dry-run",
            "npx jsr publish --dry-run",
            "dart pub publish -n",
            "release-plz release --dry-run",
        ] {
            assert!(is_dry(script), "{script}");
        }
        for script in [
            "cargo publish -pn",
            "cargo publish -p n -v",
            "cargo publish --no-verify",
            "nice -n 19 cargo publish",
            "hatch publish -n",
            "npm publish -n",
            "npm publish --dry-run=false",
            "uv publish dist/*",
        ] {
            assert!(!is_dry(script), "{script}");
        }
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
