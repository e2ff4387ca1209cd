//! The smallest workflow that publishes with a publisher.
//!
//! Source: `cli/README.md`, `cli/src/oidc.ts`.

use crate::index::{Index, Publisher};
use crate::workflow::environment_line;

/// A workflow for the file that the publisher names.
pub(in crate::index) fn workflow(_index: &Index, publisher: &Publisher) -> Option<String> {
    if publisher.kind != super::github::KIND {
        return None;
    }
    let environment = environment_line(publisher.field("environment"));
    Some(format!(
        "\
on:
  release:
    types: [published]
permissions:
  contents: read
jobs:
  publish:
    runs-on: ubuntu-latest
{environment}    permissions:
      contents: read
      id-token: write
    steps:
      - uses: actions/checkout@v5
      - run: npm ci
      - run: npx ovsx publish
"
    ))
}
