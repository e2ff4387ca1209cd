//! The built page, in a real browser.
//!
//! `cargo xtask test browser` builds the page and says where everything is: `MINTCHECK_DIST` is the folder
//! of the page, `MINTCHECK_SINGLE` the page in a single file, `CHROME` and `CHROMEDRIVER` are the browser and its driver, `MINTCHECK_TOOLS` is where
//! axe-core was installed. Without `MINTCHECK_DIST` nothing is tested.
//!
//! Every test has a server of its own, and no browser reaches another host than this one.
//! What the page ought to say is asked of the core, natively; what matters most is spelled out besides.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails where something is not as expected"
)]

// What the tests stand on.
#[path = "end_to_end/driver.rs"]
mod driver;
#[path = "end_to_end/environment.rs"]
mod environment;
#[path = "end_to_end/issuer.rs"]
mod issuer;
#[path = "end_to_end/material.rs"]
mod material;
#[path = "end_to_end/page.rs"]
mod page;
#[path = "end_to_end/session.rs"]
mod session;
#[path = "end_to_end/site.rs"]
mod site;

// The tests.
#[path = "end_to_end/accessibility.rs"]
mod accessibility;
#[path = "end_to_end/answers.rs"]
mod answers;
#[path = "end_to_end/axe.rs"]
mod axe;
#[path = "end_to_end/docs.rs"]
mod docs;
#[path = "end_to_end/embedding.rs"]
mod embedding;
#[path = "end_to_end/gallery.rs"]
mod gallery;
#[path = "end_to_end/indexes.rs"]
mod indexes;
#[path = "end_to_end/input.rs"]
mod input;
#[path = "end_to_end/keyboard.rs"]
mod keyboard;
#[path = "end_to_end/keys.rs"]
mod keys;
#[path = "end_to_end/language.rs"]
mod language;
#[path = "end_to_end/lesson.rs"]
mod lesson;
#[path = "end_to_end/linking.rs"]
mod linking;
#[path = "end_to_end/links.rs"]
mod links;
#[path = "end_to_end/media.rs"]
mod media;
#[path = "end_to_end/offline.rs"]
mod offline;
#[path = "end_to_end/own_index.rs"]
mod own_index;
#[path = "end_to_end/pasting.rs"]
mod pasting;
#[path = "end_to_end/privacy.rs"]
mod privacy;
#[path = "end_to_end/reports.rs"]
mod reports;
#[path = "end_to_end/share.rs"]
mod share;
#[path = "end_to_end/speed.rs"]
mod speed;
#[path = "end_to_end/workflow.rs"]
mod workflow;
