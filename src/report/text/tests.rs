//! The exact text that people see.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::*;
use crate::index::Publisher;
use crate::inspect::{Request, inspect};
use crate::time::UnixTime;

const REAL: &str = include_str!("../../../tests/data/github-actions-token.txt");

fn text(request: &Request) -> String {
    text_in(Language::English, request)
}

fn text_in(language: Language, request: &Request) -> String {
    let report = inspect(request).expect("a well-formed request");
    render(&report, language)
}

/// A token of a key that nobody has.
fn token(changed: &str) -> String {
    let claims = r#"{"iss": "https://token.actions.githubusercontent.com", "aud": "pypi", "iat": 1000,
        "nbf": 1000, "exp": 1300, "jti": "1", "sub": "repo:octo/tool:environment:release",
        "repository": "octo/tool", "repository_owner": "octo", "repository_owner_id": "7",
        "job_workflow_ref": "octo/tool/.github/workflows/release.yml@refs/tags/v1",
        "ref": "refs/tags/v1", "sha": "abc", "event_name": "push""#;
    let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
    let header = part(r#"{"alg": "RS256", "kid": "none", "typ": "JWT"}"#);
    format!("{header}.{}.c2ln", part(&format!("{claims}, {changed}}}")))
}

fn github(workflow: &str) -> Publisher {
    let fields = [
        ("repository_owner", "octo"),
        ("repository_name", "tool"),
        ("repository_owner_id", "7"),
        ("workflow_filename", workflow),
        ("environment", "release"),
    ];
    Publisher {
        kind: "github".to_owned(),
        project: "tool".to_owned(),
        fields: fields
            .map(|(id, value)| (id.to_owned(), value.to_owned()))
            .into_iter()
            .collect(),
        ..Publisher::default()
    }
}

fn request(paste: &str) -> Request {
    Request {
        index: "pypi".to_owned(),
        paste: Some(paste.to_owned()),
        ..Request::default()
    }
}

#[test]
fn a_refusal_names_the_rule_and_the_answer() {
    let request = Request {
        now: Some(UnixTime(1_770_000_000)),
        ..request(REAL)
    };
    assert_eq!(
        text(&request),
        r#"PyPI refuses this token: the token's audience is `sigstore`; this index demands
`pypi`

cause       the token was made for another audience
to do       ask for a token with the audience `pypi`
            not checked: it depends on what was not given here
answer      422, a refusal, in these words
            invalid-token: malformed or invalid token
stops at    audience is this index (verifying the token)
            the token's audience is `sigstore`; this index demands `pypi`
not known   a publisher is registered (looking for a publisher)
            no publisher was given; one of the kind `github` has to be
            registered
signature   genuine: signed by the issuer's key
            `38826b17-6a30-5f9b-b169-8beb8202f723` (checked with the keys built
            into mintcheck, as published in 2026-09)
judged for  2026-02-01T10:26:00Z, just after the token was issued
            now the token has been expired for 16 hours
"#
    );
}

#[test]
fn a_publisher_stands_beside_the_claims() {
    let request = Request {
        publishers: Some(vec![
            github("publish.yml"),
            Publisher {
                kind: "google".to_owned(),
                ..Publisher::default()
            },
        ]),
        ..request(&token(r#""environment": "release""#))
    };
    assert_eq!(
        text(&request),
        r#"PyPI refuses this token: no publisher is registered for it: the token's
`job_workflow_ref` has `release.yml`, the publisher's Workflow name is
`publish.yml`

cause       the workflow file's name differs from the registered one
to do       on PyPI, change Workflow name from `publish.yml` to `release.yml`
            https://pypi.org/manage/project/tool/settings/publishing/?provider=github&owner=octo&repository=tool&workflow_filename=release.yml&environment=release
            checked: with this change the index accepts, if the token is genuine
to do       in the repository, rename the workflow file `release.yml` to
            `publish.yml`
            checked: with this change the index accepts, if the token is genuine
answer      422, a refusal, in these words
            invalid-publisher: valid token, but no corresponding publisher
            (Publisher with matching claims was not found)
not known   issuer publishes the key (verifying the token)
            signature is the key's (verifying the token)
            the issuer's key is not at hand; fetch or paste the issuer's keys
stops at    a publisher is registered (looking for a publisher)
            no publisher is registered for it: the token's `job_workflow_ref`
            has `release.yml`, the publisher's Workflow name is `publish.yml`
signature   not verified: the key `none` is not among the keys built into
            mintcheck, as published in 2026-09
judged for  1970-01-01T00:16:41Z, just after the token was issued

publisher 1
  field                registered   token        outcome
  repository_owner     octo         octo         passes
  repository_name      tool         tool         passes
  workflow_filename    publish.yml  release.yml  fails
  environment          release      release      passes
  repository_owner_id  7            7            passes

publisher 2, of another kind than the token's issuer
"#
    );
}

#[test]
fn what_is_open_is_listed_with_what_settles_it() {
    let mut publisher = github("release.yml");
    publisher.fields.remove("repository_owner_id");
    let request = Request {
        publishers: Some(vec![publisher]),
        now: Some(UnixTime(1240)),
        ..request(&token(r#""environment": "release""#))
    };
    assert_eq!(
        text(&request),
        r#"PyPI accepts this token if the registered Owner ID is the token's
this token has not expired: whoever has it can use it, so keep it to yourself

at best     200, an API token that is good for 15 minutes
not known   issuer publishes the key (verifying the token)
            signature is the key's (verifying the token)
            the issuer's key is not at hand; fetch or paste the issuer's keys
not known   a publisher is registered (looking for a publisher)
            owner ID (looking for a publisher)
            the publisher's `repository_owner_id` was not given; it has to be
            `7`
still open  the Owner ID of publisher 1
still open  whether the token is genuine: fetch or paste the issuer's keys
signature   not verified: the key `none` is not among the keys built into
            mintcheck, as published in 2026-09
judged for  1970-01-01T00:16:41Z, just after the token was issued
            now the token is valid for another 1 minute

publisher 1
  field                registered   token        outcome
  repository_owner     octo         octo         passes
  repository_name      tool         tool         passes
  workflow_filename    release.yml  release.yml  passes
  environment          release      release      passes
  repository_owner_id  (not given)  7            not known
"#
    );
}

#[test]
fn a_report_in_portuguese_has_no_english() {
    let mut publisher = github("publish.yml");
    publisher.fields.remove("environment");
    let request = Request {
        publishers: Some(vec![publisher]),
        now: Some(UnixTime(1240)),
        ..request(&token(r#""environment": "release""#))
    };
    assert_eq!(
        text_in(Language::BrazilianPortuguese, &request),
        r#"o PyPI recusa este token: nenhum publicador registrado corresponde: em
`job_workflow_ref` o token traz `release.yml`, mas o publicador tem
`publish.yml` em Workflow name (nome do fluxo de trabalho)
este token não expirou: quem o tiver pode usá-lo, portanto não o mostre a
ninguém

causa       o nome do arquivo do fluxo de trabalho difere do registrado
a fazer     no PyPI, mude o campo Workflow name (nome do fluxo de trabalho) de
            `publish.yml` para `release.yml`
            https://pypi.org/manage/project/tool/settings/publishing/?provider=github&owner=octo&repository=tool&workflow_filename=release.yml
            testado: com esta mudança, o índice aceita, se o token for genuíno
a fazer     no repositório, renomeie o arquivo do fluxo de trabalho de
            `release.yml` para `publish.yml`
            testado: com esta mudança, o índice aceita, se o token for genuíno
resposta    422, uma recusa, com estas palavras
            invalid-publisher: valid token, but no corresponding publisher
            (Publisher with matching claims was not found)
não se sabe emissor publica a chave (verificação do token)
            assinatura é a da chave (verificação do token)
            a chave do emissor não está disponível; baixe ou cole as chaves do
            emissor
para em     há um publicador registrado (busca de um publicador)
            nenhum publicador registrado corresponde: em `job_workflow_ref` o
            token traz `release.yml`, mas o publicador tem `publish.yml` em
            Workflow name (nome do fluxo de trabalho)
assinatura  não verificada: a chave `none` não está entre as chaves embutidas no
            mintcheck, publicadas em 2026-09
momento     1970-01-01T00:16:41Z, logo após a emissão do token
            agora o token ainda vale por 1 minuto

publicador 1
  campo                registrado   token        resultado
  repository_owner     octo         octo         passa
  repository_name      tool         tool         passa
  workflow_filename    publish.yml  release.yml  falha
  environment          (vazio)      release      passa
  repository_owner_id  7            7            passa
"#
    );
}

#[test]
fn without_a_token_there_is_no_answer() {
    assert_eq!(
        text(&request("")),
        r#"paste a token to see what the index answers

not known   token decodes (reading the request)
            no token was given
still open  the token: paste it
signature   there is no token to verify
judged for  no moment is known
"#
    );
}

#[test]
fn long_values_stand_below_each_other_and_odd_characters_are_shown() {
    let mut publisher = github("release.yml");
    publisher
        .fields
        .insert("environment".to_owned(), "a".repeat(60));
    let request = Request {
        publishers: Some(vec![publisher]),
        ..request(&token("\"environment\": \"rel\u{200b}ease\""))
    };
    let text = text(&request);
    let table = text.split("publisher 1\n").last();
    assert_eq!(
        table,
        Some(
            r#"  repository_owner
    registered  octo
    token       octo
    outcome     passes
  repository_name
    registered  tool
    token       tool
    outcome     passes
  workflow_filename
    registered  release.yml
    token       release.yml
    outcome     passes
  environment
    registered  aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
    token       rel\u{200b}ease
    outcome     fails
  repository_owner_id
    registered  7
    token       7
    outcome     passes
"#
        )
    );
}

#[test]
fn a_refusal_of_which_nobody_knows_the_words_is_one_of_those_that_are_documented() {
    let request = Request {
        index: "npm".to_owned(),
        ..request(&token(r#""environment": "release""#))
    };
    let text = text(&request);
    let answer = "answer      a refusal; which of those that are documented is not known\n            \
                  OIDC token exchange error - unauthorized\n            \
                  OIDC token exchange error - bad request\n            \
                  OIDC token exchange error - package not found\n            \
                  OIDC token exchange error - internal server error\n";
    assert!(text.contains(answer), "{text}");
}
