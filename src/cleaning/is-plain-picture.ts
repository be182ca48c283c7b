const JPEG = { start: 0xd8, end: 0xd9, scan: 0xda, jfif: 0xe0 };

/** Tables, sizes and what a decoder must know. */
const JPEG_SEGMENTS = new Set([0xc0, 0xc1, 0xc4, 0xdb, 0xdd]);
const PNG_START = Buffer.from("89504e470d0a1a0a", "hex");
const PNG_CHUNKS = new Set(["IHDR", "PLTE", "tRNS", "pHYs", "IDAT", "IEND"]);
const WEBP_CHUNKS = new Set(["VP8 ", "VP8L", "VP8X", "ALPH"]);

/**
 * Whether these are the bytes of one picture of that format, from the first to the last, with nothing in them but what its dots need:
 * a look at its pieces, not into them. What drew it was given a stranger's bytes, and may have been talked into giving others.
 */
export function isPlainPicture(bytes: Buffer, format: string): boolean {
  if (format === "jpeg") return isPlainJpeg(bytes);
  return format === "png" ? isPlainPng(bytes) : isPlainWebp(bytes);
}

function isPlainJpeg(bytes: Buffer): boolean {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xff00 + JPEG.start) return false;
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    const next = at + 2 + bytes.readUInt16BE(at + 2);
    if (marker === JPEG.scan) return endsWithItsScan(bytes, next);
    const isHead =
      marker === JPEG.jfif && at === 2 && next === at + 18 && bytes.toString("latin1", at + 4, at + 9) === "JFIF\0";
    if (!isHead && !JPEG_SEGMENTS.has(marker)) return false;
    at = next;
  }
  return false;
}

/** Within a scan 255 stands only before 0 and before the numbers of restarts. */
function endsWithItsScan(bytes: Buffer, from: number): boolean {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 2)) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0 || (marker >= 0xd0 && marker <= 0xd7)) continue;
    return marker === JPEG.end && at + 2 === bytes.length;
  }
  return false;
}

function isPlainPng(bytes: Buffer): boolean {
  if (!bytes.subarray(0, 8).equals(PNG_START)) return false;
  let at = 8;
  while (at + 12 <= bytes.length) {
    const type = bytes.toString("latin1", at + 4, at + 8);
    if (!PNG_CHUNKS.has(type)) return false;
    at += 12 + bytes.readUInt32BE(at);
    if (type === "IEND") return at === bytes.length;
  }
  return false;
}

function isPlainWebp(bytes: Buffer): boolean {
  if (bytes.length < 20 || bytes.toString("latin1", 0, 4) !== "RIFF" || bytes.toString("latin1", 8, 12) !== "WEBP")
    return false;
  if (bytes.readUInt32LE(4) + 8 !== bytes.length) return false;
  let at = 12;
  while (at + 8 <= bytes.length) {
    if (!WEBP_CHUNKS.has(bytes.toString("latin1", at, at + 4))) return false;
    const size = bytes.readUInt32LE(at + 4);
    at += 8 + size + (size % 2);
  }
  return at === bytes.length;
}
