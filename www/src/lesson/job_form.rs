//! The job as a form: what GitHub makes the claims of.

use web_sys::HtmlInputElement;
use yew::{Callback, Html, InputEvent, Properties, TargetCast, component, html};

use super::words;
use super::world::Job;
use crate::hooks::use_language;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) job: Job,
    pub(crate) onchange: Callback<Job>,
}

/// Something of the job that can be typed.
#[derive(Clone, Copy)]
struct Part {
    id: &'static str,
    of: fn(&mut Job) -> &mut String,
}

const PARTS: [Part; 8] = [
    Part {
        id: "owner",
        of: |job| &mut job.owner,
    },
    Part {
        id: "name",
        of: |job| &mut job.name,
    },
    Part {
        id: "owner-id",
        of: |job| &mut job.owner_id,
    },
    Part {
        id: "file",
        of: |job| &mut job.file,
    },
    Part {
        id: "environment",
        of: |job| &mut job.environment,
    },
    Part {
        id: "event",
        of: |job| &mut job.event,
    },
    Part {
        id: "ref",
        of: |job| &mut job.git_ref,
    },
    Part {
        id: "audience",
        of: |job| &mut job.audience,
    },
];

#[component]
pub(crate) fn JobForm(props: &Props) -> Html {
    let (language, _) = use_language();
    let said = &words(language).bench;
    let labels = [
        said.owner,
        said.name,
        said.owner_id,
        said.file,
        said.environment,
        said.event,
        said.git_ref,
        said.audience,
    ];
    let fields = PARTS.into_iter().zip(labels).map(|(part, label)| {
        let mut job = props.job.clone();
        let value = (part.of)(&mut job).clone();
        let id = format!("job-{}", part.id);
        let oninput = {
            let job = props.job.clone();
            let onchange = props.onchange.clone();
            Callback::from(move |event: InputEvent| {
                let mut job = job.clone();
                if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                    *(part.of)(&mut job) = input.value();
                    onchange.emit(job);
                }
            })
        };
        html! {
            <div class="job-field">
                <label class="label" for={id.clone()}>{ label }</label>
                <input
                    class="input"
                    id={id.clone()}
                    data-testid={id}
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    {value}
                    {oninput}
                />
            </div>
        }
    });
    html! { <div class="job-form">{ for fields }</div> }
}
