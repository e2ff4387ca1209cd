// Loads the parts of the module, each once. `cargo xtask` writes the list, and how a file is read.

const read = undefined;

// How each part is read.
const PARTS = {};

const started = new Map();
const loaded = new Set();

const has = (part) => loaded.has(part);

// A part uses the main module's memory, table and stack.
function load(part, main) {
  if (!started.has(part)) {
    const start = async () => {
      await WebAssembly.instantiate(await PARTS[part](), { main });
      loaded.add(part);
    };
    const starting = start();
    // What could not be had may be asked for again.
    starting.catch(() => started.delete(part));
    started.set(part, starting);
  }
  return started.get(part);
}

export { has, load };
