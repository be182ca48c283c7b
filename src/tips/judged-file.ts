import type { IncomingFile } from "../chat/incoming-file.ts";

/**
 * What becomes of a file: `take` seals `content` (of a picture drawn anew, while `original` is kept apart), `refuse` says why in a
 * sentence. `sha256` is of what was sent, hex.
 */
export type JudgedFile =
  | {
      kind: "take";
      content: Uint8Array;
      name: string;
      mime: string;
      sha256: string;
      cleaned: boolean;
      voice: boolean;
      original: Uint8Array | undefined;
    }
  | { kind: "refuse"; sentence: string };

/** Fetches a file and judges it by its bytes. Rejects with a FileUnavailableError when it cannot be had. */
export type JudgeFile = (file: IncomingFile) => Promise<JudgedFile>;
