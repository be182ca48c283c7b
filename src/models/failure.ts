import { TooLongError } from "./narrow-fetch.ts";
import { askedToWait } from "./retry-after.ts";

/** What the operator has to see to: the key, the address or a model's name, or the bill. */
export type Misset = "model_key_refused" | "model_not_found" | "model_unpaid";

/**
 * Why an attempt brought nothing. `error` may be logged: a status or a code of Node's, never a word of the other side, which may
 * quote what it was asked.
 */
export type Failure =
  /** Worth another try: busy, broken or cut off. */
  | { kind: "passing"; error: string; waitMs?: number | undefined }
  | { kind: "misset"; event: Misset; error: string }
  /** The request itself was not taken; `says` tells which field it may have been, and is for nobody else. */
  | { kind: "not-taken"; error: string; says: string }
  | { kind: "misshapen" }
  | { kind: "overlong" }
  | { kind: "refused" };

/** What was said is not what was asked for. */
export class AnswerError extends Error {
  readonly kind: "misshapen" | "overlong" | "refused" | "cut";

  constructor(kind: AnswerError["kind"]) {
    super(`The answer is ${kind}.`);
    this.name = "AnswerError";
    this.kind = kind;
  }
}

/** Sorts whatever an attempt threw. */
export function failureOf(error: unknown): Failure {
  if (error instanceof AnswerError) return error.kind === "cut" ? passing("cut") : { kind: error.kind };
  if (chain(error).some((one) => one instanceof TooLongError)) return { kind: "overlong" };
  const { status, code, type, param, message, headers } = seen(error);
  if (status === undefined) return passing(nodeCode(error));
  const name = `${status}`;
  if (status === 401 || status === 403) return { kind: "misset", event: "model_key_refused", error: name };
  if (status === 404 || (status >= 300 && status < 400))
    return { kind: "misset", event: "model_not_found", error: name };
  if (code === "insufficient_quota" || status === 402) return { kind: "misset", event: "model_unpaid", error: name };
  if (status === 408 || status === 409 || status === 429 || status >= 500)
    return { ...passing(name), waitMs: askedToWait(headers) };
  if (FILTERED.test(`${code} ${type}`)) return { kind: "refused" };
  return { kind: "not-taken", error: name, says: param ?? fieldsIn(message) };
}

/** Where servers that check with pydantic name a field: `"loc": ["body", "store"]`, or the same as Python writes it. */
const PLACE = /["']loc["']\s*:\s*[[(]\s*["']body["']\s*,\s*["'](\w+)["']/g;

/** The fields that a message names; else all it says, up to where it quotes the request, which has all fields. */
function fieldsIn(message: string): string {
  const placed = [...message.matchAll(PLACE)].map(([, field = ""]) => field);
  return placed.length > 0 ? placed.join(" ") : (message.split('{"', 1)[0] ?? "");
}

/** Codes of a filter that found something in what was asked. */
const FILTERED = /content_?(?:filter|policy)|moderation/i;

function passing(error: string): { kind: "passing"; error: string } {
  return { kind: "passing", error };
}

type Seen = {
  status?: number | undefined;
  code?: string | undefined;
  type?: string | undefined;
  param?: string | undefined;
  message: string;
  headers?: Headers | undefined;
};

/** The fields that errors of the SDK carry; its classes are known only where it is loaded. */
function seen(error: unknown): Seen {
  if (!(error instanceof Error)) return { message: "" };
  const { status, code, type, param, headers } = error as { [Name in keyof Seen]?: unknown };
  const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);
  return {
    status: typeof status === "number" ? status : undefined,
    code: text(code),
    type: text(type),
    param: text(param),
    message: error.message,
    headers: headers instanceof Headers ? headers : undefined,
  };
}

function nodeCode(error: unknown): string {
  for (const one of chain(error)) {
    const { code } = one as { code?: unknown };
    if (typeof code === "string" && /^[A-Z][A-Z_]{2,40}$/.test(code)) return code;
  }
  return error instanceof Error ? error.constructor.name : "unknown";
}

/** An error and what it came from. */
function chain(error: unknown): Error[] {
  const found: Error[] = [];
  for (let one = error; one instanceof Error && found.length < 5; one = one.cause) found.push(one);
  return found;
}
