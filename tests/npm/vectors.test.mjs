// The real servers' answers, case by case, through the module. What `tests/conformance.rs` does for the
// crate; it reads the same data in the same way, and keeps the list of meant divergences.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { gunzipSync } from "node:zlib";

import { inspect, load } from "mintcheck";

import { path, text } from "./project.mjs";

const folder = join(process.env.MINTCHECK_VECTORS ?? path("tests", "vectors"), "pypi");
const cases = join(folder, "mint.jsonl.gz");

test("PyPI answers as Warehouse does", { skip: existsSync(cases) ? false : "no pypi/mint.jsonl.gz" }, async () => {
  await load("pypi");
  const meant = new Set(JSON.parse(text("tests", "vectors", "divergences.json")).map((entry) => entry.id));
  const lines = gunzipSync(readFileSync(cases)).toString("utf8").split("\n").filter((line) => line !== "");
  const differing = [];
  let passed = 0;
  for (const line of lines.map((line) => JSON.parse(line))) {
    const difference = judge(line);
    if (difference === null) {
      passed += 1;
    } else if (!meant.has(line.id)) {
      differing.push(`${line.id}: ${difference}`);
    }
  }
  differing.forEach((difference) => console.log(`differs: ${difference}`));
  console.log(`total ${passed}/${lines.length}`);
  assert.equal(differing.length, 0, `${differing.length} cases differ`);
  assert.notEqual(lines.length, 0);
});

function judge(line) {
  const report = inspect(request(line));
  const actual = answer(report.answer);
  const candidates = [line.expected, ...(line.expected_any ?? [])].map((expected) =>
    answerOf(expected, report.answer.exact, actual.description),
  );
  return candidates.some((expected) => isDeepStrictEqual(expected, actual))
    ? null
    : `the server ${JSON.stringify(candidates[0])}, predicted ${JSON.stringify(actual)}`;
}

function request({ index, publishers, body, body_b64: bodyBase64 }) {
  return {
    index: index.audience,
    body,
    bodyBase64,
    publishers: publishers.map(({ kind, project, pending, added_by: addedBy, ...fields }) => ({
      kind,
      project,
      pending,
      addedBy,
      fields,
    })),
    asOf: index.now,
    keys: keys(index.jwks),
    keysComplete: true,
    server: {
      seenTokenIds: index.seen_jti.map((seen) =>
        typeof seen === "string" ? { kind: "github", tokenId: seen } : { kind: seen.kind, tokenId: seen.jti },
      ),
      flags: index.flags,
      existingProjects: index.existing_projects,
      prohibitedProjects: index.prohibited_projects,
      customIssuers: index.custom_issuers.map(({ url, type: kind }) => ({ url, kind })),
    },
  };
}

/** A name: every issuer serves that set. An object: only these issuers serve one. Null: none does. */
function keys(jwks) {
  const set = (name) => readFileSync(join(folder, "jwks", `${name}.json`), "utf8");
  if (jwks === null) {
    return [];
  }
  return typeof jwks === "string"
    ? [{ jwks: set(jwks) }]
    : Object.entries(jwks).map(([issuer, name]) => ({ issuer, jwks: set(name) }));
}

/** The answer out of its body, as it would go over the wire. */
function answer({ status, body, publisher, projects, notices }) {
  const { errors, expires } = body === null ? {} : JSON.parse(body);
  return {
    status,
    code: errors?.[0].code ?? null,
    description: errors?.[0].description ?? null,
    expires: expires ?? null,
    publisher,
    projects,
    notices: notices.map((notice) => notice.code).sort(),
  };
}

/** The same of what the server said. Of a text that quotes the body, its start counts. */
function answerOf({ status, body, publisher, projects, notices }, exact, start) {
  const error = body?.errors?.[0];
  const description = error?.description ?? null;
  return {
    status,
    code: error?.code ?? null,
    description: !exact && description?.startsWith(start) ? start : description,
    expires: body?.expires ?? null,
    publisher: publisher ?? null,
    projects: projects ?? [],
    notices: [...(notices ?? [])].sort(),
  };
}
