import { inflateRawSync } from "node:zlib";
import { Refused } from "./refused.ts";

export type ZipEntry = { name: string; offset: number; packed: number; method: number };

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const BROKEN = "is a broken DOCX or ZIP file; download it again or save it anew in Word";
/** More than any law in a DOCX; a small file that unpacks to more is built to exhaust memory. */
const MOST_UNPACKED = 150 * 1024 * 1024;

/** The directory of a ZIP archive. Throws {@link Refused} when there is none. */
export function zipEntries(bytes: Buffer): ZipEntry[] {
  const from = Math.max(0, bytes.length - 65_557);
  for (let at = bytes.length - 22; at >= from; at -= 1) {
    if (bytes.readUInt32LE(at) === END)
      return readDirectory(bytes, bytes.readUInt32LE(at + 16), bytes.readUInt16LE(at + 10));
  }
  throw new Refused(BROKEN);
}

function readDirectory(bytes: Buffer, start: number, count: number): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = start;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== ENTRY) throw new Refused(BROKEN);
    if ((bytes.readUInt16LE(at + 8) & 1) === 1) throw new Refused("is encrypted; save it without a password");
    const nameLength = bytes.readUInt16LE(at + 28);
    entries.push({
      name: bytes.subarray(at + 46, at + 46 + nameLength).toString("utf8"),
      offset: bytes.readUInt32LE(at + 42),
      packed: bytes.readUInt32LE(at + 20),
      method: bytes.readUInt16LE(at + 10),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/**
 * Unpacks every entry once within a limit, whatever sizes the directory claims, so that what later unpacks the archive whole
 * cannot be flooded. Returns the entries asked for. Throws {@link Refused}.
 */
export function unpackWithin(bytes: Buffer, wanted: readonly string[]): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  let left = MOST_UNPACKED;
  for (const { name, offset, packed, method } of zipEntries(bytes)) {
    if (offset + 30 > bytes.length) throw new Refused(BROKEN);
    const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
    const data = bytes.subarray(start, start + packed);
    const plain = method === 0 ? data : inflate(data, left);
    left -= plain.length;
    if (left <= 0) throw new Refused(TOO_MUCH);
    if (wanted.includes(name)) found.set(name, plain);
  }
  return found;
}

const TOO_MUCH = `unpacks to more than ${MOST_UNPACKED / 1024 / 1024} MB; it is not an ordinary document`;

function inflate(data: Buffer, most: number): Buffer {
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(1, most) });
  } catch (error) {
    throw new Refused((error as { code?: string }).code === "ERR_BUFFER_TOO_LARGE" ? TOO_MUCH : BROKEN);
  }
}
