//! The smallest workflow that publishes.
//!
//! Source: `app/lib/frontend/templates/views/pkg/admin_page.dart`, `_exampleGitHubWorkflow`; dart-lang/setup-dart, whose
//! action gives `dart pub` the job's token.

use crate::index::{Index, Publisher};
use crate::workflow::environment_line;

use super::github::VERSION;

/// The release of dart-lang/setup-dart that is asked for.
const ACTION: &str = "dart-lang/setup-dart@v1";

/// A workflow that a tag of the publisher's pattern starts.
pub(in crate::index) fn workflow(_index: &Index, publisher: &Publisher) -> Option<String> {
    if publisher.kind != super::github::PROVIDER.kind {
        return None;
    }
    let environment = environment_line(publisher.field("environment"));
    let pattern = publisher.field("tag_pattern").unwrap_or("v{{version}}");
    let tags = pattern.replace(VERSION, "[0-9]+.[0-9]+.[0-9]+*");
    Some(format!(
        "\
on:
  push:
    tags:
      - '{tags}'
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
      - run: dart pub publish --force
"
    ))
}
