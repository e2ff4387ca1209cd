// Loads the parts of the module, each once. `cargo xtask` writes the lists, and how a file is read.

const read = undefined;

// How each file is read.
const FILES = {};

// The files of each part.
const PARTS = {};

const started = new Map();
const loaded = new Set();

const has = (part) => loaded.has(part);

// A part uses the main module's memory, table and stack.
async function load(part, main) {
  await Promise.all(PARTS[part].map((file) => instance(file, main)));
  loaded.add(part);
}

function instance(file, main) {
  if (!started.has(file)) {
    const start = async () => WebAssembly.instantiate(await FILES[file](), { __wasm_split: main });
    const starting = start();
    // What could not be had may be asked for again.
    starting.catch(() => started.delete(file));
    started.set(file, starting);
  }
  return started.get(file);
}

export { has, load };
