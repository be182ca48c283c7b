import { dayIn, systemClock } from "../clock.ts";
import { type Action, may, type Officer } from "../office/officer.ts";
import type { Officers } from "../office/officers.ts";
import { readSettings, type Settings } from "../settings.ts";
import type { Shell } from "../shell.ts";
import { type Database, openDatabase } from "../stores/database.ts";
import { createOfficers } from "../stores/officers-sqlite.ts";
import { makeFolder } from "../stores/owner.ts";
import { BadInputError, RefusedError } from "./desk-error.ts";

/** The office as the desk works on it, also while the service runs. */
export type Office = { settings: Settings; database: Database; officers: Officers; today: string };

/** Opens the office's database for one command and closes it afterwards. */
export async function withOffice<T>({ environment }: Shell, work: (office: Office) => Promise<T>): Promise<T> {
  const settings = readSettings(environment);
  makeFolder(settings.DATA_DIR);
  const database = await openDatabase(settings.DATA_DIR);
  try {
    const today = dayIn(settings.OFFICE_ZONE, systemClock());
    return await work({ settings, database, officers: createOfficers(database), today });
  } finally {
    await database.destroy();
  }
}

/** The officer that `--as` names, if they may do that. Throws a sentence for whoever may not. */
export async function actingAs({ officers }: Office, name: string | undefined, action: Action): Promise<Officer> {
  if (name === undefined || name.trim() === "")
    throw new BadInputError("say who you are: --as NAME (see: npm run -s desk -- officer list)");
  const officer = await officers.find(name);
  if (officer === undefined)
    throw new BadInputError(
      `${name} is not an officer; invite them first: desk officer invite --name ${name} --role …`,
    );
  if (!may(officer, action))
    throw new RefusedError(
      officer.revoked ? `${name} is no longer an officer` : `${name} is ${officer.role}, and that role may not do this`,
    );
  return officer;
}
