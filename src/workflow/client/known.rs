//! The clients and actions that publish, and the options and variables that each of them reads.
//!
//! Source: each one's own documentation, as of 2026. Which of them exchange a token: of PyPI's, those that its
//! documentation names (pypi/warehouse 6b62157) and uv, pdm and maturin by their own; of npm's, npm/documentation 404e183,
//! lerna since 9.0.0, yarn since 4.10.3 (yarnpkg/berry#6898, #6911), changesets/action 36f529f. Poetry, hatch and flit have
//! nothing of it (f46702336, ed8e30be, ef7f319), `cargo publish`, `gem push` and `dotnet nuget push` take what another step
//! was given, and HaaLeo/publish-vscode-extension wants a token (a4f95d5).

use super::Client;

pub(super) const fn client(name: &'static str, host: &'static str, exchanges: bool) -> Client {
    Client {
        name,
        host,
        exchanges,
    }
}

pub(super) const PYPI: &str = "pypi.org";
pub(super) const TESTPYPI: &str = "test.pypi.org";
const CRATES_IO: &str = "crates.io";
const RUBYGEMS: &str = "rubygems.org";
const NPM: &str = "registry.npmjs.org";
const NUGET: &str = "www.nuget.org";
pub(super) const PUB_DEV: &str = "pub.dev";
const JSR: &str = "jsr.io";
const OPEN_VSX: &str = "open-vsx.org";

/// What a script that exchanges a token by itself names, in lower case, and the host that it is exchanged with. The longer
/// ones come first.
pub(super) const BY_HAND_AT: [(&[&str], &str); 4] = [
    (&[TESTPYPI, "audience=testpypi"], TESTPYPI),
    (&[PYPI, "audience=pypi", "/_/oidc/mint-token"], PYPI),
    (&[CRATES_IO], CRATES_IO),
    (&[RUBYGEMS], RUBYGEMS),
];

/// The audiences that clients ask for where nobody says otherwise.
///
/// Source: the clients, as they were in 2026: crates-io-auth-action takes the scheme off the registry's address,
/// rubygems.org has its host, npm has `npm:` before its registry's, NuGet/login and `dart pub` have a whole address.
pub(super) const AUDIENCES: [(&str, &str); 5] = [
    (CRATES_IO, "crates.io"),
    (RUBYGEMS, "rubygems.org"),
    (NPM, "npm:registry.npmjs.org"),
    (NUGET, "https://www.nuget.org"),
    (PUB_DEV, "https://pub.dev"),
];

/// Actions that publish, or log in to publish. Names are lower-case: GitHub does not mind the case.
pub(super) const ACTIONS: [(&str, Client); 11] = [
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
    ("nuget/login", client(NUGET_LOGIN, NUGET, true)),
    (
        "js-devtools/npm-publish",
        client("JS-DevTools/npm-publish", NPM, true),
    ),
    ("changesets/action", client("changesets/action", NPM, true)),
    (
        "changesets/action/publish",
        client("changesets/action", NPM, true),
    ),
    (
        "haaleo/publish-vscode-extension",
        client("HaaLeo/publish-vscode-extension", OPEN_VSX, false),
    ),
    (
        "pyo3/maturin-action",
        client("PyO3/maturin-action", PYPI, true),
    ),
];

/// The versions that actions are asked for by in their own documentation, where that is a name that lasts.
///
/// Source: their READMEs, as of 2026; pypa/gh-action-pypi-publish has a branch for its releases, and no longer keeps
/// `master` up.
pub(super) const DOCUMENTED: [(&str, &str); 8] = [
    ("pypa/gh-action-pypi-publish", "release/v1"),
    ("rust-lang/crates-io-auth-action", "v1"),
    ("rubygems/release-gem", "v1"),
    ("nuget/login", "v1"),
    ("pyo3/maturin-action", "v1"),
    ("release-plz/action", "v0.5"),
    ("js-devtools/npm-publish", "v4"),
    ("haaleo/publish-vscode-extension", "v2"),
];

/// Commands that publish, by words that stand together in them.
pub(super) const COMMANDS: [(&[&str], Client); 26] = [
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
    // Before the one that it ends with.
    (
        &["yarn", "npm", "publish"],
        client("yarn npm publish", NPM, true),
    ),
    (&["npm", "publish"], client("npm publish", NPM, true)),
    (
        &["npm", "stage", "publish"],
        client("npm stage publish", NPM, true),
    ),
    (&["pnpm", "publish"], client("pnpm publish", NPM, true)),
    (
        &["pnpm", "-r", "publish"],
        client("pnpm publish", NPM, true),
    ),
    (&["lerna", "publish"], client("lerna publish", NPM, true)),
    (
        &["changeset", "publish"],
        client("changeset publish", NPM, true),
    ),
    (
        &["dotnet", "nuget", "push"],
        client("dotnet nuget push", NUGET, false),
    ),
    (&["nuget", "push"], client("nuget push", NUGET, false)),
    (
        &["dart", "pub", "publish"],
        client("dart pub publish", PUB_DEV, true),
    ),
    (
        &["flutter", "pub", "publish"],
        client("dart pub publish", PUB_DEV, true),
    ),
    (&["jsr", "publish"], client("jsr publish", JSR, true)),
    (&["deno", "publish"], client("deno publish", JSR, true)),
    (&["ovsx", "publish"], client("ovsx publish", OPEN_VSX, true)),
];

/// What logs in to NuGet.
pub(super) const NUGET_LOGIN: &str = "NuGet/login";

/// The actions that publish only with one of these inputs.
pub(super) const ONLY_WITH: [(&str, &[&str]); 1] =
    [("changesets/action", &["publish", "publish-script"])];

/// The actions with an input for the audience that they ask for. All of them call it `audience`.
pub(super) const WITH_AUDIENCE: [&str; 2] =
    ["rubygems/configure-rubygems-credentials", NUGET_LOGIN];

/// What is given another index: the options and variables that name it, by client.
pub(super) const ADDRESSES: [(&[&str], &[&str], &[&str]); 6] = [
    (
        NPM_CLIENTS,
        &["--registry"],
        &["NPM_CONFIG_REGISTRY", "npm_config_registry"],
    ),
    (
        &["dotnet nuget push", "nuget push"],
        &["--source", "-s", "-Source"],
        &[],
    ),
    (
        &["gem push", "rake release"],
        &["--host"],
        &["RUBYGEMS_HOST"],
    ),
    (&["cargo publish"], &["--registry", "--index"], &[]),
    (
        &["ovsx publish"],
        &["-r", "--registryUrl"],
        &["OVSX_REGISTRY_URL"],
    ),
    (&["jsr publish", "deno publish"], &[], &["JSR_URL"]),
];

/// Other names that an index is given by, in lower case, and its host.
pub(super) const ALIASES: [(&str, &str); 6] = [
    ("upload.pypi.org", PYPI),
    ("www.pypi.org", PYPI),
    ("api.nuget.org", NUGET),
    ("nuget.org", NUGET),
    ("crates-io", CRATES_IO),
    ("index.crates.io", CRATES_IO),
];

/// Whether an index at that host takes ID tokens. Those of companies that speak PyPI's language may.
pub(super) fn takes_tokens(client: Client, host: &str) -> bool {
    let known = [
        CRATES_IO, RUBYGEMS, NPM, NUGET, PUB_DEV, JSR, OPEN_VSX, PYPI, TESTPYPI,
    ];
    client.host == PYPI || known.contains(&host)
}

/// By hand: a script that asks for the token itself and posts it.
pub(super) const BY_HAND: Client = client("curl", PYPI, true);

/// Inputs and variables that hold a password or a token; what is set beside them is not trusted
/// publishing.
pub(super) const STORED_INPUTS: [&str; 5] = ["password", "user", "username", "api-token", "pat"];
/// Inputs of the same kind that other actions mean otherwise, each with the clients that read it.
pub(super) const STORED_INPUTS_OF: [(&str, &[&str]); 1] =
    [("token", &["JS-DevTools/npm-publish", "release-plz"])];
/// Variables of the same kind, each with the clients that read it.
pub(super) const STORED_VARIABLES: [(&str, &[&str]); 23] = [
    ("TWINE_PASSWORD", &["twine"]),
    ("TWINE_USERNAME", &["twine"]),
    ("UV_PUBLISH_TOKEN", &["uv publish"]),
    ("UV_PUBLISH_PASSWORD", &["uv publish"]),
    ("UV_PUBLISH_USERNAME", &["uv publish"]),
    ("PDM_PUBLISH_PASSWORD", &["pdm publish"]),
    ("PDM_PUBLISH_USERNAME", &["pdm publish"]),
    ("POETRY_PYPI_TOKEN_PYPI", &["poetry publish"]),
    ("POETRY_HTTP_BASIC_PYPI_PASSWORD", &["poetry publish"]),
    ("POETRY_HTTP_BASIC_PYPI_USERNAME", &["poetry publish"]),
    ("HATCH_INDEX_AUTH", &["hatch publish"]),
    ("HATCH_INDEX_USER", &["hatch publish"]),
    ("MATURIN_PYPI_TOKEN", MATURIN),
    ("MATURIN_PASSWORD", MATURIN),
    ("MATURIN_USERNAME", MATURIN),
    ("FLIT_PASSWORD", &["flit publish"]),
    ("FLIT_USERNAME", &["flit publish"]),
    (
        "CARGO_REGISTRY_TOKEN",
        &[
            "cargo publish",
            "release-plz",
            "rust-lang/crates-io-auth-action",
        ],
    ),
    (
        "GEM_HOST_API_KEY",
        &[
            "gem push",
            "rake release",
            "rubygems/release-gem",
            "rubygems/configure-rubygems-credentials",
        ],
    ),
    ("NODE_AUTH_TOKEN", NPM_CLIENTS),
    ("NPM_TOKEN", NPM_CLIENTS),
    ("YARN_NPM_AUTH_TOKEN", &["yarn npm publish"]),
    ("OVSX_PAT", &["ovsx publish"]),
];

const MATURIN: &[&str] = &["maturin publish", "maturin upload", "PyO3/maturin-action"];
pub(super) const NPM_CLIENTS: &[&str] = &[
    "npm publish",
    "npm stage publish",
    "pnpm publish",
    "lerna publish",
    "changeset publish",
    "changesets/action",
    "JS-DevTools/npm-publish",
];

/// The clients whose `-n` is a dry run, each with its short options that take a value. Others mean something else by it:
/// hatch, that nobody is asked.
pub(super) const SHORT_DRY_RUNS: [(&str, &str); 2] =
    [("cargo publish", "CFjpZ"), ("dart pub publish", "C")];

/// Options that hold a password or a token, by client.
pub(super) const PASSWORD_FLAGS: [(&str, &[&str]); 13] = [
    ("twine", &["-p", "--password"]),
    ("uv publish", &["-t", "--token", "-p", "--password"]),
    ("pdm publish", &["-P", "--password"]),
    ("poetry publish", &["-p", "--password"]),
    ("hatch publish", &["-a", "--auth"]),
    ("maturin publish", &["-p", "--password"]),
    ("maturin upload", &["-p", "--password"]),
    ("cargo publish", &["--token"]),
    ("dotnet nuget push", &["-k", "--api-key"]),
    ("nuget push", &["-ApiKey"]),
    ("jsr publish", &["--token"]),
    ("deno publish", &["--token"]),
    ("ovsx publish", &["-p", "--pat"]),
];

/// Variables that name the index: by address and by name.
pub(super) const INDEX_VARIABLES: [(&str, [&str; 2]); 7] = [
    ("twine", ["TWINE_REPOSITORY_URL", "TWINE_REPOSITORY"]),
    ("uv publish", ["UV_PUBLISH_URL", "UV_PUBLISH_INDEX"]),
    ("pdm publish", ["PDM_PUBLISH_REPO", "PDM_PUBLISH_REPO"]),
    ("hatch publish", ["HATCH_INDEX_REPO", "HATCH_INDEX_REPO"]),
    ("maturin publish", MATURIN_INDEX),
    ("maturin upload", MATURIN_INDEX),
    ("PyO3/maturin-action", MATURIN_INDEX),
];

const MATURIN_INDEX: [&str; 2] = ["MATURIN_REPOSITORY_URL", "MATURIN_REPOSITORY"];

/// What a step builds with; beside publishing it makes a token reachable for every build dependency.
pub(super) const BUILDS: [&[&str]; 8] = [
    &["-m", "build"],
    &["uv", "build"],
    &["poetry", "build"],
    &["hatch", "build"],
    &["pdm", "build"],
    &["flit", "build"],
    &["maturin", "build"],
    &["setup.py", "sdist"],
];
