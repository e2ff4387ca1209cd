use super::*;
use crate::index::pypi::forms::{FormKind, tidy};

fn github(typed: &[(&str, &str)]) -> (Input, Vec<Note>) {
    read_again("github", typed)
}

fn read_again(form: &str, typed: &[(&str, &str)]) -> (Input, Vec<Note>) {
    let input = typed
        .iter()
        .map(|(field, text)| ((*field).to_owned(), (*text).to_owned()))
        .collect();
    tidy(FormKind::parse(form).unwrap(), &input)
}

fn kinds(notes: &[Note]) -> Vec<(&'static str, NoteKind)> {
    notes.iter().map(|note| (note.field, note.kind)).collect()
}

#[test]
fn a_repositorys_address_in_the_owners_field_fills_the_repository() {
    for address in [
        "https://github.com/acme/lib",
        "https://github.com/acme/lib.git",
        "HTTPS://www.GitHub.com/acme/lib/tree/main/src?tab=readme#usage",
        "http://user@github.com:80/acme/lib/",
        "git+ssh://git@github.com/acme/lib.git",
        "git@github.com:acme/lib.git",
        "github.com/acme/lib",
        "acme/lib",
        "acme/lib/.github/workflows",
        " \"acme/lib\" ",
        "<https://github.com/acme/lib>",
    ] {
        let (input, notes) = github(&[("owner", address), ("repository", "")]);
        assert_eq!(input["owner"], "acme", "{address}");
        assert_eq!(input["repository"], "lib", "{address}");
        let filled = NoteKind::FilledFrom { field: "owner" };
        assert_eq!(
            kinds(&notes).last(),
            Some(&("repository", filled)),
            "{address}"
        );
    }
}

#[test]
fn a_repositorys_address_in_the_repositorys_field_fills_the_owner() {
    let (input, notes) = github(&[("repository", "https://github.com/acme/lib.git")]);
    assert_eq!((&*input["owner"], &*input["repository"]), ("acme", "lib"));
    assert_eq!(
        notes,
        [
            Note {
                field: "repository",
                before: "https://github.com/acme/lib.git".to_owned(),
                after: "lib".to_owned(),
                kind: NoteKind::Address,
            },
            Note {
                field: "owner",
                before: String::new(),
                after: "acme".to_owned(),
                kind: NoteKind::FilledFrom {
                    field: "repository"
                },
            },
        ]
    );
}

#[test]
fn the_same_address_in_both_fields_is_read_in_both() {
    let (input, notes) = github(&[
        ("owner", "https://github.com/acme/lib"),
        ("repository", "Acme/lib"),
    ]);
    assert_eq!((&*input["owner"], &*input["repository"]), ("acme", "lib"));
    let address = NoteKind::Address;
    assert_eq!(kinds(&notes), [("owner", address), ("repository", address)]);
}

#[test]
fn fields_that_disagree_are_left_to_pypi() {
    for typed in [
        [("owner", "acme"), ("repository", "other/lib")],
        [
            ("owner", "https://github.com/acme/lib"),
            ("repository", "x"),
        ],
        [("owner", "acme/lib"), ("repository", "other/lib")],
    ] {
        let (input, notes) = github(&typed);
        assert_eq!(input["owner"], typed[0].1);
        assert_eq!(input["repository"], typed[1].1);
        assert_eq!(notes, []);
    }
}

#[test]
fn an_owners_page_and_an_at_sign_name_the_owner_only() {
    for typed in [
        "https://github.com/acme",
        "https://github.com/orgs/acme/repositories",
        "@acme",
        "acme/",
        "acme\n",
        "\u{200b}acme",
    ] {
        let (input, notes) = github(&[("owner", typed)]);
        assert_eq!(input["owner"], "acme", "{typed:?}");
        assert_eq!(notes.len(), 1, "{typed:?}");
        assert_eq!(input.get("repository"), None, "{typed:?}");
    }
}

#[test]
fn a_workflows_address_fills_three_fields() {
    for address in [
        "https://github.com/acme/lib/actions/workflows/release.yml?query=x",
        "https://github.com/acme/lib/blob/main/.github/workflows/release.yml#L3",
        "acme/lib/.github/workflows/release.yml@refs/heads/main",
    ] {
        let (input, _) = github(&[("owner", address)]);
        assert_eq!(
            ["owner", "repository", "workflow_filename"].map(|field| &*input[field]),
            ["acme", "lib", "release.yml"],
            "{address}"
        );
    }
}

#[test]
fn a_path_in_the_workflows_field_is_cut_to_the_files_name() {
    for path in [
        ".github/workflows/release.yml",
        "/home/me/lib/.github/workflows/release.yml",
        "./release.yml",
        "acme/lib/.github/workflows/release.yml@refs/heads/fix.yml@2",
        "release.yml@main",
        "`release.yml`",
        "release.yml\u{200b}",
        ".github\\workflows\\release.yml@v1",
        "https://github.com/acme/lib/blob/main/.github/workflows/release.yml?raw=1#L2",
    ] {
        let (input, notes) = github(&[("workflow_filename", path)]);
        assert_eq!(input["workflow_filename"], "release.yml", "{path}");
        assert!(!notes.is_empty(), "{path}");
    }
    let (_, notes) = github(&[("workflow_filename", " .github/workflows/r.yaml@v1 ")]);
    let field = "workflow_filename";
    assert_eq!(
        kinds(&notes),
        [
            (field, NoteKind::Whitespace),
            (field, NoteKind::Ref),
            (field, NoteKind::Path),
        ]
    );
}

#[test]
fn what_the_form_takes_is_left_alone() {
    let (input, notes) = github(&[
        ("owner", "Acme"),
        ("repository", "lib.git"),
        ("workflow_filename", " a\\b.yml "),
        ("environment", "\u{200b}Prod/\u{a0}"),
    ]);
    assert_eq!(notes, []);
    assert_eq!(input["repository"], "lib.git");
    assert_eq!(input["workflow_filename"], " a\\b.yml ");
    assert_eq!(input["environment"], "\u{200b}Prod/\u{a0}");
}

#[test]
fn what_the_form_would_refuse_all_the_same_is_left_alone() {
    for (field, typed) in [
        ("owner", " ac_me "),
        ("repository", "https://example.com/acme/lib"),
        ("repository", "a/b/c"),
        ("workflow_filename", ".github/workflows/Release"),
        ("environment", " a,b "),
        ("owner", ""),
    ] {
        let (input, notes) = github(&[(field, typed)]);
        assert_eq!(input[field], typed);
        assert_eq!(notes, [], "{typed}");
    }
}

#[test]
fn quotes_and_white_space_around_an_environment_are_dropped() {
    for typed in [
        "'release'",
        "\"'release'\"",
        " release",
        "release\n",
        "`release",
    ] {
        let (input, _) = github(&[("environment", typed)]);
        assert_eq!(input["environment"], "release", "{typed:?}");
    }
    // Only ASCII's quotes are refused.
    let (input, _) = github(&[("environment", "“release”")]);
    assert_eq!(input["environment"], "“release”");
}

#[test]
fn a_projects_page_names_the_project() {
    for typed in [
        "https://pypi.org/project/Lib_1/1.0/#files",
        "https://test.pypi.org/p/Lib_1",
        "pypi.org/manage/project/Lib_1/settings/",
        " Lib_1\n",
    ] {
        let (input, _) = read_again("pending-github", &[("project_name", typed)]);
        assert_eq!(input["project_name"], "Lib_1", "{typed:?}");
    }
    let (input, notes) = github(&[("project_name", " x ")]);
    assert_eq!((&*input["project_name"], notes), (" x ", vec![]));
}

#[test]
fn other_providers_fields_lose_what_is_around_them() {
    let (input, _) = read_again(
        "gitlab",
        &[("namespace", " group/sub "), ("environment", "\"prod\"")],
    );
    assert_eq!(input["namespace"], "group/sub");
    assert_eq!(input["environment"], "prod");
}
