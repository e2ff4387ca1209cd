//! The smallest workflow that publishes with a publisher.
//!
//! Source: rubygems/release-gem, `README.md`.

use crate::index::{Index, Publisher};
use crate::workflow::environment_line;

/// The release of rubygems/release-gem that is asked for.
const ACTION: &str = "rubygems/release-gem@v1";

/// A workflow for the file that the publisher names, where that is in the repository itself.
pub(in crate::index) fn workflow(_index: &Index, publisher: &Publisher) -> Option<String> {
    let is_elsewhere = super::lookup::ELSEWHERE
        .iter()
        .any(|field| super::lookup::optional(publisher, field).is_some());
    if publisher.kind != super::KIND || is_elsewhere {
        return None;
    }
    let environment = environment_line(publisher.field("environment"));
    Some(format!(
        "\
on:
  push:
    tags: ['v*']
permissions:
  contents: read
jobs:
  publish:
    runs-on: ubuntu-latest
{environment}    permissions:
      contents: write
      id-token: write
    steps:
      - uses: actions/checkout@v5
      - uses: ruby/setup-ruby@v1
        with:
          bundler-cache: true
          ruby-version: ruby
      - uses: {ACTION}
"
    ))
}
