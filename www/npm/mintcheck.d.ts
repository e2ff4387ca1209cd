/* tslint:disable */
/* eslint-disable */
/**
 * A change that turns a refusal into an acceptance.
 */
export interface RemedyText {
    /**
     * What to do, one instruction after the other.
     */
    instructions: string[];
    /**
     * Whether the rules were applied to what it makes of the request, and accept that.
     */
    proved: boolean;
    /**
     * The same in words.
     */
    proof: string;
    /**
     * The index's own form with the new values.
     */
    link: string | null;
    /**
     * A piece of the workflow's file.
     */
    snippet: string | null;
    /**
     * The place in the list of the publisher that it changes or adds.
     */
    publisher: number | null;
    /**
     * That publisher's fields afterwards.
     */
    fields: Record<string, string> | null;
}

/**
 * A claim that a paste shows.
 */
export interface EvidenceClaim {
    /**
     * Its name.
     */
    name: string;
    /**
     * `present`, `empty`, `absent` (the token has no such claim), `masked` or `partial`.
     */
    state: string;
    /**
     * Its value as text, where one is shown.
     */
    text: string | null;
    /**
     * Where it stands.
     */
    span: InputSpan;
}

/**
 * A claim that follows from others.
 */
export interface InferredClaim {
    /**
     * Its name.
     */
    name: string;
    /**
     * Its value; null if the token has no such claim.
     */
    text: string | null;
    /**
     * The claim that it follows from.
     */
    from: string;
}

/**
 * A claim.
 */
export interface Claim {
    /**
     * Its name.
     */
    name: string;
    /**
     * Its value; what JSON or JavaScript cannot hold is given as text.
     */
    value: unknown;
    /**
     * Its value to be shown: a string as it is, anything else as JSON.
     */
    text: string;
    /**
     * What the index does with it.
     */
    class: ClaimClass;
    /**
     * The same in words.
     */
    classText: string;
    /**
     * What it means.
     */
    meaning: string | null;
    /**
     * The moment it stands for, if it is one of the claims that do.
     */
    moment: Seconds | null;
}

/**
 * A decoded token. Its text is not repeated: it may still be valid.
 */
export interface Token {
    /**
     * The issuer's identifier, if it is built in.
     */
    issuer: string | null;
    /**
     * The header, in order.
     */
    header: HeaderMember[];
    /**
     * The claims, in order.
     */
    claims: Claim[];
}

/**
 * A field of a publisher that the token does not match.
 */
export interface FieldMismatch {
    publisher: number;
    field: string;
    claim: string;
    registered: string;
    claimed: string;
}

/**
 * A field of a publisher.
 */
export interface FieldInfo {
    /**
     * The identifier.
     */
    id: string;
    /**
     * The label on the index's own form.
     */
    label: string;
    /**
     * Something that could stand in it.
     */
    example: string;
    /**
     * Whether it may stay empty.
     */
    presence: Presence;
    /**
     * What it means for it to be empty; null if it has to be filled in.
     */
    presenceText: string | null;
}

/**
 * A field of an index's form.
 */
export interface FilledField {
    /**
     * The field's identifier.
     */
    field: string;
    /**
     * The label on the index's own form.
     */
    label: string;
    /**
     * What is filled in.
     */
    value: string;
}

/**
 * A kind of publisher.
 */
export interface KindInfo {
    /**
     * The identifier.
     */
    id: string;
    /**
     * The name that people know.
     */
    name: string;
    /**
     * The issuer of its tokens.
     */
    issuer: string;
    /**
     * The fields of its form, in order.
     */
    fields: FieldInfo[];
}

/**
 * A likely cause of a refusal.
 */
export interface CauseText {
    /**
     * Its stable identifier.
     */
    code: string;
    /**
     * The same in words.
     */
    message: string;
    /**
     * What not to do about it.
     */
    caution: string | null;
}

/**
 * A member of a token's header.
 */
export interface HeaderMember {
    /**
     * Its name.
     */
    name: string;
    /**
     * Its value; what JSON or JavaScript cannot hold is given as text.
     */
    value: unknown;
    /**
     * Its value to be shown: a string as it is, anything else as JSON.
     */
    text: string;
    /**
     * What it means.
     */
    meaning: string | null;
}

/**
 * A publisher as registered.
 */
export interface RequestPublisher {
    /**
     * The kind's identifier: `github`, `gitlab`, …
     */
    kind: string;
    /**
     * The project on the index.
     */
    project?: string;
    /**
     * Whether it is a pending publisher, whose project does not exist yet.
     */
    pending?: boolean;
    /**
     * Who registered it; the project's owner if absent.
     */
    addedBy?: string;
    /**
     * The fields by identifier. One that is absent is not known; one that is `""` is empty.
     */
    fields?: Record<string, string | null>;
}

/**
 * A publisher to be registered.
 */
export interface FittingPublisher {
    /**
     * The kind's identifier.
     */
    kind: string;
    /**
     * What is filled in on the index's form, in the form's order. What is not here stays empty.
     */
    form: FilledField[];
    /**
     * The fields by identifier as the index holds them then, with what it finds out itself: for a publisher in a request.
     */
    fields: Record<string, string>;
    /**
     * The index's form with that publisher; null where it takes none out of its address.
     */
    link: string | null;
}

/**
 * A publisher's field beside the claim that it is compared with.
 */
export interface FieldComparison {
    /**
     * The field's identifier.
     */
    field: string;
    /**
     * The claim's name.
     */
    claim: string;
    /**
     * What is registered; null if not known.
     */
    registered: string | null;
    /**
     * What the token says; null if the claim or that part of it is missing.
     */
    claimed: string | null;
    /**
     * How the index compares them.
     */
    comparison: Comparison;
    /**
     * The same in words.
     */
    comparisonText: string;
    /**
     * What that comes to.
     */
    outcome: Outcome;
    /**
     * Whether both are alike but for case.
     */
    differsInCaseOnly: boolean;
}

/**
 * A publisher's field that the index fills in while it mints.
 */
export interface Recorded {
    /**
     * The publisher's place in the request's list.
     */
    publisher: number;
    /**
     * The field.
     */
    field: string;
    /**
     * What is written into it.
     */
    value: string;
}

/**
 * A publisher's fields beside the claims.
 */
export interface PublisherComparison {
    /**
     * Its place in the request's list.
     */
    position: number;
    /**
     * Whether its kind goes with the token's issuer; null if that is not known.
     */
    applies: boolean | null;
    /**
     * Its fields, in the order of the index's form.
     */
    fields: FieldComparison[];
}

/**
 * A rule of an index.
 */
export type Rule = "algorithm" | "audience" | "body" | "ci-config-ref" | "claims-present" | "builder" | "decode" | "email-verified" | "enabled" | "environment" | "event-name" | "expiry" | "header" | "issued-at" | "issuer-known" | "issuer-of-publisher" | "job-workflow-ref" | "key" | "key-id" | "lookup" | "member" | "namespace-id" | "not-before" | "organization" | "actor-id" | "activestate-project" | "permission" | "owner" | "owner-id" | "project-path" | "project-exists" | "project-name" | "ref" | "replay" | "runner" | "repository" | "repository-id" | "request-line" | "required-claims" | "signature" | "store" | "subject" | "subject-type" | "token-id-type" | "workflow-file";

/**
 * A stretch of a text, in bytes of its UTF-8.
 */
export interface InputSpan {
    /**
     * The first byte.
     */
    start: number;
    /**
     * The byte behind the last.
     */
    end: number;
}

/**
 * A token ID that was used.
 */
export interface RequestTokenId {
    /**
     * The kind of publisher whose service saw it.
     */
    kind: string;
    /**
     * The token ID.
     */
    tokenId: string;
}

/**
 * A workflow file of a job.
 */
export interface WorkflowFile {
    /**
     * Which it is, where one workflow calls another.
     */
    compared: ComparedFile;
    /**
     * The same in words.
     */
    comparedText: string;
    /**
     * Its name.
     */
    filename: string;
}

/**
 * An index and what it asks for.
 */
export interface IndexInfo {
    /**
     * The identifier.
     */
    id: string;
    /**
     * The name that people know.
     */
    name: string;
    /**
     * The host.
     */
    host: string;
    /**
     * The audience that it demands of a token; null if that depends on what is published.
     */
    audience: string | null;
    /**
     * Where a token is exchanged.
     */
    mintUrl: string;
    /**
     * Where its documentation on trusted publishing starts; null if it has none.
     */
    docsUrl: string | null;
    /**
     * Where a pending publisher is registered; null if there is no such page.
     */
    pendingUrl: string | null;
    /**
     * The moment up to which its rules were read.
     */
    rulesAsOf: Seconds;
    /**
     * The kinds of publishers that can be registered.
     */
    kinds: KindInfo[];
}

/**
 * An index that somebody runs themselves and that asks as PyPI does.
 */
export interface RequestProfile {
    /**
     * The name that people know; the host if absent.
     */
    name?: string;
    /**
     * Where it is: the upload URL that clients are given, or any other address at its authority.
     */
    baseUrl: string;
    /**
     * The audience that it demands; not known if absent.
     */
    audience?: string;
    /**
     * Who it lets vouch for a job: kinds of publishers, such as `github`, and the URLs of issuers of one's own; all that PyPI
     * knows if absent.
     */
    issuers?: string[];
    /**
     * Where it tells its audience, as discovery says.
     */
    audienceEndpoint?: string;
    /**
     * Where it takes a token in exchange, as discovery says.
     */
    mintTokenEndpoint?: string;
    /**
     * Where publishers are registered.
     */
    publishersUrl?: string;
    /**
     * Where its documentation starts.
     */
    docsUrl?: string;
}

/**
 * An issuer of tokens.
 */
export interface IssuerInfo {
    /**
     * The identifier.
     */
    id: string;
    /**
     * The name that people know.
     */
    name: string;
    /**
     * The `iss` of its tokens; where each organization has its own, all before its ID, with the slash.
     */
    url: string;
    /**
     * Where it says where its keys are; an organization's ID stands as `{organization}`.
     */
    discoveryUrl: string;
    /**
     * The hosts that its discovery document and its keys are fetched from; empty where the page asks nobody.
     */
    keyHosts: string[];
    /**
     * When the keys that are built in were published; null if there are none.
     */
    builtInKeysAsOf: Seconds | null;
    /**
     * What its claims mean.
     */
    glossary: GlossaryEntry[];
}

/**
 * An issuer that an organisation registered.
 */
export interface RequestIssuer {
    /**
     * The issuer.
     */
    url: string;
    /**
     * The kind of publisher it is treated as.
     */
    kind: string;
}

/**
 * An issuer's keys.
 */
export interface RequestKeys {
    /**
     * The issuer; any if absent.
     */
    issuer?: string;
    /**
     * The key set's JSON text.
     */
    jwks: string;
    /**
     * Whether they were fetched from the issuer.
     */
    fetched?: boolean;
    /**
     * Whether they are a site's own copy of the issuer's.
     */
    mirrored?: boolean;
}

/**
 * How the moment judged was chosen.
 */
export type AsOf = "given" | "just-after-issue" | "now" | "unknown";

/**
 * How two values are compared.
 */
export type Comparison = "exact" | "ignore-case";

/**
 * One of a token's three parts.
 */
export type Segment = "header" | "payload" | "signature";

/**
 * One rule's result.
 */
export interface Step {
    /**
     * Which rule.
     */
    rule: Rule;
    /**
     * What the rule demands, as a short title.
     */
    title: string;
    /**
     * Where in the exchange.
     */
    phase: Phase;
    /**
     * The same in words.
     */
    phaseTitle: string;
    /**
     * What it came to.
     */
    outcome: Outcome;
    /**
     * The same in words.
     */
    outcomeText: string;
    /**
     * Whether the index stops here.
     */
    decisive: boolean;
    /**
     * Whether a failure here refuses the request.
     */
    blocking: boolean;
    /**
     * The place in the request's list of the publisher that was looked at.
     */
    publisher: number | null;
    /**
     * Why, where there is something to say.
     */
    reason: Reason | null;
    /**
     * The same as a sentence.
     */
    message: string | null;
}

/**
 * Seconds since 1970-01-01T00:00:00Z, a whole number.
 */
export type Seconds = number;

/**
 * Something that is no ID token.
 */
export interface Stray {
    /**
     * What it is.
     */
    kind: string;
    /**
     * The same in words.
     */
    message: string;
    /**
     * Where it stands.
     */
    span: InputSpan;
}

/**
 * Something that is not known.
 */
export interface OpenQuestion {
    /**
     * What is not known.
     */
    code: OpenKind;
    /**
     * The publisher whose field it is.
     */
    publisher: number | null;
    /**
     * The field.
     */
    field: string | null;
    /**
     * What would settle it.
     */
    message: string;
}

/**
 * The index's answer as a paste gives it.
 */
export interface ServerError {
    /**
     * The index that answers so.
     */
    index: string | null;
    /**
     * The error's code.
     */
    code: string | null;
    /**
     * The error's text.
     */
    description: string;
    /**
     * Where it stands.
     */
    span: InputSpan;
}

/**
 * The moments that matter.
 */
export interface Clock {
    /**
     * The moment judged.
     */
    asOf: Seconds | null;
    /**
     * How it was chosen.
     */
    chosen: AsOf;
    /**
     * The same in words.
     */
    chosenText: string;
    /**
     * The present moment, if it was given.
     */
    now: Seconds | null;
    /**
     * When the token was issued.
     */
    issuedAt: Seconds | null;
    /**
     * From when it is valid.
     */
    notBefore: Seconds | null;
    /**
     * When it expires.
     */
    expires: Seconds | null;
    /**
     * Whether it has expired at the present moment; null if that is not known.
     */
    expired: boolean | null;
}

/**
 * The part of the exchange that a rule belongs to.
 */
export type Phase = "request" | "token" | "pending-publisher" | "project" | "publisher" | "mint";

/**
 * The workflow file that an index compares, where one workflow calls another.
 */
export type ComparedFile = "called" | "caller";

/**
 * What a claim means.
 */
export interface GlossaryEntry {
    /**
     * The claim; one that ends in `*` stands for every claim that starts so.
     */
    claim: string;
    /**
     * What it means.
     */
    meaning: string;
}

/**
 * What a paste gives away besides a token.
 */
export interface Evidence {
    /**
     * The claims that it shows.
     */
    claims: EvidenceClaim[];
    /**
     * Claims that follow from these.
     */
    inferred: InferredClaim[];
    /**
     * The index's answer.
     */
    serverError: ServerError | null;
    /**
     * How far the release got: `audience`, `exchange`, `token-request`, `upload` or `unknown`.
     */
    stage: string;
    /**
     * The same in words.
     */
    stageText: string;
    /**
     * Things that are no ID token.
     */
    strays: Stray[];
}

/**
 * What a paste was recognised as.
 */
export interface Input {
    /**
     * The form of the text.
     */
    shape: Shape;
    /**
     * The same in words.
     */
    message: string;
    /**
     * Where the token stands in the text.
     */
    span: InputSpan | null;
}

/**
 * What a paste was recognised as.
 */
export type Shape = "bearer" | "claims" | "empty" | "log" | "mint-request" | "quoted" | "quoted-in-request" | "text" | "token" | "token-in-lines" | "token-response" | "unrecognised" | "workflow";

/**
 * What a rule came to.
 */
export type Outcome = "fail" | "not-reached" | "pass" | "unknown";

/**
 * What an answer is.
 */
export type AnswerKind = "crash" | "minted" | "refused" | "taken";

/**
 * What an index does with a claim.
 */
export type ClaimClass = "verified" | "checked" | "required" | "ignored" | "undocumented" | "unknown";

/**
 * What an index would make of a job, in a token that asks for its audience, with the publisher that fits best.
 */
export interface AtIndex {
    /**
     * The index's identifier.
     */
    index: string;
    /**
     * Whether the token that was given is meant for this index.
     */
    meant: boolean;
    /**
     * Whether the index would mint.
     */
    verdict: Verdict;
    /**
     * The verdict in one sentence.
     */
    headline: string;
    /**
     * What would settle it, most useful first.
     */
    open: OpenQuestion[];
    /**
     * Whether the index accepts, if the token is genuine and fresh: nothing else is open.
     */
    acceptedIfGenuine: boolean;
    /**
     * The rule at which the index stops, whatever is registered there.
     */
    step: Step | null;
    /**
     * What the index answers.
     */
    answer: Answer;
    /**
     * The audience that the token has to be asked for with; null if whoever runs the index did not say.
     */
    audience: string | null;
    /**
     * The workflow file that the index compares; null if it compares none, or the claims tell of none.
     */
    workflowFile: WorkflowFile | null;
    /**
     * The publisher that has to be registered there; null if none helps.
     */
    publisher: FittingPublisher | null;
}

/**
 * What else the index's answer depends on.
 */
export interface RequestServer {
    /**
     * Token IDs that were used.
     */
    seenTokenIds?: RequestTokenId[];
    /**
     * The administrators' flags that are on.
     */
    flags?: string[];
    /**
     * Projects that exist beside those of the publishers.
     */
    existingProjects?: string[];
    /**
     * Project names on the blocklist.
     */
    prohibitedProjects?: string[];
    /**
     * Issuers that an organisation registered.
     */
    customIssuers?: RequestIssuer[];
}

/**
 * What every index is asked about.
 */
export interface EverywhereRequest {
    /**
     * Text with a token or claims in it: the token alone, an `Authorization` header, a log, …
     */
    paste: string;
    /**
     * An index that somebody runs themselves, to be asked as well.
     */
    profile?: RequestProfile;
    /**
     * The moment to judge for; just after the token was issued if absent.
     */
    asOf?: Seconds;
    /**
     * The present moment.
     */
    now?: Seconds;
    /**
     * The tag of the language of sentences, such as `en`; the first that is built in if absent.
     */
    language?: string;
}

/**
 * What every index would make of a job, in a token of its own for each.
 */
export interface Everywhere {
    /**
     * The version of this form: 1.
     */
    version: 1;
    /**
     * Where the job would be accepted, in one sentence.
     */
    headline: string;
    /**
     * What the paste was recognised as.
     */
    input: Input;
    /**
     * The moments that matter.
     */
    clock: Clock;
    /**
     * The indexes, in the order of `indexes()`, and then the one of the profile; none where the paste has no claims.
     */
    indexes: AtIndex[];
}

/**
 * What is known of a token's signature.
 */
export type SignatureState = "algorithm-not-supported" | "forged" | "genuine" | "key-not-found" | "key-unusable" | "no-key-id" | "no-keys" | "no-token";

/**
 * What is not known.
 */
export type OpenKind = "audience" | "authenticity" | "claim" | "field" | "index" | "moment" | "publisher" | "token";

/**
 * What is to be inspected. Everything but the index may be absent, and is not known then.
 */
export interface InspectRequest {
    /**
     * The index's identifier; `custom` for the one of the profile.
     */
    index: string;
    /**
     * An index that somebody runs themselves.
     */
    profile?: RequestProfile;
    /**
     * Text with a token in it: the token alone, an `Authorization` header, a log, …
     */
    paste?: string;
    /**
     * A whole request body as it is sent to the index, instead of a paste.
     */
    body?: string;
    /**
     * The same in base64, for a body that is no text.
     */
    bodyBase64?: string;
    /**
     * The publishers that are registered. An empty list says that there are none.
     */
    publishers?: RequestPublisher[];
    /**
     * The moment to judge for; just after the token was issued if absent.
     */
    asOf?: Seconds;
    /**
     * The present moment.
     */
    now?: Seconds;
    /**
     * Issuers' keys; the first that fit count, the built-in ones come last.
     */
    keys?: RequestKeys[];
    /**
     * Whether an issuer without keys is known to serve none. The built-in keys are not used then.
     */
    keysComplete?: boolean;
    /**
     * The rest of the index's state.
     */
    server?: RequestServer;
    /**
     * The moment whose rules apply; chosen by the wording in the paste, or the latest, if absent.
     */
    rules?: Seconds;
    /**
     * The tag of the language of sentences, such as `en`; the first that is built in if absent.
     */
    language?: string;
}

/**
 * What is wrong with JSON text.
 */
export type JsonErrorKind = "control-character" | "extra-data" | "expected-value" | "invalid-escape" | "invalid-unicode" | "lone-surrogate" | "missing-colon" | "missing-comma" | "missing-key" | "too-deep" | "too-many-digits" | "unterminated-string";

/**
 * What the index answers, taking what is unknown to be as it should.
 */
export interface Answer {
    /**
     * What it is.
     */
    kind: AnswerKind;
    /**
     * What it means, as a sentence.
     */
    message: string;
    /**
     * The HTTP status; null where no document says which refusal has which.
     */
    status: number | null;
    /**
     * The body's media type; null if the body is a page for people.
     */
    contentType: string | null;
    /**
     * The body as sent, JSON text; null if it is a page for people. The token in it is made up.
     */
    body: string | null;
    /**
     * The code of a refusal; null where no document says which refusal has which.
     */
    code: string | null;
    /**
     * The text of a refusal.
     */
    description: string | null;
    /**
     * Whether the text of a refusal is the server's to the letter, and not only its start.
     */
    exact: boolean;
    /**
     * Texts that the server might give instead: it names any one of several missing claims, or, where the status is
     * null, all that is documented is that it is one of these.
     */
    alternatives: string[];
    /**
     * The exception that the server does not catch.
     */
    exception: string | null;
    /**
     * When the API token expires.
     */
    expires: Seconds | null;
    /**
     * The place in the request's list of the publisher that the API token is minted for; the first, if it is for
     * several.
     */
    publisher: number | null;
    /**
     * The places of all of them.
     */
    publishers: number[];
    /**
     * The projects that the API token is good for, sorted.
     */
    projects: string[];
    /**
     * What the index writes into publishers' fields meanwhile.
     */
    recorded: Recorded[];
    /**
     * What the index does besides.
     */
    notices: NoticeText[];
}

/**
 * What the index does besides answering.
 */
export interface NoticeText {
    /**
     * Its identifier.
     */
    code: Notice;
    /**
     * The same as a sentence.
     */
    message: string;
}

/**
 * What the index does besides answering.
 */
export type Notice = "environment-ignored" | "pending-publisher-used";

/**
 * What was found out about a request.
 */
export interface Report {
    /**
     * The version of this form: 1.
     */
    version: 1;
    /**
     * The index's identifier.
     */
    index: string;
    /**
     * Whether the index would mint.
     */
    verdict: Verdict;
    /**
     * The verdict in one sentence.
     */
    headline: string;
    /**
     * What would settle it, most useful first.
     */
    open: OpenQuestion[];
    /**
     * Whether the index accepts, if the token is genuine and fresh: nothing else is open.
     */
    acceptedIfGenuine: boolean;
    /**
     * What the index answers.
     */
    answer: Answer;
    /**
     * Every rule's result, in the index's order.
     */
    steps: Step[];
    /**
     * The place among the steps of the one at which the index stops, if it refuses.
     */
    decisive: number | null;
    /**
     * What the paste was recognised as.
     */
    input: Input;
    /**
     * The token, if one was found and decodes.
     */
    token: Token | null;
    /**
     * Whether the token is genuine.
     */
    signature: Signature;
    /**
     * The moments that matter.
     */
    clock: Clock;
    /**
     * What the paste gives away besides a token.
     */
    evidence: Evidence;
    /**
     * The likely causes of a refusal, the likeliest first.
     */
    causes: CauseText[];
    /**
     * What to change, the proved and small first.
     */
    remedies: RemedyText[];
    /**
     * Which rules were applied.
     */
    rules: RulesText;
    /**
     * Every publisher's fields beside the claims.
     */
    publishers: PublisherComparison[];
    /**
     * The kind of publisher that the token's issuer goes with.
     */
    kind: string | null;
    /**
     * The place of the publisher that was looked at last.
     */
    selected: number | null;
}

/**
 * Where keys come from.
 */
export type KeyOrigin = "built-in" | "fetched" | "given" | "mirrored";

/**
 * Whether a field of a publisher may stay empty.
 */
export type Presence = "any-if-empty" | "default-if-empty" | "filled-by-index" | "required";

/**
 * Whether the index would mint.
 */
export type Verdict = "accept" | "reject" | "undecided";

/**
 * Whether the token is genuine, whatever the index makes of it.
 */
export interface Signature {
    /**
     * What is known.
     */
    state: SignatureState;
    /**
     * The same as a sentence.
     */
    message: string;
    /**
     * The algorithm that the token's header names, where that is the trouble.
     */
    algorithm: string | null;
    /**
     * The ID of the key that the token names.
     */
    keyId: string | null;
    /**
     * The IDs of the keys at hand, where that one is not among them.
     */
    knownKeyIds: string[];
    /**
     * Where the keys come from.
     */
    keysFrom: KeyOrigin | null;
    /**
     * When built-in keys were published.
     */
    keysAsOf: Seconds | null;
}

/**
 * Which of the index's rules were applied.
 */
export interface RulesText {
    /**
     * The moment at which they applied; null for the latest.
     */
    asOf: Seconds | null;
    /**
     * `by-wording`, `current` or `given`.
     */
    chosen: string;
    /**
     * The same in words.
     */
    message: string;
}

/**
 * Why a part of a token is no base64.
 */
export type Base64Fault = "one-character-left" | "padding";

/**
 * Why a rule came to what it came to. Values out of the token are shown as text; what is no
 * string is shown as Python writes it.
 */
export type Reason = { code: "algorithm-refused"; algorithm: string | null } | { code: "algorithm-not-verified"; algorithm: string } | { code: "algorithm-unlike-key"; key: string } | { code: "audience-differs"; expected: string; actual: string; belongsTo: string | null } | { code: "audience-not-given" } | { code: "audience-type"; found: string } | { code: "body-not-json"; error: JsonFault } | { code: "body-unreadable"; detail: string } | { code: "body-not-object"; found: string } | { code: "body-without-token" } | { code: "body-token-type"; found: string } | { code: "claim-empty"; claim: string } | { code: "claims-missing"; claims: string[] } | { code: "claim-malformed"; claim: string; actual: string } | { code: "claim-not-printed"; claim: string } | { code: "claim-type"; claim: string; found: string } | { code: "crash"; claim: string | null; exception: string } | { code: "differs"; claim: string; expected: string; actual: string | null; comparison: Comparison } | { code: "disabled"; flag: string } | { code: "environment-ignored"; environment: string } | { code: "event-refused"; event: string } | { code: "expired"; exp: Seconds; now: Seconds; leeway: number } | { code: "file-name-not-found"; claim: string; actual: string } | { code: "file-ref-differs"; claim: string; expected: string[]; actual: string } | { code: "header-refused"; header: string; actual: string | null } | { code: "issuer-unknown"; issuer: string; enterprise: boolean } | { code: "issuer-not-of-kind"; issuer: string; expected: string } | { code: "key-id-missing" } | { code: "key-not-found"; keyId: string; known: string[] } | { code: "key-unusable"; keyId: string } | { code: "keys-not-served"; detail: string | null } | { code: "keys-not-given" } | { code: "method-refused"; method: string } | { code: "moment-not-given" } | { code: "field-not-given"; field: string; claimed: string } | { code: "none-matches"; field: string; claim: string; expected: string[]; actual: string | null; comparison: Comparison } | { code: "no-publishers"; kind: string } | { code: "not-known"; evidence: string | null } | { code: "not-registered"; nearest: FieldMismatch[] } | { code: "switched-off" } | { code: "not-yet-valid"; claim: string; from: Seconds; now: Seconds; leeway: number } | { code: "policy-lapsed"; until: Seconds | null } | { code: "policy-user-differs"; user: string; owners: string[] } | { code: "project-exists"; project: string } | { code: "project-name-prohibited"; project: string } | { code: "project-name-similar"; project: string; similar: string } | { code: "project-name-stdlib"; project: string } | { code: "project-name-invalid"; project: string } | { code: "ref-empty"; claims: string[] } | { code: "reused"; tokenId: string } | { code: "recorded-now"; field: string; claimed: string } | { code: "signature-differs" } | { code: "subject-form"; actual: string } | { code: "time-not-a-number"; claim: string; actual: string } | { code: "undecodable"; error: DecodeFault } | { code: "unreadable"; detail: string } | { code: "token-header-refused"; member: string; actual: string | null } | { code: "token-not-given" } | { code: "version-of-tag"; version: string };

/**
 * Why a text is no JSON, and where: in bytes of its UTF-8.
 */
export interface JsonFault {
    kind: JsonErrorKind;
    offset: number;
}

/**
 * Why a text is no token.
 */
export type DecodeFault = { code: "detached-payload" } | { code: "critical-header" } | { code: "key-id-type"; found: string } | { code: "not-base64"; segment: Segment; error: Base64Fault } | { code: "not-json"; segment: Segment; error: JsonFault } | { code: "not-object"; segment: Segment; found: string } | { code: "too-few-segments"; found: number };


/**
 * Says where a job would be accepted: what every index would make of the claims in a token or a log, each in a token that
 * asks for its audience, and what has to be registered there.
 *
 * Signatures are not looked at. A text without claims is no exception, and no index is asked. Throws only where the request
 * has the wrong shape, and where the rules of an index are not loaded: all are needed; see [`load`].
 */
export function everywhere(request: EverywhereRequest): Everywhere;

/**
 * The indexes, what each asks for, and the fields of their forms.
 *
 * Throws where the language is not built in.
 */
export function indexes(language?: string | null): IndexInfo[];

/**
 * Says what the index would answer to a token, and why.
 *
 * A bad token is a report, not an exception. Throws only where the request has the wrong shape: an
 * unknown field, another type, no such index or language, a publisher that the index cannot hold, a
 * key set that is none. And where the rules of the request's index are not loaded; see [`load`].
 */
export function inspect(request: InspectRequest): Report;

/**
 * The issuers that are built in, and what their claims mean.
 *
 * Throws where the language is not built in.
 */
export function issuers(language?: string | null): IssuerInfo[];

/**
 * The tags of the languages that are built in, the usual one first.
 */
export function languages(): string[];

/**
 * Loads the rules of an index, which [`inspect`] needs, or those of all, which [`everywhere`] needs, if none is named. What
 * is loaded already is not loaded again.
 *
 * Rejected where there is no such index, or a file with rules cannot be had; then it may be tried again.
 */
declare function load2(index?: string | null): Promise<void>;
export { load2 as load }

/**
 * mintcheck's version.
 */
export function version(): string;
