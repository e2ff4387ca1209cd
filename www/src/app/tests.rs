use mintcheck::index::INDEXES;
use mintcheck::issuer::Term;
use yew::{LocalServerRenderer, Reducible};

use super::*;
use crate::inspection::unverified_claims;
use crate::shown::capitalised;
use crate::state::Action;
use crate::words::Words;

const TOKEN: &str = include_str!("../../../tests/data/github-actions-token.txt");

/// The page's HTML after these acts.
async fn page(actions: impl IntoIterator<Item = Action>) -> String {
    let state = actions
        .into_iter()
        .fold(Rc::new(State::default()), Reducible::reduce);
    let start = State::clone(&state);
    shown(start, Options::default()).await
}

/// The HTML of a state and of what is around it.
async fn shown(start: State, options: Options) -> String {
    let props = Props {
        start,
        options: Rc::new(options),
        outside: Outside::default(),
        root: None,
    };
    LocalServerRenderer::<Page>::with_props(props)
        .hydratable(false)
        .render()
        .await
}

fn paste(text: &str) -> Action {
    Action::Paste(Rc::from(text))
}

fn has(page: &str, part: &str) {
    assert!(page.contains(part), "`{part}` is missing in {page}");
}

#[tokio::test(flavor = "current_thread")]
async fn an_empty_page_asks_for_a_token_and_shows_every_index() {
    let page = page([]).await;
    has(&page, "Paste a token to see what the index answers");
    for index in INDEXES {
        has(&page, &format!("data-testid=\"index-{}\"", index.id));
    }
    assert!(!page.contains("answer-body"), "nothing was sent");
}

#[tokio::test(flavor = "current_thread")]
async fn every_field_of_every_kind_has_its_input() {
    for index in INDEXES {
        for kind in &*index.kinds {
            let page = page([
                Action::Index(index.id),
                Action::Kind {
                    publisher: 0,
                    kind: kind.id,
                },
            ])
            .await;
            for field in kind.fields {
                has(&page, &format!("data-testid=\"publisher-0-{}\"", field.id));
            }
        }
    }
}

/// To ask for them would send an organization's ID, which is a part of the token.
#[tokio::test(flavor = "current_thread")]
async fn the_keys_of_an_organization_are_not_fetched_and_it_is_told_where_they_are() {
    let exchanges = include_str!("../../../tests/vectors/npm/exchange.jsonl");
    let (_, exchange) = exchanges.split_once("{\"id\":\"circleci\",").unwrap();
    let (_, token) = exchange.split_once("\"token\":\"").unwrap();
    let (token, _) = token.split_once('"').unwrap();
    let page = page([Action::Index("npm"), paste(token)]).await;
    has(
        &page,
        "curl -sS https://oidc.circleci.com/org/94b40e60-cfd5-486f-a04b-507abf27a83d/.well-known/",
    );
    let (_, button) = page.split_once("data-testid=\"keys-fetch\"").unwrap();
    let (button, _) = button.split_once('>').unwrap();
    assert!(button.contains("disabled"), "{button}");
    // The form is that of the issuer's publishers, and its claims are told.
    has(&page, "data-testid=\"publisher-0-org_id\"");
    let meaning = Language::English.term(Term::CircleciVcsOrigin);
    has(&page, &capitalised(meaning));
}

#[tokio::test(flavor = "current_thread")]
async fn a_workflow_file_is_led_to_the_view_that_reads_it() {
    let workflow = include_str!("../../../tests/vectors/workflows/crates-io.yml");
    let page = page([paste(workflow)]).await;
    has(&page, "a workflow file");
    has(&page, "href=\"#workflow\" data-testid=\"to-workflow\"");
    assert!(!page.contains("malformed"), "{page}");
}

#[tokio::test(flavor = "current_thread")]
async fn an_answer_that_is_not_certain_does_not_stand_there_as_if_it_were() {
    const UNSURE: &str = ", if everything fits";
    let claims =
        "* `repository`: `octo-org/sample`\n* `sub`: `repo:octo-org/sample:environment:pypi`\n";
    let open = page([paste(claims)]).await;
    has(&open, "data-verdict=\"undecided\"");
    has(&open, UNSURE);
    assert!(!page([paste(TOKEN)]).await.contains(UNSURE));
}

#[tokio::test(flavor = "current_thread")]
async fn a_refused_token_shows_the_reason_and_the_servers_words() {
    let page = page([paste(TOKEN)]).await;
    has(&page, "data-verdict=\"reject\"");
    has(&page, "<code>sigstore</code>");
    has(&page, "malformed or invalid token");
    has(&page, "data-testid=\"claim-job_workflow_ref\"");
    has(&page, "Genuine: signed by the issuer's key");
}

#[tokio::test(flavor = "current_thread")]
async fn what_nobody_knows_of_a_closed_server_is_told_to_be_so() {
    let page = page([Action::Index("npm"), paste(TOKEN)]).await;
    has(&page, "data-verdict=\"reject\"");
    has(&page, "HTTP status not known");
    has(&page, "It is one of these:");
    has(&page, "OIDC token exchange error - bad request");
    has(&page, "May be looked at, which is not documented");
    assert!(!page.contains("HTTP 401"), "{page}");
    assert!(!page.contains("one of several missing claims"), "{page}");
}

#[tokio::test(flavor = "current_thread")]
async fn a_token_that_has_not_expired_is_called_live() {
    let now = |seconds| Action::Tick(mintcheck::time::UnixTime(seconds));
    has(
        &page([paste(TOKEN), now(1_769_941_600)]).await,
        "live-banner",
    );
    let later = page([paste(TOKEN), now(1_769_941_860)]).await;
    assert!(!later.contains("live-banner"));
}

#[tokio::test(flavor = "current_thread")]
async fn a_field_shows_the_claim_beside_it() {
    let page = page([
        paste(TOKEN),
        Action::Field {
            publisher: 0,
            kind: "github",
            field: "repository_owner",
            value: "Sigstore-conformance".to_owned(),
        },
    ])
    .await;
    has(&page, "differs only in upper and lower case");
    has(&page, "<mark>s</mark>");
}

#[tokio::test(flavor = "current_thread")]
async fn what_is_pasted_is_shown_as_text() {
    let page = page([paste("<script>alert(1)</script>")]).await;
    assert!(!page.contains("<script>"));
}

const REFUSED: &str = include_str!("../../examples/refused.txt");

/// The refused log, beside a publisher with another workflow file.
fn refused() -> [Action; 4] {
    let field = |field, value: &str| Action::Field {
        publisher: 0,
        kind: "github",
        field,
        value: value.to_owned(),
    };
    [
        paste(REFUSED),
        field("repository_owner", "octo-org"),
        field("repository_name", "sampleproject"),
        field("workflow_filename", "publish.yml"),
    ]
}

#[tokio::test(flavor = "current_thread")]
async fn a_log_shows_its_claims_the_cause_and_what_to_change() {
    let page = page(refused()).await;
    has(&page, "data-verdict=\"reject\"");
    has(&page, "data-testid=\"cause-workflow-filename\"");
    has(&page, "data-testid=\"reported-code\"");
    has(&page, "data-testid=\"claim-job_workflow_ref\"");
    has(&page, "the text says");
    has(&page, "<del><code><mark>publish</mark>.yml</code></del>");
    has(&page, "<ins><code><mark>release</mark>.yml</code></ins>");
    has(&page, "data-testid=\"apply-0\"");
    has(&page, "Checked: with this change the index accepts");
}

#[tokio::test(flavor = "current_thread")]
async fn a_remedy_that_is_applied_turns_the_verdict_and_can_be_undone() {
    let state = refused()
        .into_iter()
        .fold(Rc::new(State::default()), Reducible::reduce);
    let inspection = Inspection::of(&state, &unverified_claims(&state.paste));
    let report = inspection.found().expect("a report");
    let action = Action::Apply {
        publisher: Some(0),
        kind: "github",
        remedy: Rc::new(report.remedies[0].clone()),
    };
    let page = page(refused().into_iter().chain([action])).await;
    has(&page, "data-verdict=\"undecided\"");
    has(&page, "PyPI accepts, if the token is genuine and fresh");
    has(&page, "data-testid=\"undo\"");
    assert!(!page.contains("data-testid=\"apply-0\""));
}

#[tokio::test(flavor = "current_thread")]
async fn a_link_to_the_indexs_form_gives_nothing_of_this_page_away() {
    let project = Action::Project {
        publisher: 0,
        project: "sampleproject".to_owned(),
    };
    let page = page(refused().into_iter().chain([project])).await;
    has(&page, "workflow_filename=release.yml");
    has(&page, "rel=\"noopener noreferrer\"");
}

#[tokio::test(flavor = "current_thread")]
async fn a_claim_that_a_log_does_not_show_is_not_said_to_be_absent() {
    let page = page([paste(
        "* `repository`: `octo-org/sampleproject`\n* `repository_owner`: `octo-org`\n",
    )])
    .await;
    has(&page, "the text does not show");
    assert!(!page.contains("token has no"));
}

#[tokio::test(flavor = "current_thread")]
async fn a_secret_is_pointed_out() {
    let page = page([paste("ghs_A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8")]).await;
    has(&page, "data-testid=\"stray-github-token\"");
    has(&page, "data-testid=\"caution\"");
}

#[tokio::test(flavor = "current_thread")]
async fn the_form_speaks_once_a_field_was_left_and_not_of_empty_ones() {
    let typed = Action::Field {
        publisher: 0,
        kind: "github",
        field: "workflow_filename",
        value: "release".to_owned(),
    };
    let left = |field| Action::Left {
        publisher: 0,
        kind: "github",
        field,
    };
    let said = "Workflow name must end with .yml or .yaml";
    let typing = page([typed.clone()]).await;
    assert!(!typing.contains(said));
    let page = page([typed, left("workflow_filename"), left("repository_owner")]).await;
    has(&page, said);
    assert!(!page.contains("Specify GitHub repository owner"));
}

#[tokio::test(flavor = "current_thread")]
async fn every_change_of_the_rules_can_be_chosen() {
    let page = page([]).await;
    has(&page, "As of before 2026-01-29");
    has(&page, "Latest (read 2026-08-21)");
}

#[test]
fn what_stands_there_before_the_program_says_what_the_program_says() {
    let html = include_str!("../../../index.html");
    for language in Language::ALL {
        let start = format!("<div lang=\"{}\"", language.tag().to_lowercase());
        let (_, start) = html.split_once(&start).unwrap();
        let (start, _) = start.split_once("</section>").unwrap();
        let words = Words::of(*language);
        for text in [words.token, words.token_label, words.privacy] {
            assert!(start.contains(&format!(">{text}<")), "{text}");
        }
    }
}
