import { fileTypeFromBuffer } from "file-type";

/** What is refused, by what to tell the sender. */
export type Unwanted = "archive" | "office" | "page" | "program" | "picture" | "sound" | "video" | "text" | "unknown";

/** What a file is by its bytes. `endings`: how the name of such a file ends, the usual one first. */
export type Sniffed =
  | { kind: "picture" | "document" | "video" | "voice"; mime: string; endings: readonly string[] }
  | { kind: "unwanted"; what: Unwanted };

type Wanted = Extract<Sniffed, { mime: string }>;

const MP4: Wanted = { kind: "video", mime: "video/mp4", endings: ["mp4", "m4v"] };
const GP3: Wanted = { kind: "video", mime: "video/3gpp", endings: ["3gp", "3gpp", "3g2"] };
const HEIC: Wanted = { kind: "document", mime: "image/heic", endings: ["heic", "heif"] };
const OGG: Wanted = { kind: "voice", mime: "audio/ogg", endings: ["ogg", "oga", "opus"] };
const M4A: Wanted = { kind: "voice", mime: "audio/mp4", endings: ["m4a", "mp4", "m4b", "aac"] };

/** All that is taken, by what file-type calls it. */
const WANTED: ReadonlyMap<string, Wanted> = new Map([
  ["image/jpeg", { kind: "picture", mime: "image/jpeg", endings: ["jpg", "jpeg", "jpe", "jfif"] }],
  ["image/png", { kind: "picture", mime: "image/png", endings: ["png"] }],
  ["image/apng", { kind: "picture", mime: "image/png", endings: ["png"] }],
  ["image/webp", { kind: "picture", mime: "image/webp", endings: ["webp"] }],
  ["application/pdf", { kind: "document", mime: "application/pdf", endings: ["pdf"] }],
  ["image/heic", HEIC],
  ["image/heif", HEIC],
  ["image/heic-sequence", HEIC],
  ["image/heif-sequence", HEIC],
  ["video/mp4", MP4],
  ["video/x-m4v", MP4],
  ["video/quicktime", { kind: "video", mime: "video/quicktime", endings: ["mov", "qt"] }],
  ["video/3gpp", GP3],
  ["video/3gpp2", GP3],
  ["audio/mp4", M4A],
  ["audio/x-m4a", M4A],
  ["audio/ogg", OGG],
  ["audio/ogg; codecs=opus", OGG],
  ["audio/mpeg", { kind: "voice", mime: "audio/mpeg", endings: ["mp3", "mpga"] }],
  ["audio/aac", { kind: "voice", mime: "audio/aac", endings: ["aac"] }],
  ["audio/amr", { kind: "voice", mime: "audio/amr", endings: ["amr"] }],
] satisfies ReadonlyArray<[string, Wanted]>);

/**
 * How a file that may be taken begins, in hex. file-type unpacks archives and reads on for as long as a file tells it to; it is shown
 * nothing else.
 */
const WANTED_START =
  /^(?:ffd8ff|89504e470d0a1a0a|52494646.{8}57454250|255044462d|.{8}66747970|4f676753|494433|ff(?:e[23]|f[0-389ab])|2321414d52)/;

const UNWANTED_STARTS: ReadonlyArray<readonly [RegExp, Unwanted]> = [
  // Office before 2007, RTF.
  [/^(?:d0cf11e0|7b5c727466)/, "office"],
  // ZIP, RAR, 7z, gzip and compress, bzip2, xz, zstd, CAB, lzip, lz4, tar.
  [
    /^(?:504b|52617221|377abcaf|1f[8-a]|425a68|fd377a585a|28b52ffd|4d534346|4c5a4950|04224d18|.{514}7573746172)/,
    "archive",
  ],
  // Windows, Linux, scripts, Android, Java and macOS, shortcuts, installers of Debian.
  [/^(?:4d5a|7f454c46|2321|6465780a|cafebabe|c[ef]faedfe|feedfac[ef]|4c00000001140200|213c617263683e)/, "program"],
  // GIF, BMP, TIFF, Photoshop, icons and cursors, JPEG XL, JPEG 2000.
  [/^(?:47494638|424d.{8}00000000|49492a00|4d4d002a|38425053|0000[12]00|0000000c(?:4a584c|6a50)|ff0a)/, "picture"],
  // WAV, FLAC, MIDI, AIFF, Windows Media, CAF.
  [/^(?:52494646.{8}57415645|664c6143|4d546864|464f524d.{8}414946|3026b2758e66cf11|63616666)/, "sound"],
  // AVI, Matroska and WebM, Flash, MPEG.
  [/^(?:52494646.{8}415649|1a45dfa3|464c5601|000001b[3a])/, "video"],
];

/** Tells what a file is by its bytes alone, whatever its name and its sender's phone say. Unpacks nothing. */
export async function sniffFile(bytes: Uint8Array): Promise<Sniffed> {
  const start = viewOf(bytes.subarray(0, 1024));
  const hex = start.toString("hex");
  if (WANTED_START.test(hex)) return sniffWanted(bytes);
  const what = UNWANTED_STARTS.find(([pattern]) => pattern.test(hex))?.[1] ?? whatText(start);
  return { kind: "unwanted", what: what === "archive" && holdsOffice(bytes) ? "office" : what };
}

async function sniffWanted(bytes: Uint8Array): Promise<Sniffed> {
  const mime = await typeOf(bytes);
  const wanted = WANTED.get(mime);
  if (wanted !== undefined) return wanted.kind === "video" && !holdsVideo(bytes) ? soundOf(wanted) : wanted;
  if (mime.startsWith("image/")) return { kind: "unwanted", what: "picture" };
  if (mime.startsWith("video/")) return { kind: "unwanted", what: "video" };
  return { kind: "unwanted", what: mime.startsWith("audio/") ? "sound" : "unknown" };
}

async function typeOf(bytes: Uint8Array): Promise<string> {
  try {
    return (await fileTypeFromBuffer(bytes))?.mime ?? "";
  } catch {
    // It throws for some broken files where it is silent for others; both are of no known type.
    return "";
  }
}

/** Phones call a recording of sound alone by the name of the video it could be. */
function soundOf(video: Wanted): Wanted {
  if (video === MP4) return M4A;
  return video === GP3 ? { ...GP3, kind: "voice", mime: "audio/3gpp" } : video;
}

function holdsVideo(bytes: Uint8Array): boolean {
  const whole = viewOf(bytes);
  for (let at = whole.indexOf("hdlr"); at >= 0; at = whole.indexOf("hdlr", at + 4)) {
    if (whole.toString("latin1", at + 12, at + 16) === "vide") return true;
  }
  return false;
}

function holdsOffice(bytes: Uint8Array): boolean {
  const whole = viewOf(bytes);
  return ["[Content_Types].xml", "application/vnd.oasis.opendocument"].some((mark) => whole.includes(mark));
}

function whatText(start: Buffer): Unwanted {
  if (/<(?:!doctype|html|head|body|script|svg|\?xml)/i.test(start.toString("latin1").replaceAll("\0", "")))
    return "page";
  return start.every((byte) => byte >= 32 || (byte >= 9 && byte <= 13)) ? "text" : "unknown";
}

function viewOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
