//! The program in Brazilian Portuguese. By itself it does nothing: the loader calls `mount`.

use mintcheck_www as _;

fn main() {}
