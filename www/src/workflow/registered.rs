//! Which publishers the workflow is judged with.

use mintcheck::index::Publisher;
use yew::{Callback, Html, component, html};

use super::{Part, said};
use crate::hooks::use_language;
use crate::shown::visible;
use crate::state::{Action, FlowAct};

#[component]
pub(super) fn Registered(props: &Part) -> Html {
    let (_, words) = use_language();
    let judged = &props.judged;
    let choice = |registers: bool, id: &'static str, text: &'static str| {
        let dispatcher = props.dispatcher.clone();
        let onchange = Callback::from(move |_| {
            dispatcher.dispatch(Action::Flow(FlowAct::Registers(registers)));
        });
        html! {
            <span class="choice">
                <input
                    type="radio"
                    name="flow-registered"
                    {id}
                    data-testid={id}
                    checked={judged.registers == registers}
                    {onchange}
                />
                <label for={id}>{ text }</label>
            </span>
        }
    };
    let configured = judged.configured.iter().map(summary);
    html! {
        <section class="card" aria-labelledby="flow-registered-title">
            <h2 id="flow-registered-title">{ (words.publishers)(&judged.index.name) }</h2>
            <fieldset class="flow-choices">
                <legend class="unseen">{ said().judge_with }</legend>
                { choice(true, "flow-registers", said().with_needed) }
                { choice(false, "flow-configured", said().with_configured) }
            </fieldset>
            if !judged.registers {
                if judged.configured.is_empty() {
                    <p class="message">{ said().none_configured }</p>
                } else {
                    <ul class="flow-publishers" data-testid="flow-publishers">{ for configured }</ul>
                }
                <p><a href="#">{ said().to_form }</a></p>
            }
        </section>
    }
}

fn summary(publisher: &Publisher) -> Html {
    let field = |name: &str| publisher.field(name).unwrap_or_default();
    let environment = field("environment");
    html! {
        <li>
            <code>
                { visible(&format!("{}/{}", field("repository_owner"), field("repository_name"))) }
            </code>
            { " · " }<code>{ visible(field("workflow_filename")) }</code>
            { " · " }
            if environment.is_empty() {
                { said().any_environment }
            } else {
                { said().environment }{ " " }<code>{ visible(environment) }</code>
            }
        </li>
    }
}
