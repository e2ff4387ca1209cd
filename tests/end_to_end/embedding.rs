//! The program in pages of other sites.

use serde_json::{Value, json};

use crate::material::{KEYS, real};
use crate::page::Page;
use crate::session::{Session, on_the_page};

/// A page of another kind: its own policy, its own size of type, and the folder of the program under a name of its own.
fn host(body: &str) -> String {
    format!(
        "<!doctype html><html lang=en style=\"font-size: 125%\"><head><meta charset=utf-8><title>docs</title>
         <meta http-equiv=Content-Security-Policy content=\"default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
         connect-src 'self'; style-src 'unsafe-inline'; img-src 'self'\"><link rel=icon href=mark.svg>
         <script type=module src=mintcheck.js></script></head><body>{body}</body></html>"
    )
}

/// Shows a page of another kind.
pub(crate) async fn show(page: &Page, body: &str) {
    page.site.put("/docs.html", &host(body));
    let address = format!("{}/docs.html", page.site.origin());
    page.driver.goto(address).await.expect("the page");
}

/// What a script says of the parts of an element: `part(id, test id)`.
pub(crate) async fn told(page: &Page, script: &str) -> Value {
    const PART: &str = "
        const root = (id) => document.getElementById(id)?.shadowRoot;
        const part = (id, name) => root(id)?.querySelector(`[data-testid='${name}']`) ?? null;
        const type = (id, name, text) => {
            part(id, name).value = text;
            part(id, name).dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
        };";
    page.script(&format!("{PART}{script}"), &[json!(real())])
        .await
}

/// Waits until a script says that.
pub(crate) async fn tells(page: &Page, script: &str, expected: Value) {
    page.eventually(script, async || {
        let told = told(page, script).await;
        (told == expected).then_some(()).ok_or(told)
    })
    .await;
}

#[test]
fn an_element_takes_its_attributes_and_tells_the_verdict() {
    on_the_page(async |page| {
        let element = "<mintcheck-inspector id=a index=testpypi repository=octo-org/sample workflow=release.yml \
                       lang=en rules=latest>before</mintcheck-inspector>";
        show(page, element).await;
        tells(
            page,
            "return part('a', 'publisher-0-repository_owner')?.value",
            json!("octo-org"),
        )
        .await;
        told(
            page,
            "window.heard = [];
             document.addEventListener('verdict', (event) => heard.push([event.target.id, event.detail]));
             type('a', 'paste', arguments[0]);",
        )
        .await;
        tells(page, "return heard.length", json!(1)).await;
        let heard = told(page, "return heard[0]").await;
        assert_eq!(
            heard,
            json!(["a", {
                "decision": "reject",
                "headline": "Refuses: audience is this index",
                "status": 422,
                "code": "invalid-token",
                "index": "testpypi",
            }])
        );
        // What changes is changed, and nothing else.
        told(
            page,
            "a.setAttribute('index', 'pypi'); a.setAttribute('owner', 'someone');",
        )
        .await;
        tells(
            page,
            "return ['publisher-0-repository_owner', 'publisher-0-workflow_filename', 'paste']
               .map((name) => part('a', name).value).concat(part('a', 'index-pypi').checked)",
            json!(["someone", "release.yml", real(), true]),
        )
        .await;
        tells(page, "return heard.at(-1)[1].index", json!("pypi")).await;
        told(page, "type('a', 'paste', '')").await;
        tells(page, "return heard.at(-1)[1].decision", json!("nothing")).await;
    });
}

#[test]
fn elements_come_go_and_move_as_pages_change() {
    on_the_page(async |page| {
        let two = "<div id=one><mintcheck-inspector id=a lang=en></mintcheck-inspector></div>
                   <div id=two><mintcheck-inspector id=b lang=en index=testpypi></mintcheck-inspector></div>";
        show(page, two).await;
        tells(
            page,
            "return Boolean(part('a', 'paste') && part('b', 'paste'))",
            json!(true),
        )
        .await;
        // One program for both.
        tells(
            page,
            "return performance.getEntriesByType('resource')
                .filter((entry) => entry.name.endsWith('/mintcheck-en_bg.wasm')).length",
            json!(1),
        )
        .await;
        told(
            page,
            "type('a', 'paste', arguments[0]);
             document.getElementById('two').append(document.getElementById('a'));",
        )
        .await;
        tells(page, "return part('a', 'paste').value", json!(real())).await;
        assert_eq!(
            told(page, "return part('b', 'paste').value").await,
            json!("")
        );
        // Taken away and put back, as a page that is left and returned to.
        told(
            page,
            "window.kept = document.getElementById('a'); kept.remove();",
        )
        .await;
        tells(
            page,
            "return kept.shadowRoot.querySelector('.mintcheck')",
            Value::Null,
        )
        .await;
        told(page, "document.getElementById('one').append(kept);").await;
        tells(page, "return part('a', 'paste')?.value", json!(real())).await;
        // The script once more, under another address.
        told(
            page,
            "const script = document.createElement('script');
             script.type = 'module';
             script.src = 'mintcheck.js?again';
             script.onload = () => document.body.append(document.createElement('mintcheck-inspector'));
             document.head.append(script);",
        )
        .await;
        tells(
            page,
            "return Boolean(document.querySelector('body > mintcheck-inspector')?.shadowRoot.querySelector('textarea'))",
            json!(true),
        )
        .await;
    });
}

#[test]
fn an_element_looks_the_same_whatever_the_page_around_it_does() {
    const SIZES: &str = "
        return ['paste', 'verdict-sentence'].map((name) => {
            const style = getComputedStyle(part('a', name));
            return [style.fontSize, style.fontFamily.includes('fantasy'), style.color];
        }).concat([getComputedStyle(root('a').querySelector('.frame')).backgroundColor])";
    on_the_page(async |page| {
        show(
            page,
            "<mintcheck-inspector id=a theme=light></mintcheck-inspector>",
        )
        .await;
        tells(page, "return Boolean(part('a', 'paste'))", json!(true)).await;
        let before = told(page, SIZES).await;
        assert_eq!(before.pointer("/0/0"), Some(&json!("14px")));
        told(
            page,
            "const sheet = new CSSStyleSheet();
             sheet.replaceSync('* { color: red; font: 40px fantasy; } textarea { display: none }');
             document.adoptedStyleSheets = [sheet];",
        )
        .await;
        assert_eq!(told(page, SIZES).await, before);
        // The scheme and the documented properties do change it.
        told(page, "a.setAttribute('theme', 'dark')").await;
        tells(
            page,
            "return getComputedStyle(root('a').querySelector('.frame')).backgroundColor",
            json!("rgb(13, 19, 17)"),
        )
        .await;
        told(
            page,
            "a.style.setProperty('--mintcheck-background', 'rgb(1, 2, 3)')",
        )
        .await;
        tells(
            page,
            "return getComputedStyle(root('a').querySelector('.frame')).backgroundColor",
            json!("rgb(1, 2, 3)"),
        )
        .await;
        told(
            page,
            "a.removeAttribute('theme'); document.documentElement.style.colorScheme = 'dark';",
        )
        .await;
        tells(
            page,
            "return getComputedStyle(part('a', 'paste')).colorScheme",
            json!("dark"),
        )
        .await;
    });
}

#[test]
fn an_element_that_cannot_start_says_why_and_shows_what_it_held() {
    // Or the page would have kept the program for it.
    const NOTHING_IS_KEPT: &str = "delete Navigator.prototype.serviceWorker;";
    let session = Session::default()
        .with_complaints()
        .with_prelude(NOTHING_IS_KEPT);
    session.run(async |page| {
        page.site.put("/mintcheck-en_bg.wasm", "");
        show(
            page,
            "<mintcheck-inspector id=a lang=en>what it held</mintcheck-inspector>",
        )
        .await;
        tells(
            page,
            "return root('a')?.querySelector('[role=alert]')?.textContent.includes('HTTP 404')",
            json!(true),
        )
        .await;
        assert_eq!(
            told(
                page,
                "return root('a').querySelector('slot').assignedNodes()[0].textContent"
            )
            .await,
            json!("what it held")
        );
        // Once it can, it does.
        page.site.put("/mintcheck-en_bg.wasm", "no program");
        told(page, "a.setAttribute('lang', 'pt-br')").await;
        tells(
            page,
            "return root('a').querySelector('.mintcheck')?.lang",
            json!("pt-br"),
        )
        .await;
        assert_eq!(
            told(page, "return root('a').querySelector('[role=alert]')").await,
            Value::Null
        );
    });
}

#[test]
fn attributes_that_mean_nothing_are_named() {
    on_the_page(async |page| {
        show(page, "<mintcheck-inspector id=a lang=en index=cratesio rules=yesterday></mintcheck-inspector>").await;
        tells(
            page,
            "return [...root('a').querySelectorAll('[role=alert]')].length",
            json!(2),
        )
        .await;
        let text = told(page, "return root('a').textContent").await;
        let text = text.as_str().expect("text").to_owned();
        assert!(
            text.contains("cratesio")
                && text.contains("pypi, testpypi")
                && text.contains("yesterday")
        );
    });
}

#[test]
fn a_link_in_an_element_leaves_the_pages_address_alone() {
    on_the_page(async |page| {
        show(
            page,
            "<mintcheck-inspector id=a lang=en></mintcheck-inspector>",
        )
        .await;
        tells(page, "return Boolean(part('a', 'paste'))", json!(true)).await;
        told(page, "type('a', 'paste', arguments[0])").await;
        tells(page, "return Boolean(part('a', 'decisive'))", json!(true)).await;
        let address = page.driver.current_url().await.expect("an address");
        told(page, "part('a', 'decisive').querySelector('a').click()").await;
        tells(page, "return part('a', 'trace').open", json!(true)).await;
        assert_eq!(
            page.driver.current_url().await.expect("an address"),
            address
        );
        let link = told(page, "return part('a', 'open-page').href").await;
        assert_eq!(link, json!(format!("{}/index.html", page.site.origin())));
    });
}

#[test]
fn keys_of_the_site_are_loaded_from_the_site_only() {
    Session::default().with_complaints().run(async |page| {
        page.site.put("/keys.json", KEYS);
        page.site.put("/hello.json", "hello");
        let elements = ["keys.json", "hello.json", "gone.json", "https://elsewhere.example/keys"];
        let elements: String = elements
            .iter()
            .zip(["a", "b", "c", "d"])
            .map(|(file, id)| format!("<mintcheck-inspector id={id} lang=en jwks-src=\"{file}\"></mintcheck-inspector>"))
            .collect();
        show(page, &elements).await;
        for (id, said) in [
            ("a", "are used"),
            ("b", "no JSON"),
            ("c", "HTTP 404"),
            ("d", "not on this page's own site"),
        ] {
            let script = format!("return part('{id}', 'key-file')?.textContent.includes(\"{said}\")");
            tells(page, &script, json!(true)).await;
        }
        // Of another's keys none is the token's, so they are what it is checked with.
        told(page, "type('a', 'paste', arguments[0])").await;
        let said = "return part('a', 'signature')?.textContent.includes('the site\\'s own file')";
        tells(page, said, json!(true)).await;
    });
}

#[test]
fn a_frame_has_its_attributes_in_its_address_and_tells_its_height_and_verdict() {
    const HOST: &str = "<!doctype html><title>docs</title><link rel=icon href=mark.svg>
        <iframe src='embed.html?index=testpypi&owner=octo-org&lang=en#repository=sample' style='width: 700px'></iframe>
        <script>window.heard = []; addEventListener('message', (event) => heard.push(event.data));</script>";
    const HEIGHTS: &str = "
            const frame = document.querySelector('iframe').contentDocument;
            const told = heard.filter((one) => one.type === 'mintcheck:height').at(-1)?.height;
            const is = frame.querySelector('[data-mintcheck-frame]').getBoundingClientRect().height;
            return [told, Math.ceil(is)];";
    on_the_page(async |page| {
        page.site.put("/framed.html", HOST);
        let address = format!("{}/framed.html", page.site.origin());
        page.driver.goto(address).await.expect("the page");
        page.driver.enter_frame(0).await.expect("a frame");
        page.mentions("verdict-sentence", "Paste a token").await;
        assert_eq!(page.value("publisher-0-repository_owner").await, "octo-org");
        assert_eq!(page.value("publisher-0-repository_name").await, "sample");
        page.paste(real()).await;
        page.mentions("verdict-sentence", "TestPyPI refuses").await;
        page.driver.enter_default_frame().await.expect("the page");
        page.eventually("the frame told its height", async || {
            let heights = page.script(HEIGHTS, &[]).await;
            let is_told = heights.get(0) == heights.get(1);
            is_told.then_some(()).ok_or(heights)
        })
        .await;
        let heard = page.script("return heard", &[]).await;
        let heard = heard.as_array().expect("a list");
        let verdict = heard
            .iter()
            .find(|one| one.get("type") == Some(&json!("mintcheck:verdict")));
        let verdict = verdict.expect("a verdict");
        assert_eq!(verdict.get("decision"), Some(&json!("reject")));
        assert_eq!(verdict.get("index"), Some(&json!("testpypi")));
    });
}
