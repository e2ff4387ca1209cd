//! The smallest workflow that publishes with a publisher.

use super::PYPI;
use crate::index::{Index, Publisher};
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
    // Unless it is told, the action publishes to PyPI. Whoever runs an index may have told another address at its host; here
    // it is an upload URL that is wanted.
    let elsewhere = match &index.upload_url {
        Some(url) if index.id != PYPI.id => {
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
