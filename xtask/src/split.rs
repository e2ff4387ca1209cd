//! Parts of a program that browsers load when they are first used.
//!
//! Trunk gives what cargo linked to wasm-bindgen and knows no step between. Therefore it finds this program under the
//! name `wasm-bindgen`, which splits the module first and hands on its main part.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use wasm_split_cli_support::{Options, transform};

use crate::failure::{Failure, Outcome};
use crate::finish::{hash, replaced};
use crate::process;
use crate::project;
use crate::tools::Tools;

/// The command, which the help does not list.
pub(crate) const COMMAND: &str = "wasm-bindgen";

/// What `www/build.rs` looks for: only then is the program linked so that it can be split.
pub(crate) const WISH: &str = "MINTCHECK_SPLIT";

/// What only such a module has.
const RELOCATIONS: &[u8] = b"reloc.CODE";

/// A folder with this program under the name of wasm-bindgen, to be put first on `PATH`.
pub(crate) fn shim() -> Outcome<PathBuf> {
    let folder = project::target().join("shim");
    project::make_dir(&folder)?;
    let script = folder.join("wasm-bindgen");
    let text = format!("#!/bin/sh\nexec \"$MINTCHECK_XTASK\" {COMMAND} \"$@\"\n");
    // Not written anew while another run may be executing it.
    if !fs::read_to_string(&script).is_ok_and(|old| old == text) {
        project::write(&script, &text)?;
        fs::set_permissions(&script, fs::Permissions::from_mode(0o755))
            .map_err(Failure::file("change", &script))?;
    }
    Ok(folder)
}

/// Where the parts of a program are, until `finish` puts them beside it.
pub(crate) fn parts(program: &str) -> PathBuf {
    project::wasm_target_dir().join("split").join(program)
}

/// The script that loads the parts of a program.
pub(crate) fn loader(program: &str) -> String {
    format!("{program}-parts.js")
}

/// How the loader asks for a part.
const FETCH: &str = "fetch(new URL(\"./";

/// The loader's way to compile while it loads, which needs a server that knows the type of wasm; not every one does.
const STREAMING: &str = "WebAssembly.instantiateStreaming(src, imports)";
const WHOLE: &str = "WebAssembly.instantiate(await (await src).arrayBuffer(), imports)";

/// Puts the parts of a program and their loader into the folder of the page, made as small as the program itself, under
/// names that tell the languages apart.
pub(crate) fn place(program: &str, folder: &Path) -> Outcome<()> {
    let from = parts(program);
    let tools = Tools::locate()?;
    let mut script = project::read(&from.join(loader(program)))?.replace(STREAMING, WHOLE);
    for part in project::files_under(&from)? {
        if part.extension().is_some_and(|kind| kind == "wasm") && part.parent() == Some(&from) {
            let name = part.file_name().unwrap_or_default().to_string_lossy();
            let old = format!("{FETCH}{name}\", import.meta.url))");
            let to = folder.join(format!("{program}-{name}"));
            tools.optimize(&part, &to)?;
            // By its hash: a part of another version would not fit.
            let bytes = fs::read(&to).map_err(Failure::file("read", &to))?;
            let new = format!(
                "{FETCH}{program}-{name}\", import.meta.url), {{ integrity: \"{}\" }})",
                hash(&bytes)
            );
            script = replaced(&script, &old, &new)?;
        }
    }
    project::write(&folder.join(loader(program)), &script)
}

/// `wasm-bindgen`, as Trunk calls it.
pub(crate) fn run(arguments: &[String]) -> Outcome<()> {
    let tools = Tools::locate()?;
    let mut bindgen = Command::new(tools.cargo_bin("wasm-bindgen"));
    let module = arguments.iter().find(|word| word.ends_with(".wasm"));
    let Some(module) = module else {
        return process::stream(bindgen.args(arguments));
    };
    let bytes = fs::read(module).map_err(Failure::file("read", Path::new(module)))?;
    let is_splittable = bytes
        .windows(RELOCATIONS.len())
        .any(|window| window == RELOCATIONS);
    if !is_splittable {
        return process::stream(bindgen.args(arguments));
    }
    let program = Path::new(module)
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy();
    let main = split(&bytes, &program)?.main;
    for word in arguments {
        if word == module {
            bindgen.arg(&main);
        } else {
            bindgen.arg(word);
        }
    }
    // The parts share memory, table and stack with the main part by what the linker exports.
    process::stream(bindgen.arg("--keep-lld-exports"))
}

/// A module that was split.
pub(crate) struct Split {
    /// The path of its main part.
    pub(crate) main: PathBuf,
    /// The files of each part, without their extension: its own, and those with what it shares with others.
    pub(crate) files: BTreeMap<String, Vec<String>>,
}

/// Splits a module.
pub(crate) fn split(bytes: &[u8], program: &str) -> Outcome<Split> {
    let folder = parts(program);
    project::remove_dir(&folder)?;
    project::make_dir(&folder)?;
    // Its name stays that of the program, after which wasm-bindgen names what it writes.
    let main = folder.join("main").join(format!("{program}.wasm"));
    project::make_dir(main.parent().unwrap_or(&folder))?;
    let loader = format!("./{}", loader(program));
    let main_module = format!("./{program}.js");
    let mut options = Options::new(bytes);
    options.output_dir = &folder;
    options.main_out_path = &main;
    options.link_name = &loader;
    options.main_module = &main_module;
    let files = transform(options)
        .map_err(|error| Failure::new(format!("cannot split `{program}`: {error:#}")))?
        .prefetch_map;
    Ok(Split {
        main,
        files: files.into_iter().collect(),
    })
}
