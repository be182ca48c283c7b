import { existsSync } from "node:fs";
import { systemClock } from "../clock.ts";
import { hashInvitationCode, INVITATION_HOURS, newInvitationCode } from "../office/invitation.ts";
import { officerName } from "../office/officer.ts";
import type { Officers } from "../office/officers.ts";
import { foreignToRoot } from "../stores/accounts.ts";
import { DatabaseUnusableError, databaseFile, openDatabase } from "../stores/database.ts";
import { createOfficers } from "../stores/officers-sqlite.ts";
import { FolderUnusableError, makeFolder } from "../stores/owner.ts";
import type { Asker } from "./asker.ts";

/** Who is to be invited as the first officer; undefined for nobody. */
export async function askOfficer(ask: Asker, folder: string, hasChannel: boolean): Promise<string | undefined> {
  ask.topic(
    "Petugas pertama",
    [
      "Petugas peran admin mengundang yang lain dan menyetujui kiriman. Kodenya dipakai sekali di percakapan dengan bot.",
    ],
    "npm run -s desk -- officer invite --name ana --role admin",
  );
  const owner = foreignToRoot(folder);
  if (owner !== undefined) {
    ask.say(
      `! ${folder} milik akun ${owner}, jadi undangan dibuat sebagai akun itu:`,
      `  sudo -u ${owner} npm run -s desk -- officer invite --name ana --role admin`,
    );
    return undefined;
  }
  const officers = await presentOfficers(ask, folder);
  const active = officers.filter(({ revoked }) => !revoked);
  if (active.length > 0) ask.say(`Sudah ada: ${active.map(({ name, role }) => `${name} (${role})`).join(", ")}`);
  if (!(await ask.yes("Buat undangan admin sekarang?", hasChannel && active.length === 0))) return undefined;
  for (;;) {
    const name = await ask.text("Nama pendek petugas, huruf kecil (tanda -: tidak jadi)", "admin");
    if (name === "-") return undefined;
    const known = active.find((each) => each.name === name);
    if (!officerName.test(name))
      ask.say("✘ Nama terdiri dari 2 sampai 31 huruf kecil, angka dan tanda hubung, misalnya ana.");
    else if (known !== undefined && (known.address !== undefined || known.role !== "admin"))
      ask.say(`✘ ${name} sudah petugas. Pilih nama lain, atau cabut dulu: npm run -s desk -- officer revoke ${name}`);
    else return name;
  }
}

async function presentOfficers(ask: Asker, folder: string) {
  if (!existsSync(databaseFile(folder))) return [];
  try {
    return await withOfficers(folder, (officers) => officers.list());
  } catch (error) {
    if (!(error instanceof DatabaseUnusableError || error instanceof FolderUnusableError)) throw error;
    ask.say(`! ${error.message}`);
    return [];
  }
}

/** Makes an admin's invitation and resolves to its code, of which nothing else is kept. */
export async function inviteAdmin(folder: string, name: string): Promise<string> {
  const code = newInvitationCode();
  const until = new Date(systemClock().getTime() + INVITATION_HOURS * 3_600_000);
  makeFolder(folder);
  await withOfficers(folder, (officers) => officers.invite(name, "admin", hashInvitationCode(code), until));
  return code;
}

async function withOfficers<T>(folder: string, work: (officers: Officers) => Promise<T>): Promise<T> {
  const database = await openDatabase(folder);
  try {
    return await work(createOfficers(database));
  } finally {
    await database.destroy();
  }
}
