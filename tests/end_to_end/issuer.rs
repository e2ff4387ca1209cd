//! An issuer of tokens, played by `tests/support/issuer.mjs`.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::Value;

/// The host that is played.
pub(crate) const HOST: &str = "token.actions.githubusercontent.com";

/// A running issuer. It ends with this value, or with the tests.
pub(crate) struct Issuer {
    child: Child,
    port: u16,
    requests: Arc<Mutex<Vec<Value>>>,
}

impl Issuer {
    /// Starts one; the script says which options there are.
    pub(crate) fn start(options: &Value) -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/issuer.mjs");
        let mut child = Command::new("node")
            .arg(script)
            .arg(options.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node");
        let output = child.stdout.take().expect("the issuer's output");
        let mut lines = BufReader::new(output).lines().map_while(Result::ok);
        let port = lines
            .next()
            .and_then(|line| line.strip_prefix("listening on ")?.parse().ok())
            .expect("the issuer says on which port it listens");
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&requests);
        thread::spawn(move || {
            for line in lines {
                let request = serde_json::from_str(&line).expect("a request as JSON");
                seen.lock().expect("no panic").push(request);
            }
        });
        Self {
            child,
            port,
            requests,
        }
    }

    /// Where it listens on this machine.
    pub(crate) fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// The paths it was asked for so far.
    pub(crate) fn paths(&self) -> Vec<String> {
        self.requests()
            .iter()
            .filter_map(|request| request.get("url")?.as_str().map(str::to_owned))
            .collect()
    }

    /// Every request so far.
    pub(crate) fn requests(&self) -> Vec<Value> {
        self.requests.lock().expect("no panic").clone()
    }
}

impl Drop for Issuer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
