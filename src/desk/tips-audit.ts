import { createHmac, randomBytes } from "node:crypto";
import { systemClock } from "../clock.ts";
import { createAudit } from "../stores/audit-sqlite.ts";
import { openDatabase } from "../stores/database.ts";

/** Something a reader did with the tips; `tag` is what the store gave the case for this. Never its id, never a text. */
export type TipAct = {
  who: string;
  action: string;
  tag?: string | undefined;
  detail?: Readonly<Record<string, unknown>>;
};

/** Writes it into the office's audit. */
export async function noteTipAct(folder: string, { who, action, tag, detail = {} }: TipAct): Promise<void> {
  const database = await openDatabase(folder);
  try {
    const subject = tag === undefined ? "tips" : markOf(tag);
    await createAudit(database, systemClock).append({ who, action, subject, detail });
  } finally {
    await database.destroy();
  }
}

const NONCE_BYTES = 4;

/**
 * What the audit calls a case: another name each time, that only who has the case's tag can tell. With one name for all acts, a
 * reader who was excluded from a case would find in the audit a case that is none of theirs.
 */
export function markOf(tag: string): string {
  return marked(tag, randomBytes(NONCE_BYTES).toString("hex"));
}

/** Whether an entry of the audit is about the case that has this tag. */
export function isMarkOf(mark: string, tag: string): boolean {
  const [nonce = ""] = mark.split("-");
  return mark === marked(tag, nonce);
}

function marked(tag: string, nonce: string): string {
  return `${nonce}-${createHmac("sha256", tag).update(nonce).digest("hex").slice(0, 16)}`;
}
