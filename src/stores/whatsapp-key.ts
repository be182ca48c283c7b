import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { StoreKeyError } from "../store-key.ts";
import { createSealer, type Sealer, type stretch } from "./sealer.ts";
import { damaged } from "./session-damage.ts";
import type { WhatsAppDatabase } from "./whatsapp-database.ts";
import type { WhatsAppTables } from "./whatsapp-tables.ts";

type Meta = WhatsAppTables["meta"];

/** What a new database keeps of its key: a salt, and what tells this key from another one. */
export async function newMeta(material: Buffer, stretching: typeof stretch): Promise<Meta> {
  const salt = randomBytes(16);
  const { check } = createSealer(await stretching(material, salt));
  return { one: 1, salt, key_check: check, checksum: checksum(salt, check) };
}

/** The sealer for a database. Throws a StoreKeyError for another key, a SessionDamagedError when it cannot be told. */
export async function unlock(
  file: string,
  db: WhatsAppDatabase,
  material: Buffer,
  stretching: typeof stretch,
): Promise<Sealer> {
  const meta = await db.selectFrom("meta").selectAll().executeTakeFirst();
  // Without the checksum, a salt that was damaged would look like a wrong key, and be searched for forever.
  if (meta === undefined || !same(meta.checksum, checksum(meta.salt, meta.key_check)))
    throw damaged(file, "what it knows of its key is damaged");
  const sealer = createSealer(await stretching(material, meta.salt));
  if (same(sealer.check, meta.key_check)) return sealer;
  throw new StoreKeyError(
    `This is not the key that ${file} was sealed with. Give the right one with WHATSAPP_STORE_KEY_FILE; if it is lost, ` +
      `run "npm run -s desk -- whatsapp unlink" and link the number again.`,
  );
}

function checksum(salt: Buffer, check: Buffer): Buffer {
  return createHash("sha256").update(salt).update(check).digest();
}

function same(one: unknown, other: Buffer): boolean {
  return Buffer.isBuffer(one) && one.length === other.length && timingSafeEqual(one, other);
}
