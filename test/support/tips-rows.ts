import { randomBytes, randomInt } from "node:crypto";
import { appendFileSync } from "node:fs";
import Sqlite from "better-sqlite3";
import type { Added, From, NewCase, StoredPart, TipStore } from "../../src/tips/tip-store.ts";

/** Cases and parts as the disk knows them, with noise where something sealed would be. */
export const hex = (bytes = 16) => randomBytes(bytes).toString("hex");

const LETTERS = "23456789abcdefghjkmnpqrstvwxyz";

export function caseId(): string {
  const four = () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join("");
  return [four(), four(), four()].join("-");
}

export function newCase(day = "2031-02-03", more: Partial<NewCase> = {}): NewCase {
  const noise = { mailbox: `age1${hex(26)}`, partKey: randomBytes(32).toString("base64url"), tag: hex(8) };
  return { id: caseId(), day, closed: undefined, lookup: hex(), state: randomBytes(1_024), ...noise, ...more };
}

export function newPart(id: string, { day = "2031-02-03", bytes = 1_024, from = "pelapor" as From } = {}): StoredPart {
  return { id: hex(), case: id, day, from, header: randomBytes(1_800), body: randomBytes(bytes) };
}

/** Adds parts and a new state to a case as a reporter's chat does that saw all that came before. */
export async function addAfterAll(
  store: Pick<TipStore, "find" | "add">,
  { id, lookup }: Pick<NewCase, "id" | "lookup">,
  parts: readonly StoredPart[],
  sealed: Uint8Array,
): Promise<Added> {
  const read = (await store.find(lookup))?.state ?? new Uint8Array();
  return store.add(parts, { case: id, read, sealed });
}

/** As `parts` has them: by their ids. */
export function byId(parts: readonly StoredPart[]): StoredPart[] {
  return parts
    .map((part) => ({ ...part, header: new Uint8Array(part.header), body: new Uint8Array(part.body) }))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** What one of the files holds, read past the store. */
export function readRows<Row>(file: string, sql: string): Row[] {
  const db = new Sqlite(file, { readonly: true });
  try {
    return db.prepare(sql).all() as Row[];
  } finally {
    db.close();
  }
}

/** Changes one of them so, as a crash or somebody else would have left it. */
export function change(file: string, sql: string, ...values: unknown[]): void {
  const db = new Sqlite(file);
  try {
    db.pragma("secure_delete = ON");
    db.prepare(sql).run(...values);
  } finally {
    db.close();
  }
}

/** Fills the disk of a file to the last byte, and fails as it does. */
export async function fillWhole(file: string): Promise<void> {
  for (let bytes = 65_536; ; ) {
    try {
      appendFileSync(file, Buffer.alloc(bytes));
    } catch (error) {
      if (bytes === 1) throw error;
      bytes = Math.floor(bytes / 16);
    }
  }
}
