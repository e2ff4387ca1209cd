//! A browser that shows the page, for one test.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::sync::{LazyLock, Mutex};
use std::thread;

use serde_json::{Value, json};
use thirtyfour::common::capabilities::chrome::ChromeCapabilities;
use thirtyfour::common::command::{Command, FormatRequestData};
use thirtyfour::error::WebDriverError;
use thirtyfour::session::handle::SessionHandle;
use thirtyfour::{CapabilitiesHelper as _, RequestData, SessionId, WebDriver};
use tokio::runtime::{Builder, Handle};

use crate::driver;
use crate::environment::{Environment, environment};
use crate::issuer::HOST;
use crate::page::Page;
use crate::site::Site;

/// What makes a browser quiet, and lets it run where there is neither a screen nor a user.
const ARGUMENTS: [&str; 15] = [
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
    // A page that comes back from there comes in another process, which the driver does not always follow.
    "--disable-back-forward-cache",
    "--window-size=1280,1000",
    "--lang=en-US",
    // A page that still scrolls cannot be clicked.
    "--force-prefers-reduced-motion",
    // An issuer that is played has no certificate that anybody trusts.
    "--ignore-certificate-errors",
];

/// Browsers that showed the page, and can show it again: a start takes longer than most tests. They end with their
/// driver.
static IDLE: Mutex<Vec<WebDriver>> = Mutex::new(Vec::new());

/// What a test wants of its browser.
#[derive(Default)]
pub(crate) struct Session {
    /// Whether no other test may have used it. It gets a profile of its own, too.
    is_own: bool,
    /// Whether no other test may have used it, but for a page that is not kept.
    is_watched: bool,
    /// Where the issuer's host is: `127.0.0.1:1234`.
    issuer: Option<String>,
    /// A site that is played, and where it is, likewise.
    site: Option<(&'static str, String)>,
    /// Scripts that run before the page's own.
    prelude: String,
    /// Whether the page can offer a newer version.
    has_updates: bool,
    /// Whether the console may hold errors at the end.
    complains: bool,
}

/// Lets the page's script `offerUpdate` offer a newer version, as if a service worker waited.
const UPDATES: &str = "
    const worker = new EventTarget();
    const registration = Object.assign(new EventTarget(), { installing: worker, waiting: null });
    navigator.serviceWorker.register = async () => registration;
    Object.defineProperty(navigator.serviceWorker, 'controller', { value: worker });
    window.offerUpdate = () => {
        registration.dispatchEvent(new Event('updatefound'));
        registration.waiting = worker;
        worker.dispatchEvent(new Event('statechange'));
    };";

/// Runs a test on the page as others see it. The test may do what a page can do.
pub(crate) fn on_the_page(test: impl AsyncFnOnce(&Page)) {
    Session::default().run(test);
}

/// The browser of a test that fails is closed.
fn guarded(driver: &WebDriver, test: impl AsyncFnOnce()) {
    let outcome = catch_unwind(AssertUnwindSafe(|| block_on(test())));
    if let Err(panic) = outcome {
        let _ = block_on(driver.clone().quit());
        resume_unwind(panic);
    }
}

impl Session {
    /// A browser that is the test's own, in which the page may be kept for a time without a network.
    pub(crate) fn own() -> Self {
        Self {
            is_own: true,
            ..Self::default()
        }
    }

    /// A browser that is the test's own, and logs what it asks for.
    pub(crate) fn watched() -> Self {
        Self {
            is_watched: true,
            ..Self::default()
        }
    }

    /// Lets the browser, which is the test's own, find the issuer there.
    pub(crate) fn with_issuer(self, address: String) -> Self {
        Self {
            is_own: true,
            issuer: Some(address),
            ..self
        }
    }

    /// Runs a script before the page's own, behind those named so far.
    pub(crate) fn with_prelude(mut self, script: &str) -> Self {
        self.prelude.push_str(&format!("{{ {script} }}\n"));
        self
    }

    /// Lets the page offer a newer version when the test asks for it. Nothing is kept.
    pub(crate) fn with_updates(self) -> Self {
        let session = self.with_prelude(UPDATES);
        Self {
            has_updates: true,
            ..session
        }
    }

    /// Takes errors on the console for granted.
    pub(crate) fn with_complaints(mut self) -> Self {
        self.complains = true;
        self
    }

    /// Runs a test on another site, which the test opens at the address that the site has for the world.
    pub(crate) fn visit(
        mut self,
        environment: &Environment,
        host: &'static str,
        site: Site,
        test: impl AsyncFnOnce(&Page),
    ) {
        self.site = Some((host, site.address()));
        let driver = self.start(environment);
        guarded(&driver, async || {
            let driver = driver.clone();
            let page = Page { driver, site };
            test(&page).await;
            page.console_is_clean().await;
        });
        block_on(driver.quit()).expect("the browser ends");
    }

    /// Runs a test on the page, at an address that no other test has.
    pub(crate) fn run(self, test: impl AsyncFnOnce(&Page)) {
        let Some(environment) = environment() else {
            return;
        };
        let is_shared = !self.is_own && !self.is_watched;
        let idle = if is_shared {
            IDLE.lock().expect("no panic").pop()
        } else {
            None
        };
        let driver = idle.unwrap_or_else(|| self.start(environment));
        let site = Site::start(environment);
        if !self.is_own && !self.has_updates {
            site.set_not_kept();
        }
        guarded(&driver, async || {
            let prelude = self.add_prelude(&driver).await;
            let page = Page::open(driver.clone(), site).await;
            test(&page).await;
            if self.complains {
                page.driver.browser_log().await.expect("the console");
            } else {
                page.console_is_clean().await;
            }
            if is_shared {
                leave_as_found(&driver, prelude).await;
            }
        });
        if is_shared {
            IDLE.lock().expect("no panic").push(driver);
        } else {
            block_on(driver.quit()).expect("the browser ends");
        }
    }

    fn start(&self, environment: &Environment) -> WebDriver {
        let address = driver::address(environment);
        let capabilities = self.capabilities(&environment.chrome);
        block_on(WebDriver::new(address, capabilities)).expect("a browser")
    }

    async fn add_prelude(&self, driver: &WebDriver) -> Option<Value> {
        if self.prelude.is_empty() {
            return None;
        }
        let parameters = json!({ "source": self.prelude });
        let added = cdp(driver, "Page.addScriptToEvaluateOnNewDocument", &parameters);
        Some(added.await.expect("a script for every page"))
    }

    fn capabilities(&self, chrome: &Path) -> ChromeCapabilities {
        let mut rules = Vec::new();
        if let Some(issuer) = &self.issuer {
            rules.push(format!("MAP {HOST} {issuer}"));
        }
        let mut arguments: Vec<String> = ARGUMENTS.iter().map(ToString::to_string).collect();
        if let Some((host, address)) = &self.site {
            rules.push(format!("MAP {host} {address}"));
            // It would have a certificate.
            let flag = "--unsafely-treat-insecure-origin-as-secure";
            arguments.push(format!("{flag}=http://{host}"));
        }
        rules.push("MAP * ~NOTFOUND".to_owned());
        rules.push("EXCLUDE 127.0.0.1".to_owned());
        arguments.push(format!("--host-resolver-rules={}", rules.join(", ")));
        let mut capabilities = ChromeCapabilities::new();
        let mut set = |name: &str, value: Value| {
            capabilities.set(name, value).expect("JSON");
        };
        set(
            "goog:chromeOptions",
            json!({ "binary": chrome, "args": arguments }),
        );
        // To log what is asked for takes as long as many a test.
        let network = if self.is_own || self.is_watched {
            "ALL"
        } else {
            "OFF"
        };
        set(
            "goog:loggingPrefs",
            json!({ "browser": "ALL", "performance": network }),
        );
        capabilities
    }
}

/// Takes back what a test may have done to the browser itself.
async fn leave_as_found(driver: &WebDriver, prelude: Option<Value>) {
    let nothing = json!({});
    let commands = [
        prelude.map(|added| ("Page.removeScriptToEvaluateOnNewDocument", added)),
        Some(("Emulation.setEmulatedMedia", nothing.clone())),
        Some(("Emulation.clearDeviceMetricsOverride", nothing)),
    ];
    for (method, parameters) in commands.into_iter().flatten() {
        let done = cdp(driver, method, &parameters).await;
        done.expect("a browser as it was");
    }
    // What the page still does is done.
    driver.goto("about:blank").await.expect("no page");
}

/// Waits for a future. All tests share one runtime, because a browser's connections belong to the one in
/// which it was started.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    static RUNTIME: LazyLock<Handle> = LazyLock::new(|| {
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.expect("a runtime");
        let handle = runtime.handle().clone();
        thread::spawn(move || runtime.block_on(std::future::pending::<()>()));
        handle
    });
    RUNTIME.block_on(future)
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
