//! The smallest workflow that publishes with a policy.
//!
//! Source: NuGet/login, `README.md`.

use crate::index::{Index, Publisher};
use crate::workflow::{environment_line, quoted};

/// The release of NuGet/login that is asked for.
const ACTION: &str = "NuGet/login@v1";

/// A workflow for the file that the policy names.
pub(in crate::index) fn workflow(_index: &Index, publisher: &Publisher) -> Option<String> {
    if publisher.kind != super::github::PROVIDER.kind {
        return None;
    }
    let environment = environment_line(publisher.field("environment"));
    let user = quoted(publisher.added_by.as_deref().unwrap_or("your-user-name"));
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
      - uses: actions/setup-dotnet@v5
      - run: dotnet pack --configuration Release --output packages
      - uses: {ACTION}
        id: login
        with:
          # the user who made the policy, even where an organization owns the packages
          user: {user}
      - run: dotnet nuget push packages/*.nupkg --source https://api.nuget.org/v3/index.json --api-key ${{{{ steps.login.outputs.NUGET_API_KEY }}}}
"
    ))
}
