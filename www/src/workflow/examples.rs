//! Workflows to start with, one mistake each.

use std::rc::Rc;

use yew::{Callback, Html, MouseEvent, component, html};

use super::{Part, said};
use crate::components::prose;
use crate::effect;
use crate::hooks::use_root;
use crate::state::{Action, FlowAct};

/// What the examples are called in tests, and their texts.
const EXAMPLES: [(&str, &str); 6] = [
    ("guide", include_str!("../../examples/workflow-guide.yml")),
    (
        "permission",
        include_str!("../../examples/workflow-permission.yml"),
    ),
    ("lost", include_str!("../../examples/workflow-lost.yml")),
    (
        "password",
        include_str!("../../examples/workflow-password.yml"),
    ),
    (
        "environment",
        include_str!("../../examples/workflow-environment.yml"),
    ),
    ("tab", include_str!("../../examples/workflow-tab.yml")),
];

#[component]
pub(super) fn Examples(props: &Part) -> Html {
    let root = use_root();
    let items = EXAMPLES
        .into_iter()
        .zip(said().examples)
        .map(|((id, text), (title, teaser))| {
            let dispatcher = props.dispatcher.clone();
            let (repository, _) = props.state.repository();
            let (file, _) = props.state.workflow_file();
            let root = root.clone();
            let onclick = Callback::from(move |_: MouseEvent| {
                let act = |act| dispatcher.dispatch(Action::Flow(act));
                act(FlowAct::Applied(Rc::from(text)));
                // What was entered stays.
                if repository.is_empty() {
                    act(FlowAct::Repository("octo-org/sampleproject".to_owned()));
                }
                if file.is_empty() {
                    act(FlowAct::File("release.yml".to_owned()));
                }
                effect::focus_next(&root, "#verdict");
            });
            html! {
                <li>
                    <button
                        type="button"
                        class="example"
                        data-testid={format!("flow-example-{id}")}
                        {onclick}
                    >
                        <strong>{ title }</strong>
                        <span>{ prose(teaser) }</span>
                    </button>
                </li>
            }
        });
    html! {
        <section class="start" aria-labelledby="flow-examples-title">
            <h2 id="flow-examples-title">{ said().examples_title }</h2>
            <p class="help">{ said().examples_help }</p>
            <ul class="gallery">{ for items }</ul>
        </section>
    }
}
