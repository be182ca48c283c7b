import { SessionDamagedError, SessionUnwritableError } from "../chat/session-store.ts";
import { diskTrouble, diskTroubleText } from "./disk-trouble.ts";
import { UnsealableError } from "./sealer.ts";

/** What SQLite says of a file that is not as it was written; anything else (full, locked, not permitted) may pass. */
const DAMAGE = /^SQLITE_(CORRUPT|NOTADB|FORMAT|ERROR|MISMATCH|CONSTRAINT|SCHEMA|IOERR_SHORT_READ|RANGE|TOOBIG)/;

/** A session that cannot be read, and what to do about it. A new identity in its place would be a stranger's to WhatsApp. */
export function damaged(file: string, what: string): SessionDamagedError {
  return new SessionDamagedError(
    `The linked WhatsApp device in ${file} cannot be read (${what}). ` +
      `Run "npm run -s desk -- whatsapp unlink", then link the number again; nothing else is lost.`,
  );
}

/** Does the work; fails as a SessionDamagedError where the file is damaged, as a SessionUnwritableError where the disk is full. */
export async function orDamaged<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UnsealableError) throw damaged(file, "a sealed value does not open");
    const trouble = diskTrouble(error);
    if (trouble !== undefined) throw new SessionUnwritableError(diskTroubleText(file, trouble));
    const code = (error as { code?: unknown }).code;
    throw typeof code === "string" && DAMAGE.test(code) ? damaged(file, code) : error;
  }
}
