import { getDocumentProxy } from "unpdf";
import type { ReadDocument } from "../knowledge/import/document.ts";
import type { Progress } from "./read-document.ts";
import { Refused } from "./refused.ts";

type Item = { str: string; transform: number[]; width: number; height: number };

/** Fewer letters a page than this, on average, and the pages are pictures. */
const FEWEST_LETTERS = 25;
const MOST_PAGES = 5_000;

/** The lines of every page, top to bottom. Throws {@link Refused} for what has no text to read. */
export async function readPdf(bytes: Buffer, progress: Progress): Promise<ReadDocument["pages"]> {
  const pdf = await open(bytes);
  try {
    if (pdf.numPages > MOST_PAGES)
      throw new Refused(`has ${pdf.numPages} pages, more than the ${MOST_PAGES} that are read`);
    const pages: Array<{ number: number; lines: string[] }> = [];
    let letters = 0;
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const page = await pdf.getPage(number);
      const { items } = await page.getTextContent();
      const lines = linesOf(items.flatMap((item) => ("str" in item ? [item] : [])));
      letters += lines.reduce((sum, line) => sum + line.length, 0);
      pages.push({ number, lines });
      page.cleanup();
      progress(number, pdf.numPages);
    }
    if (letters < FEWEST_LETTERS * pdf.numPages)
      throw new Refused("is a scan without a text layer; get the text version from JDIH or run OCR over it first");
    return pages;
  } finally {
    await pdf.loadingTask.destroy();
  }
}

async function open(bytes: Buffer): Promise<Awaited<ReturnType<typeof getDocumentProxy>>> {
  try {
    return await getDocumentProxy(viewOf(bytes), { verbosity: 0 });
  } catch (error) {
    const name = (error as { name?: string }).name;
    if (name === "PasswordException")
      throw new Refused("is an encrypted PDF; save a copy without a password and import that");
    throw new Refused("is a broken PDF; download it again");
  }
}

const SMALL = 1024 * 1024;

/** The bytes as the reader takes them; a large file is not copied, and a small one may share its memory with others. */
function viewOf(bytes: Buffer): Uint8Array {
  if (bytes.length < SMALL) return new Uint8Array(bytes);
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** Groups pieces of text by their height on the page, then by their place on the line. */
function linesOf(items: readonly Item[]): string[] {
  const rows: Array<{ y: number; height: number; items: Item[] }> = [];
  for (const item of items) {
    if (item.str === "") continue;
    const y = item.transform[5] ?? 0;
    const height = item.height || Math.abs(item.transform[3] ?? 0) || 10;
    const row = rows.findLast((each) => Math.abs(each.y - y) < Math.max(2, Math.min(each.height, height) * 0.4));
    if (row === undefined) rows.push({ y, height, items: [item] });
    else row.items.push(item);
  }
  return rows
    .sort((a, b) => b.y - a.y)
    .map((row) => lineOf(row.items))
    .filter((line) => line !== "");
}

function lineOf(items: readonly Item[]): string {
  let line = "";
  let end: number | undefined;
  for (const item of [...items].sort((a, b) => (a.transform[4] ?? 0) - (b.transform[4] ?? 0))) {
    const start = item.transform[4] ?? 0;
    const height = item.height || 10;
    if (end !== undefined && start - end > height * 0.18 && !line.endsWith(" ")) line += " ";
    line += item.str;
    end = start + item.width;
  }
  return line.normalize("NFC").replace(/\s+/g, " ").trim();
}
