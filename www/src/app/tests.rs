use mintcheck::index::INDEXES;
use yew::{LocalServerRenderer, Reducible};

use super::*;
use crate::state::Action;

const TOKEN: &str = include_str!("../../../tests/data/github-actions-token.txt");

/// The page's HTML after these acts.
async fn page(actions: impl IntoIterator<Item = Action>) -> String {
    let state = actions
        .into_iter()
        .fold(Rc::new(State::default()), Reducible::reduce);
    let start = State::clone(&state);
    LocalServerRenderer::<Page>::with_props(Props { start })
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
        for kind in index.kinds {
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
