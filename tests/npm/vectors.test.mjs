// The real servers' answers, case by case, through the module. What `tests/conformance.rs` and `tests/crates_io.rs` do
// for the crate; it reads the same data in the same way, and keeps the list of meant divergences.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { gunzipSync } from "node:zlib";

import { inspect, load } from "mintcheck";

import { path, text } from "./project.mjs";

const vectors = process.env.MINTCHECK_VECTORS ?? path("tests", "vectors");

/** Tries the cases of an index, each with a function that tells the difference, if there is one. */
function conformance(name, index, folder, difference) {
  const cases = join(vectors, folder, "mint.jsonl.gz");
  const skip = existsSync(cases) ? false : `no ${folder}/mint.jsonl.gz`;
  test(name, { skip }, async () => {
    await load(index);
    const meant = new Set(JSON.parse(text("tests", "vectors", "divergences.json")).map((entry) => entry.id));
    const lines = gunzipSync(readFileSync(cases)).toString("utf8").split("\n").filter((line) => line !== "");
    const differing = [];
    let [passed, untold] = [0, 0];
    for (const line of lines.map((line) => JSON.parse(line))) {
      const found = difference(line);
      if (found === undefined) {
        untold += 1;
      } else if (found === null) {
        passed += 1;
      } else if (!meant.has(line.id)) {
        differing.push(`${line.id}: ${found}`);
      }
    }
    differing.forEach((found) => console.log(`differs: ${found}`));
    console.log(`total ${passed}/${lines.length - untold}`);
    assert.equal(differing.length, 0, `${differing.length} cases differ`);
    assert.ok(passed > untold, "most cases can be asked");
  });
}

/** A name: every issuer serves that set. An object: only these issuers serve one. Null: none does. */
function keys(folder, jwks) {
  const set = (name) => readFileSync(join(vectors, folder, "jwks", `${name}.json`), "utf8");
  if (jwks === null) {
    return [];
  }
  return typeof jwks === "string"
    ? [{ jwks: set(jwks) }]
    : Object.entries(jwks).map(([issuer, name]) => ({ issuer, jwks: set(name) }));
}

conformance("PyPI answers as Warehouse does", "pypi", "pypi", judge);
conformance("crates.io answers as its server does", "crates.io", "crates_io", judgeCrates);

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
    keys: keys("pypi", index.jwks),
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

/** The difference; `undefined` where the request is none that can be asked about. */
function judgeCrates({ index, publishers, body, body_b64: bodyBase64, expected, ...line }) {
  // Only the body is asked about, sent as it should be.
  if ("content_type" in line || "user_agent" in line || "method" in line || "headers" in line) {
    return undefined;
  }
  // A row may hold an empty environment, and a form gives none for it.
  if (publishers.some(({ environment }) => environment === "")) {
    return undefined;
  }
  let report;
  try {
    report = inspect({
      index: index.audience,
      body,
      bodyBase64,
      publishers: publishers.map(({ kind, crate: project, ...fields }) => ({ kind, project, fields: rows(fields) })),
      asOf: index.now,
      keys: keys("crates_io", index.jwks),
      keysComplete: true,
      server: { seenTokenIds: index.seen_jti.map((tokenId) => ({ kind: "", tokenId })) },
    });
  } catch (error) {
    // What is served and no key set is no key set to be given either.
    assert.match(error.message, /^key set \d+: /);
    return undefined;
  }
  const { answer } = report;
  const told = answer.body === null ? null : JSON.parse(answer.body);
  const actual = {
    status: answer.status,
    body: told?.token === undefined ? told : { token: "cio_tp_REDACTED" },
    publisher: answer.publisher,
    crates: answer.projects,
  };
  const wanted = {
    status: expected.status,
    body: expected.body,
    publisher: expected.publishers[0] ?? null,
    crates: expected.crates,
  };
  const detail = expected.body?.errors?.[0]?.detail;
  if (!answer.exact && detail?.startsWith(answer.description)) {
    actual.body = wanted.body;
  }
  return isDeepStrictEqual(actual, wanted)
    ? null
    : `the server ${JSON.stringify(wanted)}, predicted ${JSON.stringify(actual)}`;
}

/** A row of the database: what is `null` there is not there, and numbers are texts. */
function rows({ project, ...fields }) {
  const entries = Object.entries({ ...fields, gitlab_project: project ?? null });
  return Object.fromEntries(entries.filter(([, value]) => value !== null).map(([name, value]) => [name, String(value)]));
}
