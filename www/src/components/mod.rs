//! The parts of the page, from the smallest to the largest. They show; they do not decide.

mod causes;
mod change;
mod comparison;
mod copy;
mod field;
mod fold;
mod gallery;
mod icon;
mod index_switch;
mod language_switch;
mod prose;

mod answer;
mod claims;
mod consequences;
mod elsewhere;
mod everywhere;
mod footer;
mod found;
mod frame;
mod freshness;
mod header;
mod heading;
mod keys;
mod live;
mod moment;
mod navigation;
mod notice;
mod own_index;
mod paste;
mod publisher;
mod publishers;
mod remedies;
mod rules;
mod share;
mod shortcuts;
mod start;
mod theme_switch;
mod token;
mod trace;
mod update;
mod verdict;

use mintcheck::Report;
use yew::Properties;

use crate::inspection::Shared;

pub(crate) use self::answer::Answer;
pub(crate) use self::consequences::Consequences;
pub(crate) use self::copy::Copy;
pub(crate) use self::elsewhere::Elsewhere;
pub(crate) use self::everywhere::Everywhere;
pub(crate) use self::footer::Footer;
pub(crate) use self::found::Found;
pub(crate) use self::frame::Frame;
pub(crate) use self::freshness::Freshness;
pub(crate) use self::header::Header;
pub(crate) use self::heading::Heading;
pub(crate) use self::icon::Icon;
pub(crate) use self::keys::Keys;
pub(crate) use self::live::Live;
pub(crate) use self::moment::Moment;
pub(crate) use self::notice::Notice;
pub(crate) use self::own_index::{OwnIndex, Props as OwnIndexProps};
pub(crate) use self::paste::Paste;
pub(crate) use self::prose::{prose, sentence};
pub(crate) use self::publishers::Publishers;
pub(crate) use self::remedies::{Remedies, form_link};
pub(crate) use self::rules::Rules;
pub(crate) use self::share::Share;
pub(crate) use self::start::Start;
pub(crate) use self::token::Token;
pub(crate) use self::trace::Trace;
pub(crate) use self::update::Update;
pub(crate) use self::verdict::{Basis, Extent, Verdict, said, word};

/// What a component that shows a part of the report takes.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct ReportProps {
    pub(crate) report: Shared<Report>,
}
