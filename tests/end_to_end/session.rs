//! A browser that shows the page, for one test.

use std::fmt;
use std::panic::resume_unwind;

use serde_json::{Value, json};
use thirtyfour::common::capabilities::chrome::ChromeCapabilities;
use thirtyfour::common::command::{Command, FormatRequestData};
use thirtyfour::error::WebDriverError;
use thirtyfour::session::handle::SessionHandle;
use thirtyfour::{CapabilitiesHelper as _, RequestData, SessionId, WebDriver};

use crate::driver;
use crate::environment::environment;
use crate::issuer::HOST;
use crate::page::Page;
use crate::site::Site;

/// What makes a browser quiet, and lets it run where there is neither a screen nor a user.
const ARGUMENTS: [&str; 14] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-proxy-server",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,1000",
    "--lang=en-US",
    // A page that still scrolls cannot be clicked.
    "--force-prefers-reduced-motion",
    // An issuer that is played has no certificate that anybody trusts.
    "--ignore-certificate-errors",
];

/// How a browser is started.
#[derive(Default)]
pub(crate) struct Session {
    /// Where the issuer's host is: `127.0.0.1:1234`.
    issuer: Option<String>,
    /// A script that runs before the page's own.
    prelude: Option<&'static str>,
    /// Whether the console may hold errors at the end.
    complains: bool,
}

/// Runs a test on the page in a fresh browser that reaches no other host.
pub(crate) fn on_the_page(test: impl AsyncFnOnce(&Page)) {
    Session::default().run(test);
}

impl Session {
    /// Lets the browser find the issuer there.
    pub(crate) fn with_issuer(mut self, address: String) -> Self {
        self.issuer = Some(address);
        self
    }

    /// Runs a script before the page's own.
    pub(crate) fn with_prelude(mut self, script: &'static str) -> Self {
        self.prelude = Some(script);
        self
    }

    /// Takes errors on the console for granted.
    pub(crate) fn with_complaints(mut self) -> Self {
        self.complains = true;
        self
    }

    /// Runs a test on the page.
    pub(crate) fn run(self, test: impl AsyncFnOnce(&Page)) {
        let Some(environment) = environment() else {
            return;
        };
        let address = driver::address(environment);
        let site = Site::start(environment);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        let chrome = environment.chrome.to_string_lossy();
        let result = runtime.block_on(async {
            let driver = WebDriver::new(address, self.capabilities(&chrome))
                .await
                .expect("a browser");
            driver
                .run_and_quit(|driver| async {
                    if let Some(source) = self.prelude {
                        let parameters = json!({ "source": source });
                        cdp(
                            &driver,
                            "Page.addScriptToEvaluateOnNewDocument",
                            &parameters,
                        )
                        .await?;
                    }
                    let page = Page::open(driver, site).await;
                    test(&page).await;
                    if !self.complains {
                        page.console_is_clean().await;
                    }
                    Ok::<_, WebDriverError>(())
                })
                .await
        });
        if let Err(error) = result {
            resume_unwind(Box::new(format!("the browser failed: {error}")));
        }
    }

    /// The driver gives every browser a new profile, and removes it.
    fn capabilities(&self, chrome: &str) -> ChromeCapabilities {
        let mut rules = Vec::new();
        if let Some(issuer) = &self.issuer {
            rules.push(format!("MAP {HOST} {issuer}"));
        }
        rules.push("MAP * ~NOTFOUND".to_owned());
        rules.push("EXCLUDE 127.0.0.1".to_owned());
        let arguments: Vec<String> = ARGUMENTS
            .iter()
            .map(ToString::to_string)
            .chain([format!("--host-resolver-rules={}", rules.join(", "))])
            .collect();
        let mut capabilities = ChromeCapabilities::new();
        let mut set = |name: &str, value: Value| {
            capabilities.set(name, value).expect("JSON");
        };
        set(
            "goog:chromeOptions",
            json!({ "binary": chrome, "args": arguments }),
        );
        set(
            "goog:loggingPrefs",
            json!({ "browser": "ALL", "performance": "ALL" }),
        );
        capabilities
    }
}

/// A command of the Chrome DevTools protocol.
struct Cdp<'a> {
    method: &'a str,
    parameters: &'a Value,
}

/// Sends a command of the Chrome DevTools protocol.
pub(crate) async fn cdp(
    driver: &SessionHandle,
    method: &str,
    parameters: &Value,
) -> Result<Value, WebDriverError> {
    driver.cmd(Cdp { method, parameters }).await?.value()
}

impl fmt::Debug for Cdp<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.method)
    }
}

impl FormatRequestData for Cdp<'_> {
    fn format_request(&self, session: &SessionId) -> RequestData {
        // Any command that is posted: only its method stays.
        let mut request = Command::GetLog("".into()).format_request(session);
        request.uri = format!("session/{session}/goog/cdp/execute").into();
        request.body = Some(json!({ "cmd": self.method, "params": self.parameters }));
        request
    }
}
