//! The mintcheck page: components, and nothing that decides. What is true of a token is the core's
//! business; here it is shown.

mod announced;
mod app;
mod components;
mod effect;
mod findings;
mod gallery;
mod hooks;
mod inspection;
mod inspector;
mod key_source;
mod lesson;
mod linked;
mod memory;
mod moment;
mod mount;
mod own;
mod parts;
mod pasted;
mod places;
mod plain;
mod shown;
mod state;
mod told;
mod view;
mod words;
mod workflow;

pub use self::mount::{Handle, mount};

/// Its code is a third of what std would bring along.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
