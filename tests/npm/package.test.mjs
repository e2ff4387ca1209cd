// The package as node loads it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import * as mintcheck from "mintcheck";

import { realToken } from "./project.mjs";

const { everywhere, inspect, indexes, issuers, languages, load, version } = mintcheck;
await load();

const thrownBy = (request) => {
  try {
    inspect(request);
  } catch (error) {
    assert.ok(error instanceof Error);
    return error.message;
  }
  assert.fail("nothing was thrown");
};

test("a real token is genuine, and meant for another audience", () => {
  const report = inspect({ index: "pypi", paste: realToken });
  assert.equal(report.signature.state, "genuine");
  assert.equal(report.signature.keysFrom, "built-in");
  assert.equal(report.verdict, "reject");
  assert.equal(report.answer.status, 422);
  assert.equal(report.answer.contentType, "application/json");
  assert.deepEqual(JSON.parse(report.answer.body), {
    message: "Token request failed",
    errors: [{ code: "invalid-token", description: "malformed or invalid token" }],
  });
  const step = report.steps[report.decisive];
  assert.deepEqual(step.reason, {
    code: "audience-differs",
    expected: "pypi",
    actual: "sigstore",
    belongsTo: null,
  });
  assert.equal(step.message, "the token's audience is `sigstore`; this index demands `pypi`");
});

test("an index of one's own is the one that its profile tells of", async () => {
  await load("custom");
  const profile = { name: "Acme", baseUrl: "https://pypi.acme.example", audience: "acme", issuers: ["github"] };
  const report = inspect({ index: "custom", profile, paste: realToken });
  assert.equal(report.index, "custom");
  assert.equal(report.headline, "Acme refuses this token: the token's audience is `sigstore`; this index demands `acme`");
  assert.equal(thrownBy({ index: "custom" }), "nothing is told of the index `custom`: give its profile");
  assert.equal(
    thrownBy({ index: "custom", profile: {} }),
    "the request's `profile` is malformed: missing field `baseUrl`",
  );
});

test("a report does not repeat the token", () => {
  const report = JSON.stringify(inspect({ index: "pypi", paste: realToken }));
  for (const part of realToken.trim().split(".")) {
    assert.ok(!report.includes(part));
  }
});

test("nothing is left out: what is missing is null", () => {
  const visit = (value) => {
    assert.notEqual(value, undefined);
    assert.notEqual(typeof value, "bigint");
    if (typeof value === "object" && value !== null) {
      assert.ok(Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype);
      Object.values(value).forEach(visit);
    }
  };
  visit(inspect({ index: "pypi", paste: realToken }));
  visit(inspect({ index: "pypi" }));
  visit(everywhere({ paste: realToken }));
  visit(indexes());
  visit(issuers());
});

test("undefined and null are as good as absent", () => {
  const short = inspect({ index: "pypi", paste: realToken });
  const long = inspect({ index: "pypi", paste: realToken, body: undefined, publishers: null, asOf: undefined });
  assert.deepEqual(long, short);
});

test("a bad token is a report", () => {
  for (const paste of ["", "?", "a.b.c", "\ud800", "\0", "{".repeat(100_000), "x".repeat(1_000_000)]) {
    assert.equal(inspect({ index: "pypi", paste }).version, 1);
  }
});

test("a claim named __proto__ is a claim like any other", () => {
  const part = (text) => Buffer.from(text).toString("base64url");
  const paste = `${part('{"alg":"RS256"}')}.${part('{"__proto__":{"__proto__":1},"exp":1e400}')}.`;
  const [claim, exp] = inspect({ index: "pypi", paste }).token.claims;
  assert.equal(claim.name, "__proto__");
  assert.deepEqual(Object.keys(claim.value), ["__proto__"]);
  assert.equal(exp.value, "Infinity");
  assert.equal(exp.moment, null);
});

test("only a request of the wrong shape throws, with a sentence", () => {
  assert.match(thrownBy({ index: "pypi", tokn: "" }), /^the request is malformed: unknown field `tokn`/);
  assert.match(thrownBy({ index: "pypi", paste: 5 }), /^the request's `paste` is malformed: .* expected a string$/);
  assert.match(
    thrownBy({ index: "pypi", publishers: [{ kind: "github", extra: 1 }] }),
    /^the request's `publishers\[0\]` is malformed: unknown field `extra`/,
  );
  assert.match(
    thrownBy({ index: "pypi", server: { flag: [] } }),
    /^the request's `server` is malformed: unknown field `flag`/,
  );
  assert.match(
    thrownBy({ index: "pypi", publishers: [{ kind: "github", fields: { owner: "" } }] }),
    /^publisher 1: there is no field `owner`/,
  );
  assert.match(thrownBy({ index: "cpan" }), /^there is no index `cpan`/);
  assert.equal(thrownBy({ index: "pypi", language: "tlh" }), "there is no language `tlh`; there is `en`");
  assert.match(thrownBy({}), /missing field `index`$/);
  assert.match(thrownBy({ index: "pypi", keys: [{ jwks: "[]" }] }), /^key set 1: /);
  assert.equal(thrownBy({ index: "pypi", paste: "", body: "" }), "give either a paste or a request body, not both");
  for (const request of [undefined, null, 5, "pypi", []]) {
    assert.match(thrownBy(request), /^the request is malformed: /);
  }
  const endless = { index: "pypi" };
  endless.server = endless;
  for (const request of [endless, { index: "pypi", asOf: 1n }]) {
    assert.equal(thrownBy(request), "the request cannot be written as JSON");
  }
});

test("every index says what to register, or what stops the job", () => {
  const { version, headline, indexes } = everywhere({ paste: realToken });
  assert.equal(version, 1);
  assert.equal(headline, "this job would be accepted by 8 of 9 indexes, each with a token of its own");
  const at = (id) => indexes.find((at) => at.index === id);
  const pypi = at("pypi");
  assert.deepEqual([pypi.verdict, pypi.acceptedIfGenuine, pypi.meant], ["undecided", true, false]);
  assert.equal(pypi.audience, "pypi");
  assert.equal(pypi.workflowFile.compared, "called");
  assert.equal(pypi.publisher.fields.repository_owner, "sigstore-conformance");
  assert.deepEqual(pypi.publisher.form[0], {
    field: "repository_owner",
    label: "Owner",
    value: "sigstore-conformance",
  });
  assert.equal(at("crates.io").workflowFile.compared, "caller");
  const pubDev = at("pub.dev");
  assert.deepEqual([pubDev.verdict, pubDev.publisher, pubDev.step.rule], ["reject", null, "ref"]);
  assert.deepEqual([pubDev.answer.status, pubDev.answer.code], [403, "InsufficientPermissions"]);
});

test("what is told to be registered is accepted by that index", () => {
  for (const { index, publisher, audience } of everywhere({ paste: realToken }).indexes) {
    if (publisher !== null) {
      const { kind, fields } = publisher;
      const { steps } = inspect({ index, paste: realToken, publishers: [{ kind, fields }] });
      const failing = steps.filter(({ outcome, blocking, rule }) => outcome === "fail" && blocking && rule !== "audience");
      assert.deepEqual(failing, [], `${index} ${audience}`);
    }
  }
});

test("a text without claims is no exception, and no index is asked", () => {
  for (const paste of ["", "?", "\ud800"]) {
    assert.deepEqual(everywhere({ paste }).indexes, []);
  }
  for (const [request, message] of [
    [{}, /missing field `paste`$/],
    [{ paste: 5 }, /^the request's `paste` is malformed: /],
    [{ paste: "", index: "pypi" }, /^the request is malformed: unknown field `index`/],
    [{ paste: "", language: "tlh" }, /^there is no language `tlh`; there is `en`$/],
    [undefined, /^the request is malformed: /],
  ]) {
    assert.throws(() => everywhere(request), { message });
  }
});

test("a body in base64 is the body", () => {
  const body = JSON.stringify({ token: realToken.trim() });
  const bodyBase64 = Buffer.from(body).toString("base64");
  assert.deepEqual(inspect({ index: "pypi", bodyBase64 }), inspect({ index: "pypi", body }));
});

test("the language is English, by whatever tag", () => {
  assert.deepEqual(languages(), ["en"]);
  assert.deepEqual(inspect({ index: "pypi", language: "en-GB" }), inspect({ index: "pypi" }));
  assert.deepEqual(issuers("EN"), issuers());
  assert.throws(() => indexes("tlh"), { message: "there is no language `tlh`; there is `en`" });
});

test("the catalogues hold what a form needs", () => {
  assert.deepEqual(
    indexes().slice(0, 2).map((index) => [index.id, index.audience, index.host]),
    [
      ["pypi", "pypi", "pypi.org"],
      ["testpypi", "testpypi", "test.pypi.org"],
    ],
  );
  for (const index of indexes()) {
    assert.ok(index.mintUrl.startsWith(`https://${index.host}/`));
    assert.ok(Number.isSafeInteger(index.rulesAsOf));
    for (const field of index.kinds.flatMap((kind) => kind.fields)) {
      assert.notEqual(field.label, "");
      assert.equal(field.presenceText === null, field.presence === "required");
    }
  }
  const github = issuers().find((issuer) => issuer.id === "github");
  assert.equal(github.discoveryUrl, `${github.url}/.well-known/openid-configuration`);
  assert.ok(github.glossary.some((entry) => entry.claim === "job_workflow_ref" && entry.meaning !== ""));
});

test("the version is the package's", () => {
  const manifest = JSON.parse(readFileSync(new URL(import.meta.resolve("mintcheck/package.json")), "utf8"));
  assert.equal(version(), manifest.version);
  assert.equal(manifest.license, "MIT OR Apache-2.0");
});

test("no type is `any`", () => {
  for (const name of ["bundler", "node", "web"]) {
    const types = readFileSync(`node_modules/mintcheck/${name}/mintcheck.d.ts`, "utf8")
      .replace(/\/\*[^]*?\*\//g, "")
      .replace(/"[^"]*"/g, '""')
      // What wasm-bindgen says of the bare module, which callers do not use.
      .replace(/^export interface InitOutput {[^}]*}/m, "");
    assert.equal(types.match(/^.*\bany\b.*$/m)?.[0], undefined);
  }
});

test("the build for the web runs from bytes", async () => {
  const web = await import("mintcheck/web");
  const module = new URL(import.meta.resolve("mintcheck/web/mintcheck_bg.wasm"));
  web.initSync({ module: readFileSync(module) });
  assert.deepEqual(web.indexes(), indexes());
});
