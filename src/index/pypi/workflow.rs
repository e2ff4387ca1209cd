//! The smallest workflow that publishes with a publisher.

use crate::index::{Index, Publisher, custom};
use crate::workflow::environment_line;

/// The release of pypa/gh-action-pypi-publish that is asked for.
const ACTION: &str = "pypa/gh-action-pypi-publish@v1.13.0";

/// A workflow for the file that the publisher names. It builds in one job and publishes in another, so
/// that nothing that the build needs can ask for a token.
pub(in crate::index) fn workflow(index: &Index, publisher: &Publisher) -> Option<String> {
    if publisher.kind != "github" {
        return None;
    }
    let environment = environment_line(publisher.field("environment"));
    let elsewhere = match &index.upload_url {
        // Whoever runs an index may have told another address at its host; there it is an upload URL that is wanted.
        Some(url) if index.mistaken_for.is_some() || index.id == custom::ID => {
            format!("        with:\n          repository-url: {url}\n")
        }
        _ => String::new(),
    };
    Some(format!(
        "\
on:
  release:
    types: [published]
permissions:
  contents: read
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - run: pipx run build
      - uses: actions/upload-artifact@v5
        with:
          name: dist
          path: dist/
  publish:
    needs: build
    runs-on: ubuntu-latest
{environment}    permissions:
      id-token: write
    steps:
      - uses: actions/download-artifact@v6
        with:
          name: dist
          path: dist/
      - uses: {ACTION}
{elsewhere}"
    ))
}
