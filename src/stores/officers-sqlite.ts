import type { Officer, Role } from "../office/officer.ts";
import type { Officers } from "../office/officers.ts";
import type { Database } from "./database.ts";
import { emptyLog } from "./empty-log.ts";
import type { OfficersTable } from "./tables.ts";

/** The officers in the office's database. */
export function createOfficers(db: Database): Officers {
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
      await db
        .insertInto("officers")
        .values({ name, address: null, ...invitation })
        .onConflict((conflict) => conflict.column("name").doUpdateSet(invitation))
        .execute();
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
          .set({ address, code_hash: null, code_until: null })
          .where("name", "=", found.name)
          .returning(["name", "role", "address", "revoked"])
          .executeTakeFirst();
        return optional(row);
      });
      // Whoever was invited again may have talked from elsewhere until now.
      if (redeemed !== undefined && redeemed !== "taken") await emptyLog(db);
      return redeemed;
    },
    async revoke(name) {
      const { numUpdatedRows } = await db
        .updateTable("officers")
        .set({ revoked: 1, address: null, code_hash: null, code_until: null })
        .where("name", "=", name)
        .executeTakeFirst();
      await emptyLog(db);
      return numUpdatedRows > 0n;
    },
  };
}

type Row = Pick<OfficersTable, "name" | "role" | "address"> & { revoked: number };

function toOfficer({ name, role, address, revoked }: Row): Officer {
  return { name, role: role as Role, address: address ?? undefined, revoked: revoked === 1 };
}

function optional(row: Row | undefined): Officer | undefined {
  return row === undefined ? undefined : toOfficer(row);
}
