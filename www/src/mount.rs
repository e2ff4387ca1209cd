//! The program's outside: what `www/loader/mintcheck.js` calls.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, JSON, Reflect};
use mintcheck::python::Value;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Node};
use yew::{AppHandle, Renderer};

use crate::app::{Page, Props};
use crate::plain;
use crate::state::{Configuration, State};

/// What is around the program, and what it is to look like there.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Options {
    /// As a page of its own, or among a page's text.
    pub(crate) mode: Mode,
    /// What is set from outside.
    pub(crate) configuration: Configuration,
    /// The address of the page, for a program that stands elsewhere.
    pub(crate) page: Option<String>,
    /// The languages that there are programs for: the tag and its name in itself.
    pub(crate) languages: Vec<(String, String)>,
    /// The tag of this program's language among them.
    pub(crate) language: String,
    /// The address of a file of this site with keys.
    pub(crate) jwks_src: Option<String>,
    /// The address of a file of this site with the profile of an index.
    pub(crate) profile_src: Option<String>,
    /// Whether the program is a single file, which asks nobody for anything.
    pub(crate) alone: bool,
    /// Whether there is a newer version to change to.
    pub(crate) has_update: bool,
    /// What another program's `state` gave.
    pub(crate) state: Option<String>,
}

/// Where the program stands.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum Mode {
    /// A page of its own.
    #[default]
    Page,
    /// Among a page's text.
    Element,
}

/// What the program tells those outside, and what they may look at.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outside(Rc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    state: RefCell<Option<State>>,
    verdict: RefCell<Option<String>>,
    on_verdict: Option<Function>,
    on_language: Option<Function>,
    on_update: Option<Function>,
}

impl PartialEq for Outside {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Outside {
    /// What is true from now on.
    pub(crate) fn set_state(&self, state: &State) {
        self.0.state.replace(Some(state.clone()));
    }

    /// Tells a verdict, as JSON, unless it was the last one told. One on nothing is none, until there was another.
    pub(crate) fn tell_verdict(&self, verdict: &str, is_on_nothing: bool) {
        let is_news = self
            .0
            .verdict
            .borrow()
            .as_ref()
            .map_or(!is_on_nothing, |told| told != verdict);
        if is_news {
            self.0.verdict.replace(Some(verdict.to_owned()));
            call(self.0.on_verdict.as_ref(), verdict);
        }
    }

    /// Asks for the program in another language.
    pub(crate) fn ask_for_language(&self, tag: &str) {
        call(self.0.on_language.as_ref(), tag);
    }

    /// Asks for the newer version.
    pub(crate) fn ask_for_update(&self) {
        call(self.0.on_update.as_ref(), "");
    }
}

fn call(function: Option<&Function>, argument: &str) {
    if let Some(function) = function {
        // What fails outside is not ours to tell.
        let _ = function.call1(&JsValue::NULL, &JsValue::from_str(argument));
    }
}

/// A mounted program.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Handle {
    app: AppHandle<Page>,
    place: Element,
    outside: Outside,
}

/// Puts the program into an element or a shadow root, beside what is there. The options are plain data, but for
/// `onVerdict`, `onLanguage` and `onUpdate`; absent where the browser gives no element.
#[wasm_bindgen]
#[must_use]
pub fn mount(root: &Node, options: &JsValue) -> Option<Handle> {
    let document = web_sys::window()?.document()?;
    let place = document.create_element("div").ok()?;
    place.set_class_name("mintcheck");
    root.append_child(&place).ok()?;
    let function = |name| {
        Reflect::get(options, &JsValue::from_str(name))
            .ok()
            .and_then(|value| value.dyn_into::<Function>().ok())
    };
    let outside = Outside(Rc::new(Inner {
        on_verdict: function("onVerdict"),
        on_language: function("onLanguage"),
        on_update: function("onUpdate"),
        ..Inner::default()
    }));
    let options = read(options);
    let props = props(options, &place, &outside);
    let app = Renderer::<Page>::with_root_and_props(place.clone(), props).render();
    Some(Handle {
        app,
        place,
        outside,
    })
}

#[wasm_bindgen]
impl Handle {
    /// What was entered, for another program's `mount`: opaque, and to be kept in memory only, because the paste is
    /// in it.
    #[must_use]
    pub fn state(&self) -> Option<String> {
        self.outside.0.state.borrow().as_ref().map(State::packed)
    }

    /// Takes other options. Of what was entered only what differs from the last ones is changed.
    pub fn update(&mut self, options: &JsValue) {
        let props = props(read(options), &self.place, &self.outside);
        self.app.update(props);
    }

    /// Removes the program.
    pub fn destroy(self) {
        self.app.destroy();
        self.place.remove();
    }
}

/// The options as data; the functions among them are no part of JSON.
fn read(options: &JsValue) -> Options {
    let text = JSON::stringify(options).map(String::from);
    let data = text.ok().and_then(|text| plain::read(&text));
    data.as_ref().map(Options::of).unwrap_or_default()
}

impl Options {
    fn of(data: &Value) -> Self {
        let text = |name| plain::text(data, name);
        let is_set = |name| plain::member(data, name).is_some_and(Value::is_truthy);
        let languages = plain::list(data, "languages").iter().filter_map(|pair| {
            let Value::List(pair) = pair else {
                return None;
            };
            let [tag, name] = pair.as_slice() else {
                return None;
            };
            Some((plain::as_text(tag)?, plain::as_text(name)?))
        });
        Self {
            mode: match text("mode").as_deref() {
                Some("element") => Mode::Element,
                _ => Mode::Page,
            },
            configuration: Configuration::unpacked(data),
            page: text("page"),
            languages: languages.collect(),
            language: text("language").unwrap_or_default(),
            jwks_src: text("jwksSrc"),
            profile_src: text("profileSrc"),
            alone: is_set("alone"),
            has_update: is_set("hasUpdate"),
            state: text("state"),
        }
    }
}

fn props(options: Options, place: &Element, outside: &Outside) -> Props {
    let start = options
        .state
        .as_deref()
        .and_then(State::unpacked)
        .unwrap_or_default();
    Props {
        start,
        options: Rc::new(options),
        outside: outside.clone(),
        root: Some(place.clone()),
    }
}

#[cfg(test)]
mod tests {
    use mintcheck::Language;

    /// A program that is built and not offered, or offered and not built, helps nobody.
    #[test]
    fn every_language_has_a_program_that_is_built_and_offered() {
        let loader = include_str!("../loader/mintcheck.js");
        let page = include_str!("../../index.html");
        for language in Language::ALL {
            let tag = language.tag().to_lowercase();
            let offered = format!("[\"{tag}\", \"{}\"]", language.own_name());
            assert!(loader.contains(&offered), "{offered}");
            let built = format!("data-bin=\"mintcheck-{tag}\"");
            assert!(page.contains(&built), "{built}");
            // The first one's manifest is named in the page itself.
            let suffix = match tag.as_str() {
                "en" => String::new(),
                tag => format!("-{tag}"),
            };
            let manifest = format!("www/assets/manifest{suffix}.webmanifest\"");
            assert!(page.contains(&manifest), "{manifest}");
        }
    }
}
