//! What the file does not say: where it runs, and what starts it.

use mintcheck::workflow::GithubId;
use web_sys::{Event, HtmlInputElement, HtmlSelectElement};
use yew::{
    Callback, Html, InputEvent, TargetCast, component, html, use_effect_with, use_memo,
    use_node_ref, use_state_eq,
};

use super::{Part, said};
use crate::components::prose;
use crate::state::{Action, FlowAct};

/// The events that releases use.
const EVENTS: [&str; 7] = [
    "release",
    "push",
    "workflow_dispatch",
    "schedule",
    "workflow_run",
    "pull_request",
    "pull_request_target",
];

/// The choice of an event that is not in the list.
const OTHER: &str = "other";

#[component]
pub(super) fn Planned(props: &Part) -> Html {
    let words = said();
    let (repository, is_borrowed) = props.state.repository();
    let (file, is_files) = props.state.workflow_file();
    let flow = &props.state.flow;
    let borrowed = |is_borrowed: bool| is_borrowed.then_some(words.of_publisher);
    let repository_help = if repository.is_empty() || repository.contains('/') {
        borrowed(is_borrowed).unwrap_or(words.repository_help)
    } else {
        words.repository_form
    };
    let file_help = if file.is_empty() || is_workflow_name(&file) {
        borrowed(is_files).unwrap_or(words.name_help)
    } else {
        words.name_form
    };
    html! {
        <section class="card" aria-labelledby="flow-plan-title">
            <h2 id="flow-plan-title">{ words.plan }</h2>
            <div class="flow-fields">
                { field(props, "flow-repository", words.repository, "octo-org/sampleproject", repository, repository_help, FlowAct::Repository) }
                { field(props, "flow-file", words.name, "release.yml", file, file_help, FlowAct::File) }
                <EventChoice ..props.clone() />
                { field(props, "flow-ref", words.git_ref, "v1.2.3", flow.git_ref.clone(), words.ref_help, FlowAct::Ref) }
            </div>
            <Ids ..props.clone() />
        </section>
    }
}

/// The numbers in the subject's immutable form, which few have at hand.
#[component]
fn Ids(props: &Part) -> Html {
    let words = said();
    let [owner, repository] = &props.state.flow.ids;
    let help = |id: &str| {
        let is_fit = id.trim().is_empty() || id.parse::<GithubId>().is_ok();
        if is_fit { words.id_help } else { words.id_form }
    };
    // What was typed before is seen.
    let is_open = use_memo((), |()| !owner.is_empty() || !repository.is_empty());
    html! {
        <details class="flow-ids" data-testid="flow-ids" open={*is_open}>
            <summary>{ words.ids }</summary>
            <div class="flow-fields">
                { field(props, "flow-owner-id", words.owner_id, "123456", owner.clone(), help(owner), |id| FlowAct::Id(0, id)) }
                { field(props, "flow-repository-id", words.repository_id, "456789", repository.clone(), help(repository), |id| FlowAct::Id(1, id)) }
            </div>
        </details>
    }
}

fn is_workflow_name(name: &str) -> bool {
    let name = name.trim();
    !name.contains('/') && (name.ends_with(".yml") || name.ends_with(".yaml"))
}

fn field(
    part: &Part,
    id: &'static str,
    label: &'static str,
    example: &'static str,
    value: String,
    help: &'static str,
    act: fn(String) -> FlowAct,
) -> Html {
    let oninput = {
        let dispatcher = part.dispatcher.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                dispatcher.dispatch(Action::Flow(act(input.value())));
            }
        })
    };
    html! {
        <div class="flow-field">
            <label class="label" for={id}>{ label }</label>
            <input
                class="input"
                type="text"
                {id}
                data-testid={id}
                aria-describedby={format!("{id}-help")}
                placeholder={example}
                spellcheck="false"
                autocomplete="off"
                autocapitalize="off"
                {value}
                {oninput}
            />
            <p class="field-help" id={format!("{id}-help")}>{ prose(help) }</p>
        </div>
    }
}

/// The event: one of the file's, a usual one, or any.
#[component]
fn EventChoice(props: &Part) -> Html {
    let words = said();
    let select = use_node_ref();
    let event = props.state.flow.event.clone();
    let reading = props.judged.reading();
    let declared = reading.map_or_else(Vec::new, |reading| reading.events.clone());
    let is_listed = |event: &str| {
        event.is_empty() || EVENTS.contains(&event) || declared.iter().any(|name| name == event)
    };
    let is_other = use_state_eq(|| false);
    let has_other = *is_other || !is_listed(&event);
    let value = if has_other {
        OTHER.to_owned()
    } else {
        event.clone()
    };
    {
        // A browser forgets which option is marked once somebody chose one.
        let select = select.clone();
        use_effect_with((value.clone(), declared.clone()), move |(value, _)| {
            if let Some(select) = select.cast::<HtmlSelectElement>() {
                select.set_value(value);
            }
        });
    }
    let set = {
        let dispatcher = props.dispatcher.clone();
        Callback::from(move |event: String| {
            dispatcher.dispatch(Action::Flow(FlowAct::Event(event)));
        })
    };
    let onchange = {
        let set = set.clone();
        let is_other = is_other.setter();
        Callback::from(move |event: Event| {
            let chosen = event
                .target_dyn_into::<HtmlSelectElement>()
                .map(|select| select.value())
                .unwrap_or_default();
            is_other.set(chosen == OTHER);
            set.emit(if chosen == OTHER {
                String::new()
            } else {
                chosen
            });
        })
    };
    let oninput = Callback::from(move |event: InputEvent| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            set.emit(input.value());
        }
    });
    let others = EVENTS
        .into_iter()
        .filter(|name| !declared.iter().any(|declared| declared == name));
    let option = |name: String| {
        html! { <option value={name.clone()} selected={name == value}>{ name }</option> }
    };
    let assumed = reading.and_then(|reading| reading.event.clone());
    let by_file = match assumed.filter(|_| event.is_empty()) {
        Some(event) => (words.event_by_file)(&event),
        None => words.event_of_file.to_owned(),
    };
    html! {
        <div class="flow-field">
            <label class="label" for="flow-event">{ words.event }</label>
            <select
                class="input"
                id="flow-event"
                data-testid="flow-event"
                aria-describedby="flow-event-help"
                ref={select}
                {onchange}
            >
                <option value="" selected={value.is_empty()}>{ by_file }</option>
                if !declared.is_empty() {
                    <optgroup label={words.events_of_file}>
                        { for declared.iter().cloned().map(option) }
                    </optgroup>
                }
                <optgroup label={words.events_usual}>
                    { for others.map(|name| option(name.to_owned())) }
                </optgroup>
                <option value={OTHER} selected={has_other}>{ words.event_other }</option>
            </select>
            if has_other {
                <input
                    class="input flow-other"
                    type="text"
                    data-testid="flow-event-other"
                    aria-label={words.event_other}
                    placeholder="repository_dispatch"
                    spellcheck="false"
                    autocomplete="off"
                    autocapitalize="off"
                    value={event}
                    {oninput}
                />
            }
            <p class="field-help" id="flow-event-help">{ words.event_help }</p>
        </div>
    }
}
