//! The whole page.

use std::rc::Rc;

use mintcheck::evidence::Shape;
use mintcheck::finding::{Decision, Open};
use mintcheck::{Language, Report};
use yew::{ContextProvider, Html, Properties, component, html, use_memo, use_reducer_eq};

use crate::components::{
    Answer, Consequences, Footer, Found, Freshness, Header, Keys, Live, Moment, Notice, Paste,
    Publishers, Remedies, Rules, Share, Start, Token, Trace, Verdict,
};
use crate::hooks::{use_memory, use_now};
use crate::inspection::{Inspection, Shared, unverified_claims};
use crate::state::State;

/// The whole page.
#[component]
pub fn App() -> Html {
    html! { <Page start={State::default()} /> }
}

#[derive(Clone, PartialEq, Properties)]
struct Props {
    /// What has been entered before anything happens.
    start: State,
}

#[component]
fn Page(props: &Props) -> Html {
    let state = use_reducer_eq(|| props.start.clone());
    let dispatcher = state.dispatcher();
    use_now(dispatcher.clone());
    use_memory(&state, dispatcher.clone());
    let claims = use_memo(Rc::clone(&state.paste), |paste| unverified_claims(paste));
    let inspection = use_memo((*state).clone(), |state| {
        Inspection::of(state, &claims).map(Shared::new)
    });
    let Some(inspection) = Option::clone(&Rc::clone(&inspection)) else {
        return Html::default();
    };
    let state = Shared::new((*state).clone());
    let output = match &inspection.report {
        Ok(report) => {
            let remedies = html! {
                <Remedies
                    state={state.clone()}
                    inspection={inspection.clone()}
                    report={report.clone()}
                    dispatcher={dispatcher.clone()}
                />
            };
            output(report, &state, remedies)
        }
        Err(error) => html! { <p role="alert">{ Language::default().request_error(error) }</p> },
    };
    let report = inspection.report.as_ref().ok().cloned();
    html! {
        <ContextProvider<Language> context={Language::default()}>
            <Header index={state.index} report={report.clone()} dispatcher={dispatcher.clone()} />
            <main>
                <Notice refused={state.refused.clone()} dispatcher={dispatcher.clone()} />
                if let Some(report) = report.clone() {
                    <Live {report} />
                }
                <div class="columns">
                    <div class="column column-input">
                        <Paste
                            text={Rc::clone(&state.paste)}
                            report={report.clone()}
                            index={state.index}
                            dispatcher={dispatcher.clone()}
                        />
                        <Publishers
                            state={state.clone()}
                            inspection={inspection.clone()}
                            dispatcher={dispatcher.clone()}
                        />
                        <div class="conditions">
                            <Keys
                                state={state.clone()}
                                inspection={inspection.clone()}
                                dispatcher={dispatcher.clone()}
                            />
                            <Moment
                                moment={state.moment.clone()}
                                as_of={report.as_ref().and_then(|report| report.clock.as_of)}
                                dispatcher={dispatcher.clone()}
                            />
                            <Rules
                                index={state.index}
                                chosen={state.rules}
                                rules={report.as_ref().map(|report| report.rules)}
                                {dispatcher}
                            />
                        </div>
                    </div>
                    <div class="column column-output">
                        { output }
                    </div>
                </div>
            </main>
            <Footer index={state.index} />
        </ContextProvider<Language>>
    }
}

fn output(report: &Shared<Report>, state: &Shared<State>, remedies: Html) -> Html {
    let nothing = report.input.shape == Shape::Empty;
    // A log without a token or claims is nothing that anybody would send.
    let is_sent = match &report.decision {
        Decision::Undecided { open, .. } => !open.contains(&Open::Token),
        Decision::Accept | Decision::Reject => true,
    };
    html! {
        <>
            <Verdict report={report.clone()} is_remedied={state.applied.is_some()} />
            if nothing {
                <Start />
            } else {
                { remedies }
                <Consequences report={report.clone()} />
                <Share state={state.clone()} report={report.clone()} />
                <Found text={Rc::clone(&state.paste)} report={report.clone()} />
                if is_sent {
                    <Answer report={report.clone()} />
                }
                <Freshness report={report.clone()} />
                <Trace report={report.clone()} />
                <Token report={report.clone()} />
            }
        </>
    }
}

#[cfg(test)]
mod tests;
