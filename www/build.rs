//! Tells the compiler whether the program is going to be split: `cargo xtask` says so for what browsers download.

use std::env;

const WISH: &str = "MINTCHECK_SPLIT";

fn main() {
    println!("cargo::rustc-check-cfg=cfg(split)");
    println!("cargo::rerun-if-env-changed={WISH}");
    if env::var_os(WISH).is_some() {
        println!("cargo::rustc-cfg=split");
        // What belongs to a part is found by them.
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
