// The README's JavaScript example is run: every `console.log` has to print what the comment behind it says.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { test } from "node:test";

import { realToken, text } from "./project.mjs";

test("the README's example prints what it says", () => {
  const [, example] = text("README.md").match(/<!-- example: javascript -->\s*```js\n([^]*?)```/) ?? [];
  assert.ok(example, "README.md has no JavaScript example");
  const said = [...example.matchAll(/^console\.log\(.*\); \/\/ (.*)$/gm)].map(([, words]) => words);
  assert.notEqual(said.length, 0);
  writeFileSync("token.txt", realToken);
  writeFileSync("readme-example.mjs", example);
  const run = spawnSync(process.execPath, ["readme-example.mjs"], { encoding: "utf8" });
  assert.equal(run.stderr, "");
  assert.deepEqual(run.stdout.trimEnd().split("\n"), said);
});
