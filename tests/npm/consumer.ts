// Compiled, never run: the types have to say enough to build a page with.

import { everywhere, indexes, inspect, issuers, load, version } from "mintcheck";
import type { Everywhere, EverywhereRequest, InspectRequest, Reason, Report, Step } from "mintcheck";
import start, { inspect as inspectOnTheWeb, load as loadOnTheWeb } from "mintcheck/web";

const request: InspectRequest = {
  index: "pypi",
  paste: "token",
  publishers: [{ kind: "github", project: "p", fields: { environment: "", repository_owner: null } }],
  asOf: 1_769_941_560,
  keys: [{ issuer: "https://issuer.example", jwks: "{}" }],
  server: { flags: [], seenTokenIds: [{ kind: "github", tokenId: "1" }] },
};

const own: InspectRequest = {
  index: "custom",
  profile: { baseUrl: "https://pypi.acme.example", issuers: ["github", "https://gitlab.acme.example"] },
};

const loading: Promise<void> = load(request.index);
const report: Report = inspect(request);

const job: EverywhereRequest = { paste: "token" };
const loadingAll: Promise<void> = load();
const everyIndex: Everywhere = everywhere(job);
/** What to register, as another request takes it, or what stops the job. */
const registering: (InspectRequest | string)[] = everyIndex.indexes.map((at) =>
  at.publisher === null
    ? `${at.index}: ${at.step?.rule} ${at.answer.status} ${at.answer.code ?? ""} ${at.answer.description ?? ""}`
    : { index: at.index, publishers: [{ kind: at.publisher.kind, fields: at.publisher.fields }] },
);
const files: (string | undefined)[] = everyIndex.indexes.map((at) =>
  at.workflowFile?.compared === "called" ? at.workflowFile.filename : undefined,
);
const decisive: Step | undefined = report.decisive === null ? undefined : report.steps[report.decisive];

/** A code tells which data there are. */
function data(reason: Reason): string | null {
  switch (reason.code) {
    case "audience-differs":
      return `${reason.expected} ${reason.actual} ${reason.belongsTo ?? "nobody"}`;
    case "expired":
      return new Date((reason.exp + reason.leeway) * 1000).toISOString();
    case "not-registered":
      return reason.nearest.map((mismatch) => mismatch.field).join();
    case "undecodable":
      return reason.error.code === "not-base64" ? reason.error.segment : reason.error.code;
    default:
      return null;
  }
}

const labels: string[] = indexes().flatMap((index) =>
  index.kinds.flatMap((kind) => kind.fields.map((field) => field.presenceText ?? field.label)),
);
const meanings: Map<string, string> = new Map(
  issuers().flatMap((issuer) => issuer.glossary.map((entry) => [entry.claim, entry.meaning])),
);
const shown: string[] = report.token?.claims.map((claim) => `${claim.name} ${claim.text} ${claim.class}`) ?? [];

async function onTheWeb(): Promise<Report> {
  await start({ module_or_path: new URL("mintcheck_bg.wasm", "https://example.org") });
  await loadOnTheWeb("testpypi");
  return inspectOnTheWeb({ index: "testpypi" });
}

inspect(own);

// What is wrong does not compile.
// @ts-expect-error: the index is missing.
inspect({});
// @ts-expect-error: there is no such field.
inspect({ index: "pypi", tokn: "" });
// @ts-expect-error: every index is asked.
everywhere({ index: "pypi", paste: "" });
// @ts-expect-error: an index has an identifier.
load(request);
// @ts-expect-error: an index is somewhere.
inspect({ index: "custom", profile: {} });
// @ts-expect-error: moments are numbers.
inspect({ index: "pypi", asOf: 1n });
// @ts-expect-error: there is no such verdict.
report.verdict === "maybe";
// @ts-expect-error: what is missing is null.
const missing: string = report.signature.keyId;
// @ts-expect-error: a claim can be anything.
report.token?.claims[0]?.value.length;

// Nothing is `any`.
type IsAny<Type> = 0 extends 1 & Type ? true : false;
type Leaves<Type> = Type extends object ? { [Key in keyof Type]: Leaves<Type[Key]> }[keyof Type] : IsAny<Type>;
const nothingIsAny: [IsAny<Report>, IsAny<Reason>, IsAny<Everywhere>, Leaves<Omit<Report, "token" | "steps">>] = [
  false,
  false,
  false,
  false,
];

export { data, decisive, files, labels, loading, loadingAll, meanings, missing, nothingIsAny, onTheWeb };
export { registering, shown, version };
