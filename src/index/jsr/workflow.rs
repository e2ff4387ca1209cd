//! The smallest workflow that publishes.
//!
//! Source: `frontend/docs/publishing-packages.md`, "Publishing from GitHub Actions".

use crate::index::{Index, Publisher};

/// A workflow, whatever its file's name.
pub(in crate::index) fn workflow(_index: &Index, publisher: &Publisher) -> Option<String> {
    if publisher.kind != super::github::KIND {
        return None;
    }
    Some(
        "\
on:
  release:
    types: [published]
permissions:
  contents: read
jobs:
  publish:
    runs-on: ubuntu-latest
    permissions:
      contents: read
      id-token: write
    steps:
      - uses: actions/checkout@v5
      - run: npx jsr publish
"
        .to_owned(),
    )
}
