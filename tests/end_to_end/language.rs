//! The page in another language than English.

use mintcheck::Language;
use serde_json::json;
use thirtyfour::components::SelectElement;

use crate::material::{real, report, request};
use crate::page::{Page, shown};
use crate::session::{Session, on_the_page};

/// A reader who prefers a language that there is no program for, then one that is near to one.
pub(crate) const PREFERS_PORTUGUESE: &str = "Object.defineProperty(Navigator.prototype, 'languages', { get: () => ['de', 'pt-PT', 'en'] });";

/// Waits until the page speaks that language: in its sentences, in its title, and for screen readers.
async fn speaks(page: &Page, language: Language, paste: &str) {
    let report = report(&request("pypi", paste));
    page.shows("verdict-sentence", &shown(&language.headline(&report)))
        .await;
    let told = page
        .script(
            "return [document.documentElement.lang, document.title]",
            &[],
        )
        .await;
    let title = match language {
        Language::English => "mintcheck: will it mint?",
        Language::BrazilianPortuguese => "mintcheck: o índice vai aceitar?",
    };
    assert_eq!(told, json!([language.tag().to_lowercase(), title]));
    let installed = page
        .script_to_end(
            "const [done] = arguments;
             fetch(document.querySelector('link[rel=manifest]').href)
                 .then((answer) => answer.json())
                 .then(({ lang, name }) => done([lang, name]), (error) => done(String(error)));",
            &[],
        )
        .await;
    assert_eq!(installed, json!([language.tag(), title]));
}

/// A log of a release that was refused.
const REFUSED: &str = include_str!("../../www/examples/refused.txt");

async fn choose(page: &Page, language: Language) {
    let list = page.element("language").await;
    let list = SelectElement::new(&list).await.expect("a choice");
    let name = language.own_name();
    list.select_by_exact_text(name).await.expect("the language");
}

#[test]
fn a_language_that_is_chosen_takes_over_what_was_entered_and_stays() {
    on_the_page(async |page| {
        speaks(page, Language::English, "").await;
        page.paste(real()).await;
        page.enter("publisher-0-repository_owner", "octo-org").await;
        page.click("index-testpypi").await;
        page.click("index-pypi").await;

        choose(page, Language::BrazilianPortuguese).await;
        page.mentions("verdict-sentence", "recusa este token").await;
        assert_eq!(page.value("paste").await, real());
        assert_eq!(page.value("publisher-0-repository_owner").await, "octo-org");
        let label = page
            .script(
                "return document.querySelector(`[data-testid=publisher-0-workflow_filename]`).labels[0].textContent",
                &[],
            )
            .await;
        assert_eq!(label, json!("Workflow name (nome do fluxo de trabalho)"));

        page.reopen().await;
        speaks(page, Language::BrazilianPortuguese, "").await;
        choose(page, Language::English).await;
        speaks(page, Language::English, "").await;
        page.reopen().await;
        speaks(page, Language::English, "").await;
    });
}

#[test]
fn the_browsers_languages_decide_until_one_is_chosen() {
    let session = Session::default().with_prelude(PREFERS_PORTUGUESE);
    session.run(async |page| {
        speaks(page, Language::BrazilianPortuguese, "").await;
        page.paste(real()).await;
        speaks(page, Language::BrazilianPortuguese, real()).await;
        choose(page, Language::English).await;
        speaks(page, Language::English, real()).await;
        page.reopen().await;
        speaks(page, Language::English, "").await;
    });
}

#[test]
fn a_remedy_that_was_applied_can_be_undone_in_another_language() {
    on_the_page(async |page| {
        page.paste(REFUSED).await;
        page.enter("publisher-0-repository_owner", "octo-org").await;
        page.enter("publisher-0-repository_name", "sampleproject")
            .await;
        page.enter("publisher-0-workflow_filename", "publish.yml")
            .await;
        page.click("apply-0").await;
        page.mentions("applied", "release.yml").await;

        choose(page, Language::BrazilianPortuguese).await;
        page.mentions("applied", "O formulário desta página").await;
        page.mentions("applied", "release.yml").await;
        // The focus stays where the language was chosen.
        page.has_focus("language").await;
        page.click("undo").await;
        page.lacks("undo").await;
        let value = page.value("publisher-0-workflow_filename").await;
        assert_eq!(value, "publish.yml");
    });
}
