//! Files that are dropped somewhere, or chosen.

use wasm_bindgen_futures::spawn_local;
use web_sys::{DataTransfer, Event, File, FileList, HtmlInputElement};
use yew::{Callback, DragEvent, TargetCast, UseStateHandle, hook, use_state_eq};

use crate::effect::{self, FileError};

/// What takes files.
pub(crate) struct Files {
    /// Whether a file is held over it.
    pub(crate) is_hovered: bool,
    /// Why the last file was not read, until there is another text.
    pub(crate) refused: UseStateHandle<Option<FileError>>,
    pub(crate) ondragover: Callback<DragEvent>,
    pub(crate) ondragleave: Callback<DragEvent>,
    pub(crate) ondrop: Callback<DragEvent>,
    /// Of the button that opens one.
    pub(crate) onfile: Callback<Event>,
}

/// Takes files, and hands over the name and the text of each.
#[hook]
pub(crate) fn use_files(opened: impl Fn(String, String) + Clone + 'static) -> Files {
    let hovered = use_state_eq(|| false);
    let refused = use_state_eq(|| None);
    let read = {
        let refused = refused.clone();
        Callback::from(move |file: File| {
            let (opened, refused) = (opened.clone(), refused.clone());
            spawn_local(async move {
                let name = file.name();
                let text = effect::read(file).await;
                refused.set(text.as_ref().err().copied());
                if let Ok(text) = text {
                    opened(name, text);
                }
            });
        })
    };
    let hover = |is_hovered| {
        let hovered = hovered.clone();
        move || hovered.set(is_hovered)
    };
    let ondragover = {
        let hover = hover(true);
        Callback::from(move |event: DragEvent| {
            if event.data_transfer().is_some_and(|data| holds_file(&data)) {
                event.prevent_default();
                hover();
            }
        })
    };
    let ondragleave = {
        let leave = hover(false);
        Callback::from(move |_: DragEvent| leave())
    };
    let ondrop = {
        let (leave, read) = (hover(false), read.clone());
        Callback::from(move |event: DragEvent| {
            leave();
            // Text that is dropped goes into the box by itself.
            if let Some(file) = first(event.data_transfer().and_then(|data| data.files())) {
                event.prevent_default();
                read.emit(file);
            }
        })
    };
    let onfile = Callback::from(move |event: Event| {
        let Some(input) = event.target_dyn_into::<HtmlInputElement>() else {
            return;
        };
        if let Some(file) = first(input.files()) {
            read.emit(file);
        }
        // So that the same file can be chosen again.
        input.set_value("");
    });
    Files {
        is_hovered: *hovered,
        refused,
        ondragover,
        ondragleave,
        ondrop,
        onfile,
    }
}

fn first(files: Option<FileList>) -> Option<File> {
    files?.get(0)
}

/// Whether a file is dragged, and not a text.
fn holds_file(data: &DataTransfer) -> bool {
    data.types().iter().any(|kind| kind == "Files")
}
