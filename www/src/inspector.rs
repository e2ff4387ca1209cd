//! The view of a token or a log: what is entered on one side, what is found on the other.

use std::borrow::Cow;

use mintcheck::RequestError;
use mintcheck::index::Index;
use mintcheck::{Language, Report};
use yew::{
    AttrValue, Callback, Html, MouseEvent, Properties, UseReducerDispatcher, component, html,
};

use crate::components::{
    Heading, Keys, Live, Moment, Notice, Paste, Publishers, Rules, Start, Update, Verdict,
};
use crate::findings::{self, Findings};
use crate::gallery::Example;
use crate::hooks::{use_options, use_root};
use crate::inspection::{Inspection, Shared};
use crate::memory;
use crate::mount::{Mode, Options, Outside};
use crate::state::{self, LinkError, State};
use crate::words::Words;

/// All that is drawn behind the verdict. Nothing in here changes with the paste alone: that comes a frame later, as
/// another state.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    /// The state that was inspected.
    pub(crate) state: Shared<State>,
    pub(crate) inspection: Shared<Inspection>,
    pub(crate) entered: Entered,
    /// Whether there is a paste that is still to be read.
    pub(crate) is_reading: bool,
    /// Absent while the part of the program that inspects is not there.
    pub(crate) findings: Option<&'static Findings>,
    /// Whether it could not be loaded.
    pub(crate) has_failed: bool,
    /// Tries again.
    pub(crate) load: Callback<()>,
    pub(crate) outside: Outside,
    pub(crate) dispatcher: UseReducerDispatcher<State>,
}

/// What is entered besides the paste, as it is now.
#[derive(Clone, PartialEq)]
pub(crate) struct Entered {
    pub(crate) index: Cow<'static, Index>,
    pub(crate) moment: state::Moment,
    pub(crate) rules: state::Rules,
    pub(crate) example: Option<Example>,
    pub(crate) refused: Option<LinkError>,
}

impl Entered {
    pub(crate) fn of(state: &State) -> Self {
        Self {
            index: state.chosen(),
            moment: state.moment.clone(),
            rules: state.rules,
            example: state.example.as_ref().map(|shown| shown.example),
            refused: state.refused.clone(),
        }
    }
}

#[component]
pub(crate) fn Inspector(props: &Props) -> Html {
    let options = use_options();
    let is_natively_drawn = use_root().0.is_none();
    let words = Words::of(Language::default());
    let Props {
        state,
        inspection,
        entered,
        dispatcher,
        ..
    } = props;
    // Among a page's text there is no room for so much, unasked.
    let is_empty = state.paste.trim().is_empty();
    let has_gallery = options.mode == Mode::Page && is_empty;
    let report = inspection.found().cloned();
    // While another paste is read, there is no verdict.
    let latest = report.clone().filter(|_| !props.is_reading);
    html! {
        <>
            if options.mode == Mode::Page {
                <Heading class="heading-unseen" text={words.views.inspector_heading} />
            }
            if options.has_update {
                <Update outside={props.outside.clone()} />
            }
            <Notice refused={entered.refused.clone()} dispatcher={dispatcher.clone()} />
            if let Some(report) = latest.clone() {
                <Live {report} />
            }
            { for props.findings.map(|part| (part.pasting)(state, dispatcher)) }
            <div class="columns">
                <div class="column column-input">
                    <Paste
                        has_text={props.is_reading || !state.paste.is_empty()}
                        report={latest}
                        is_reading={props.is_reading}
                        index={entered.index.clone()}
                        example={entered.example}
                        has_examples={!has_gallery}
                        findings={props.findings}
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
                            moment={entered.moment.clone()}
                            as_of={report.as_ref().and_then(|report| report.clock.as_of)}
                            dispatcher={dispatcher.clone()}
                        />
                        <Rules
                            index={entered.index.clone()}
                            chosen={entered.rules}
                            rules={report.as_ref().map(|report| report.rules)}
                            dispatcher={dispatcher.clone()}
                        />
                    </div>
                </div>
                <div class="column column-output">
                    { output(props, report, page(&options, is_natively_drawn), is_empty, has_gallery) }
                </div>
            </div>
        </>
    }
}

/// The page that links lead to.
fn page(options: &Options, is_natively_drawn: bool) -> Option<AttrValue> {
    let page = match options.mode {
        // Natively there is no address.
        Mode::Page if is_natively_drawn => None,
        Mode::Page => memory::page(),
        Mode::Element => options.page.clone(),
    };
    page.map(AttrValue::from)
}

fn output(
    props: &Props,
    report: Option<Shared<Report>>,
    page: Option<AttrValue>,
    is_empty: bool,
    has_gallery: bool,
) -> Html {
    let error: Option<&RequestError> = props
        .inspection
        .report
        .as_ref()
        .and_then(|report| report.as_ref().err());
    if let (Some(part), Some(error)) = (props.findings, error) {
        return (part.refuse)(error);
    }
    let findings = report.map(|report| findings::Props {
        state: props.state.clone(),
        inspection: props.inspection.clone(),
        report,
        page,
        dispatcher: props.dispatcher.clone(),
    });
    let findings = props.findings.zip(findings).filter(|_| !is_empty);
    html! {
        <>
            <Verdict>
                { for findings.as_ref().map(|(part, props)| (part.beside)(props)) }
            </Verdict>
            if is_empty {
                <Start has_examples={has_gallery} dispatcher={props.dispatcher.clone()} />
            } else if let Some((part, props)) = &findings {
                { (part.below)(props) }
            } else {
                { loading(props.has_failed, &props.load) }
            }
        </>
    }
}

/// What stands in the place of a part that is not there yet.
pub(crate) fn loading(has_failed: bool, load: &Callback<()>) -> Html {
    let words = Words::of(Language::default());
    if has_failed {
        let onclick = load.reform(|_: MouseEvent| ());
        html! {
            <div class="card part-failed" role="alert" data-testid="part-failed">
                <p>{ words.around.part_failed }</p>
                <button
                    type="button"
                    class="button button-small"
                    data-testid="part-again"
                    {onclick}
                >
                    { words.around.part_again }
                </button>
            </div>
        }
    } else {
        html! { <p class="help part-loading" role="status">{ words.around.part_loading }</p> }
    }
}
