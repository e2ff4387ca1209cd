//! The lesson: its steps, the sandbox, the exercises, in both languages.

use serde_json::{Value, json};
use thirtyfour::Key;

use crate::accessibility::{DARK, LIGHT, portuguese};
use crate::axe::violations_in;
use crate::page::Page;
use crate::privacy::{hold_no_secret, kept, network};
use crate::session::{Session, on_the_page};

/// The steps' names in the page.
const STEPS: [&str; 8] = [
    "start", "ask", "sign", "post", "keys", "verify", "match", "mint",
];

/// What can be tried in the sandbox, the step that refuses it, and what the index answers.
const ATTACKS: [(&str, &str, &str); 9] = [
    ("quotes", "post", "malformed JWT"),
    ("issuer", "keys", "unknown trusted publishing issuer"),
    ("unknown-key", "keys", "malformed or invalid token"),
    ("none", "verify", "malformed or invalid token"),
    ("byte", "verify", "malformed or invalid token"),
    ("key", "verify", "malformed or invalid token"),
    ("expired", "verify", "malformed or invalid token"),
    ("audience", "verify", "malformed or invalid token"),
    ("replay", "match", "already used"),
];

/// An exercise's name, an answer that is wrong, and one that is right.
const EXERCISES: [(&str, Answer, Answer); 9] = [
    (
        "renamed-repository",
        Answer::Typed("repository_name", "sample-project"),
        Answer::Typed("repository_name", "sampleproject"),
    ),
    (
        "missing-environment",
        Answer::Typed("job-environment", "production"),
        Answer::Typed("job-environment", "release"),
    ),
    (
        "quoted-token",
        Answer::Chosen("compact"),
        Answer::Chosen("raw"),
    ),
    (
        "wrong-index",
        Answer::Chosen("only-audience"),
        Answer::Chosen("both"),
    ),
    (
        "reusable-workflow",
        Answer::Typed("workflow_filename", "publish.yaml"),
        Answer::Typed("workflow_filename", "publish.yml"),
    ),
    (
        "pending-publisher",
        Answer::Chosen("minted"),
        Answer::Chosen("minted-for-another"),
    ),
    (
        "recreated-account",
        Answer::Chosen("run-again"),
        Answer::Chosen("register-again"),
    ),
    (
        "subject",
        Answer::Chosen("subjects-1"),
        Answer::Chosen("subjects-3"),
    ),
    (
        "enterprise-issuer",
        Answer::Chosen("enterprise-host"),
        Answer::Chosen("common-issuer"),
    ),
];

/// An answer to an exercise.
#[derive(Clone, Copy)]
enum Answer {
    /// An option.
    Chosen(&'static str),
    /// Something typed into a place.
    Typed(&'static str, &'static str),
}

impl Answer {
    async fn give(self, page: &Page) {
        match self {
            Self::Chosen(option) => page.click(&format!("option-{option}")).await,
            Self::Typed(place, value) => page.enter(&format!("answer-{place}"), value).await,
        }
        page.click("check").await;
    }
}

/// Goes to a part of the lesson while the page is open.
async fn follow(page: &Page, part: &str) {
    page.script("location.hash = arguments[0]", &[json!(part)])
        .await;
    page.mentions("course", "").await;
}

/// Waits until the diagram shows that.
async fn progresses(page: &Page, progress: &str) {
    page.eventually(&format!("the diagram shows `{progress}`"), async || {
        let shown = page
            .script(
                "return document.querySelector('[data-testid=diagram]')?.dataset.progress ?? null",
                &[],
            )
            .await;
        (shown == json!(progress)).then_some(()).ok_or(shown)
    })
    .await;
}

/// Waits until that has the focus.
async fn has_focus(page: &Page, id: &str) {
    page.eventually(&format!("`{id}` has the focus"), async || {
        let focus = page
            .script("return document.activeElement?.id ?? null", &[])
            .await;
        (focus == json!(id)).then_some(()).ok_or(focus)
    })
    .await;
}

/// What goes over the wire in a step, in parts.
fn on_the_wire(step: &str) -> &'static [&'static str] {
    match step {
        "ask" => &["audience=pypi", "Authorization: bearer", "\"value\""],
        "post" => &["POST /_/oidc/mint-token", "\"token\""],
        "keys" => &["/.well-known/openid-configuration", "jwks_uri", "\"kid\""],
        "mint" => &["\"success\"", "\"expires\"", "POST /legacy/"],
        _ => &[],
    }
}

/// The step shows what is sent and answered, who has signed what, and what could be tried, each with what stops it.
async fn tells(page: &Page, step: &str) {
    let told = page
        .script(
            "const texts = (part) => [...document.querySelectorAll(`.stage ${part}`)].map((one) => one.textContent);
             return {
                 wire: texts('.exchange').join('\\n'),
                 unsent: texts('[data-testid=unsent] p').join(''),
                 drawn: [...document.querySelectorAll('.diagram desc')].map((one) => one.textContent),
                 signed: texts('[aria-labelledby=signed-title]').join(''),
                 tries: texts('.try'),
                 stops: texts('.try-stop').filter((text) => text.trim() !== ''),
             }",
            &[],
        )
        .await;
    let text = |name: &str| told.get(name).and_then(Value::as_str).expect("a text");
    let count = |name: &str| told.get(name).and_then(Value::as_array).map_or(0, Vec::len);
    for part in on_the_wire(step) {
        assert!(
            text("wire").contains(part),
            "{step}: {part} is not in {told:#}"
        );
    }
    // Where no request is shown, a sentence says why.
    assert_eq!(
        text("unsent").is_empty(),
        !on_the_wire(step).is_empty(),
        "{step}: {told:#}"
    );
    assert!(!text("signed").is_empty(), "{step}: {told:#}");
    // Both drawings tell where one stands.
    let drawn = told.get("drawn").and_then(Value::as_array);
    let drawn = drawn.map(|drawn| drawn.iter().filter_map(Value::as_str).collect::<Vec<_>>());
    let number = STEPS.iter().position(|name| *name == step).expect("a step");
    let here = format!(" {}: ", number.saturating_add(1));
    assert!(
        drawn.is_some_and(|drawn| drawn.len() == 2 && drawn.iter().all(|one| one.contains(&here))),
        "{step}: {told:#}"
    );
    assert!(
        count("tries") > 0 && count("tries") == count("stops"),
        "{step}: {told:#}"
    );
}

async fn every_step(page: &Page) {
    follow(page, "lesson").await;
    progresses(page, "idle").await;
    page.click("begin").await;
    for (number, name) in (1..).zip(STEPS) {
        progresses(page, &format!("at-{name}")).await;
        let here = page
            .script(
                "return document.querySelector('.stepper [aria-current]').dataset.testid",
                &[],
            )
            .await;
        assert_eq!(here, json!(format!("to-step-{number}")));
        page.mentions(&format!("step-{number}"), "octo-org/sampleproject")
            .await;
        assert!(page.text("shell").await.is_some(), "step {number}");
        tells(page, name).await;
        page.click("next").await;
    }
    // Behind the last step the sandbox waits.
    page.mentions("sandbox-send", "").await;
}

#[test]
fn the_steps_follow_one_another() {
    on_the_page(every_step);
}

#[test]
fn the_steps_follow_one_another_in_portuguese() {
    portuguese().run(async |page| {
        every_step(page).await;
        follow(page, "lesson/3").await;
        page.mentions("step-3", "O GitHub assina as claims").await;
    });
}

#[test]
fn an_address_leads_to_its_part() {
    on_the_page(async |page| {
        for (part, id, said) in [
            ("lesson", "course", "How trusted publishing works"),
            ("lesson/6", "step-6", "The index verifies the token"),
            ("lesson/sandbox", "sandbox-outcome", "Nothing was sent yet"),
            (
                "lesson/sandbox/none",
                "sandbox-outcome",
                "refuses at step 6",
            ),
            ("lesson/exercises", "course", "The token in quotes"),
            (
                "exercise/subject",
                "page-subject",
                "Three forms of one subject",
            ),
            ("exercise/nothing", "course", "no exercise of that name"),
            ("lesson/99", "course", "How trusted publishing works"),
        ] {
            // A browser does not load a page again for another fragment.
            page.driver.goto("about:blank").await.expect("a page");
            let address = format!("{}/#{part}", page.site.origin());
            page.driver.goto(address).await.expect("the page");
            page.mentions(id, said).await;
        }
        page.reopen().await;
    });
}

#[test]
fn arrow_keys_lead_from_step_to_step() {
    on_the_page(async |page| {
        follow(page, "lesson/2").await;
        has_focus(page, "view-title").await;
        page.press(Key::Right).await;
        progresses(page, "at-sign").await;
        has_focus(page, "view-title").await;
        page.press(Key::Left).await;
        progresses(page, "at-ask").await;
        page.press(Key::End).await;
        progresses(page, "at-mint").await;
        // There is none behind it.
        page.press(Key::Right).await;
        page.press(Key::Home).await;
        progresses(page, "at-start").await;
        // The browser's way back is the way back.
        page.driver.back().await.expect("the way back");
        progresses(page, "at-mint").await;
    });
}

#[test]
fn the_lesson_is_told_with_what_was_entered() {
    on_the_page(async |page| {
        page.click("example-workflow").await;
        page.mentions("lesson", "PyPI").await;
        follow(page, "lesson").await;
        page.mentions("values", "sase-org/sase").await;
        follow(page, "lesson/1").await;
        page.mentions("shell", "--repo sase-org/sase").await;
        page.mentions("own-refused", "refuses at step 7").await;
        follow(page, "lesson/7").await;
        page.mentions("step-7", "publish.yml").await;
        // It is all there when one comes back.
        page.click("view-inspector").await;
        page.mentions("verdict-sentence", "publish.yml").await;
    });
}

async fn every_attack(page: &Page) {
    follow(page, "lesson/sandbox").await;
    progresses(page, "idle").await;
    page.click("sandbox-send").await;
    progresses(page, "minted").await;
    page.mentions("wire-body", "\"success\":true").await;
    page.mentions("made-here", "").await;
    for (attack, step, answer) in ATTACKS {
        page.click(&format!("attack-{attack}")).await;
        progresses(page, &format!("refused-{step}")).await;
        page.mentions("wire-body", answer).await;
        let lit = "return document.querySelectorAll('[data-testid=diagram] .is-refused').length";
        assert_ne!(page.script(lit, &[]).await, json!(0), "{attack}");
        // What is not tampered with is taken again.
        page.click("sandbox-send").await;
        progresses(page, "minted").await;
    }
}

/// A link to something to try is followed once.
#[test]
fn what_a_link_tries_is_signed_once() {
    on_the_page(async |page| {
        page.script(
            "const sign = crypto.subtle.sign;
             window.signed = 0;
             SubtleCrypto.prototype.sign = function (...all) { window.signed += 1; return sign.apply(this, all); };",
            &[],
        )
        .await;
        let signed = async || page.script("return window.signed", &[]).await;
        follow(page, "lesson/sandbox/byte").await;
        progresses(page, "refused-verify").await;
        assert_eq!(signed().await, json!(1));
        // Another one is followed, too.
        follow(page, "lesson/sandbox/quotes").await;
        progresses(page, "refused-post").await;
        assert_eq!(signed().await, json!(2));
    });
}

#[test]
fn every_attack_is_refused_at_its_step() {
    on_the_page(every_attack);
}

#[test]
fn every_attack_is_refused_at_its_step_in_portuguese() {
    portuguese().run(async |page| {
        every_attack(page).await;
        page.click("attack-expired").await;
        page.mentions("sandbox-outcome", "recusa no passo 6").await;
    });
}

#[test]
fn the_jobs_claims_are_signed_as_they_are_entered() {
    on_the_page(async |page| {
        follow(page, "lesson/sandbox").await;
        page.click("sandbox-send").await;
        progresses(page, "minted").await;
        // Another job of the same account.
        page.enter("job-file", "test.yml").await;
        progresses(page, "refused-match").await;
        page.mentions("wire-body", "invalid-publisher").await;
        page.enter("job-file", "release.yml").await;
        progresses(page, "minted").await;
        page.enter("job-event", "pull_request_target").await;
        progresses(page, "refused-match").await;

        // What is written is signed as it is; what is no JSON is not.
        page.enter("sandbox-raw", "{\"iss\": 1").await;
        page.mentions("sandbox-refused", "Not signed").await;
        page.enter("sandbox-raw", "{\"iss\": \"https://example.org\"}")
            .await;
        page.lacks("sandbox-refused").await;
        progresses(page, "refused-keys").await;
        page.click("sandbox-reset").await;
        progresses(page, "idle").await;
        assert_eq!(page.value("job-event").await, "release");
    });
}

async fn every_exercise(page: &Page, right: &str, not_yet: &str) {
    follow(page, "lesson/exercises").await;
    page.click("exercise-renamed-repository").await;
    for (name, wrong, answer) in EXERCISES {
        page.mentions(&format!("page-{name}"), "").await;
        let hint = page
            .script(
                "const hint = document.querySelector('.hint');
                 const [was, text] = [hint.open, hint.querySelector('p').textContent];
                 hint.open = true;
                 return [was, text !== '']",
                &[],
            )
            .await;
        // One that was opened for another exercise is closed.
        assert_eq!(hint, json!([false, true]), "{name}");
        page.click("check").await;
        page.lacks("explanation").await;
        wrong.give(page).await;
        page.mentions("verdict-on-answer", not_yet).await;
        page.lacks("explanation").await;
        answer.give(page).await;
        page.mentions("verdict-on-answer", right).await;
        page.mentions("explanation", "").await;
        page.click("next-exercise").await;
    }
    page.mentions("exercise-renamed-repository", "").await;
}

#[test]
fn every_exercise_knows_right_from_wrong() {
    on_the_page(async |page| every_exercise(page, "Right", "Not yet").await);
}

#[test]
fn every_exercise_knows_right_from_wrong_in_portuguese() {
    portuguese().run(async |page| every_exercise(page, "Certo", "Ainda não").await);
}

#[test]
fn an_explanation_can_be_had_without_an_answer() {
    on_the_page(async |page| {
        follow(page, "exercise/pending-publisher").await;
        page.click("explain").await;
        page.mentions("explanation", "Non-user identities").await;
        page.lacks("explain").await;
    });
}

/// How many things move on the page.
async fn motions(page: &Page) -> Value {
    page.script(
        "return document.getAnimations().filter((motion) => motion.playState === 'running').length",
        &[],
    )
    .await
}

#[test]
fn the_diagram_moves_only_for_those_who_allow_it() {
    Session::default().run(async |page| {
        follow(page, "lesson").await;
        progresses(page, "idle").await;
        assert_eq!(motions(page).await, json!(0));
        let allowed = json!([{ "name": "prefers-reduced-motion", "value": "no-preference" }]);
        page.cdp(
            "Emulation.setEmulatedMedia",
            &json!({ "features": allowed }),
        )
        .await;
        page.eventually("the way of the token is drawn", async || {
            let moving = motions(page).await;
            (moving.as_u64() > Some(0)).then_some(()).ok_or(moving)
        })
        .await;
    });
}

#[test]
fn the_lesson_sends_and_keeps_nothing() {
    Session::own().run(async |page| {
        follow(page, "lesson/sandbox").await;
        page.enter("job-name", "a-repository-that-nobody-is-told-about")
            .await;
        page.click("sandbox-send").await;
        progresses(page, "refused-match").await;
        let token = page
            .script(
                "return document.querySelector('.course .raw').textContent",
                &[],
            )
            .await;
        let token = token.as_str().expect("a token").to_owned();
        let secrets: Vec<&str> = token.split('.').skip(1).collect();
        assert_eq!(secrets.len(), 2, "{token}");
        let (kept, read) = kept(page).await;
        let history = page.cdp("Page.getNavigationHistory", &json!({})).await;
        let (events, addresses) = network(page).await;
        let texts = [kept, history.to_string()];
        for text in &texts {
            assert!(!text.contains("nobody-is-told-about"), "{text}");
        }
        hold_no_secret("the page", &texts, &secrets);
        hold_no_secret("the network", &events, &secrets);
        hold_no_secret("the page's server", &page.site.requests(), &secrets);
        assert_eq!(read.get("databases"), Some(&json!([])));
        let origin = page.site.origin();
        assert!(
            addresses.iter().all(|address| ["data:", "blob:", &origin]
                .iter()
                .any(|own| address.starts_with(own))),
            "{addresses:#?}"
        );
    });
}

/// Lets axe-core look at every part of the lesson, in light and dark.
fn axe_finds_nothing(session: Session, width: u32) {
    session.run(async |page| {
        let metrics =
            json!({ "width": width, "height": 9000, "deviceScaleFactor": 1, "mobile": false });
        page.cdp("Emulation.setDeviceMetricsOverride", &metrics)
            .await;
        let mut found = Vec::new();
        let mut look = async |what: String| {
            page.script(
                "for (const fold of document.querySelectorAll('.course details')) fold.open = true;",
                &[],
            )
            .await;
            let wide = page
                .script(
                    "return document.documentElement.scrollWidth > innerWidth",
                    &[],
                )
                .await;
            assert_eq!(wide, json!(false), "{what} is wider than the screen");
            let violations = violations_in(page, &[LIGHT, DARK]).await;
            if violations != json!({}) {
                found.push(format!("{what}: {violations:#}"));
            }
        };
        follow(page, "lesson").await;
        look("the overview".to_owned()).await;
        for (number, name) in (1..).zip(STEPS) {
            follow(page, &format!("lesson/{number}")).await;
            progresses(page, &format!("at-{name}")).await;
            look(format!("step {number}")).await;
        }
        follow(page, "lesson/sandbox").await;
        progresses(page, "idle").await;
        look("the sandbox".to_owned()).await;
        page.click("sandbox-send").await;
        progresses(page, "minted").await;
        look("a token that is taken".to_owned()).await;
        page.click("attack-none").await;
        progresses(page, "refused-verify").await;
        look("a token that is refused".to_owned()).await;
        follow(page, "lesson/exercises").await;
        look("the exercises".to_owned()).await;
        for (name, wrong, answer) in EXERCISES {
            follow(page, &format!("exercise/{name}")).await;
            page.mentions(&format!("page-{name}"), "").await;
            wrong.give(page).await;
            look(format!("{name}, answered wrong")).await;
            answer.give(page).await;
            page.mentions("explanation", "").await;
            look(format!("{name}, answered right")).await;
        }
        assert!(found.is_empty(), "{}", found.join("\n"));
    });
}

#[test]
fn axe_finds_nothing_in_the_lesson() {
    axe_finds_nothing(Session::default(), 1280);
}

#[test]
fn axe_finds_nothing_in_the_lesson_in_portuguese_on_a_narrow_screen() {
    axe_finds_nothing(portuguese(), 360);
}
