//! The smallest workflow that publishes with a publisher.
//!
//! Source: rust-lang/crates-io-auth-action, `README.md`.

use crate::index::{Index, Publisher};
use crate::workflow::environment_line;

/// The release of rust-lang/crates-io-auth-action that is asked for.
const ACTION: &str = "rust-lang/crates-io-auth-action@v1";

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
      - uses: {ACTION}
        id: auth
      - run: cargo publish
        env:
          CARGO_REGISTRY_TOKEN: ${{{{ steps.auth.outputs.token }}}}
"
    ))
}
