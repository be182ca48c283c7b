import { createHash } from "node:crypto";
import { z } from "zod";
import { withoutStoredSign } from "../stored-sign.ts";

const MIMES = ["image/png", "image/jpeg", "application/pdf"] as const;
export type AttachedMime = (typeof MIMES)[number];

export const attachedFile = z.object({ name: z.string(), mime: z.enum(MIMES), sha256: z.string() });

/** A file that goes with what officers send. */
export type AttachedFile = z.infer<typeof attachedFile>;

/** The same with what it holds. */
export type NewFile = AttachedFile & { bytes: Uint8Array };

/** Where the files lie. */
export type AttachedFiles = {
  /** Keeps a file as the one of a form, in place of another. */
  keep(form: number, file: NewFile): Promise<void>;
  /** The file of a form or a broadcast, if it has one. */
  of(owner: { form: number } | { broadcast: number }): Promise<NewFile | undefined>;
};

/** Both channels take it, and the whole of it lies in memory. */
export const MOST_ATTACHED_BYTES = 20 * 1024 * 1024;

const BEGINNINGS: ReadonlyArray<readonly [AttachedMime, readonly number[]]> = [
  ["image/png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ["image/jpeg", [0xff, 0xd8, 0xff]],
  ["application/pdf", [0x25, 0x50, 0x44, 0x46, 0x2d]],
];

export const attachmentProblems = {
  kind: "Berkasnya harus gambar PNG atau JPEG, atau dokumen PDF. Simpan dulu dalam bentuk itu, lalu kirim lagi.",
  size: "Berkasnya terlalu besar; paling besar 20 MB. Kecilkan dulu, lalu kirim lagi.",
} as const;

/** Takes a picture or a PDF by what its bytes say, whatever it is called; `problem` is a sentence for whoever sent it. */
export function readAttachedFile(name: string, bytes: Uint8Array): NewFile | { problem: string } {
  if (bytes.length > MOST_ATTACHED_BYTES) return { problem: attachmentProblems.size };
  const mime = BEGINNINGS.find(([, beginning]) => beginning.every((byte, at) => bytes[at] === byte))?.[0];
  if (mime === undefined) return { problem: attachmentProblems.kind };
  return { name: withoutStoredSign(name), mime, bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
}
