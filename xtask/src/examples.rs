//! The examples of documentation sites, built with the page and the generators they are for.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::process::{self, step};
use crate::project;
use crate::tools::Tools;
use crate::tools::generators::examples;

/// A generator, and how its example is built.
struct Generator {
    /// The folder of the example.
    folder: &'static str,
    /// Where the built page goes, in the source.
    page: &'static str,
    /// The command that makes a site of the source, in the folder of the source.
    command: fn(&Tools, site: &Path) -> Command,
}

const GENERATORS: &[Generator] = &[
    Generator {
        folder: "mkdocs-material",
        page: "docs/mintcheck",
        command: |tools, site| {
            let mut command = Command::new(tools.python_bin("mkdocs"));
            command.args(["build", "--strict", "--site-dir"]).arg(site);
            command
        },
    },
    Generator {
        folder: "sphinx",
        page: "_static/mintcheck",
        command: |tools, site| {
            let mut command = Command::new(tools.python_bin("sphinx-build"));
            command.args(["-W", "-b", "html", "-d"]).arg(beside(site));
            command.arg(".").arg(site);
            command
        },
    },
    Generator {
        folder: "docusaurus",
        page: "static/mintcheck",
        command: |tools, site| {
            let modules = tools.docusaurus_modules();
            let mut command = Command::new(modules.join(".bin/docusaurus"));
            command.args(["build", "--out-dir"]).arg(site);
            command
        },
    },
    Generator {
        folder: "mdbook",
        page: "src/mintcheck",
        command: |tools, site| {
            let mut command = Command::new(tools.cargo_bin("mdbook"));
            command.args(["build", "--dest-dir"]).arg(site);
            command
        },
    },
];

/// The folder of the built sites: one folder for each, with the site in its `site`.
pub(crate) fn sites() -> PathBuf {
    project::target().join("examples")
}

/// `cargo xtask examples`: with the page as it was built last.
pub(crate) fn run(arguments: &[String]) -> Outcome<()> {
    crate::no_arguments("examples", arguments)?;
    build(&Tools::locate()?)?;
    println!("the sites are in `{}`", sites().display());
    Ok(())
}

/// Builds those whose source, page or generator has changed.
pub(crate) fn build(tools: &Tools) -> Outcome<()> {
    if !project::dist().join("mintcheck.js").exists() {
        return Err(
            Failure::new("there is no page in `dist` to put into the examples")
                .help("`cargo xtask build` builds it"),
        );
    }
    tools.ensure_generators()?;
    for generator in GENERATORS {
        generator.build(tools)?;
    }
    Ok(())
}

impl Generator {
    fn build(&self, tools: &Tools) -> Outcome<()> {
        let home = sites().join(self.folder);
        let (source, site, stamp) = (home.join("source"), home.join("site"), home.join("stamp"));
        let inputs = self.inputs()?;
        if fs::read_to_string(&stamp).ok().as_deref() == Some(inputs.as_str()) {
            return Ok(());
        }
        project::remove_dir(&home)?;
        project::make_dir(&site)?;
        copy(&self.folder(), &self.files()?, &source)?;
        let page = project::dist();
        copy(
            &page,
            &project::files_under(&page)?,
            &source.join(self.page),
        )?;
        if source.join("package.json").exists() {
            let (modules, link) = (tools.docusaurus_modules(), source.join("node_modules"));
            symlink(&modules, &link).map_err(Failure::file("link", &link))?;
        }
        let mut command = (self.command)(tools, &site);
        step(&format!("building the example {}", self.folder), || {
            process::capture(command.current_dir(&source))
        })?;
        project::write(&stamp, &inputs)
    }

    /// What the site is made from, in a word.
    fn inputs(&self) -> Outcome<String> {
        let mut hasher = DefaultHasher::new();
        // How it is built is an input, too; and mdBook's pin.
        include_str!("examples.rs").hash(&mut hasher);
        include_str!("tools/generators.rs").hash(&mut hasher);
        let shared = examples().join("requirements.txt");
        hash(&shared, &shared, &mut hasher)?;
        for file in self.files()? {
            hash(&self.folder(), &file, &mut hasher)?;
        }
        for file in project::files_under(&project::dist())? {
            hash(&project::dist(), &file, &mut hasher)?;
        }
        Ok(format!("{:016x}\n", hasher.finish()))
    }

    fn folder(&self) -> PathBuf {
        examples().join(self.folder)
    }

    /// The files of the example, without what a person's own builds left among them.
    fn files(&self) -> Outcome<Vec<PathBuf>> {
        let mut git = Command::new("git");
        git.args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ]);
        let listed = process::capture(git.current_dir(self.folder()))?;
        let mut files: Vec<_> = listed
            .split_terminator('\0')
            .map(|name| self.folder().join(name))
            .filter(|path| path.is_file())
            .collect();
        files.sort();
        Ok(files)
    }
}

fn hash(folder: &Path, file: &Path, hasher: &mut DefaultHasher) -> Outcome<()> {
    file.strip_prefix(folder).ok().hash(hasher);
    let content = fs::read(file).map_err(Failure::file("read", file))?;
    content.hash(hasher);
    Ok(())
}

/// Copies files from one folder to another.
fn copy(from: &Path, files: &[PathBuf], to: &Path) -> Outcome<()> {
    for file in files {
        let Ok(name) = file.strip_prefix(from) else {
            continue;
        };
        let target = to.join(name);
        if let Some(folder) = target.parent() {
            project::make_dir(folder)?;
        }
        fs::copy(file, &target).map_err(Failure::file("copy", file))?;
    }
    Ok(())
}

/// A folder for what a generator keeps for itself.
fn beside(site: &Path) -> PathBuf {
    site.with_file_name("kept")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What docs/embedding.md tells people to paste is what the tests of the examples have tried.
    #[test]
    fn the_guide_shows_lines_of_the_examples() {
        let guide = fs::read_to_string(project::root().join("docs/embedding.md")).unwrap();
        let mut shown = Vec::new();
        for part in guide.split("<!-- example: ").skip(1) {
            let (name, rest) = part.split_once(" -->\n```").unwrap();
            let (_language, rest) = rest.split_once('\n').unwrap();
            let (lines, _) = rest.split_once("```\n").unwrap();
            let example = fs::read_to_string(examples().join(name)).unwrap();
            assert!(example.contains(lines), "{name} does not have:\n{lines}");
            shown.push(name.split('/').next().unwrap());
        }
        let all = GENERATORS.iter().map(|generator| generator.folder);
        for folder in all.chain(["iframe"]) {
            let count = shown.iter().filter(|name| **name == folder);
            assert_eq!(count.count(), 2, "{folder}");
        }
    }
}
