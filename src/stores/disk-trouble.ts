/** What a disk that is full, read-only or failing makes of a write, as SQLite or the system calls it. It may pass. */
const TROUBLE = /^(SQLITE_(FULL|READONLY|NOMEM|IOERR(?!_SHORT_READ|_CORRUPTFS))(_\w+)?|ENOSPC|EDQUOT|EROFS|EIO|EFBIG)$/;

/** The code of an error that is the disk's and not the data's; undefined for any other. */
export function diskTrouble(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as { code?: unknown }).code : undefined;
  return typeof code === "string" && TROUBLE.test(code) ? code : undefined;
}

/** What to say of it. */
export function diskTroubleText(where: string, code: string): string {
  return `The disk with ${where} is full or read-only (${code}): make room there, nothing is lost.`;
}
