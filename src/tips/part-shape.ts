import { isRecord } from "./envelope.ts";
import type { AnswerMeta, FileMeta, MailboxState, PartMeta } from "./part.ts";

/** No case ever has so many; a number beyond would only keep its reader waiting. */
const MOST_PARTS = 10_000;

const KINDS: readonly unknown[] = ["teks", "berkas", "tahu", "izin", "tarik"];
const PROMPTS: readonly unknown[] = ["apa", "siapa", "kapan", "dimana", "bukti", "tahu"];
const KNOWN_BY: readonly unknown[] = [">20", "5-20", "<5", "hanya-saya"];
const ANSWERS: readonly unknown[] = ["balasan", "status", "minta-izin"];

/** In the order in which a case goes on. */
export const STATUSES = [
  "diterima",
  "ditelaah",
  "perlu-keterangan",
  "diteruskan",
  "tidak-dapat-ditindaklanjuti",
  "selesai",
] as const;

/** Whether something signed has what a part of schema 1 has; what it has beyond that is let be. */
export function isPartMeta(meta: unknown): meta is PartMeta {
  return (
    isRecord(meta) &&
    meta["schema"] === 1 &&
    hasText(meta, "case", "mailbox", "before", "day") &&
    Number.isSafeInteger(meta["n"]) &&
    Number(meta["n"]) >= 1 &&
    Number(meta["n"]) <= MOST_PARTS &&
    KINDS.includes(meta["kind"]) &&
    isTexts(meta["readers"]) &&
    isAbsentOr(meta["alternates"], isTexts) &&
    isAbsentOr(meta["prompt"], (prompt) => PROMPTS.includes(prompt)) &&
    isAbsentOr(meta["knownBy"], (known) => KNOWN_BY.includes(known)) &&
    isAbsentOr(meta["consent"], isConsent) &&
    isAbsentOr(meta["file"], isFile) &&
    (meta["kind"] === "berkas") === (meta["file"] !== undefined)
  );
}

/** Whether something signed has what an answer of schema 1 has. */
export function isAnswerMeta(meta: unknown): meta is AnswerMeta {
  return (
    isRecord(meta) &&
    meta["schema"] === 1 &&
    hasText(meta, "case", "id", "by", "day") &&
    ANSWERS.includes(meta["kind"]) &&
    isTexts(meta["readers"]) &&
    isAbsentOr(meta["status"], (status) => STATUSES.some((each) => each === status)) &&
    isAbsentOr(meta["turn"], Number.isSafeInteger) &&
    isAbsentOr(meta["reason"], isText) &&
    isAbsentOr(meta["passed"], isTexts) &&
    (meta["kind"] !== "status" || meta["status"] !== undefined)
  );
}

/** Whether something signed has what the state of a mailbox has. */
export function isMailboxState(state: unknown): state is MailboxState {
  return (
    isRecord(state) &&
    state["schema"] === 1 &&
    hasText(state, "case", "before") &&
    [state["n"], state["files"], state["characters"]].every(Number.isSafeInteger) &&
    isTexts(state["readers"]) &&
    isAbsentOr(state["former"], isTexts) &&
    isRecord(state["excluded"]) &&
    isTexts(state["excluded"]["names"]) &&
    isTexts(state["excluded"]["units"]) &&
    isAbsentOr(state["knownBy"], (known) => KNOWN_BY.includes(known))
  );
}

function isFile(file: unknown): file is FileMeta {
  return (
    isRecord(file) &&
    hasText(file, "name", "mime", "sha256") &&
    typeof file["cleaned"] === "boolean" &&
    isAbsentOr(file["voice"], (voice) => voice === true) &&
    isAbsentOr(
      file["original"],
      (original) => isRecord(original) && hasText(original, "part") && isTexts(original["shares"]),
    )
  );
}

function isConsent(consent: unknown): boolean {
  return isRecord(consent) && typeof consent["yes"] === "boolean" && hasText(consent, "summary");
}

function hasText(record: Record<string, unknown>, ...names: readonly string[]): boolean {
  return names.every((name) => isText(record[name]));
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isText);
}

function isAbsentOr(value: unknown, is: (value: unknown) => boolean): boolean {
  return value === undefined || is(value);
}
