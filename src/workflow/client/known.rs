//! The clients and actions that publish, and the options and variables that each of them reads.

use super::Client;

const fn client(name: &'static str, host: &'static str, exchanges: bool) -> Client {
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
const PUB_DEV: &str = "pub.dev";
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
pub(super) const ACTIONS: [(&str, Client); 8] = [
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
    (
        "pyo3/maturin-action",
        client("PyO3/maturin-action", PYPI, true),
    ),
];

/// The versions that actions are asked for by in their own documentation, where that is a name that lasts.
///
/// Source: their READMEs, as of 2026; pypa/gh-action-pypi-publish has a branch for its releases, and no longer keeps
/// `master` up.
pub(super) const DOCUMENTED: [(&str, &str); 5] = [
    ("pypa/gh-action-pypi-publish", "release/v1"),
    ("rust-lang/crates-io-auth-action", "v1"),
    ("rubygems/release-gem", "v1"),
    ("nuget/login", "v1"),
    ("pyo3/maturin-action", "v1"),
];

/// Commands that publish, by words that stand together in them.
pub(super) const COMMANDS: [(&[&str], Client); 19] = [
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
    (&["ovsx", "publish"], client("ovsx publish", OPEN_VSX, true)),
];

/// What logs in to NuGet.
pub(super) const NUGET_LOGIN: &str = "NuGet/login";

/// By hand: a script that asks for the token itself and posts it.
pub(super) const BY_HAND: Client = client("curl", PYPI, true);

/// Inputs and variables that hold a password or a token; what is set beside them is not trusted
/// publishing.
pub(super) const STORED_INPUTS: [&str; 4] = ["password", "user", "username", "api-token"];
/// Variables of the same kind, each with the clients that read it.
pub(super) const STORED_VARIABLES: [(&str, &[&str]); 22] = [
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
    ("OVSX_PAT", &["ovsx publish"]),
];

const MATURIN: &[&str] = &["maturin publish", "maturin upload", "PyO3/maturin-action"];
const NPM_CLIENTS: &[&str] = &["npm publish", "pnpm publish", "JS-DevTools/npm-publish"];

/// The clients whose `-n` is a dry run, each with its short options that take a value. Others mean something else by it:
/// hatch, that nobody is asked.
pub(super) const SHORT_DRY_RUNS: [(&str, &str); 2] =
    [("cargo publish", "CFjpZ"), ("dart pub publish", "C")];

/// Options that hold a password or a token, by client.
pub(super) const PASSWORD_FLAGS: [(&str, &[&str]); 10] = [
    ("twine", &["-p", "--password"]),
    ("uv publish", &["-t", "--token", "-p", "--password"]),
    ("pdm publish", &["-P", "--password"]),
    ("poetry publish", &["-p", "--password"]),
    ("hatch publish", &["-a", "--auth"]),
    ("maturin publish", &["-p", "--password"]),
    ("maturin upload", &["-p", "--password"]),
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
