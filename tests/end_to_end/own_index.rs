//! An index that somebody runs themselves: told of in the form, in attributes and in a file of the site.

use serde_json::json;

use crate::embedding::{show, tells, told};
use crate::material::real;
use crate::page::Page;
use crate::session::on_the_page;

/// Tells of the index.
async fn tell(page: &Page) {
    page.click("index-custom").await;
    for (member, value) in [
        ("base-url", "https://pypi.acme.example/legacy/"),
        ("index-name", "Acme"),
    ] {
        page.enter(&format!("own-{member}"), value).await;
    }
}

#[test]
fn an_index_of_one_s_own_is_told_of_in_the_form() {
    on_the_page(async |page| {
        page.paste(real()).await;
        tell(page).await;
        page.mentions("verdict-sentence", "registered on Acme")
            .await;
        // The switch has its name.
        let name = "return document.querySelector(\"label[for='index-custom']\").textContent";
        assert_eq!(page.script(name, &[]).await, json!("Acme"));
        page.mentions(
            "own-index",
            "curl -sS 'https://pypi.acme.example/_/oidc/audience'",
        )
        .await;
        page.mentions("own-index", "/.well-known/pytp?discover=%2Flegacy%2F")
            .await;
        page.enter("own-answer", "{\"audience\": \"acme\"}").await;
        page.mentions("own-answered", "The audience is acme").await;
        assert_eq!(page.value("own-audience").await, "acme");
        page.mentions("verdict-sentence", "this index demands acme")
            .await;
        page.console_is_clean().await;
    });
}

#[test]
fn what_is_wrong_with_it_is_said_where_it_stands_and_stays() {
    on_the_page(async |page| {
        page.paste(real()).await;
        page.click("index-custom").await;
        page.enter("own-base-url", "http://pypi.acme.example").await;
        page.mentions("own-base-url-error", "has to start with https://")
            .await;
        assert_eq!(page.value("own-base-url").await, "http://pypi.acme.example");
        page.mentions("verdict-sentence", "your index").await;
        page.enter("own-base-url", "https://pypi.acme.example")
            .await;
        page.lacks("own-base-url-error").await;
        page.enter("own-answer", "<html>Not Found</html>").await;
        page.mentions("own-answered", "is no JSON object").await;
        page.enter("own-other-issuers", "gitlab.acme.example").await;
        page.mentions("own-errors", "gitlab.acme.example is neither")
            .await;
    });
}

#[test]
fn whom_it_does_not_trust_it_refuses() {
    on_the_page(async |page| {
        page.paste(real()).await;
        tell(page).await;
        page.click("own-issuer-github").await;
        page.mentions("verdict-sentence", "does not trust the issuer")
            .await;
        page.click("own-issuer-github").await;
        page.mentions("verdict-sentence", "registered on Acme")
            .await;
    });
}

#[test]
fn it_survives_a_reload_and_a_stay_at_another_index() {
    on_the_page(async |page| {
        tell(page).await;
        page.click("own-issuer-gitlab").await;
        page.click("index-pypi").await;
        page.lacks("own-index").await;
        page.reopen().await;
        page.click("index-custom").await;
        page.mentions("own-index", "Acme").await;
        assert_eq!(
            page.value("own-base-url").await,
            "https://pypi.acme.example/legacy/"
        );
        let gitlab = page.element("own-issuer-gitlab").await;
        assert!(!gitlab.is_selected().await.expect("a choice"));
    });
}

#[test]
fn a_link_tells_of_it() {
    on_the_page(async |page| {
        let link = "#v=1&index=custom&base-url=https%3A%2F%2Fpypi.acme.example&audience=acme&index-name=Acme\
                    &issuers=github&publisher=github&repository_owner=octo-org";
        page.visit(link).await;
        page.mentions("own-index", "Acme").await;
        page.paste(real()).await;
        page.mentions("verdict-sentence", "this index demands acme")
            .await;
    });
}

#[test]
fn attributes_and_a_file_of_the_site_tell_of_it() {
    on_the_page(async |page| {
        page.site.put(
            "/acme.json",
            r#"{"name": "Acme", "baseUrl": "https://pypi.acme.example", "audience": "acme", "issuers": ["github"],
                "docsUrl": "https://docs.acme.example/", "publishersUrl": "https://pypi.acme.example/publishers"}"#,
        );
        page.site.put("/wrong.json", r#"{"name": "Acme"}"#);
        show(
            page,
            "<mintcheck-inspector id=a lang=en index=custom base-url=https://pypi.acme.example audience=acme \
             index-name=Acme></mintcheck-inspector>
             <mintcheck-inspector id=b lang=en profile-src=acme.json></mintcheck-inspector>
             <mintcheck-inspector id=c lang=en profile-src=wrong.json></mintcheck-inspector>",
        )
        .await;
        for id in ["a", "b"] {
            tells(
                page,
                &format!("return part('{id}', 'index-custom')?.checked"),
                json!(true),
            )
            .await;
            told(page, &format!("type('{id}', 'paste', arguments[0])")).await;
            tells(
                page,
                &format!(
                    "return part('{id}', 'verdict-sentence')?.textContent.includes('this index demands acme')"
                ),
                json!(true),
            )
            .await;
        }
        // What is told already needs no room.
        assert_eq!(
            told(page, "return part('b', 'own-index').open").await,
            json!(false)
        );
        assert_eq!(
            told(page, "return part('b', 'own-docs').href").await,
            json!("https://docs.acme.example/")
        );
        let register =
            "return !!root('b').querySelector(\"[href='https://pypi.acme.example/publishers']\")";
        assert_eq!(told(page, register).await, json!(true));
        tells(
            page,
            "return part('c', 'profile-file')?.textContent.includes('missing field baseUrl')",
            json!(true),
        )
        .await;
    });
}
