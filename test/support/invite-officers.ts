import { existsSync } from "node:fs";
import { hashInvitationCode } from "../../src/office/invitation.ts";
import type { Role } from "../../src/office/officer.ts";
import { databaseFile, openDatabase } from "../../src/stores/database.ts";
import { createOfficers } from "../../src/stores/officers-sqlite.ts";
import { makeDatabase } from "./make-database.ts";

/** Invites officers by their names into the database of a folder, which is made where there is none; a code is the name. */
export async function inviteOfficers(folder: string, officers: Readonly<Record<string, Role>>): Promise<void> {
  if (!existsSync(databaseFile(folder))) await makeDatabase(folder);
  const database = await openDatabase(folder);
  for (const [name, role] of Object.entries(officers))
    await createOfficers(database).invite(name, role, hashInvitationCode(name), new Date());
  await database.destroy();
}
