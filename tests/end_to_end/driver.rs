//! One chromedriver for all tests of a run.

use std::io::{BufRead as _, BufReader};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::thread;

use crate::environment::Environment;

/// Runs chromedriver until its own input ends, which it does when the tests end, in whatever way; then
/// ends its whole process group, because browsers outlive their driver.
const KEEPER: &str = r#""$0" --port=0 & exec >&-; cat > /dev/null; kill -- -$$"#;

struct Driver {
    port: u16,
    /// Holds the input open.
    _keeper: Child,
}

/// The address of the driver, which is started if need be.
pub(crate) fn address(environment: &Environment) -> String {
    static STARTED: OnceLock<Driver> = OnceLock::new();
    let driver = STARTED.get_or_init(|| Driver::start(environment));
    format!("http://127.0.0.1:{}", driver.port)
}

impl Driver {
    fn start(environment: &Environment) -> Self {
        let mut keeper = Command::new("sh")
            .args(["-c", KEEPER])
            .arg(&environment.chromedriver)
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a shell");
        let output = keeper.stdout.take().expect("the driver's output");
        let mut lines = BufReader::new(output).lines().map_while(Result::ok);
        let port = lines
            .find_map(|line| {
                let (_, port) = line.split_once("started successfully on port ")?;
                port.trim_end_matches('.').parse().ok()
            })
            .expect("chromedriver says on which port it listens");
        // What it says later has to go somewhere.
        thread::spawn(move || lines.for_each(drop));
        Self {
            port,
            _keeper: keeper,
        }
    }
}
