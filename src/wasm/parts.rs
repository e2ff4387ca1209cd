//! The rules of the indexes, of each family in a part of the module that is loaded when it is first used. `cargo xtask`
//! cuts the parts out of the linked module: whatever code is reached only through a function in here that is marked as a
//! split belongs to its part.

#[cfg(split)]
pub(super) use self::split::{load, rules};
#[cfg(not(split))]
pub(super) use self::whole::{load, rules};

/// Where nothing was cut out, all of it is there.
#[cfg(not(split))]
mod whole {
    use js_sys::Promise;
    use wasm_bindgen::JsValue;

    use crate::index::{Index, Rules};

    pub(in super::super) fn rules(index: &Index) -> Option<&'static Rules> {
        Some(index.rules())
    }

    pub(in super::super) fn load(_: &Index) -> Promise {
        Promise::resolve(&JsValue::UNDEFINED)
    }
}

#[cfg(split)]
mod split {
    use std::future::Future;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use js_sys::Promise;
    use wasm_split_helpers::wasm_split;

    use crate::index::{self, Family, Index, Rules, families};

    /// What is loaded is known where it is loaded, in JavaScript, and so the module keeps nothing.
    mod script {
        use js_sys::Promise;
        use wasm_bindgen::JsValue;
        use wasm_bindgen::prelude::wasm_bindgen;

        // `cargo xtask` writes it, of `www/npm/parts.js`.
        #[wasm_bindgen(raw_module = "./mintcheck-parts.js")]
        extern "C" {
            pub(in super::super) fn load(part: &str, main: &JsValue) -> Promise;
            pub(in super::super) fn has(part: &str) -> bool;
        }
    }

    /// What a split asks for. The crate's own loads the part, and answers when the program is next idle; an inspection
    /// cannot wait, and looks whether the part is there before.
    pub(super) mod rt {
        use std::convert::Infallible;
        use std::ffi::c_void;
        use std::future::{Ready, ready};
        use std::pin::Pin;

        pub(in super::super) type LoadCallbackFn = unsafe extern "C" fn(*const c_void, bool);

        pub(in super::super) struct LazySplitLoader;

        impl LazySplitLoader {
            pub(in super::super) const fn new(
                _: unsafe extern "C" fn(LoadCallbackFn, *const c_void),
            ) -> Self {
                Self
            }
        }

        pub(in super::super) fn ensure_loaded(
            _: Pin<&'static LazySplitLoader>,
        ) -> Ready<Result<(), Infallible>> {
            ready(Ok(()))
        }
    }

    /// What a future gives at once.
    fn now<T>(future: impl Future<Output = T>) -> Option<T> {
        match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(value) => Some(value),
            Poll::Pending => None,
        }
    }

    /// Makes a part of each family's rules.
    macro_rules! parts {
        ($($family:ident $doc:literal: $module:ident => $indexes:tt;)*) => {
            $(
                #[wasm_split($module, wasm_split_path = self)]
                fn $module() -> &'static Rules {
                    &index::$module::RULES
                }
            )*

            const fn part(index: &Index) -> &'static str {
                match index.family {
                    $(Family::$family => stringify!($module),)*
                }
            }

            /// The rules of an index, if they are loaded.
            pub(in super::super) fn rules(index: &Index) -> Option<&'static Rules> {
                if !script::has(part(index)) {
                    return None;
                }
                match index.family {
                    $(Family::$family => now($module()),)*
                }
            }
        };
    }

    families!(parts);

    /// Loads the rules of an index.
    pub(in super::super) fn load(index: &Index) -> Promise {
        script::load(part(index), &wasm_bindgen::exports())
    }
}
