//! What a visitor downloads, in bytes, and how much that may be.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;

use crate::failure::{Failure, Outcome};
use crate::finish;
use crate::npm;
use crate::page;
use crate::project;
use crate::setup::Setup;

/// What may be downloaded. The only place where the numbers stand.
const BUDGETS: &str = "xtask/budgets.json";

/// `cargo xtask size`: of a page and a package that were built just now.
pub(crate) fn run(arguments: &[String]) -> Outcome<()> {
    crate::no_arguments("size", arguments)?;
    let setup = Setup::ensure()?;
    page::build(&setup)?;
    npm::build(&setup, npm::LANGUAGE)?;
    check()
}

/// Prints the sizes of the page and the package as they were built last, and fails where they exceed a budget.
pub(crate) fn check() -> Outcome<()> {
    let budgets = Budgets::read()?;
    println!("\n{:>10}{:>10}{:>10}  file", "raw", "gzip", "brotli");
    let mut first = BTreeSet::new();
    let mut first_load = 0;
    for language in project::LANGUAGES {
        let files: Vec<PathBuf> = budgets
            .first_load_in(language)
            .iter()
            .map(|name| project::dist().join(name))
            .collect();
        let sizes = print_group(&files, &format!("the first load in {language}"))?;
        first_load = first_load.max(sizes.brotli);
        first.extend(files);
    }
    let later: Vec<PathBuf> = project::files_under(&project::dist())?
        .into_iter()
        .filter(|file| !first.contains(file))
        .collect();
    print_group(&later, "what may follow")?;
    // The builds differ by the names of imports, so one line each and no sum.
    let mut largest = 0;
    for module in npm::modules() {
        let sizes = Sizes::of_file(&module)?;
        sizes.print(&shown(&module));
        largest = largest.max(sizes.brotli);
    }
    // They are the same in each.
    let mut largest_part = 0;
    for part in npm::parts()? {
        let sizes = Sizes::of_file(&part)?;
        sizes.print(&shown(&part));
        largest_part = largest_part.max(sizes.brotli);
    }
    println!();
    within("the page's first load", first_load, budgets.first_load)?;
    within("the npm module", largest, budgets.npm_module)?;
    within("the largest part of it", largest_part, budgets.npm_part)
}

/// The names of the files that the page begins with in a language.
pub(crate) fn first_load(language: &str) -> Outcome<Vec<String>> {
    Ok(Budgets::read()?.first_load_in(language))
}

fn within(what: &str, bytes: usize, budget: usize) -> Outcome<()> {
    println!("{what}: {bytes} of {budget} bytes");
    if bytes <= budget {
        return Ok(());
    }
    let excess = bytes.saturating_sub(budget);
    Err(Failure::new(format!(
        "{what} is {bytes} bytes at brotli 11, {excess} over its budget"
    ))
    .help(format!(
        "`{BUDGETS}` has the budgets; `cargo xtask size` shows the files"
    )))
}

#[derive(Debug, PartialEq, Eq)]
struct Budgets {
    first_load: usize,
    first_load_files: Vec<String>,
    /// What comes besides in each language.
    first_load_languages: BTreeMap<String, Vec<String>>,
    npm_module: usize,
    npm_part: usize,
}

impl Budgets {
    fn read() -> Outcome<Self> {
        let path = project::root().join(BUDGETS);
        let text = fs::read_to_string(&path).map_err(Failure::file("read", &path))?;
        Self::parse(&text)
            .ok_or_else(|| Failure::new(format!("`{BUDGETS}` has no budgets of the known form")))
    }

    fn first_load_in(&self, language: &str) -> Vec<String> {
        let own = self.first_load_languages.get(language);
        let files = self.first_load_files.iter();
        files.chain(own.into_iter().flatten()).cloned().collect()
    }

    fn parse(text: &str) -> Option<Self> {
        let budgets: Value = serde_json::from_str(text).ok()?;
        let bytes =
            |name: &str| usize::try_from(budgets.get(name)?.get("brotliBytes")?.as_u64()?).ok();
        let names = |list: &Value| -> Option<Vec<String>> {
            let name = |file: &Value| file.as_str().map(str::to_owned);
            list.as_array()?.iter().map(name).collect()
        };
        let first_load = budgets.get("firstLoad")?;
        let languages = first_load.get("languages")?.as_object()?.iter();
        Some(Self {
            first_load: bytes("firstLoad")?,
            first_load_files: names(first_load.get("files")?)?,
            first_load_languages: languages
                .map(|(language, list)| Some((language.clone(), names(list)?)))
                .collect::<Option<_>>()?,
            npm_module: bytes("npmModule")?,
            npm_part: bytes("npmPart")?,
        })
    }
}

fn print_group(files: &[PathBuf], whole: &str) -> Outcome<Sizes> {
    let mut sum = Sizes::default();
    for file in files {
        let sizes = Sizes::of_file(file)?;
        sizes.print(&shown(file));
        sum.add(sizes);
    }
    sum.print(whole);
    println!();
    Ok(sum)
}

fn shown(file: &Path) -> String {
    file.strip_prefix(project::root())
        .unwrap_or(file)
        .display()
        .to_string()
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sizes {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

impl Sizes {
    fn of_file(path: &Path) -> Outcome<Self> {
        let bytes = fs::read(path).map_err(Failure::file("read", path))?;
        Kept::of(&bytes)?.or_else(|| Self::of(&bytes).map_err(Failure::file("compress", path)))
    }

    fn of(bytes: &[u8]) -> io::Result<Self> {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(bytes)?;
        let gzip = gzip.finish()?.len();
        // Quality 11 in a window of 4 MB: what static hosting does ahead of time.
        let mut brotli = brotli::CompressorWriter::new(Vec::new(), 4096, 11, 22);
        brotli.write_all(bytes)?;
        let brotli = brotli.into_inner().len();
        Ok(Self {
            raw: bytes.len(),
            gzip,
            brotli,
        })
    }

    fn parse(text: &str) -> Option<Self> {
        let mut numbers = text.split_whitespace().map(|word| word.parse().ok());
        Some(Self {
            raw: numbers.next()??,
            gzip: numbers.next()??,
            brotli: numbers.next()??,
        })
    }

    fn add(&mut self, other: Self) {
        self.raw = self.raw.saturating_add(other.raw);
        self.gzip = self.gzip.saturating_add(other.gzip);
        self.brotli = self.brotli.saturating_add(other.brotli);
    }

    fn print(self, name: &str) {
        println!(
            "{:>10}{:>10}{:>10}  {name}",
            self.raw, self.gzip, self.brotli
        );
    }
}

/// Sizes found before: quality 11 takes seconds for what a build has not changed.
struct Kept {
    file: PathBuf,
}

impl Kept {
    /// By the content and by what compresses it.
    fn of(bytes: &[u8]) -> Outcome<Self> {
        let brotli = project::locked_version("brotli")?;
        let gzip = project::locked_version("flate2")?;
        let hash = finish::hash(format!("{brotli} {gzip} {}", finish::hash(bytes)).as_bytes());
        let name = hash.replace('/', "_");
        let folder = project::target().join("sizes");
        project::make_dir(&folder)?;
        Ok(Self {
            file: folder.join(name),
        })
    }

    fn or_else(&self, measure: impl FnOnce() -> Outcome<Sizes>) -> Outcome<Sizes> {
        if let Some(sizes) = fs::read_to_string(&self.file)
            .ok()
            .and_then(|text| Sizes::parse(&text))
        {
            return Ok(sizes);
        }
        let sizes = measure()?;
        let Sizes { raw, gzip, brotli } = sizes;
        project::write(&self.file, &format!("{raw} {gzip} {brotli}\n"))?;
        Ok(sizes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_the_budget_fails_and_no_more_passes() {
        assert!(within("x", 10, 10).is_ok());
        let failure = within("x", 11, 10).unwrap_err().to_string();
        assert!(
            failure.contains("x is 11 bytes at brotli 11, 1 over its budget"),
            "{failure}"
        );
    }

    #[test]
    fn every_file_that_the_page_names_is_in_its_first_load() {
        let budgets = Budgets::read().unwrap();
        let html = fs::read_to_string(project::root().join("index.html")).unwrap();
        let lines = html.lines().filter(|line| !line.contains("data-trunk"));
        let tags = lines.flat_map(|line| line.split(['<', '>']));
        let tags = tags.filter(|tag| tag.starts_with("link ") || tag.starts_with("script "));
        let mut named = 0;
        for tag in tags {
            let address = tag
                .split("href=\"")
                .nth(1)
                .or_else(|| tag.split("src=\"").nth(1));
            let file = address.and_then(|rest| rest.split('"').next()).unwrap();
            assert!(
                budgets.first_load_in("en").iter().any(|name| name == file),
                "{file}"
            );
            named += 1;
        }
        assert!(named >= 3, "{named}");
    }

    #[test]
    fn repetition_compresses() {
        let sizes = Sizes::of(&[b'a'; 10_000]).unwrap();
        assert_eq!(sizes.raw, 10_000);
        assert!(sizes.gzip < 100 && sizes.brotli < 100, "{sizes:?}");
        assert!(sizes.gzip > 0 && sizes.brotli > 0, "{sizes:?}");
    }

    #[test]
    fn what_was_measured_once_is_not_measured_again() {
        let bytes = format!("{:?}", std::time::SystemTime::now());
        let kept = Kept::of(bytes.as_bytes()).unwrap();
        let sizes = Sizes::of(bytes.as_bytes()).unwrap();
        assert_eq!(kept.or_else(|| Ok(sizes)).unwrap(), sizes);
        let again = kept.or_else(|| Err(Failure::new("measured again")));
        assert_eq!(again.unwrap(), sizes);
        assert_ne!(Kept::of(b"other").unwrap().file, kept.file);
        fs::remove_file(&kept.file).unwrap();
    }
}
