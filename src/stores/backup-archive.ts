import { createHash, type Hash } from "node:crypto";
import { closeSync, fsyncSync, openSync, readSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import {
  type BackupFileName,
  type BackupManifest,
  MANIFEST,
  type ReadManifest,
  readManifest,
} from "./backup-manifest.ts";
import { padding, TAR_BLOCK, tarHeader, tarSize } from "./tar-header.ts";

/** A backup that cannot be used; the message names the file and says what to do instead. */
export class BackupUnusableError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "BackupUnusableError";
  }
}

/** What a file is: one of our backups, or why it is none that can be used. */
export type ReadArchive =
  | { kind: "archive"; manifest: BackupManifest; parts: ReadonlyArray<ArchivePart> }
  | { kind: "missing" | "foreign" | "newer" }
  | { kind: "damaged"; says: string };

/** Where the bytes of a file lie in its archive. */
type ArchivePart = { name: string; size: number; sha256: string; at: number };

const CHUNK = 1_048_576;
const MOST_MANIFEST = 1_048_576;
/** Two empty blocks end a tar. */
const END = Buffer.alloc(2 * TAR_BLOCK);

/**
 * Writes a backup as a tar that any `tar` opens: what it is, then its files. For its owner alone, never over a file, and on the disk
 * when this returns.
 */
export function writeArchive(file: string, manifest: BackupManifest, folder: string): void {
  const descriptor = openSync(file, "wx", 0o600);
  try {
    const text = Buffer.from(`${JSON.stringify(manifest, undefined, 2)}\n`);
    writeSync(descriptor, Buffer.concat([tarHeader(MANIFEST, text.length), text, padding(text.length)]));
    for (const { name, size } of manifest.files) {
      writeSync(descriptor, tarHeader(name, size));
      eachChunk(join(folder, name), 0, size, (chunk) => void writeSync(descriptor, chunk));
      writeSync(descriptor, padding(size));
    }
    writeSync(descriptor, END);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Looks at a file without reading all of it. Throws what the disk says where it cannot be read. */
export function readArchive(file: string): ReadArchive {
  const about = statSync(file, { throwIfNoEntry: false });
  if (about === undefined) return { kind: "missing" };
  if (!about.isFile()) return { kind: "foreign" };
  const head = bytesOf(file, 0, Math.min(about.size, TAR_BLOCK));
  const size = tarSize(head, MANIFEST);
  if (size === undefined || size > MOST_MANIFEST) return { kind: "foreign" };
  if (about.size < TAR_BLOCK + size) return cutOff(about.size);
  const read: ReadManifest = readManifest(bytesOf(file, TAR_BLOCK, size).toString());
  if (read.kind !== "manifest") return read;
  let at = TAR_BLOCK + size + padding(size).length;
  const parts = read.manifest.files.map((each) => {
    const part = { ...each, at: at + TAR_BLOCK };
    at += TAR_BLOCK + each.size + padding(each.size).length;
    return part;
  });
  const whole = at + END.length;
  if (about.size < whole) return cutOff(about.size, whole);
  for (const part of parts)
    if (!bytesOf(file, part.at - TAR_BLOCK, TAR_BLOCK).equals(tarHeader(part.name, part.size)))
      return { kind: "damaged", says: `${part.name} in it does not begin where it should` };
  return { kind: "archive", manifest: read.manifest, parts };
}

/** Puts the files of a backup into a folder, or only reads them where none is given; throws where they are not what was written. */
export function takeOut(file: string, parts: ReadonlyArray<ArchivePart>, folder?: string): void {
  for (const { name, size, sha256, at } of parts) {
    const hash = createHash("sha256");
    if (folder === undefined) eachChunk(file, at, size, (chunk) => void hash.update(chunk));
    else copyOut(file, { at, size }, join(folder, name), hash);
    if (hash.digest("hex") !== sha256)
      throw new BackupUnusableError(
        `${file} is damaged: ${name} in it is not what was written; take another backup, or another copy of this one`,
      );
  }
}

function copyOut(file: string, { at, size }: { at: number; size: number }, target: string, hash: Hash): void {
  const descriptor = openSync(target, "wx", 0o600);
  try {
    eachChunk(file, at, size, (chunk) => {
      hash.update(chunk);
      writeSync(descriptor, chunk);
    });
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Name, size and SHA-256 of a file in a folder, as a manifest has them. */
export function describeFile(folder: string, name: BackupFileName): BackupManifest["files"][number] {
  const file = join(folder, name);
  const { size } = statSync(file);
  const hash = createHash("sha256");
  eachChunk(file, 0, size, (chunk) => void hash.update(chunk));
  return { name, size, sha256: hash.digest("hex") };
}

function cutOff(size: number, whole?: number): ReadArchive {
  const missing = whole === undefined ? "" : ` of ${whole}`;
  return { kind: "damaged", says: `it was cut off, ${size}${missing} bytes are left` };
}

function bytesOf(file: string, at: number, size: number): Buffer {
  const chunks: Buffer[] = [];
  eachChunk(file, at, size, (chunk) => void chunks.push(Buffer.from(chunk)));
  return Buffer.concat(chunks);
}

/** A file that ends sooner gives fewer bytes, which its hash then shows. */
function eachChunk(file: string, at: number, size: number, take: (chunk: Buffer) => void): void {
  const descriptor = openSync(file, "r");
  try {
    const buffer = Buffer.alloc(Math.min(CHUNK, size));
    for (let done = 0; done < size; ) {
      const read = readSync(descriptor, buffer, 0, Math.min(buffer.length, size - done), at + done);
      if (read === 0) return;
      take(buffer.subarray(0, read));
      done += read;
    }
  } finally {
    closeSync(descriptor);
  }
}
