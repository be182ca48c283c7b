import { Refused } from "./refused.ts";
import { zipEntries } from "./zip.ts";

/** What a file is by its first bytes; texts come decoded. */
export type Detected = { format: "pdf" | "docx" } | { format: "html" | "text"; text: string };

const PICTURES: ReadonlyArray<readonly [string, string]> = [
  ["ffd8ff", "JPEG"],
  ["89504e47", "PNG"],
  ["47494638", "GIF"],
  ["49492a00", "TIFF"],
  ["4d4d002a", "TIFF"],
];

/** Tells formats apart by content. Throws {@link Refused} for what no reader here can read. */
export function detectFormat(bytes: Buffer): Detected {
  const start = bytes.subarray(0, 1024);
  if (start.includes("%PDF-")) return { format: "pdf" };
  if (start.subarray(0, 2).toString("latin1") === "PK") return detectZip(bytes);
  if (start.subarray(0, 4).toString("hex") === "d0cf11e0")
    throw new Refused("is an old Word or Office file (or an encrypted one); save it as DOCX or PDF without a password");
  if (start.subarray(0, 5).toString("latin1") === "{\\rtf") throw new Refused("is RTF; save it as DOCX or PDF");
  const picture = PICTURES.find(([magic]) => start.toString("hex").startsWith(magic));
  if (picture !== undefined)
    throw new Refused(`is a picture (${picture[1]}); it holds no text. Get a PDF with a text layer from JDIH`);
  const text = decode(bytes);
  return {
    format: /^\s*(?:<!--[\s\S]*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype html|html|head|body)\b/i.test(text)
      ? "html"
      : "text",
    text,
  };
}

function detectZip(bytes: Buffer): Detected {
  const names = zipEntries(bytes).map(({ name }) => name);
  if (names.includes("word/document.xml")) return { format: "docx" };
  throw new Refused("is a ZIP archive, not a document; unpack it and import the PDF or DOCX inside");
}

/** UTF-8, UTF-16 with its mark, or the old Windows letters; anything with control characters is no text. */
function decode(bytes: Buffer): string {
  const mark = bytes.subarray(0, 2).toString("hex");
  if (mark === "fffe" || mark === "feff")
    return new TextDecoder(mark === "fffe" ? "utf-16le" : "utf-16be").decode(bytes);
  for (const encoding of ["utf-8", "windows-1252"]) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      if (!hasControls(text)) return text;
    } catch {
      // Not this encoding; the next is tried.
    }
  }
  throw new Refused("is a binary file, not a document; give a PDF, DOCX, HTML, Markdown or text file");
}

/** Whether a text has signs no text file has: those below the space, but tabs, line ends, form feeds and escapes. */
function hasControls(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 9 || (code > 13 && code < 32 && code !== 27)) return true;
  }
  return false;
}
