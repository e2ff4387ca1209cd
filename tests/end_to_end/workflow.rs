//! The view that reads a workflow before it runs.

use mintcheck::index::Publisher;
use mintcheck::workflow::{self, Plan, Target};
use serde_json::{Value, json};

use crate::accessibility::{DARK, LIGHT, portuguese};
use crate::axe::violations_in;
use crate::page::Page;
use crate::privacy::network;
use crate::session::{Session, on_the_page};

const LACKING: &str = include_str!("../../www/examples/workflow-permission.yml");

const PUBLISHER: [(&str, &str); 4] = [
    ("repository_owner", "octo-org"),
    ("repository_name", "sampleproject"),
    ("workflow_filename", "publish.yml"),
    ("environment", "pypi"),
];

fn publisher() -> Publisher {
    Publisher {
        kind: "github".to_owned(),
        fields: PUBLISHER
            .into_iter()
            .map(|(field, value)| (field.to_owned(), value.to_owned()))
            .collect(),
        ..Publisher::default()
    }
}

async fn open(page: &Page) {
    page.click("view-workflow").await;
    page.element("flow-paste").await;
}

/// Waits until the run comes to that.
async fn comes_to(page: &Page, outlook: &str) {
    page.eventually(&format!("the outlook is `{outlook}`"), async || {
        let found = page
            .script(
                "return document.querySelector('#verdict')?.dataset.outlook ?? null",
                &[],
            )
            .await;
        (found == json!(outlook)).then_some(()).ok_or(found)
    })
    .await;
}

/// Where one is: the address's fragment, the view marked as shown, what has the focus, and the title.
async fn place(page: &Page) -> Value {
    page.script(
        "return [
             location.hash,
             document.querySelector('nav [aria-current=page]').dataset.testid,
             document.activeElement.id,
             document.title,
         ]",
        &[],
    )
    .await
}

async fn stands_at(page: &Page, expected: [&str; 3]) {
    page.eventually(&format!("one is at {expected:?}"), async || {
        let found = place(page).await;
        let is_so = expected
            .iter()
            .enumerate()
            .all(|(at, part)| found.get(at) == Some(&json!(part)));
        is_so.then_some(()).ok_or(found)
    })
    .await;
}

#[test]
fn views_have_addresses_and_the_way_back_leads_back() {
    on_the_page(async |page| {
        page.enter("publisher-0-repository_owner", "octo-org").await;
        open(page).await;
        stands_at(page, ["#workflow", "view-workflow", "view-title"]).await;
        let told = place(page).await;
        page.click("view-lesson").await;
        stands_at(page, ["#lesson", "view-lesson", "view-title"]).await;
        assert_ne!(told.get(3), place(page).await.get(3), "titles are alike");
        page.driver.back().await.expect("the way back");
        stands_at(page, ["#workflow", "view-workflow", "view-title"]).await;
        page.driver.back().await.expect("the way back");
        stands_at(page, ["", "view-inspector", "view-title"]).await;
        assert_eq!(page.value("publisher-0-repository_owner").await, "octo-org");
        page.driver.forward().await.expect("the way on");
        stands_at(page, ["#workflow", "view-workflow", "view-title"]).await;
        page.driver.refresh().await.expect("the page");
        page.element("flow-paste").await;
    });
}

/// What the view says on that way: what fails, what is no ID, what is to be registered, what comes of it.
const ENGLISH: [&str; 4] = [
    "If release.yml runs on push, the job release publishes nothing",
    "digits and nothing else",
    "The publisher to register",
    "PyPI would mint for the job release",
];
const PORTUGUESE: [&str; 4] = [
    "Se release.yml rodar com o evento push",
    "só algarismos",
    "O publicador a registrar",
    "o PyPI aceitaria o job release",
];

/// The way through the view, with what a language says on it.
async fn is_mended(page: &Page, [fails, no_id, register, mints]: [&str; 4]) {
    open(page).await;
    page.enter("flow-repository", "octo-org/sampleproject")
        .await;
    page.enter("flow-file", "release.yml").await;
    page.enter("flow-paste", LACKING).await;
    comes_to(page, "fails").await;
    page.mentions("verdict-sentence", fails).await;
    page.mentions("finding-0", "id-token: write").await;
    page.mentions("diff-0", "+      id-token: write").await;
    page.mentions(
        "sub-classic",
        "repo:octo-org/sampleproject:environment:pypi",
    )
    .await;
    page.mentions("sub-immutable", "octo-org@{owner ID}/sampleproject@")
        .await;

    // What is no ID is told, and kept.
    page.click("flow-ids").await;
    page.enter("flow-owner-id", "octo-org").await;
    page.mentions("flow-ids", no_id).await;
    page.mentions("sub-immutable", "octo-org@{owner ID}/sampleproject@")
        .await;
    assert_eq!(page.value("flow-owner-id").await, "octo-org");
    page.enter("flow-owner-id", "123456").await;
    page.enter("flow-repository-id", "456789").await;
    page.mentions(
        "sub-immutable",
        "repo:octo-org@123456/sampleproject@456789:environment:pypi",
    )
    .await;

    // The place leads into the text.
    page.click("place-0").await;
    page.has_selected("release").await;
    page.has_focus("flow-paste").await;

    page.click("flow-apply-0").await;
    comes_to(page, "mints").await;
    page.mentions("verdict-sentence", mints).await;
    page.mentions("flow-register", register).await;
    let mended = page.value("flow-paste").await;
    assert!(mended.contains("# No token to be found"), "{mended}");
    let plan = Plan::default();
    let reading = workflow::read(&mended, &plan, &Target::default()).expect("a workflow");
    let codes: Vec<_> = reading
        .findings
        .iter()
        .map(|found| &found.problem)
        .collect();
    assert_eq!(codes, [&workflow::Problem::BuildsAndPublishes]);
    page.has_focus("flow-undo").await;
    page.click("flow-undo").await;
    comes_to(page, "fails").await;
    assert_eq!(page.value("flow-paste").await, LACKING);
}

#[test]
fn a_permission_that_is_missing_is_found_and_the_change_makes_it_mint() {
    on_the_page(async |page| is_mended(page, ENGLISH).await);
}

#[test]
fn a_permission_that_is_missing_is_found_and_mended_in_portuguese() {
    portuguese().run(async |page| is_mended(page, PORTUGUESE).await);
}

#[test]
fn both_ways_lead_to_the_same_publisher_and_workflow() {
    on_the_page(async |page| {
        page.register(0, &publisher()).await;
        open(page).await;
        assert_eq!(
            page.value("flow-repository").await,
            "octo-org/sampleproject"
        );
        assert_eq!(page.value("flow-file").await, "publish.yml");
        page.mentions("flow-made", "environment: pypi").await;
        page.click("flow-read").await;
        comes_to(page, "mints").await;
        for (field, value) in PUBLISHER {
            page.mentions(&format!("pair-{field}"), value).await;
        }
        // And back: what the workflow needs is what is registered.
        page.click("flow-registers").await;
        page.mentions("flow-register", "publish.yml").await;
        page.mentions("flow-fill", "It is in the inspector's form")
            .await;
        page.enter("flow-project", "sample").await;
        let link = page.element("flow-link").await;
        let link = link.attr("href").await.expect("a link").unwrap_or_default();
        assert!(
            link.contains("/manage/project/sample/")
                && link.contains("workflow_filename=publish.yml"),
            "{link}"
        );
    });
}

#[test]
fn another_publisher_is_refused_with_the_reason() {
    on_the_page(async |page| {
        page.register(0, &publisher()).await;
        open(page).await;
        page.click("flow-read").await;
        comes_to(page, "mints").await;
        page.enter("flow-file", "release.yml").await;
        comes_to(page, "refuses").await;
        page.mentions("verdict-sentence", "PyPI would refuse the job publish")
            .await;
        page.mentions("pair-workflow_filename", "differs").await;
        page.choose("flow-event", "push").await;
        comes_to(page, "refuses").await;
        page.mentions("flow-all", "that event does not start this workflow")
            .await;
    });
}

/// A job for another index has its claims, and no verdict of this one.
#[test]
fn a_job_for_another_index_is_not_judged_by_this_one() {
    const BOTH: &str = include_str!("../vectors/workflows/both-indexes.yml");
    on_the_page(async |page| {
        page.register(0, &publisher()).await;
        open(page).await;
        page.enter("flow-paste", BOTH).await;
        comes_to(page, "mints").await;
        let shown = page
            .script(
                "return ['testpypi', 'pypi'].map(job => {
                     const card = document.querySelector(`[data-testid=job-${job}]`);
                     const has = which => card.querySelector(which) !== null;
                     return [has('[data-testid=not-asked]'), has('.tone-accept, .tone-reject'), has('.flow-pairs')];
                 })",
                &[],
            )
            .await;
        assert_eq!(shown, json!([[true, false, false], [false, true, true]]));
        page.mentions("not-asked", "PyPI is not asked").await;
    });
}

#[test]
fn the_index_that_a_workflow_publishes_to_is_chosen() {
    const CRATES_IO: &str = include_str!("../vectors/workflows/crates-io.yml");
    on_the_page(async |page| {
        let is_chosen = async |index: &str| {
            page.eventually(&format!("{index} is chosen"), async || {
                let choice = page.element(&format!("index-{index}")).await;
                let is_chosen = choice.is_selected().await.expect("a choice");
                is_chosen.then_some(()).ok_or(())
            })
            .await;
        };
        open(page).await;
        page.enter("flow-paste", CRATES_IO).await;
        is_chosen("crates.io").await;
        page.mentions("followed", "crates.io was chosen").await;
        // Who knows better is left alone.
        page.click("index-npm").await;
        comes_to(page, "elsewhere").await;
        page.lacks("followed").await;
        page.mentions("verdict-sentence", "npm is not asked").await;
        page.enter("flow-paste", &format!("{CRATES_IO}\n")).await;
        comes_to(page, "elsewhere").await;
        is_chosen("npm").await;
        page.click("flow-clear").await;
        page.enter("flow-paste", CRATES_IO).await;
        is_chosen("crates.io").await;
        page.click("index-pypi").await;
    });
}

#[test]
fn a_workflow_that_is_pasted_for_a_token_is_taken_along() {
    const CRATES_IO: &str = include_str!("../vectors/workflows/crates-io.yml");
    on_the_page(async |page| {
        page.paste(CRATES_IO).await;
        page.mentions("badge", "workflow file").await;
        page.click("to-workflow").await;
        page.element("flow-paste").await;
        assert_eq!(page.value("flow-paste").await, CRATES_IO);
        page.mentions("followed", "crates.io was chosen").await;
        page.click("index-pypi").await;
    });
}

#[test]
fn what_is_no_yaml_is_placed() {
    on_the_page(async |page| {
        open(page).await;
        page.click("flow-example-tab").await;
        comes_to(page, "unreadable").await;
        page.mentions("verdict-sentence", "a tab indents this line")
            .await;
        page.click("flow-fault").await;
        let selected = page
            .script(
                "const box = document.activeElement;
                 return box.value.slice(0, box.selectionStart).split('\\n').length",
                &[],
            )
            .await;
        assert_eq!(selected, json!(8));
    });
}

#[test]
fn a_file_that_is_dropped_is_read_with_its_name() {
    on_the_page(async |page| {
        open(page).await;
        page.script(
            "const file = new File([arguments[0]], 'ship.yml', { type: 'text/yaml' });
             const data = new DataTransfer();
             data.items.add(file);
             const box = document.querySelector('section.paste');
             for (const name of ['dragover', 'drop'])
                 box.dispatchEvent(new DragEvent(name, { dataTransfer: data, bubbles: true, cancelable: true }));",
            &[json!(LACKING)],
        )
        .await;
        comes_to(page, "fails").await;
        assert_eq!(page.value("flow-paste").await, LACKING);
        assert_eq!(page.value("flow-file").await, "ship.yml");
    });
}

#[test]
fn a_reload_keeps_the_fields_and_forgets_the_text() {
    on_the_page(async |page| {
        open(page).await;
        page.enter("flow-repository", "octo-org/sampleproject")
            .await;
        page.enter("flow-ref", "v1.2.3").await;
        page.enter("flow-paste", LACKING).await;
        comes_to(page, "fails").await;
        let kept = page
            .script(
                "return JSON.stringify({ ...sessionStorage, ...localStorage })",
                &[],
            )
            .await;
        let kept = kept.as_str().expect("a text");
        assert!(
            kept.contains("v1.2.3") && !kept.contains("setup-uv"),
            "{kept}"
        );
        page.driver.refresh().await.expect("the page");
        page.element("flow-paste").await;
        assert_eq!(page.value("flow-paste").await, "");
        assert_eq!(
            page.value("flow-repository").await,
            "octo-org/sampleproject"
        );
        assert_eq!(page.value("flow-ref").await, "v1.2.3");
    });
}

#[test]
fn reading_a_workflow_asks_nobody() {
    Session::watched().run(async |page| {
        open(page).await;
        page.click("flow-example-guide").await;
        comes_to(page, "mints").await;
        // What is loaded for the view is loaded by now.
        let (before, _) = network(page).await;
        drop(before);
        page.enter("flow-paste", LACKING).await;
        comes_to(page, "fails").await;
        page.click("flow-apply-0").await;
        comes_to(page, "mints").await;
        page.click("flow-fill").await;
        page.mentions("flow-made", "environment: pypi").await;
        page.click("flow-read").await;
        comes_to(page, "mints").await;
        let (requests, hosts) = network(page).await;
        assert!(requests.is_empty(), "{requests:?} {hosts:?}");
    });
}

async fn has_no_violation(page: &Page, what: &str) {
    let wide = "return document.documentElement.scrollWidth > innerWidth";
    let is_wide = page.script(wide, &[]).await;
    assert_eq!(is_wide, json!(false), "{what} is wider than the screen");
    let found = violations_in(page, &[LIGHT, DARK]).await;
    assert_eq!(found, json!({}), "{what}: {found:#}");
}

/// Waits until a link is in the inspector's form.
async fn takes_over(page: &Page, field: &str, wanted: &str) {
    page.eventually("the link is in the form", async || {
        let selector = format!("[data-testid=publisher-0-{field}]");
        let script = "return document.querySelector(arguments[0])?.value ?? null";
        let value = page.script(script, &[json!(selector)]).await;
        (value == json!(wanted)).then_some(()).ok_or(value)
    })
    .await;
}

/// Every state of the view, by its examples and by what else can come of a run, in light and dark.
async fn is_accessible(page: &Page, width: u32) {
    // All of the page at once: what is scrolled out of sight is judged only in part.
    let metrics =
        json!({ "width": width, "height": 16000, "deviceScaleFactor": 1, "mobile": false });
    page.cdp("Emulation.setDeviceMetricsOverride", &metrics)
        .await;
    open(page).await;
    page.click("flow-ids").await;
    has_no_violation(page, "nothing pasted").await;
    for (example, outlook) in [
        ("guide", "mints"),
        ("lost", "fails"),
        ("environment", "mints"),
        ("password", "unasked"),
        ("tab", "unreadable"),
    ] {
        page.click(&format!("flow-example-{example}")).await;
        comes_to(page, outlook).await;
        has_no_violation(page, example).await;
        page.click("flow-clear").await;
        comes_to(page, "nothing").await;
    }
    page.enter(
        "flow-paste",
        "on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n",
    )
    .await;
    comes_to(page, "no-jobs").await;
    has_no_violation(page, "no job publishes").await;

    // Another publisher than the run's.
    let link = "v=1&index=pypi&publisher=github&repository_owner=octo-org&repository_name=other";
    page.script("location.hash = arguments[0]", &[json!(link)])
        .await;
    takes_over(page, "repository_name", "other").await;
    open(page).await;
    page.click("flow-clear").await;
    page.click("flow-example-guide").await;
    comes_to(page, "refuses").await;
    has_no_violation(page, "refuses").await;

    // A publisher with an environment, and a job whose environment decides.
    let link = "v=1&index=pypi&publisher=github&repository_owner=octo-org&repository_name=sample\
                &workflow_filename=release.yml&environment=pypi";
    page.script("location.hash = arguments[0]", &[json!(link)])
        .await;
    takes_over(page, "environment", "pypi").await;
    open(page).await;
    page.enter("flow-repository", "octo-org/sample").await;
    page.enter("flow-file", "release.yml").await;
    for (text, outlook) in [
        (BY_INPUT, "depends"),
        (BY_VARIABLE, "undecided"),
        (ELSEWHERE, "elsewhere"),
    ] {
        page.enter("flow-paste", text).await;
        comes_to(page, outlook).await;
        has_no_violation(page, outlook).await;
    }
}

const BY_INPUT: &str = include_str!("../vectors/workflows/environment-by-input.yml");
const BY_VARIABLE: &str = include_str!("../vectors/workflows/environment-by-variable.yml");
/// It publishes to an index that is none of those that are offered, so that no other is chosen.
const ELSEWHERE: &str = "\
on: push
jobs:
  publish:
    runs-on: ubuntu-latest
    permissions:
      id-token: write
    steps:
      - uses: pypa/gh-action-pypi-publish@release/v1
        with:
          repository-url: https://pypi.acme.example/legacy/
";

#[test]
fn axe_finds_nothing_in_a_workflow() {
    Session::default().run(async |page| is_accessible(page, 1280).await);
}

#[test]
fn axe_finds_nothing_in_a_workflow_in_portuguese_on_a_narrow_screen() {
    portuguese().run(async |page| is_accessible(page, 360).await);
}
