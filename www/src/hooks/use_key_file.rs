//! The file of keys that a site has beside the page.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::{UseReducerDispatcher, hook, use_effect_with};

use crate::effect;
use crate::state::{Action, Fetch, State};

/// Loads the file whenever it is another one.
#[hook]
pub(crate) fn use_key_file(address: Option<String>, dispatcher: UseReducerDispatcher<State>) {
    use_effect_with(address, move |address| {
        let Some(address) = address.as_deref().map(Rc::<str>::from) else {
            dispatcher.dispatch(Action::KeyFile(None));
            return;
        };
        let tell = |fetch| Action::KeyFile(Some((Rc::clone(&address), fetch)));
        dispatcher.dispatch(tell(Fetch::Running));
        let address = Rc::clone(&address);
        spawn_local(async move {
            let fetch = match effect::read_key_file(&address).await {
                Ok(keys) => Fetch::Done(Rc::from(keys)),
                Err(error) => Fetch::Failed(error),
            };
            dispatcher.dispatch(Action::KeyFile(Some((address, fetch))));
        });
    });
}
