// The parts of the module: nothing is loaded before it is asked for, nothing else is, and nothing twice. In each build.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename } from "node:path";
import { beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";

import * as node from "mintcheck";
import * as web from "mintcheck/web";

import { realToken } from "./project.mjs";

const file = (build, name) => new URL(`node_modules/mintcheck/${build}/${name}`, import.meta.url);
const bytes = (build, name) => readFileSync(file(build, name));

/** What was read or fetched since a test began; and whether the disk or the network is there. */
let read = [];
let isThere = true;

beforeEach(() => {
  read = [];
  isThere = true;
});

const promises = createRequire(import.meta.url)("node:fs/promises");
const { readFile } = promises;
// Node reads scripts with it as well.
promises.readFile = async (path, ...rest) =>
  String(path).endsWith(".wasm") ? answered(String(path)) : readFile(path, ...rest);

globalThis.fetch = async (url, { integrity }) => {
  const content = answered(fileURLToPath(url));
  assert.equal(integrity, `sha256-${createHash("sha256").update(content).digest("base64")}`);
  return new Response(content);
};

function answered(path) {
  read.push(basename(path));
  if (!isThere) {
    throw new Error("out of reach");
  }
  return readFileSync(path);
}

/** What a bundler makes of its build: it gives the module to the script beside it. */
async function bundled() {
  const script = await import(file("bundler", "mintcheck_bg.js"));
  const imports = { "./mintcheck_bg.js": script };
  const { instance } = await WebAssembly.instantiate(bytes("bundler", "mintcheck_bg.wasm"), imports);
  script.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return script;
}

web.initSync({ module: bytes("web", "mintcheck_bg.wasm") });
const builds = { node, web, bundler: await bundled() };

for (const [name, { everywhere, indexes, inspect, load }] of Object.entries(builds)) {
  test(`${name}: rules that are not loaded are asked for by name`, () => {
    for (const { id } of indexes()) {
      const message = `the rules of \`${id}\` are not loaded; first call \`await load("${id}")\``;
      assert.throws(() => inspect({ index: id, paste: realToken }), { message });
    }
    const message = "every index is asked, and the rules of `pypi` are not loaded; first call `await load()`";
    assert.throws(() => everywhere({ paste: realToken }), { message });
    assert.deepEqual(read, []);
  });

  test(`${name}: there is nothing to load for an index that is not known`, async () => {
    await assert.rejects(load("nowhere"), { message: /^there is no index `nowhere`; there are `pypi`/ });
    assert.deepEqual(read, []);
  });

  test(`${name}: what is out of reach may be asked for again`, async () => {
    isThere = false;
    await assert.rejects(load("pypi"), { message: "out of reach" });
    assert.throws(() => inspect({ index: "pypi" }), { message: /are not loaded/ });
    [isThere, read] = [true, []];
    assert.equal(await load("pypi"), undefined);
    assert.deepEqual(read, ["mintcheck-pypi.wasm"]);
    assert.equal(inspect({ index: "pypi", paste: realToken }).answer.status, 422);
  });

  test(`${name}: indexes of a family share what is loaded, and nothing is loaded twice`, async () => {
    await Promise.all([load("pypi"), load("testpypi"), load("testpypi")]);
    assert.equal(inspect({ index: "testpypi", paste: realToken }).index, "testpypi");
    assert.deepEqual(read, []);
  });

  test(`${name}: all that is not loaded yet is loaded where no index is named`, async () => {
    assert.throws(() => everywhere({ paste: realToken }), { message: /^every index is asked, and the rules of `crates.io`/ });
    isThere = false;
    await assert.rejects(load(), { message: "out of reach" });
    assert.throws(() => everywhere({ paste: realToken }), { message: /are not loaded/ });
    [isThere, read] = [true, []];
    await load();
    assert.equal(new Set(read).size, 7);
    assert.equal(read.length, 7);
    const asked = everywhere({ paste: realToken }).indexes.map((at) => at.index);
    assert.deepEqual(asked, indexes().map((index) => index.id));
    await load(undefined);
    assert.equal(read.length, 7);
  });
}
