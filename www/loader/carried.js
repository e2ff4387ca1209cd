/* What a single file carries besides the loader: the programs. `cargo xtask` puts their JavaScript in place of GLUE; their
   WebAssembly stands in the file as compressed text, which is no script. */

const glue = GLUE;

globalThis.mintcheckCarried = {
  program: (language) => glue[language](),
  wasm: (language) => {
    const text = document.getElementById(`mintcheck-${language}`).textContent;
    const bytes = Uint8Array.from(atob(text.trim()), (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream, { headers: { "Content-Type": "application/wasm" } });
  },
};
