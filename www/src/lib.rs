//! The mintcheck page: components, and nothing that decides. What is true of a token is the core's
//! business; here it is shown.

mod app;
mod components;
mod effect;
mod hooks;
mod inspection;
mod key_source;
mod memory;
mod moment;
mod shown;
mod state;
mod told;
mod words;

pub use self::app::App;
