import { randomBytes } from "node:crypto";
import { closeSync, ftruncateSync, mkdirSync, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { readDocument } from "../../src/documents/read-document.ts";
import { parseDocument } from "../../src/knowledge/import/parse-document.ts";
import { kiteRegulation } from "../support/kite-regulation.ts";
import { makeDocx, makeNumberedDocx, makePdf, makeScan } from "../support/make-documents.ts";
import { newFolder, removeFolder } from "../support/process.ts";

const folder = newFolder();
afterAll(() => removeFolder(folder));

async function read(name: string, content: Buffer | string) {
  const file = join(folder, name);
  writeFileSync(file, content);
  return readDocument(file);
}

async function documentOf(name: string, content: Buffer | string) {
  const found = await read(name, content);
  if ("refused" in found) throw new Error(found.refused);
  return found.document;
}

async function refusalOf(name: string, content: Buffer | string) {
  const found = await read(name, content);
  return "refused" in found ? found.refused : `read as ${found.document.format}`;
}

const plainLines = kiteRegulation.trim().split("\n");

describe("reading a document", () => {
  it("reads the lines of a PDF page by page, and its running heads do not reach the regulation", async () => {
    const document = await documentOf("a.bin", await makePdf(plainLines, { head: "Berita Angin Kota", perPage: 20 }));
    expect(document.format).toBe("pdf");
    expect(document.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(document.pages).toHaveLength(Math.ceil(plainLines.length / 20));
    expect(document.pages[1]?.lines[0]).toBe("Berita Angin Kota");
    const { provisions, gaps } = parseDocument(document, "pp-77-2031");
    expect(provisions.filter(({ id }) => /\/pasal-\d+$/.test(id))).toHaveLength(7);
    expect(provisions.some(({ text }) => text.includes("Berita Angin"))).toBe(false);
    expect(gaps).toEqual([]);
    const article = provisions.find(({ id }) => id === "pp-77-2031/pasal-5");
    expect(document.pages[(article?.page ?? 0) - 1]?.lines[(article?.line ?? 0) - 1]).toContain("Teguran diberikan");
  });

  it("reads paragraphs and table rows of a DOCX, numbering rows by their first cell", async () => {
    const content = await makeDocx(
      ["MEMUTUSKAN:", "Pasal 1", "Angin adalah udara.", "LAMPIRAN I", "PERATURAN ANGIN"],
      [
        ["No", "Benang", "Sanksi"],
        ["1", "kaca", "disita"],
        ["2", "kawat", "ditegur"],
      ],
    );
    const document = await documentOf("a.pdf", content);
    expect(document.format).toBe("docx");
    const { provisions } = parseDocument(document, "pp-1-2030");
    expect(provisions.find(({ id }) => id.endsWith("/lampiran-i/angka-2"))?.text).toBe("kawat | ditegur");
  });

  it("writes out the numbers that Word only counts", async () => {
    const content = await makeNumberedDocx([
      ["MEMUTUSKAN:"],
      ["Pasal 1"],
      ["Pilot wajib:", 0, 1],
      ["hadir; dan", 1, 1],
      ["pulang dengan cara:", 1, 1],
      ["berjalan; atau", 2, 1],
      ["berlari.", 2, 1],
      ["Pengawas mencatat.", 0, 1],
      ["Pasal 2"],
      ["Lapangan dibuka.", 0, 2],
      ["Lapangan ditutup.", 0, 2],
    ]);
    const { provisions } = parseDocument(await documentOf("numbered.docx", content), "pp-1-2030");
    expect(provisions.map(({ id, text }) => `${id.replace("pp-1-2030/", "")} ${text}`.trim())).toEqual([
      "pasal-1",
      "pasal-1/ayat-1 Pilot wajib:",
      "pasal-1/ayat-1/huruf-a hadir; dan",
      "pasal-1/ayat-1/huruf-b pulang dengan cara:",
      "pasal-1/ayat-1/huruf-b/angka-1 berjalan; atau",
      "pasal-1/ayat-1/huruf-b/angka-2 berlari.",
      "pasal-1/ayat-2 Pengawas mencatat.",
      "pasal-2",
      "pasal-2/ayat-1 Lapangan dibuka.",
      "pasal-2/ayat-2 Lapangan ditutup.",
    ]);
  });

  it("reads the visible text of a page, with the numbers of its lists", async () => {
    const document = await documentOf(
      "a.txt",
      `<!doctype html><html><head><title>x</title><style>p{}</style></head><body><nav>Menu</nav>
      <p>MEMUTUSKAN:</p><p>Pasal&nbsp;1</p><p>Pilot <b>wajib</b>:</p><ol type="a"><li>hadir;</li><li>pulang.</li></ol>
      <script>alert(1)</script></body></html>`,
    );
    expect(document.format).toBe("html");
    expect(document.pages[0]?.lines).toEqual(["MEMUTUSKAN:", "Pasal 1", "Pilot wajib:", "a. hadir;", "b. pulang."]);
  });

  it("reads Markdown without its marks, and plain text as it stands", async () => {
    const markdown = await documentOf(
      "a.html",
      "# BAB I\n\n**Pasal 1**\n\ndalam [Pasal 2](/x/pasal-2)\n\n| 1 | benang | merah |\n|---|---|---|\n",
    );
    expect(markdown.format).toBe("markdown");
    expect(markdown.pages[0]?.lines.filter((line) => line !== "")).toEqual([
      "BAB I",
      "Pasal 1",
      "dalam Pasal 2",
      "1. benang | merah",
    ]);
    expect((await documentOf("b", Buffer.from("Pasal 1\r\nAngin \x93kencang\x94.", "latin1"))).pages[0]?.lines).toEqual(
      ["Pasal 1", "Angin “kencang”."],
    );
  });
});

describe("what cannot be read", () => {
  it("is refused with one sentence that says why", async () => {
    const pdf = await makePdf(["Pasal 1"]);
    const docx = await makeDocx(["Pasal 1"]);
    const zip = zipOf([["undang-undang.txt", Buffer.from("Pasal 1")]]);
    expect(await refusalOf("scan.pdf", await makeScan())).toContain("is a scan without a text layer");
    expect(await refusalOf("secret.pdf", await makePdf(["Pasal 1"], { password: "rahasia" }))).toContain(
      "encrypted PDF",
    );
    expect(await refusalOf("renamed.pdf", zip)).toContain("is a ZIP archive");
    expect(await refusalOf("empty.pdf", "")).toContain("is empty");
    expect(await refusalOf("noise.pdf", Buffer.concat([Buffer.from([0]), randomBytes(5_000)]))).toContain(
      "binary file",
    );
    expect(await refusalOf("torn.pdf", pdf.subarray(0, 300))).toContain("broken PDF");
    expect(await refusalOf("torn.docx", docx.subarray(0, docx.length - 400))).toMatch(/broken DOCX/);
    expect(await refusalOf("bad.docx", zipOf([["word/document.xml", Buffer.from("<w:document")]]))).toContain(
      "broken DOCX",
    );
    expect(await refusalOf("photo.pdf", Buffer.from("ffd8ffe000104a464946", "hex"))).toContain("is a picture (JPEG)");
    expect(await refusalOf("old.doc", Buffer.from("d0cf11e0a1b11ae1", "hex"))).toContain("old Word");
    expect(await refusalOf("blank.txt", " \n ")).toContain("holds no text");
  });

  it("is refused for its size before a byte is read", async () => {
    const file = join(folder, "huge.pdf");
    const handle = openSync(file, "w");
    ftruncateSync(handle, 200 * 1024 * 1024);
    closeSync(handle);
    const before = process.memoryUsage().rss;
    expect(await readDocument(file)).toEqual({ refused: expect.stringContaining("has 200 MB, more than the 100 MB") });
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * 1024 * 1024);
  });

  it("is refused when it unpacks to far more than a document, whatever its directory claims", async () => {
    const bomb = zipOf([["word/document.xml", Buffer.alloc(200 * 1024 * 1024, 32)]], 10);
    expect(bomb.length).toBeLessThan(1024 * 1024);
    expect(await refusalOf("bomb.docx", bomb)).toContain("unpacks to more than");
  });

  it("is refused when it is not there or is a folder", async () => {
    mkdirSync(join(folder, "laws"));
    expect(await readDocument(join(folder, "laws"))).toEqual({ refused: expect.stringContaining("is a folder") });
    expect(await readDocument(join(folder, "none"))).toEqual({ refused: expect.stringContaining("does not exist") });
  });
});

/** A ZIP archive; `claimed` is the unpacked size it pretends to. */
function zipOf(files: ReadonlyArray<readonly [string, Buffer]>, claimed?: number): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of files) {
    const packed = deflateRawSync(content, { level: 9 });
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(8, 8);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(claimed ?? content.length, 22);
    head.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(claimed ?? content.length, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    parts.push(head, Buffer.from(name), packed);
    directory.push(entry, Buffer.from(name));
    offset += 30 + name.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, listed, end]);
}
