import { createHash } from "node:crypto";
import { openWhatsAppStore, type WhatsAppStore, type WhatsAppStoreOptions } from "../../src/stores/whatsapp-store.ts";

/** A session on disk as the service opens it, but with a key that costs nothing; what it costs is tested by itself. */
export function openSession(
  folder: string,
  material: Buffer | undefined,
  options: WhatsAppStoreOptions = {},
): Promise<WhatsAppStore> {
  return openWhatsAppStore(folder, material, { stretching: quickly, ...options });
}

async function quickly(material: Buffer, salt: Buffer): Promise<Buffer> {
  return createHash("sha256").update(salt).update(material).digest();
}
