/** A file that came with a message. Nothing of it is fetched before its bytes are asked for. */
export type IncomingFile = {
  /** As the sender's phone named it, safe as a file name. */
  name: string;
  /** As the sender's phone says, in lower case; look at the bytes before trusting it. */
  mime: string;
  /** In bytes, as the sender's phone says; 0 when it does not. */
  size: number;
  /** Whether it was sent together with others, of which nothing more comes, but where all is wanted (`TakesAll`). */
  ofSeveral: boolean;
  /**
   * A voice note that its sender spoke into this chat: neither passed on from another nor to be heard only once. How long it is, as
   * the sender's phone says; 0 when it does not.
   */
  spoken?: { seconds: number };
  /** Fetches all of it into memory. Rejects with a {@link FileUnavailableError}. */
  bytes(): Promise<Uint8Array>;
};

/** Whether it is sound or a moving picture, by the word of the sender's phone: nothing that the forms of officers take. */
export function isRecording({ mime }: Pick<IncomingFile, "mime">): boolean {
  return /^(?:audio|video)\//.test(mime);
}

/** Platforms hand over no larger ones, and all of it lies in memory. */
export const MOST_INCOMING_BYTES = 20 * 1024 * 1024;

/** A file that is not there by then is given up, while whoever asked for it can still say so. */
export const MOST_FETCH_MS = 45_000;

/** `gone`: whoever sent it must send it again · `damaged`: it is not the file that was sent · `offline`: perhaps later. */
export type FileTrouble = "too-large" | "gone" | "damaged" | "offline";

/** A file could not be had. Carries nothing of it. */
export class FileUnavailableError extends Error {
  readonly why: FileTrouble;

  constructor(why: FileTrouble) {
    super(`the file is unavailable: ${why}`);
    this.name = "FileUnavailableError";
    this.why = why;
  }
}

const MOST_NAME_CHARACTERS = 100;

/** A sender's name for a file without what no file name may hold; `otherwise` when nothing is left. */
export function safeFileName(name: string, otherwise: string): string {
  const safe = name
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}"*/:<>?\\|]/gu, "_")
    .trim();
  if (/^[._\s]*$/.test(safe)) return otherwise;
  const ending = /\.[\p{L}\p{N}]{1,8}$/u.exec(safe)?.[0] ?? "";
  const letters = Array.from(safe.slice(0, safe.length - ending.length));
  return letters.slice(0, MOST_NAME_CHARACTERS).join("") + ending;
}
