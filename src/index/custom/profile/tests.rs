use super::*;

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn acme() -> Profile {
    Profile {
        base_url: "https://pypi.acme.example/legacy/".to_owned(),
        ..Profile::default()
    }
}

fn with_issuers(issuers: &[&str]) -> Profile {
    Profile {
        issuers: Some(issuers.iter().map(|issuer| (*issuer).to_owned()).collect()),
        ..acme()
    }
}

#[test]
fn what_is_not_told_is_as_it_is_at_pypi_or_not_known() {
    let index = acme().index().expect("an index");
    assert_eq!(index.id, "custom");
    assert_eq!(index.name, "pypi.acme.example");
    assert_eq!(index.host, "pypi.acme.example");
    assert_eq!(
        index.mint_url,
        "https://pypi.acme.example/_/oidc/mint-token"
    );
    assert_eq!(
        index.upload_url.as_deref(),
        Some("https://pypi.acme.example/legacy/")
    );
    assert_eq!(index.audience, Audience::NotGiven);
    assert_eq!((index.docs_url, index.pending_url), (None, None));
    assert_eq!(index.kinds, pypi::PYPI.kinds);
    assert_eq!(index.issuers, None);
}

#[test]
fn what_is_told_is_the_index_s() {
    let index = Profile {
        name: some(
            " Acme 
",
        ),
        audience: some("acme"),
        mint_token_endpoint: some("https://pypi.acme.example:8443/mint"),
        publishers_url: some("https://acme.example/publishers"),
        docs_url: some("https://docs.acme.example/#publish"),
        ..acme()
    };
    let index = index.index().expect("an index");
    assert_eq!(index.name, "Acme");
    assert_eq!(index.audience.fixed(), Some("acme"));
    assert_eq!(index.mint_url, "https://pypi.acme.example:8443/mint");
    assert_eq!(
        index.pending_url.as_deref(),
        Some("https://acme.example/publishers")
    );
    // People follow it as it stands, to its fragment.
    assert_eq!(
        index.docs_url.as_deref(),
        Some("https://docs.acme.example/#publish")
    );
}

#[test]
fn an_empty_name_or_audience_is_none() {
    let index = Profile {
        name: some("  "),
        audience: some(""),
        mint_token_endpoint: some(" "),
        ..acme()
    };
    assert_eq!(index.index(), acme().index());
}

#[test]
fn an_index_trusts_the_issuers_that_it_names_and_no_other() {
    let index = with_issuers(&["github", "https://gitlab.acme.example"]);
    let index = index.index().expect("an index");
    let kinds: Vec<_> = index.kinds.iter().map(|kind| kind.id).collect();
    assert_eq!(kinds, ["github", "gitlab"]);
    let kind_of = |issuer| index.kind_of(issuer).map(|kind| kind.id);
    for (issuer, expected) in [
        (
            "https://token.actions.githubusercontent.com",
            Some("github"),
        ),
        ("https://gitlab.acme.example", Some("gitlab")),
        ("https://gitlab.com", None),
        ("https://accounts.google.com", None),
    ] {
        assert_eq!(kind_of(issuer), expected, "{issuer}");
    }
}

#[test]
fn an_issuer_of_ones_own_is_a_gitlab_unless_it_is_github_s() {
    for (issuer, expected) in [
        ("https://gitlab.acme.example/ci", "gitlab"),
        ("https://gitlab.com", "gitlab"),
        ("https://token.actions.githubusercontent.com/acme", "github"),
        ("https://token.actions.acme.ghe.com", "github"),
        ("https://github.acme.example/_services/token", "github"),
        ("https://accounts.google.com", "google"),
    ] {
        let index = with_issuers(&[issuer]).index().expect("an index");
        assert_eq!(
            index.kind_of(issuer).map(|kind| kind.id),
            Some(expected),
            "{issuer}"
        );
        assert_eq!(index.kinds.len(), 1, "{issuer}");
    }
}

#[test]
fn what_describes_no_index_is_refused() {
    let address = |member, url: &str, error| ProfileError::Address {
        member,
        url: url.to_owned(),
        error,
    };
    let cases = [
        (
            Profile::default(),
            address(Member::BaseUrl, "", AddressError::Empty),
        ),
        (
            Profile {
                base_url: "http://pypi.acme.example".to_owned(),
                ..Profile::default()
            },
            address(
                Member::BaseUrl,
                "http://pypi.acme.example",
                AddressError::Scheme,
            ),
        ),
        (
            Profile {
                docs_url: some("javascript:alert(1)"),
                ..acme()
            },
            address(Member::DocsUrl, "javascript:alert(1)", AddressError::Scheme),
        ),
        (
            Profile {
                publishers_url: some("javascript:1/alert(1)"),
                ..acme()
            },
            address(
                Member::PublishersUrl,
                "javascript:1/alert(1)",
                AddressError::Scheme,
            ),
        ),
        (
            Profile {
                mint_token_endpoint: some("https://mint.acme.example/"),
                ..acme()
            },
            ProfileError::OtherHost {
                member: Member::MintTokenEndpoint,
                url: "https://mint.acme.example/".to_owned(),
                host: "pypi.acme.example".to_owned(),
            },
        ),
        (
            with_issuers(&["GitHub"]),
            ProfileError::Issuer {
                issuer: "GitHub".to_owned(),
                known: vec!["github", "gitlab", "google", "activestate"],
            },
        ),
        (with_issuers(&[]), ProfileError::NoIssuers),
    ];
    for (profile, expected) in cases {
        assert_eq!(profile.index(), Err(expected), "{profile:?}");
    }
}

#[test]
fn the_index_is_asked_where_warehouse_answers_or_where_it_said() {
    let asked = |profile: &Profile| profile.index().expect("an index").audience_url;
    assert_eq!(
        asked(&acme()).as_deref(),
        Some("https://pypi.acme.example/_/oidc/audience")
    );
    let profile = Profile {
        audience_endpoint: some("https://pypi.acme.example/aud?of=legacy"),
        ..acme()
    };
    assert_eq!(
        asked(&profile).as_deref(),
        Some("https://pypi.acme.example/aud?of=legacy")
    );
}
