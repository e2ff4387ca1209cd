//! What a visitor downloads, in bytes.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::failure::{Failure, Outcome};
use crate::npm;
use crate::page;
use crate::project;
use crate::setup::Setup;

/// `cargo xtask size`: of a page and a package that were built just now.
pub(crate) fn run(arguments: &[String]) -> Outcome<()> {
    crate::no_arguments("size", arguments)?;
    let setup = Setup::ensure()?;
    page::build(&setup)?;
    npm::build(&setup, npm::LANGUAGE)?;
    println!("\n{:>10}{:>10}{:>10}  file", "raw", "gzip", "brotli");
    let files = project::files_under(&project::dist())?;
    print_group(&files, "the whole page")?;
    // The builds differ by the names of imports, so one line each and no sum.
    for module in npm::modules() {
        Sizes::of_file(&module)?.print(&shown(&module));
    }
    Ok(())
}

fn print_group(files: &[PathBuf], whole: &str) -> Outcome<()> {
    let mut sum = Sizes::default();
    for file in files {
        let sizes = Sizes::of_file(file)?;
        sizes.print(&shown(file));
        sum.add(sizes);
    }
    sum.print(whole);
    println!();
    Ok(())
}

fn shown(file: &Path) -> String {
    file.strip_prefix(project::root())
        .unwrap_or(file)
        .display()
        .to_string()
}

#[derive(Clone, Copy, Debug, Default)]
struct Sizes {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

impl Sizes {
    fn of_file(path: &Path) -> Outcome<Self> {
        let bytes = fs::read(path).map_err(Failure::file("read", path))?;
        Self::of(&bytes).map_err(Failure::file("compress", path))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repetition_compresses() {
        let sizes = Sizes::of(&[b'a'; 10_000]).unwrap();
        assert_eq!(sizes.raw, 10_000);
        assert!(sizes.gzip < 100 && sizes.brotli < 100, "{sizes:?}");
        assert!(sizes.gzip > 0 && sizes.brotli > 0, "{sizes:?}");
    }
}
