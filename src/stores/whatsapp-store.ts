import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import type { Lease, SessionStore } from "../chat/session-store.ts";
import { diskTrouble } from "./disk-trouble.ts";
import { createSealer, stretch } from "./sealer.ts";
import { damaged, orDamaged } from "./session-damage.ts";
import { createChangeLog } from "./whatsapp-change-log.ts";
import { createWhatsAppDatabase, inMemory, openWhatsAppDatabase, whatsappFile } from "./whatsapp-database.ts";
import { newMeta, unlock } from "./whatsapp-key.ts";
import { createLease } from "./whatsapp-lease.ts";
import { tryAll } from "./whatsapp-rows.ts";
import { createSession } from "./whatsapp-session.ts";

export type WhatsAppStore = {
  store: SessionStore;
  lease: Lease;
  /** Gives the lease back and leaves nothing in the log beside the file. */
  close(): Promise<void>;
};

export type WhatsAppStoreOptions = {
  /** The caller has the claim on the folder (`owner.ts`), so whoever had the lease before is dead. */
  formerOwnerIsDead?: boolean;
  /** How large it may grow, in pages of 4 KB; as the disk allows unless told. */
  mostPages?: number;
  /** ms */
  now?: () => number;
  /** Makes the key of the material, at a cost that wears out guessing unless told; each opening of a file has to be told the same. */
  stretching?: typeof stretch;
};

/**
 * The linked device's store in a folder, sealed under a key made of this material (see `store-key.ts`); without one, a store
 * in memory that ends with the process. Whatever is there is tried whole before it is used. Throws a SessionDamagedError, or
 * a StoreKeyError when it was sealed with another key.
 */
export async function openWhatsAppStore(
  folder: string,
  material: Buffer | undefined,
  { formerOwnerIsDead = false, mostPages, now = Date.now, stretching = stretch }: WhatsAppStoreOptions = {},
): Promise<WhatsAppStore> {
  const file = material === undefined ? inMemory : whatsappFile(folder);
  if (material !== undefined && !existsSync(file))
    await createWhatsAppDatabase(file, await newMeta(material, stretching));
  const db = await openWhatsAppDatabase(file, mostPages);
  try {
    const sealer = await orDamaged(file, async () => {
      if (material === undefined) return createSealer(randomBytes(32));
      const unlocked = await unlock(file, db, material, stretching);
      await tryAll(db, unlocked);
      const { leases } = await db
        .selectFrom("lease")
        .select(({ fn }) => fn.countAll<number>().as("leases"))
        .executeTakeFirstOrThrow();
      if (leases !== 1) throw damaged(file, "its lease is gone");
      return unlocked;
    });
    const lease = createLease({ db, now, formerOwnerIsDead });
    const log = createChangeLog(db, now);
    const store = createSession({ file, lasting: material !== undefined, db, sealer, hold: lease.hold, now, log });
    await store.creds();
    await orDamaged(file, log.forget);
    let closed: Promise<void> | undefined;
    const close = async () => {
      try {
        await lease.release();
        await log.end();
      } catch (error) {
        // A lease that is not given back runs out, and the log is read at the next start.
        if (diskTrouble(error) === undefined) throw error;
      } finally {
        await db.destroy();
      }
    };
    return {
      store,
      lease: { take: () => orDamaged(file, lease.take), release: () => orDamaged(file, lease.release) },
      close() {
        closed ??= close();
        return closed;
      },
    };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

/** Whether a device may be linked in a folder, told without its key; a file that does not tell may hold one. */
export function holdsDevice(folder: string): boolean {
  const file = whatsappFile(folder);
  if (!existsSync(file)) return false;
  try {
    const db = new Sqlite(file, { fileMustExist: true });
    try {
      return ["creds", "keys"].some((table) => db.prepare(`select 1 from ${table} limit 1`).get() !== undefined);
    } finally {
      db.close();
    }
  } catch {
    return true;
  }
}

/**
 * Removes a linked device that cannot be opened or whose key is lost; nobody may have it open. It does not take it off the
 * phone's list of linked devices.
 */
export function eraseWhatsAppStore(folder: string): void {
  const name = /^whatsapp\.db(-wal|-shm|-journal|\.[0-9a-f]{12}\.new(-wal|-shm|-journal)?)?$/;
  for (const file of readdirSync(folder).filter((file) => name.test(file))) rmSync(join(folder, file));
}
