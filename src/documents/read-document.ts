import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import type { ReadDocument } from "../knowledge/import/document.ts";
import { detectFormat } from "./detect-format.ts";
import { Refused } from "./refused.ts";

const MEGABYTE = 1024 * 1024;
const LARGEST = 100 * MEGABYTE;

/** Called while a long file is read. */
export type Progress = (done: number, of: number) => void;

/**
 * Reads the text of a PDF with a text layer, a DOCX, HTML, Markdown or plain text, told apart by content whatever the name.
 * What cannot be read comes back as one sentence that says why and what to do; the size is checked before anything is read.
 */
export async function readDocument(
  file: string,
  progress: Progress = () => {},
): Promise<{ document: ReadDocument } | { refused: string }> {
  try {
    const found = await stat(file);
    if (found.isDirectory()) throw new Refused("is a folder; give the file itself");
    if (!found.isFile()) throw new Refused("is not an ordinary file; give a PDF, DOCX, HTML, Markdown or text file");
    if (found.size === 0) throw new Refused("is empty; download it again");
    if (found.size > LARGEST)
      throw new Refused(
        `has ${Math.round(found.size / MEGABYTE)} MB, more than the ${LARGEST / MEGABYTE} MB that are read; ask for a version with text instead of pictures`,
      );
    const bytes = await readFile(file);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const { format, pages } = await readPages(bytes, progress);
    if (!pages.some(({ lines }) => lines.some((line) => /\p{L}/u.test(line)))) throw new Refused("holds no text");
    return { document: { format, sha256, pages } };
  } catch (error) {
    if (error instanceof Refused) return { refused: `${file} ${error.message}.` };
    const { code } = error as { code?: string };
    if (code === "ENOENT") return { refused: `${file} does not exist; check the name.` };
    if (code === "EACCES" || code === "EPERM") return { refused: `${file} may not be read by this account.` };
    throw error;
  }
}

async function readPages(bytes: Buffer, progress: Progress): Promise<Pick<ReadDocument, "format" | "pages">> {
  const kind = detectFormat(bytes);
  // Each reader is loaded only with its own kind of file: the PDF reader alone takes longer than a small import.
  switch (kind.format) {
    case "pdf": {
      const { readPdf } = await import("./read-pdf.ts");
      return { format: "pdf", pages: await readPdf(bytes, progress) };
    }
    case "docx": {
      const { readDocx } = await import("./read-docx.ts");
      return { format: "docx", pages: await readDocx(bytes) };
    }
    case "html": {
      const { readHtml } = await import("./read-html.ts");
      return { format: "html", pages: [{ number: 1, lines: readHtml(kind.text) }] };
    }
    case "text": {
      const { readText } = await import("./read-text.ts");
      return readText(kind.text);
    }
  }
}
