//! The examples, each one click, and back.

use crate::page::Page;
use crate::session::on_the_page;

const EXAMPLES: [(&str, &str); 8] = [
    ("workflow", "publish.yml"),
    ("environment", "environment"),
    ("case", "pyosmeta"),
    ("permission", "permission"),
    ("pending", "pending"),
    ("reusable", "reusable"),
    ("sigstore", "audience is sigstore"),
    ("quoted", "malformed"),
];

async fn says(page: &Page, part: &str) {
    page.eventually(&format!("the verdict says `{part}`"), async || {
        let said = page.text("verdict").await.unwrap_or_default();
        said.to_lowercase()
            .contains(&part.to_lowercase())
            .then_some(())
            .ok_or(said)
    })
    .await;
}

#[test]
fn every_example_is_one_click_and_the_next_one_another() {
    on_the_page(async |page| {
        let mut examples = EXAMPLES.into_iter();
        let (first, part) = examples.next().expect("an example");
        page.click(&format!("example-{first}")).await;
        says(page, part).await;
        page.mentions("lesson", "Example 1 of 8").await;
        for (name, part) in examples {
            page.click("example-next").await;
            says(page, part).await;
            assert!(page.text("lesson").await.is_some(), "{name}");
        }
        page.click("example-next").await;
        page.mentions("lesson", "Example 1 of 8").await;
        page.click("example-before").await;
        page.mentions("lesson", "Example 8 of 8").await;
    });
}

#[test]
fn what_was_typed_comes_back_after_an_example() {
    on_the_page(async |page| {
        page.enter("publisher-0-repository_owner", "octo-org").await;
        page.click("example-case").await;
        page.mentions("lesson", "capital").await;
        assert_eq!(
            page.value("publisher-0-repository_owner").await,
            "pyOpenSci"
        );
        page.click("example-close").await;
        page.lacks("lesson").await;
        assert_eq!(page.value("publisher-0-repository_owner").await, "octo-org");
        assert_eq!(page.value("paste").await, "");
    });
}
