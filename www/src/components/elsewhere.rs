//! What other indexes would do with the same token and the same publishers: those that have the same rules, and the one
//! that the token was made for. Any other refuses it for its audience alone.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use mintcheck::finding::Reason;
use mintcheck::index::{INDEXES, Index};
use mintcheck::{Language, Report, inspect};
use yew::{
    Callback, Html, MouseEvent, Properties, UseReducerDispatcher, classes, component, html,
    use_effect_with, use_state_eq,
};

use super::prose::prose;
use crate::hooks::use_language;
use crate::inspection::{Inspection, Shared};
use crate::state::{Action, State};
use crate::told::Source;
use crate::words::{Elsewhere as Verdict, Words};

/// How long the page is left alone before another index is asked, in milliseconds: this one comes first.
const PAUSE: u32 = 120;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) state: Shared<State>,
    pub(crate) inspection: Shared<Inspection>,
    pub(crate) report: Shared<Report>,
    pub(crate) dispatcher: UseReducerDispatcher<State>,
}

/// What an index would do.
#[derive(Clone, PartialEq)]
struct Judged {
    index: &'static str,
    name: &'static str,
    verdict: Verdict,
    /// Why, in a few words.
    because: Option<&'static str>,
    /// Whether it is the reason that this index has, too.
    is_same: bool,
}

#[component]
pub(crate) fn Elsewhere(props: &Props) -> Html {
    let (language, words) = use_language();
    let others = use_state_eq(|| (Rc::<str>::from(""), Vec::<Judged>::new()));
    {
        let others = others.clone();
        let deps = (props.state.clone(), props.inspection.clone(), language);
        use_effect_with(deps, move |(state, inspection, language)| {
            let (state, inspection, language) = (state.clone(), inspection.clone(), *language);
            // Dropped with the next change, so that only the last one is answered.
            let timer = Timeout::new(PAUSE, move || {
                let judged = judge(&state, &inspection, language);
                others.set((Rc::clone(&state.paste), judged));
            });
            move || drop(timer)
        });
    }
    let here = Verdict::of(&props.report.decision);
    let because = because(&props.report, language);
    let (judged, others) = &*others;
    // What was said of another paste only keeps the place.
    let is_current = *judged == props.state.paste;
    let lines = others
        .iter()
        .filter(|other| other.index != props.state.index)
        .map(|other| {
            let mut other = other.clone();
            let too = other.verdict == here;
            if too && other.because.is_some() && other.because == because {
                other.is_same = true;
            }
            line(&other, too, is_current, &props.dispatcher, words)
        });
    html! { <>{ for lines }</> }
}

fn line(
    other: &Judged,
    too: bool,
    is_current: bool,
    dispatcher: &UseReducerDispatcher<State>,
    words: &Words,
) -> Html {
    let index = other.index;
    let onclick = {
        let dispatcher = dispatcher.clone();
        Callback::from(move |_: MouseEvent| dispatcher.dispatch(Action::Index(index)))
    };
    html! {
        <p
            class={classes!("elsewhere", (!is_current).then_some("is-stale"))}
            data-testid={is_current.then(|| format!("elsewhere-{index}"))}
        >
            { (words.sharing.elsewhere)(other.name, other.verdict, too) }
            if other.is_same {
                { ", " }{ words.sharing.elsewhere_same }
            } else if let Some(because) = other.because {
                { ": " }{ prose(because) }
            }
            { ". " }
            <button type="button" class="link" data-testid={format!("switch-{index}")} {onclick}>
                { (words.sharing.elsewhere_switch)(other.name) }
            </button>
        </p>
    }
}

/// Asks other indexes. Where there is nothing to judge, nobody asks.
fn judge(state: &State, inspection: &Inspection, language: Language) -> Vec<Judged> {
    let Some(report) = inspection
        .found()
        .filter(|_| inspection.source != Source::Nothing)
    else {
        return Vec::new();
    };
    let here = &inspection.index;
    let meant = meant(report);
    let others = INDEXES
        .into_iter()
        .filter(|index| index.id != here.id)
        .filter(|index| index.family == here.family || meant == Some(index.id));
    let judged = |index: &'static Index| {
        let mut state = state.clone();
        state.index = index.id;
        let url = inspection.issuer.map(|issuer| issuer.url);
        let kinds: Vec<_> = state
            .publishers
            .iter()
            .filter_map(|draft| draft.kind(index, url))
            .collect();
        let report = inspect(&state.request(&kinds)).ok()?;
        Some(Judged {
            index: index.id,
            name: &index.name,
            verdict: Verdict::of(&report.decision),
            because: because(&report, language),
            is_same: false,
        })
    };
    others.filter_map(judged).collect()
}

/// The index that the token was made for, where that is another one.
fn meant(report: &Report) -> Option<&str> {
    report.steps.iter().find_map(|step| match &step.reason {
        Some(Reason::AudienceDiffers { belongs_to, .. }) => belongs_to.as_deref(),
        _ => None,
    })
}

/// Why it is refused, in a few words.
fn because(report: &Report, language: Language) -> Option<&'static str> {
    let step = report.decisive()?;
    let cause = report.causes.first().map(|cause| language.cause(*cause));
    Some(cause.unwrap_or_else(|| language.rule(step.rule)))
}
