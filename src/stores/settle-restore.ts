import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { syncFolder } from "./put-in-place.ts";

const orderSchema = z.object({
  /** Where the new files lie whole, in DATA_DIR. */
  staging: z.string().regex(/^restoring-[\w-]+$/),
  /** Where what they replace goes. */
  aside: z.string().regex(/^before-restore-[\w-]+$/),
  files: z.array(z.enum(["sinetral.db", "keys.db", "tips.db"])),
});

/** What is to be put in place; names only. */
export type RestoreOrder = z.infer<typeof orderSchema>;

const STAGING = /^restoring-/;
const orderFile = (folder: string) => join(folder, "restore.json");

/** From here on a restore counts: whatever ends the process, whoever opens the folder next carries it out. */
export function orderRestore(folder: string, order: RestoreOrder): void {
  const draft = join(folder, order.staging, "order.json");
  writeFileSync(draft, JSON.stringify(order), { mode: 0o600, flush: true });
  renameSync(draft, orderFile(folder));
  syncFolder(folder);
}

export const isRestoring = (folder: string): boolean => existsSync(orderFile(folder));

/**
 * Carries out a restore that was ordered, from wherever it stopped, and throws away what never came so far. Whoever calls it has taken
 * the folder. What still lies in the staging folder is new, and its namesake outside of it old.
 */
export function settleRestore(folder: string): void {
  if (isRestoring(folder)) carryOut(folder, orderSchema.parse(JSON.parse(readFileSync(orderFile(folder), "utf8"))));
  for (const name of readdirSync(folder))
    if (STAGING.test(name)) rmSync(join(folder, name), { recursive: true, force: true });
}

function carryOut(folder: string, { staging, aside, files }: RestoreOrder): void {
  const from = join(folder, staging);
  const to = join(folder, aside);
  for (const name of files.filter((each) => existsSync(join(from, each)))) {
    for (const old of ["-wal", "-shm", ""].map((end) => `${name}${end}`)) {
      if (!existsSync(join(folder, old))) continue;
      mkdirSync(to, { recursive: true, mode: 0o700 });
      renameSync(join(folder, old), join(to, old));
      syncFolder(to);
    }
    renameSync(join(from, name), join(folder, name));
    syncFolder(folder);
  }
  rmSync(from, { recursive: true, force: true });
  rmSync(orderFile(folder));
  syncFolder(folder);
}
