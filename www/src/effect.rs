//! What reaches out of the program: the clock, the clipboard, files and the issuers' keys. Nothing
//! else on the page does, but for `pasted`, which takes what is pasted; and nothing here is given the paste but the
//! clipboard by its owner's click.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use gloo_net::http::{RequestBuilder, Response};
use gloo_timers::callback::Timeout;
#[cfg(split)]
use js_sys::Promise;
use js_sys::{Array, Date};
use mintcheck::issuer::Issuer;
use mintcheck::time::UnixTime;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, AbortSignal, Blob, BlobPropertyBag, File, HtmlAnchorElement, HtmlElement,
    Node, ReferrerPolicy, RequestCache, RequestCredentials, RequestMode, RequestRedirect, Url,
};

use crate::hooks::Root;
use crate::key_source::{FetchError, is_allowed, keys_address, keys_in};

/// How long an issuer may take for its two answers.
const PATIENCE: Duration = Duration::from_secs(10);

/// The largest file that is read; a token has a few thousand bytes, a job's log rarely more than this.
const LARGEST_FILE: f64 = 4.0 * 1024.0 * 1024.0;

/// How long a click takes, in milliseconds.
const SOON: u32 = 180;

/// How long a frame is waited for, in milliseconds: a tab that nobody sees has none.
const FRAME: u32 = 200;

/// How often something is looked for that is to have the focus, after the first time.
const LOOKS: u32 = 20;

/// How long lies between two of these looks, in milliseconds.
const LOOK: u32 = 25;

/// Why a file was not read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum FileError {
    /// It is too large.
    TooLarge,
    /// The browser cannot read it.
    Unreadable,
}

/// The present moment.
pub(crate) fn now() -> UnixTime {
    // A float that large is cut to the largest integer, not wrapped.
    UnixTime((Date::now() / 1000.0).floor() as i64)
}

/// Adds a style sheet that stands beside the page's own, and waits for it. A single file has all of them.
#[cfg(split)]
pub(crate) async fn add_style(name: &str) -> Option<()> {
    const OWN: &str = "mintcheck.css";
    let document = web_sys::window()?.document()?;
    let own = document
        .query_selector("link[href$='mintcheck.css']")
        .ok()??;
    let address = own.get_attribute("href")?.replace(OWN, name);
    let is_there = document.query_selector(&format!("link[href='{address}']"));
    if is_there.ok()?.is_some() {
        return None;
    }
    let link: HtmlElement = document.create_element("link").ok()?.dyn_into().ok()?;
    link.set_attribute("rel", "stylesheet").ok()?;
    link.set_attribute("href", &address).ok()?;
    let loaded = Promise::new(&mut |done, _| {
        link.set_onload(Some(&done));
        // Without its styles the view is plain, and can be read.
        link.set_onerror(Some(&done));
    });
    // After the page's own, as it is in one sheet.
    own.after_with_node_1(&link).ok()?;
    JsFuture::from(loaded).await.ok()?;
    Some(())
}

/// Puts a text on the clipboard; says whether the browser let it.
pub(crate) async fn copy(text: String) -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    // Only a page from a secure address has a clipboard.
    if !window.is_secure_context() {
        return false;
    }
    let written = window.navigator().clipboard().write_text(&text);
    JsFuture::from(written).await.is_ok()
}

/// Offers to print the page.
pub(crate) fn print() {
    if let Some(window) = web_sys::window() {
        // A frame may not be allowed to.
        let _ = window.print();
    }
}

/// Hands a text over as a file.
pub(crate) fn download(name: &str, text: &str) -> Option<()> {
    let options = BlobPropertyBag::new();
    options.set_type("text/yaml");
    let parts = Array::of1(&JsValue::from_str(text));
    let file = Blob::new_with_str_sequence_and_options(&parts, &options).ok()?;
    let address = Url::create_object_url_with_blob(&file).ok()?;
    let document = web_sys::window()?.document()?;
    let link: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&address).ok()
}

/// Opens what is folded away. Not every browser does when a link leads into it.
pub(crate) fn unfold(root: &Root, id: &str) {
    if let Some(details) = root.find(id) {
        // Fails for a name that is none, which this is not.
        let _ = details.set_attribute("open", "");
    }
}

thread_local! {
    /// How often something was to have the focus. Only the last wish counts.
    static WISHES: Cell<u32> = const { Cell::new(0) };
}

/// Gives something the focus that is there once the page is drawn anew: the last match, which is the newest. Yew lets the
/// browser in between when drawing takes longer than a frame, so that it may only come some timers later.
pub(crate) fn focus_next(root: &Root, selector: &'static str) {
    let wish = WISHES.get().wrapping_add(1);
    WISHES.set(wish);
    let had = focused(root);
    let look = Look {
        root: root.clone(),
        selector,
        wish,
    };
    look.after(0, had, None, LOOKS);
}

/// What in it has the focus.
fn focused(root: &Root) -> Option<Node> {
    let element = root.0.as_ref()?.query_selector(":focus").ok()??;
    Some(Node::from(element))
}

/// A look for what is to have the focus.
struct Look {
    root: Root,
    selector: &'static str,
    wish: u32,
}

impl Look {
    /// Gives the last match the focus, unless it is the one that was given it before, and looks again. Not if the focus was
    /// moved on from where it was, or something else is to have it.
    fn after(self, pause: u32, had: Option<Node>, given: Option<Node>, looks: u32) {
        Timeout::new(pause, move || {
            let now = focused(&self.root);
            let is_left = now.is_some() && now != given && (given.is_some() || now != had);
            if is_left || WISHES.get() != self.wish {
                return;
            }
            let root = self.root.0.as_ref();
            let found = root.and_then(|root| root.query_selector_all(self.selector).ok());
            let last = found.and_then(|found| found.item(found.length().checked_sub(1)?));
            if let Some(last) = last.as_ref().filter(|_| last != given) {
                // Fails for nothing that is there.
                let _ = last.unchecked_ref::<HtmlElement>().focus();
            }
            if let Some(left) = looks.checked_sub(1) {
                self.after(LOOK, had, last, left);
            }
        })
        .forget();
    }
}

/// Does something in a moment: what is clicked right now is not to move away first.
pub(crate) fn soon(act: impl FnOnce() + 'static) {
    Timeout::new(SOON, act).forget();
}

/// Something that is still to be done. Dropped before, it is not.
pub(crate) struct Later(Rc<RefCell<Option<Act>>>);

type Act = Box<dyn FnOnce()>;

impl Later {
    fn act(&self) -> impl FnOnce() + 'static {
        let act = Rc::clone(&self.0);
        move || {
            let act = act.take();
            if let Some(act) = act {
                act();
            }
        }
    }
}

impl Drop for Later {
    fn drop(&mut self) {
        self.0.take();
    }
}

/// Does something when what was drawn just now is on the screen, so many milliseconds later.
pub(crate) fn after_paint(pause: u32, act: impl FnOnce() + 'static) -> Later {
    let later = Later(Rc::new(RefCell::new(Some(Box::new(act)))));
    Timeout::new(FRAME.saturating_add(pause), later.act()).forget();
    if let Some(window) = web_sys::window() {
        let act = later.act();
        // A frame begins with its callbacks; what they put off comes behind it.
        let frame = Closure::once_into_js(move || Timeout::new(pause, act).forget());
        let _ = window.request_animation_frame(frame.unchecked_ref());
    }
    later
}

/// Reads a file as text.
///
/// # Errors
///
/// Where it is too large, or the browser cannot read it.
pub(crate) async fn read(file: File) -> Result<String, FileError> {
    if file.size() > LARGEST_FILE {
        return Err(FileError::TooLarge);
    }
    let text = JsFuture::from(file.text()).await;
    text.ok()
        .and_then(|text| text.as_string())
        .ok_or(FileError::Unreadable)
}

/// Asks an issuer for its keys: first where they are, then for them.
///
/// # Errors
///
/// Where either answer does not come, is none, or leads elsewhere.
pub(crate) async fn fetch_keys(issuer: &'static Issuer) -> Result<String, FetchError> {
    let controller = AbortController::new().map_err(|_| FetchError::Blocked)?;
    let signal = controller.signal();
    let milliseconds = u32::try_from(PATIENCE.as_millis()).unwrap_or(u32::MAX);
    let timer = Timeout::new(milliseconds, move || controller.abort());
    let keys = fetch_both(issuer, &signal).await;
    timer.cancel();
    if keys.is_err() && signal.aborted() {
        return Err(FetchError::TimedOut);
    }
    keys
}

async fn fetch_both(issuer: &Issuer, signal: &AbortSignal) -> Result<String, FetchError> {
    let document = get(issuer, &issuer.discovery_url(), signal).await?;
    keys_in(get(issuer, &keys_address(issuer, &document)?, signal).await?)
}

/// Loads a file of this page's own site.
///
/// # Errors
///
/// Where it is elsewhere, or does not come.
pub(crate) async fn read_site_file(address: &str) -> Result<String, FetchError> {
    let origin = web_sys::window().and_then(|window| window.location().origin().ok());
    let is_own = origin.is_some_and(|origin| {
        address
            .strip_prefix(&origin)
            .is_some_and(|rest| rest.starts_with('/'))
    });
    if !is_own {
        return Err(FetchError::ForeignHost(address.to_owned()));
    }
    let answer: Response = RequestBuilder::new(address)
        .mode(RequestMode::SameOrigin)
        .credentials(RequestCredentials::SameOrigin)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .redirect(RequestRedirect::Error)
        .send()
        .await
        .map_err(|_| FetchError::Blocked)?;
    if answer.status() != 200 {
        return Err(FetchError::Status(answer.status()));
    }
    answer.text().await.map_err(|_| FetchError::Blocked)
}

/// Fetches a public document: no cookie, no referrer, no redirection to another host.
async fn get(issuer: &Issuer, url: &str, signal: &AbortSignal) -> Result<String, FetchError> {
    if !is_allowed(issuer, url) {
        return Err(FetchError::ForeignHost(url.to_owned()));
    }
    let answer: Response = RequestBuilder::new(url)
        .mode(RequestMode::Cors)
        .credentials(RequestCredentials::Omit)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .redirect(RequestRedirect::Error)
        .cache(RequestCache::NoStore)
        .abort_signal(Some(signal))
        .send()
        .await
        .map_err(|_| FetchError::Blocked)?;
    if answer.status() != 200 {
        return Err(FetchError::Status(answer.status()));
    }
    answer.text().await.map_err(|_| FetchError::Blocked)
}
