//! A file that a site has beside the page.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::{UseReducerDispatcher, hook, use_effect_with};

use crate::effect;
use crate::key_source;
use crate::state::{Action, Fetch, State};

/// A file of a site.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum SiteFile {
    /// With issuers' keys.
    Keys,
    /// With the profile of an index.
    Profile,
}

impl SiteFile {
    fn act(self, file: Option<(Rc<str>, Fetch)>) -> Action {
        match self {
            Self::Keys => Action::KeyFile(file),
            Self::Profile => Action::ProfileFile(file),
        }
    }
}

/// Loads the file whenever it is another one.
#[hook]
pub(crate) fn use_site_file(
    file: SiteFile,
    address: Option<String>,
    dispatcher: UseReducerDispatcher<State>,
) {
    use_effect_with(address, move |address| {
        let Some(address) = address.as_deref().map(Rc::<str>::from) else {
            dispatcher.dispatch(file.act(None));
            return;
        };
        dispatcher.dispatch(file.act(Some((Rc::clone(&address), Fetch::Running))));
        spawn_local(async move {
            let text = effect::read_site_file(&address).await;
            let text = text.and_then(|text| match file {
                SiteFile::Keys => key_source::keys_in(text),
                SiteFile::Profile => Ok(text),
            });
            let fetch = match text {
                Ok(text) => Fetch::Done(Rc::from(text)),
                Err(error) => Fetch::Failed(error),
            };
            dispatcher.dispatch(file.act(Some((address, fetch))));
        });
    });
}
