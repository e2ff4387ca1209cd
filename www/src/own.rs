//! The part of the program for an index of one's own: its form, and what reads a site's file about it.

use mintcheck::index::custom::Profile;
use mintcheck::report::json::v1;
use yew::{Html, html};

use crate::components::OwnIndex;
pub(crate) use crate::components::OwnIndexProps as Props;

/// The ways into the part.
#[derive(Debug)]
pub(crate) struct OwnPart {
    /// The form.
    pub(crate) draw: fn(&Props) -> Html,
    /// The profile in a file; nothing if it is none.
    pub(crate) read: fn(&str) -> Option<Profile>,
}

/// There is one.
impl PartialEq for OwnPart {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

pub(crate) static OWN: OwnPart = OwnPart { draw, read };

fn draw(props: &Props) -> Html {
    html! { <OwnIndex ..props.clone() /> }
}

fn read(text: &str) -> Option<Profile> {
    let profile = v1::RequestProfile::from_json(text.as_bytes()).ok()?;
    Some(profile.into())
}
