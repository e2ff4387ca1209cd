//! What the inspector finds: all that needs the index's rules.

use std::rc::Rc;

use mintcheck::finding::{Decision, Open};
use mintcheck::python::Dict;
use mintcheck::{Language, Report, RequestError};
use yew::{AttrValue, Html, UseReducerDispatcher, html};

use crate::announced;
use crate::components::{
    Answer, Basis, Consequences, Elsewhere, Everywhere, Extent, Found, Freshness, Remedies, Share,
    Token, Trace, said,
};
use crate::hooks::Root;
use crate::inspection::{Inspection, Shared, unverified_claims, verdict};
use crate::own::{self, OwnPart};
use crate::pasted;
use crate::state::{State, Tidy};
use crate::words::Words;

/// The inspection and what it finds, drawn.
#[derive(Debug)]
pub(crate) struct Findings {
    /// A state's report as far as the verdict goes.
    pub(crate) verdict: fn(&State) -> Result<Report, RequestError>,
    /// Takes what is pasted, so that the verdict on it can come first.
    pub(crate) pasting: fn(&Shared<State>, &UseReducerDispatcher<State>) -> Html,
    /// The claims in a paste, as far as they are to be trusted: not at all.
    pub(crate) claims: fn(&str) -> Dict,
    /// What is known of an index of one's own.
    pub(crate) own: &'static OwnPart,
    /// Tidies what was typed into a form.
    pub(crate) tidy: Tidy,
    /// Inspects a state, of whose paste these are the claims.
    pub(crate) inspect: fn(&State, &Dict) -> Inspection,
    /// A verdict as the page around the program hears of it.
    pub(crate) announce: fn(&Report, Language) -> String,
    /// The verdict in words.
    pub(crate) said: fn(&Report, Extent, &Root) -> Html,
    /// What cannot be inspected, and why.
    pub(crate) refuse: fn(&RequestError) -> Html,
    /// What stands with the verdict.
    pub(crate) beside: fn(&Props) -> Html,
    /// What stands below it.
    pub(crate) below: fn(&Props) -> Html,
}

/// There is one.
impl PartialEq for Findings {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

pub(crate) static FINDINGS: Findings = Findings {
    verdict,
    pasting: pasted::draw,
    claims: unverified_claims,
    own: &own::OWN,
    tidy: Tidy::BY_FORM,
    inspect: Inspection::of,
    announce: announced::verdict,
    said,
    refuse,
    beside,
    below,
};

#[derive(Clone, Debug)]
pub(crate) struct Props {
    pub(crate) state: Shared<State>,
    pub(crate) inspection: Shared<Inspection>,
    pub(crate) report: Shared<Report>,
    /// The page that links lead to.
    pub(crate) page: Option<AttrValue>,
    pub(crate) dispatcher: UseReducerDispatcher<State>,
}

fn refuse(error: &RequestError) -> Html {
    html! { <p role="alert">{ Language::default().request_error(error) }</p> }
}

fn beside(props: &Props) -> Html {
    html! {
        <>
            <Basis report={props.report.clone()} />
            { followed(props) }
            <Elsewhere
                state={props.state.clone()}
                inspection={props.inspection.clone()}
                report={props.report.clone()}
                dispatcher={props.dispatcher.clone()}
            />
        </>
    }
}

/// Why the index is another one than before.
fn followed(props: &Props) -> Option<Html> {
    let index = &props.report.index;
    let text = (Words::of(Language::default()).sharing.followed)(&index.name);
    let is_followed = props.state.followed == Some(index.id);
    is_followed.then(|| html! { <p class="elsewhere" data-testid="followed">{ text }</p> })
}

fn below(props: &Props) -> Html {
    let Props { state, report, .. } = props;
    // A log without a token or claims is nothing that anybody would send.
    let is_sent = match &report.decision {
        Decision::Undecided { open, .. } => !open.contains(&Open::Token),
        Decision::Accept | Decision::Reject => true,
    };
    html! {
        <>
            <Remedies
                state={state.clone()}
                inspection={props.inspection.clone()}
                report={report.clone()}
                dispatcher={props.dispatcher.clone()}
            />
            <Consequences report={report.clone()} />
            <Everywhere report={report.clone()} />
            <Share state={state.clone()} report={report.clone()} page={props.page.clone()} />
            <Found text={Rc::clone(&state.paste)} report={report.clone()} />
            <Freshness report={report.clone()} />
            <Trace report={report.clone()} />
            if is_sent {
                <Answer report={report.clone()} />
            }
            <Token text={Rc::clone(&state.paste)} report={report.clone()} />
        </>
    }
}
