import { createHash } from "node:crypto";
import type { Selectable } from "kysely";
import { canonicalJson } from "../canonical-json.ts";
import type { Clock } from "../clock.ts";
import type { Audit, AuditEntry } from "../office/audit.ts";
import { isHeadOf, readHead, sayHash } from "../office/audit-words.ts";
import type { Database } from "./database.ts";
import type { AuditTable } from "./tables.ts";

/** Whoever has an account on the machine, where the desk does not ask who acts. */
export const AT_THE_DESK = "desk";

/** What the first entry follows. */
const BEGINNING = createHash("sha256").update("sinetral audit").digest("hex");
/** So many entries are checked at a time. */
const BATCH = 1_000;

/** Writes down what an officer did, in the transaction that does it. The detail holds no text that people wrote and no address. */
export async function appendAudit(
  transaction: Pick<Database, "selectFrom" | "insertInto">,
  { who, action, subject, detail }: AuditEntry,
  at: Date,
): Promise<void> {
  const last = await transaction.selectFrom("audit").select(["n", "hash"]).orderBy("n", "desc").executeTakeFirst();
  const row = { n: (last?.n ?? 0) + 1, at: at.toISOString(), who, action, subject, detail: canonicalJson(detail) };
  await transaction
    .insertInto("audit")
    .values({ ...row, hash: hashOf(row, last?.hash ?? BEGINNING) })
    .execute();
}

/** The hash (hex) that the newest entry has, or what the first one will follow. */
export async function lastAuditHash(db: Pick<Database, "selectFrom">): Promise<string> {
  const last = await db.selectFrom("audit").select("hash").orderBy("n", "desc").executeTakeFirst();
  return last?.hash ?? BEGINNING;
}

/** The chain of entries in the office's database. */
export function createAudit(db: Database, clock: Clock): Audit {
  return {
    append: (entry) => db.transaction().execute((transaction) => appendAudit(transaction, entry, clock())),
    async verify(written) {
      let before = BEGINNING;
      let entries = 0;
      let firstBad: number | undefined;
      const sought = written === undefined ? undefined : readHead(written);
      const isFound = (hash: string) => sought !== undefined && isHeadOf(sought, hash);
      let found = written === undefined || isFound(before);
      for await (const row of rowsOf(db)) {
        entries += 1;
        if (row.n !== entries || row.hash !== hashOf(row, before)) firstBad ??= entries;
        before = row.hash;
        found ||= isFound(row.hash);
      }
      // Whoever takes away the end, or writes the whole chain anew, leaves one that fits; only what was written down tells.
      if (!found) firstBad ??= entries + 1;
      return { ok: firstBad === undefined, entries, head: sayHash(before), firstBad };
    },
    async list(most) {
      const rows = await db.selectFrom("audit").selectAll().orderBy("n", "desc").limit(most).execute();
      return rows.map(({ n, at, who, action, subject, detail }) => {
        return { n, at, who, action, subject, detail: readDetail(detail) };
      });
    },
  };
}

/** As it stands there where somebody changed it: whoever looks for that is shown it. */
function readDetail(text: string): AuditEntry["detail"] {
  try {
    return JSON.parse(text) as AuditEntry["detail"];
  } catch {
    // Only what nobody of us wrote is no JSON; `verify` says so.
    return { unreadable: text };
  }
}

type Row = Selectable<AuditTable>;

function hashOf({ n, at, who, action, subject, detail }: Omit<Row, "hash">, before: string): string {
  const entry = canonicalJson({ n, at, who, action, subject, detail });
  return createHash("sha256").update(`${before}\n${entry}`).digest("hex");
}

async function* rowsOf(db: Database): AsyncGenerator<Row> {
  let after = 0;
  for (;;) {
    const rows = await db.selectFrom("audit").selectAll().where("n", ">", after).orderBy("n").limit(BATCH).execute();
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.n;
  }
}
