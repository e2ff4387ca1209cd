//! An index of one's own: what comes with the part of the program that inspects, since hardly anybody needs it at once.

use std::borrow::Cow;

use mintcheck::index::Index;
use mintcheck::index::custom::Profile;
use mintcheck::report::json::v1;
use yew::{Html, html};

use crate::components::OwnIndex;
pub(crate) use crate::components::OwnIndexProps as Props;
use crate::state::{Own, OwnEdit};

/// The ways into it.
#[derive(Debug)]
pub(crate) struct OwnPart {
    /// The form.
    pub(crate) draw: fn(&Props) -> Html,
    /// The profile in a file; nothing if it is none.
    pub(crate) read: fn(&str) -> Option<Profile>,
    /// Changes what was entered.
    pub(crate) edit: fn(&mut Own, OwnEdit),
    /// Puts what came from outside where the form has it.
    pub(crate) tidy: fn(&mut Own),
    /// The profile as far as it describes an index, which is called so without a name.
    pub(crate) profile: fn(&Own, &str) -> Profile,
    /// The index, likewise.
    pub(crate) index: fn(&Own, &str) -> Cow<'static, Index>,
}

/// There is one.
impl PartialEq for OwnPart {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

pub(crate) static OWN: OwnPart = OwnPart {
    draw,
    read,
    edit: Own::edit,
    tidy: Own::tidy,
    profile: |own, unnamed| own.sound(unnamed).0,
    index: Own::index,
};

fn draw(props: &Props) -> Html {
    html! { <OwnIndex ..props.clone() /> }
}

fn read(text: &str) -> Option<Profile> {
    let profile = v1::RequestProfile::from_json(text.as_bytes()).ok()?;
    Some(profile.into())
}
