//! The smallest workflow that publishes with a publisher.
//!
//! Source: npm/documentation `trusted-publishers.mdx`. Node.js 24 has a client that is new enough. Without a registry's
//! address actions/setup-node writes no login that the client would take instead.

use crate::index::{Index, Publisher};
use crate::workflow::environment_line;

/// A workflow for the file that the publisher names.
pub(in crate::index) fn workflow(_index: &Index, publisher: &Publisher) -> Option<String> {
    if publisher.kind != super::github::PROVIDER.kind {
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
      - uses: actions/setup-node@v6
        with:
          node-version: '24'
      - run: npm ci
      - run: npm publish
"
    ))
}
