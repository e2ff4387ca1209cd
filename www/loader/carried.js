/* What a single file carries besides the loader: the programs. `cargo xtask` puts their JavaScript in place of GLUE; their
   WebAssembly stands in the file as compressed text, which is no script. */

const glue = GLUE;

const unpacked = (id) => {
  const text = document.getElementById(id).textContent;
  const bytes = Uint8Array.from(atob(text.trim()), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream, { headers: { "Content-Type": "application/wasm" } });
};

globalThis.mintcheckCarried = {
  program: (language) => glue[language](),
  wasm: (language) => unpacked(`mintcheck-${language}`),
  part: async (name) => unpacked(name),
};
