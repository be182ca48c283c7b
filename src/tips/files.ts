import { FileUnavailableError, type IncomingFile, MOST_INCOMING_BYTES } from "../chat/incoming-file.ts";
import type { CleanPicture } from "./clean-picture.ts";
import { fileTexts } from "./file-texts.ts";
import type { JudgedFile, JudgeFile } from "./judged-file.ts";
import { sniffFile } from "./sniff-file.ts";
import { tipFileName } from "./tip-file-name.ts";

/**
 * Judges files by their bytes: pictures are drawn anew or not taken at all; PDF, HEIC, video and sound are taken as they are; all
 * else is refused with what to send instead.
 */
export function createJudgeFile({ clean }: { clean: CleanPicture }): JudgeFile {
  return async (file) => {
    const sent = file.size > MOST_INCOMING_BYTES ? "too-large" : await fetchFile(file);
    if (sent === "too-large" || sent.length > MOST_INCOMING_BYTES) return refuse(fileTexts.tooLarge);
    if (sent.length === 0) return refuse(fileTexts.empty);
    const sniffed = await sniffFile(sent);
    if (sniffed.kind === "unwanted") return refuse(fileTexts.unwanted[sniffed.what]);
    const taken = {
      kind: "take",
      name: tipFileName(file.name, sniffed.endings),
      mime: sniffed.mime,
      sha256: await sha256(sent),
      voice: sniffed.kind === "voice",
    } as const;
    if (sniffed.kind !== "picture") return { ...taken, content: sent, cleaned: false, original: undefined };
    const picture = await clean(sent, sniffed.mime);
    if (picture.kind === "refused") return refuse(fileTexts.picture[picture.why]);
    return { ...taken, content: picture.bytes, mime: picture.mime, cleaned: true, original: sent };
  };
}

async function fetchFile(file: IncomingFile): Promise<Uint8Array | "too-large"> {
  try {
    return await file.bytes();
  } catch (error) {
    if (error instanceof FileUnavailableError && error.why === "too-large") return "too-large";
    throw error;
  }
}

function refuse(sentence: string): JudgedFile {
  return { kind: "refuse", sentence };
}

/** Off the event loop: 20 MB take a tenth of a second. */
async function sha256(bytes: Uint8Array): Promise<string> {
  const hash = await globalThis.crypto.subtle.digest("SHA-256", new Uint8Array(bytes));
  return Buffer.from(hash).toString("hex");
}
