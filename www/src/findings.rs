//! What the inspector shows besides the verdict.

use std::rc::Rc;

use mintcheck::Report;
use mintcheck::finding::{Decision, Open};
use yew::{AttrValue, Html, UseReducerDispatcher, html};

use crate::components::{
    Answer, Consequences, Elsewhere, Found, Freshness, Remedies, Share, Token, Trace,
};
use crate::inspection::{Inspection, Shared};
use crate::state::State;

/// What is found and what follows from it, drawn.
#[derive(Debug)]
pub(crate) struct Findings {
    /// What stands with the verdict.
    pub(crate) beside: fn(&Props) -> Html,
    /// What stands below it.
    pub(crate) below: fn(&Props) -> Html,
}

pub(crate) static FINDINGS: Findings = Findings { beside, below };

#[derive(Clone, Debug)]
pub(crate) struct Props {
    pub(crate) state: Shared<State>,
    pub(crate) inspection: Shared<Inspection>,
    pub(crate) report: Shared<Report>,
    /// Whether there is no other verdict above it yet.
    pub(crate) is_current: bool,
    /// The page that links lead to.
    pub(crate) page: Option<AttrValue>,
    pub(crate) dispatcher: UseReducerDispatcher<State>,
}

fn beside(props: &Props) -> Html {
    html! {
        <Elsewhere
            state={props.state.clone()}
            inspection={props.inspection.clone()}
            report={props.report.clone()}
            is_current={props.is_current}
            dispatcher={props.dispatcher.clone()}
        />
    }
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
            <Share state={state.clone()} report={report.clone()} page={props.page.clone()} />
            <Found text={Rc::clone(&state.paste)} report={report.clone()} />
            if is_sent {
                <Answer report={report.clone()} />
            }
            <Freshness report={report.clone()} />
            <Trace report={report.clone()} />
            <Token report={report.clone()} />
        </>
    }
}
