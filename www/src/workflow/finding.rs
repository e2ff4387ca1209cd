//! What was found: a sentence, its place in the text, and the change that mends it.

use std::rc::Rc;

use mintcheck::Language;
use mintcheck::evidence::Span;
use mintcheck::workflow::{self, Finding, Position, Severity};
use yew::{Callback, Html, MouseEvent, html};

use super::{Part, said};
use crate::components::{Copy, Icon, sentence};
use crate::effect;
use crate::hooks::Root;
use crate::linked;
use crate::state::{Action, FlowAct};
use crate::words::Words;

/// Findings, each with its number in the whole workflow.
pub(super) fn findings(
    part: &Part,
    found: &[(usize, &Finding)],
    root: &Root,
    language: Language,
    words: &Words,
) -> Html {
    let items = found
        .iter()
        .map(|(number, finding)| item(part, *number, finding, root, language, words));
    html! { <ul class="flow-findings">{ for items }</ul> }
}

fn item(
    part: &Part,
    number: usize,
    finding: &Finding,
    root: &Root,
    language: Language,
    words: &Words,
) -> Html {
    let (tone, icon) = match finding.severity {
        Severity::Error => ("reject", Icon::Cross),
        Severity::Warning => ("undecided", Icon::Warning),
        Severity::Note => ("idle", Icon::Dash),
    };
    let Span { start, end } = finding.span;
    html! {
        <li
            class={format!("flow-finding tone-{tone}")}
            data-testid={format!("finding-{number}")}
            data-claim={format!("finding-{number}")}
            data-start={start.to_string()}
            data-end={end.to_string()}
        >
            <p class="flow-severity">
                { icon.draw() }
                { sentence(language.severity(finding.severity)) }
                { place(root, start, end, finding.at, &format!("place-{number}"), words) }
            </p>
            <p class="flow-problem">
                { sentence(&language.workflow_problem(&finding.problem)) }{ "." }
            </p>
            { change(part, number, finding, root) }
        </li>
    }
}

/// The way to a place in the text.
pub(super) fn place(
    root: &Root,
    start: usize,
    end: usize,
    at: Position,
    id: &str,
    words: &Words,
) -> Html {
    let onclick = {
        let root = root.clone();
        Callback::from(move |_: MouseEvent| linked::look(&root, Span { start, end }))
    };
    html! {
        <button type="button" class="link flow-place" data-testid={id.to_owned()} {onclick}>
            { (said().line)(at.line) }
            <span class="unseen">{ ": " }{ words.show_in_text }</span>
        </button>
    }
}

/// The change as a diff, to copy or to apply.
fn change(part: &Part, number: usize, finding: &Finding, root: &Root) -> Html {
    let Some(edits) = &finding.edits else {
        return Html::default();
    };
    let diff = part.judged.diff(number);
    let lines = diff.lines().skip(2).map(|line| {
        let class = match line.chars().next() {
            Some('+') => "diff-line is-added",
            Some('-') => "diff-line is-removed",
            Some('@') => "diff-line is-place",
            _ => "diff-line",
        };
        html! { <span {class}>{ line.to_owned() }{ "\n" }</span> }
    });
    let onapply = {
        let dispatcher = part.dispatcher.clone();
        let text = Rc::clone(&part.state.flow.text);
        let edits = edits.clone();
        let root = root.clone();
        Callback::from(move |_: MouseEvent| {
            let changed = Rc::from(workflow::apply(&text, &edits));
            dispatcher.dispatch(Action::Flow(FlowAct::Applied(changed)));
            effect::focus_next(&root, "[data-testid=flow-undo]");
        })
    };
    html! {
        <div class="flow-change">
            <pre class="diff" tabindex="0" data-testid={format!("diff-{number}")}>
                { for lines }
            </pre>
            <div class="flow-acts">
                <button
                    type="button"
                    class="button button-small button-main"
                    data-testid={format!("flow-apply-{number}")}
                    onclick={onapply}
                >
                    { said().apply }
                </button>
                <Copy text={diff.to_owned()} what={said().diff} />
            </div>
        </div>
    }
}
