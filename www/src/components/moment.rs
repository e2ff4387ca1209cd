//! For which moment to judge.

use mintcheck::time::UnixTime;
use web_sys::HtmlInputElement;
use yew::{
    AttrValue, Callback, Html, InputEvent, Properties, TargetCast, UseReducerDispatcher, component,
    html,
};

use crate::hooks::use_language;
use crate::moment::to_input;
use crate::state::{self, Action, State};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) moment: state::Moment,
    /// The moment that this comes to.
    pub(crate) as_of: Option<UnixTime>,
    pub(crate) dispatcher: UseReducerDispatcher<State>,
}

#[component]
pub(crate) fn Moment(props: &Props) -> Html {
    let (_, words) = use_language();
    let shown: AttrValue = match (&props.moment, props.as_of) {
        (state::Moment::At(text), _) => AttrValue::from(text.clone()),
        (_, Some(as_of)) => AttrValue::from(to_input(as_of)),
        (_, None) => AttrValue::from(""),
    };
    let choose = |moment: state::Moment| {
        let dispatcher = props.dispatcher.clone();
        Callback::from(move |_| dispatcher.dispatch(Action::Moment(moment.clone())))
    };
    let oninput = {
        let dispatcher = props.dispatcher.clone();
        Callback::from(move |event: InputEvent| {
            let text = event
                .target_dyn_into::<HtmlInputElement>()
                .map(|input| input.value())
                .unwrap_or_default();
            // While a date is being typed the input gives nothing.
            if !text.is_empty() {
                dispatcher.dispatch(Action::Moment(state::Moment::At(text)));
            }
        })
    };
    let radio = |id: &'static str, label: &'static str, moment: state::Moment, checked: bool| {
        html! {
            <span class="choice">
                <input
                    type="radio"
                    name="as-of"
                    {id}
                    data-testid={id}
                    {checked}
                    onchange={choose(moment)}
                />
                <label for={id}>{ label }</label>
            </span>
        }
    };
    html! {
        <section class="card" aria-labelledby="moment-title">
            <h2 id="moment-title">{ words.moment }</h2>
            <p class="help" id="moment-help">{ words.moment_help }</p>
            <fieldset class="choices" aria-labelledby="moment-title" aria-describedby="moment-help">
                { radio(
                    "as-of-issued",
                    words.moment_issued,
                    state::Moment::Issued,
                    props.moment == state::Moment::Issued,
                ) }
                { radio(
                    "as-of-now",
                    words.moment_now,
                    state::Moment::Now,
                    props.moment == state::Moment::Now,
                ) }
                <div class="choice-at">
                    { radio(
                        "as-of-at",
                        words.moment_at,
                        state::Moment::At(shown.to_string()),
                        matches!(props.moment, state::Moment::At(_)),
                    ) }
                    <input
                        class="input input-moment"
                        type="datetime-local"
                        step="1"
                        aria-labelledby="moment-title"
                        data-testid="as-of-input"
                        value={shown}
                        {oninput}
                    />
                </div>
            </fieldset>
        </section>
    }
}
