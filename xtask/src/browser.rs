//! Chromium and its driver: for tests only, so they come from the system and have no pin.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::process;
use crate::setup;

/// Without a font, a page has no text to measure, and a bare server has none.
const PACKAGES: &[&str] = &["chromium", "chromium-driver", "fonts-liberation"];

const CHROMES: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];
const MAC_CHROME: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/// A browser that can be driven.
pub(crate) struct Browser {
    pub(crate) chrome: PathBuf,
    pub(crate) driver: PathBuf,
}

impl Browser {
    /// `CHROME` and `CHROMEDRIVER`, or those on `PATH`, or Debian's, which are installed if need be.
    pub(crate) fn ensure() -> Outcome<Self> {
        if let Some(own) = Self::find()? {
            return own.agreeing();
        }
        setup::ensure_packages(PACKAGES, "Chromium with chromedriver").map_err(|failure| {
            failure.help(format!(
                "install Chromium and chromedriver ({} in Debian), or name them in CHROME and CHROMEDRIVER",
                PACKAGES.join(", ")
            ))
        })?;
        match Self::find()? {
            Some(own) => own.agreeing(),
            None => Err(Failure::new(
                "Chromium and chromedriver were installed, and are not on PATH",
            )
            .help("name them in CHROME and CHROMEDRIVER")),
        }
    }

    /// Lets tests find both.
    pub(crate) fn apply(&self, command: &mut Command) {
        command
            .env("CHROME", &self.chrome)
            .env("CHROMEDRIVER", &self.driver);
    }

    fn find() -> Outcome<Option<Self>> {
        let mac = PathBuf::from(MAC_CHROME);
        let chrome = named("CHROME")?
            .or_else(|| CHROMES.iter().find_map(|name| process::find(name)))
            .or_else(|| process::is_executable(&mac).then_some(mac));
        let driver = named("CHROMEDRIVER")?.or_else(|| process::find("chromedriver"));
        Ok(chrome
            .zip(driver)
            .map(|(chrome, driver)| Self { chrome, driver }))
    }

    /// A driver refuses a browser of another major version, with a message that names neither file.
    fn agreeing(self) -> Outcome<Self> {
        let major = |program: &PathBuf| {
            let said = process::answer(Command::new(program).arg("--version"))?;
            let number = said.split_whitespace().find(|word| word.contains('.'))?;
            Some(number.split('.').next()?.to_owned())
        };
        let (chrome, driver) = (major(&self.chrome), major(&self.driver));
        if chrome.is_some() && chrome == driver {
            return Ok(self);
        }
        Err(Failure::new(format!(
            "`{}` has version {}, `{}` has version {}",
            self.chrome.display(),
            chrome.as_deref().unwrap_or("unknown"),
            self.driver.display(),
            driver.as_deref().unwrap_or("unknown"),
        ))
        .help("install the two from one source, or name others in CHROME and CHROMEDRIVER"))
    }
}

fn named(variable: &str) -> Outcome<Option<PathBuf>> {
    let Some(value) = env::var_os(variable).filter(|value| !value.is_empty()) else {
        return Ok(None);
    };
    let path = PathBuf::from(value);
    if process::is_executable(&path) {
        Ok(Some(path))
    } else {
        Err(Failure::new(format!(
            "`{variable}` is `{}`, which is no program",
            path.display()
        ))
        .help(format!(
            "unset `{variable}`, or give the whole path of a program"
        )))
    }
}
