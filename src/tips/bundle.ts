import { createTar, parseTar } from "nanotar";
import { canonicalJson } from "../canonical-json.ts";
import { bytesToText, joinBytes, textToBytes } from "./bytes.ts";
import { isRecord, parseJson } from "./envelope.ts";
import { isRecipient } from "./identity.ts";
import type { SignedList } from "./reader.ts";
import { isSignedList } from "./reader-list.ts";
import { splitAgeFile, wholeAgeFile } from "./seal.ts";
import type { From, StoredCase, StoredPart } from "./tip-store.ts";

/** A case on its way, still sealed: without what the audit calls it, so that the two cannot be put together elsewhere. */
export type Bundle = {
  stored: Omit<StoredCase, "tag">;
  parts: readonly StoredPart[];
  /** All versions with their signatures, the first first; empty in a bundle of replies. */
  lists: readonly SignedList[];
};

/** `tar`: no tar, or cut short. `case`, `lists`: a file in it is missing or has another form. `part`: one is missing or no age file. */
export type ReadBundle =
  | { kind: "bundle"; bundle: Bundle }
  | { kind: "unreadable"; why: "tar" | "case" | "lists" | "part" };

const BLOCK = 512;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const FROM: readonly unknown[] = ["pelapor", "pembaca", "asli"] satisfies From[];

/**
 * A tar of `case.json`, `list.json` and `parts/ID.age`, each part a whole age file that stock `age -d` opens. It has no times, no owner
 * and its parts in the order of their random ids.
 */
export function writeBundle({ stored, parts, lists }: Bundle): Uint8Array {
  const { id, day, mailbox, partKey, closed } = stored;
  const inOrder = [...parts].sort((one, other) => (one.id < other.id ? -1 : 1));
  const about = {
    schema: 1,
    case: { id, day, mailbox, partKey, closed },
    parts: inOrder.map((part) => ({ id: part.id, day: part.day, from: part.from })),
  };
  const files = [
    { name: "case.json", data: textToBytes(`${canonicalJson(about)}\n`) },
    { name: "list.json", data: textToBytes(`${canonicalJson(lists)}\n`) },
    ...inOrder.map((part) => ({ name: `parts/${part.id}.age`, data: wholeAgeFile(part) })),
  ];
  const tar = createTar(files, { attrs: { mtime: 0, uid: 0, gid: 0, mode: "600" } });
  // The library fills up to 10 KiB and leaves out the two empty blocks that end a tar where it comes out even.
  return joinBytes(tar, new Uint8Array(2 * BLOCK));
}

/** Reads what {@link writeBundle} wrote, from whoever it comes: nothing of it is believed before `openCase` has seen it. */
export function readBundle(bytes: Uint8Array): ReadBundle {
  // A copy of its own, because the reader of tars looks at the whole memory that a view lies in.
  const tar = new Uint8Array(bytes);
  if (!isPlainTar(tar)) return { kind: "unreadable", why: "tar" };
  const files = new Map(parseTar(tar).map(({ name, data }) => [name, data ?? new Uint8Array()]));
  const about = parseJson(bytesToText(files.get("case.json") ?? new Uint8Array()));
  if (!isRecord(about) || about["schema"] !== 1 || !isCase(about["case"]) || !Array.isArray(about["parts"])) {
    return { kind: "unreadable", why: "case" };
  }
  const lists = parseJson(bytesToText(files.get("list.json") ?? new Uint8Array()));
  if (!Array.isArray(lists) || !lists.every(isSignedList)) return { kind: "unreadable", why: "lists" };
  const parts: StoredPart[] = [];
  for (const entry of about["parts"]) {
    if (!isEntry(entry)) return { kind: "unreadable", why: "case" };
    const sealed = splitAgeFile(files.get(`parts/${entry.id}.age`) ?? new Uint8Array());
    if (sealed === undefined) return { kind: "unreadable", why: "part" };
    parts.push({ ...sealed, id: entry.id, case: about["case"].id, day: entry.day, from: entry.from });
  }
  const { id, day, mailbox, partKey, closed } = about["case"];
  return { kind: "bundle", bundle: { stored: { id, day, mailbox, partKey, closed }, parts, lists } };
}

/** Whether it holds plain files only, each within it: the reader of tars would go round in circles on lengths that lie. */
function isPlainTar(tar: Uint8Array): boolean {
  let at = 0;
  while (at + BLOCK <= tar.length && tar[at] !== 0) {
    const size = /^([0-7]{11})[ \0]$/.exec(bytesToText(tar.subarray(at + 124, at + 136)))?.[1];
    const type = bytesToText(tar.subarray(at + 156, at + 157));
    if (size === undefined || (type !== "0" && type !== "\0")) return false;
    at += BLOCK + Math.ceil(Number.parseInt(size, 8) / BLOCK) * BLOCK;
  }
  return at > 0 && at <= tar.length;
}

function isCase(value: unknown): value is Bundle["stored"] {
  return (
    isRecord(value) &&
    isLike(value["id"], /^[0-9a-z-]{1,40}$/) &&
    isLike(value["day"], DAY) &&
    typeof value["mailbox"] === "string" &&
    isRecipient(value["mailbox"]) &&
    isLike(value["partKey"], /^[\w-]{43}$/) &&
    (value["closed"] === undefined || isLike(value["closed"], DAY))
  );
}

function isEntry(value: unknown): value is Pick<StoredPart, "id" | "day" | "from"> {
  return (
    isRecord(value) &&
    isLike(value["id"], /^[0-9a-f]{32}$/) &&
    isLike(value["day"], DAY) &&
    FROM.includes(value["from"])
  );
}

function isLike(value: unknown, form: RegExp): value is string {
  return typeof value === "string" && form.test(value);
}
