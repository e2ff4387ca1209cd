//! Addresses of repositories, files and projects, taken apart.

/// What an address at GitHub names.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Address {
    pub(super) owner: String,
    pub(super) repository: Option<String>,
    /// The file's name, where the address is a workflow's.
    pub(super) workflow: Option<String>,
}

impl Address {
    /// Reads `https://github.com/o/r`, `git@github.com:o/r.git`, `github.com/o`, `o/r`, `@o` and
    /// what goes on behind them.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim_matches(['<', '>']);
        match path_at(text, &["github.com", "www.github.com"]) {
            Some(path) => Self::from_path(path, true),
            None if text.contains("://") => None,
            None => Self::from_path(text.strip_prefix('@').unwrap_or(text), false),
        }
    }

    fn from_path(path: &str, of_address: bool) -> Option<Self> {
        let path = if of_address {
            path.split(['?', '#']).next()?
        } else {
            path
        };
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let (owner, repository, rest) = match *parts.as_slice() {
            // A page about the owner: what follows is no repository.
            ["orgs" | "users", owner, ..] if of_address => (owner, None, &[][..]),
            [owner] => (owner, None, &[][..]),
            [owner, repository, ref rest @ ..] => (owner, Some(repository), rest),
            [] => return None,
        };
        if !of_address && !matches!(rest.first(), None | Some(&".github")) {
            // Any path might look like this.
            return None;
        }
        Some(Self {
            owner: owner.to_owned(),
            repository: repository
                .map(|name| name.strip_suffix(".git").unwrap_or(name))
                .map(str::to_owned),
            workflow: workflow_in(rest),
        })
    }
}

/// The file in `…/.github/workflows/x.yml` or `…/actions/workflows/x.yml`.
fn workflow_in(parts: &[&str]) -> Option<String> {
    parts.windows(3).find_map(|window| match window {
        [".github" | "actions", "workflows", file] => Some(without_ref(file).to_owned()),
        _ => None,
    })
}

/// The path of an address at one of these hosts, with or without scheme, in the short form of `ssh`
/// too.
fn path_at<'a>(text: &'a str, hosts: &[&str]) -> Option<&'a str> {
    let (text, has_scheme) = match text.split_once("://") {
        Some((scheme, rest)) => {
            let scheme = scheme.to_ascii_lowercase();
            let scheme = scheme.strip_prefix("git+").unwrap_or(&scheme);
            if !matches!(scheme, "http" | "https" | "ssh" | "git") {
                return None;
            }
            (rest, true)
        }
        None => (text, false),
    };
    let end = text.find('/').unwrap_or(text.len());
    // `user@host`, but no `@` behind the first slash.
    let start = match text.get(..end)?.rfind('@') {
        Some(at) => at.checked_add(1)?,
        None => 0,
    };
    let rest = text.get(start..)?;
    // Behind a scheme a colon starts a port; without one, as `ssh` has it, the path.
    let (place, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (host, path) = match place.split_once(':') {
        Some((host, _)) if has_scheme => (host, path),
        Some(_) => rest.split_once(':')?,
        None => (place, path),
    };
    hosts
        .iter()
        .any(|known| known.eq_ignore_ascii_case(host))
        .then_some(path)
}

/// What stands before `@` and a ref, or before the `?` or `#` of an address.
pub(super) fn without_ref(text: &str) -> &str {
    let is_address = text.contains("://");
    let ends = [".yml", ".yaml"].into_iter().flat_map(|extension| {
        text.match_indices(extension)
            .filter_map(move |(at, _)| at.checked_add(extension.len()))
    });
    let cut = ends
        .filter(|end| match text.as_bytes().get(*end) {
            Some(b'@') => true,
            Some(b'?' | b'#') => is_address,
            _ => false,
        })
        .min();
    cut.and_then(|end| text.get(..end)).unwrap_or(text)
}

/// What stands behind the last slash. Backslashes separate too once there is something to drop.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// The project in `https://pypi.org/project/x/1.0/`.
pub(super) fn project(text: &str) -> Option<String> {
    let path = path_at(
        text.trim_matches(['<', '>']),
        &[
            "pypi.org",
            "test.pypi.org",
            "www.pypi.org",
            "pypi.python.org",
        ],
    )?;
    let path = path.split(['?', '#']).next()?;
    let mut parts = path.split('/').filter(|part| !part.is_empty());
    let name = match parts.next()? {
        "manage" => parts.nth(1),
        "p" | "project" | "pypi" | "simple" => parts.next(),
        _ => None,
    };
    name.map(str::to_owned)
}
