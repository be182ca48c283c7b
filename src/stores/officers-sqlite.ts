import { type Clock, systemClock } from "../clock.ts";
import type { Officer, Role } from "../office/officer.ts";
import type { Officers } from "../office/officers.ts";
import { AT_THE_DESK, appendAudit } from "./audit-sqlite.ts";
import type { Database } from "./database.ts";
import { emptyLog } from "./empty-log.ts";
import type { OfficersTable } from "./tables.ts";

/** The officers in the office's database. Who became one and who no longer is stands in the audit: two words are worth no more than that. */
export function createOfficers(db: Database, clock: Clock = systemClock): Officers {
  const note = (
    transaction: Database,
    who: string,
    action: string,
    { name, role }: Pick<OfficersTable, "name" | "role">,
  ) => appendAudit(transaction, { who, action, subject: `officer ${name}`, detail: { role } }, clock());
  const all = () => db.selectFrom("officers").select(["name", "role", "address", "revoked"]);
  return {
    async list() {
      return (await all().orderBy("name").execute()).map(toOfficer);
    },
    async find(name) {
      return optional(await all().where("name", "=", name).executeTakeFirst());
    },
    async at(address) {
      return optional(await all().where("address", "=", address).where("revoked", "=", 0).executeTakeFirst());
    },
    async invite(name, role, codeHash, until) {
      const invitation = { role, code_hash: codeHash, code_until: until.toISOString(), revoked: 0 };
      await db.transaction().execute(async (transaction) => {
        await transaction
          .insertInto("officers")
          .values({ name, address: null, told: null, told_at: null, ...invitation })
          .onConflict((conflict) => conflict.column("name").doUpdateSet(invitation))
          .execute();
        await note(transaction, AT_THE_DESK, "officer-invited", { name, role });
      });
    },
    async redeem(codeHash, address, now) {
      const redeemed = await db.transaction().execute(async (transaction) => {
        const found = await transaction
          .selectFrom("officers")
          .select("name")
          .where("code_hash", "=", codeHash)
          .where("code_until", ">", now.toISOString())
          .where("revoked", "=", 0)
          .executeTakeFirst();
        if (found === undefined) return undefined;
        const holder = await transaction
          .selectFrom("officers")
          .select("name")
          .where("address", "=", address)
          .executeTakeFirst();
        if (holder !== undefined && holder.name !== found.name) return "taken";
        const row = await transaction
          .updateTable("officers")
          .set({ address, code_hash: null, code_until: null, told: null, told_at: null })
          .where("name", "=", found.name)
          .returning(["name", "role", "address", "revoked"])
          .executeTakeFirstOrThrow();
        await note(transaction, row.name, "officer-redeemed", row);
        return toOfficer(row);
      });
      // Whoever was invited again may have talked from elsewhere until now.
      if (redeemed !== undefined && redeemed !== "taken") await emptyLog(db);
      return redeemed;
    },
    async revoke(name) {
      const revoked = await db.transaction().execute(async (transaction) => {
        const held = await transaction
          .selectFrom("officers")
          .select(["role", "address"])
          .where("name", "=", name)
          .executeTakeFirst();
        if (held === undefined) return false;
        await transaction
          .updateTable("officers")
          .set({ revoked: 1, address: null, code_hash: null, code_until: null, told: null, told_at: null })
          .where("name", "=", name)
          .execute();
        const voided = await takeBack(transaction, name, held.address);
        const detail = { role: held.role, ...(voided > 0 ? { voided } : {}) };
        await appendAudit(
          transaction,
          { who: AT_THE_DESK, action: "officer-revoked", subject: `officer ${name}`, detail },
          clock(),
        );
        return true;
      });
      await emptyLog(db);
      return revoked;
    },
  };
}

/**
 * What was on its way between the office and a phone that is an officer's no more: notices to it, what was half filled in there, and
 * the first of two confirmations, which nobody is to complete. How many confirmations.
 */
async function takeBack(transaction: Database, name: string, address: string | null): Promise<number> {
  if (address !== null)
    await transaction.deleteFrom("deliveries").where("address", "=", address).where("asked", "is", null).execute();
  // Their files go with them.
  await transaction.deleteFrom("forms").where("officer", "=", name).execute();
  let voided = 0n;
  for (const table of ["events", "broadcasts"] as const) {
    const { numUpdatedRows } = await transaction
      .updateTable(table)
      .set({ confirmed_at: null })
      .where("made_by", "=", name)
      .where("confirmed_at", "is not", null)
      .executeTakeFirstOrThrow();
    voided += numUpdatedRows;
  }
  return Number(voided);
}

type Row = Pick<OfficersTable, "name" | "role" | "address"> & { revoked: number };

function toOfficer({ name, role, address, revoked }: Row): Officer {
  return { name, role: role as Role, address: address ?? undefined, revoked: revoked === 1 };
}

function optional(row: Row | undefined): Officer | undefined {
  return row === undefined ? undefined : toOfficer(row);
}
