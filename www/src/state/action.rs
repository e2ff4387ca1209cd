//! What can happen.

use std::rc::Rc;

use mintcheck::finding::Remedy;
use mintcheck::time::UnixTime;

use crate::gallery::Example;
use crate::own::OwnPart;

use super::{
    Configuration, Fetch, FetchError, FlowAct, Link, LinkError, Moment, OwnEdit, Rules, Tidy,
};

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Action {
    /// A publisher's form was added.
    AddPublisher,
    /// A remedy is to be tried.
    Apply {
        /// The form that it changes; absent if it registers another publisher.
        publisher: Option<u32>,
        /// The kind of publisher.
        kind: &'static str,
        /// The remedy.
        remedy: Rc<Remedy>,
    },
    /// The paste was cleared.
    Clear,
    /// Something is set from outside.
    Configure(Configuration),
    /// An example is to be shown, or to give way to what was there before.
    Example(Option<Example>),
    /// A field of a publisher was changed.
    Field {
        /// The form.
        publisher: u32,
        /// The kind whose form was shown.
        kind: &'static str,
        /// The field.
        field: &'static str,
        /// What stands in it now.
        value: String,
    },
    /// A publisher's form was filled in from the token.
    Fill {
        /// The form.
        publisher: u32,
        /// The kind whose form was shown.
        kind: &'static str,
        /// The fields and what the token says for them.
        values: Vec<(&'static str, String)>,
    },
    /// Fetching an issuer's keys came to an end.
    Fetched {
        /// The issuer's address.
        issuer: &'static str,
        /// What came of it.
        outcome: Result<Rc<str>, FetchError>,
    },
    /// An issuer was asked for its keys.
    Fetching {
        /// The issuer's address.
        issuer: &'static str,
    },
    /// Something happened to the workflow.
    Flow(FlowAct),
    /// The paste is that index's answer.
    Follow(&'static str),
    /// Another index was chosen.
    Index(&'static str),
    /// The site's own file of keys, by address, and what came of loading it; absent if there is none.
    KeyFile(Option<(Rc<str>, Fetch)>),
    /// The text in the box for keys was changed.
    Keys(Rc<str>),
    /// A publisher's kind was chosen.
    Kind {
        /// The form.
        publisher: u32,
        /// The kind.
        kind: &'static str,
    },
    /// A field of a publisher was left.
    Left {
        /// The form.
        publisher: u32,
        /// The kind whose form was shown.
        kind: &'static str,
        /// The field.
        field: &'static str,
    },
    /// The address has a link that cannot be read; or nobody wants to hear of it any more.
    LinkRefused(Option<LinkError>),
    /// Another moment was chosen.
    Moment(Moment),
    /// A link was opened, or what was entered before a reload is here again.
    Open(Link),
    /// One's own index was changed.
    Own(OwnEdit),
    /// What knows of such indexes is there.
    OwnIs(&'static OwnPart),
    /// The text in the box for the token was changed.
    Paste(Rc<str>),
    /// A publisher was marked as pending, or no longer.
    Pending {
        /// The form.
        publisher: u32,
        /// Whether it is pending.
        pending: bool,
    },
    /// The site's own file with the profile of an index, by address, and what came of loading it; absent if there is
    /// none.
    ProfileFile(Option<(Rc<str>, Fetch)>),
    /// A publisher's project was changed.
    Project {
        /// The form.
        publisher: u32,
        /// The project.
        project: String,
    },
    /// A publisher's form was removed.
    RemovePublisher(u32),
    /// Other rules were chosen.
    Rules(Rules),
    /// What tidies forms is there.
    Tidies(Tidy),
    /// Time went by.
    Tick(UnixTime),
    /// The forms are to be as they were before the remedy.
    Undo,
    /// A publisher's fields are to be as they were typed.
    Untidy {
        /// The form.
        publisher: u32,
    },
}

impl Action {
    /// Whether something else takes an example's place.
    pub(super) fn replaces_example(&self) -> bool {
        matches!(self, Self::Clear | Self::Open(_) | Self::Paste(_))
    }

    /// Whether it changes what stands in a publisher's form, by the user's own hand.
    pub(super) fn changes_forms(&self) -> bool {
        match self {
            Self::AddPublisher
            | Self::Field { .. }
            | Self::Fill { .. }
            | Self::Index(_)
            | Self::Kind { .. }
            | Self::Open(_)
            | Self::Pending { .. }
            | Self::Project { .. }
            | Self::RemovePublisher(_)
            | Self::Untidy { .. } => true,
            Self::Apply { .. }
            | Self::Clear
            | Self::Configure(_)
            | Self::Example(_)
            | Self::Fetched { .. }
            | Self::Fetching { .. }
            | Self::Flow(_)
            | Self::Follow(_)
            | Self::KeyFile(_)
            | Self::Keys(_)
            | Self::Left { .. }
            | Self::LinkRefused(_)
            | Self::Moment(_)
            | Self::Own(_)
            | Self::OwnIs(_)
            | Self::Paste(_)
            | Self::ProfileFile(_)
            | Self::Rules(_)
            | Self::Tick(_)
            | Self::Tidies(_)
            | Self::Undo => false,
        }
    }
}
