import { createHash } from "node:crypto";
import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { FileUnavailableError, MOST_INCOMING_BYTES } from "../../src/chat/incoming-file.ts";
import { cleanPicture } from "../../src/cleaning/clean-picture.ts";
import { fileTexts } from "../../src/tips/file-texts.ts";
import { createJudgeFile } from "../../src/tips/files.ts";
import { laughingSvg, longGif, oggVoice, pixelBomb, recording, textBomb, zipBomb } from "../support/hostile-files.ts";
import { markedJpeg, plainPicture, storedZip } from "../support/marked-pictures.ts";

const judgeFile = createJudgeFile({ clean: cleanPicture });

function judge(bytes: Uint8Array, name = "berkas", mime = "application/octet-stream") {
  return judgeFile({ name, mime, size: bytes.length, ofSeveral: false, bytes: async () => bytes });
}

async function taken(bytes: Uint8Array, name?: string, mime?: string) {
  const judged = await judge(bytes, name, mime);
  if (judged.kind === "refuse") throw new Error(judged.sentence);
  return judged;
}

const latin = (text: string) => Buffer.from(text, "latin1");
const PDF = Buffer.from("%PDF-1.7\n1 0 obj<</Author(Jejak)>>endobj\n%%EOF\n");

describe("what becomes of a file", () => {
  it("draws a picture anew and keeps what was sent apart, with its hash", async () => {
    const { bytes: sent } = await markedJpeg();
    const judged = await taken(sent, "IMG_1.jpg", "image/jpeg");
    expect(judged).toMatchObject({
      name: "IMG_1.jpg",
      mime: "image/jpeg",
      cleaned: true,
      voice: false,
      original: sent,
    });
    expect(judged.sha256).toBe(createHash("sha256").update(sent).digest("hex"));
    expect(Buffer.from(judged.content).includes("Rahasia-")).toBe(false);
    expect(await sharp(judged.content).metadata()).toMatchObject({ format: "jpeg", width: 48, height: 32 });
  });

  it.each([
    ["a PDF", PDF, "a.pdf", "application/pdf", false],
    ["a HEIC of an iPhone", recording("heic"), "a.heic", "image/heic", false],
    ["a HEIF of another phone", recording("mif1"), "a.heif", "image/heic", false],
    ["a video", recording("isom", "vide", "soun"), "a.mp4", "video/mp4", false],
    ["a video of an iPhone", recording("qt  ", "vide"), "a.mov", "video/quicktime", false],
    ["a video of an old phone", recording("3gp5", "soun", "vide"), "a.3gp", "video/3gpp", false],
    ["a voice note", oggVoice(), "a.ogg", "audio/ogg", true],
    ["a recording of an iPhone", recording("M4A ", "soun"), "a.m4a", "audio/mp4", true],
    ["a recording that calls itself a video", recording("mp42", "soun"), "a.m4a", "audio/mp4", true],
    ["a recording of an old phone", recording("3gp4", "soun"), "a.3gp", "audio/3gpp", true],
    ["an MP3", latin(`ID3\x04\0\0\0\0\0\0\xff\xfb\x90\x64${"\0".repeat(500)}`), "a.mp3", "audio/mpeg", true],
    ["an AMR", latin(`#!AMR\n${"\x3c".repeat(40)}`), "a.amr", "audio/amr", true],
  ])("takes %s as it is", async (_, sent, name, mime, voice) => {
    expect(await taken(sent, name)).toEqual({
      kind: "take",
      content: sent,
      name,
      mime,
      sha256: createHash("sha256").update(sent).digest("hex"),
      cleaned: false,
      voice,
      original: undefined,
    });
  });

  const { unwanted } = fileTexts;
  it.each([
    ["nothing at all", latin(""), fileTexts.empty],
    ["one byte more than there may be", Buffer.alloc(MOST_INCOMING_BYTES + 1, PDF), fileTexts.tooLarge],
    ["a ZIP", storedZip("a.txt", "isi"), unwanted.archive],
    ["a RAR", latin("Rar!\x1a\x07\x01\0"), unwanted.archive],
    ["a 7z", latin("7z\xbc\xaf\x27\x1c"), unwanted.archive],
    ["a gzip", latin("\x1f\x8b\x08\0"), unwanted.archive],
    ["a tar", latin(`${"a".repeat(257)}ustar\x0000`), unwanted.archive],
    ["a Word document", storedZip("[Content_Types].xml", "<Types/>"), unwanted.office],
    ["a Word document of old", latin("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), unwanted.office],
    ["an RTF", latin("{\\rtf1 a}"), unwanted.office],
    ["an SVG", latin('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'), unwanted.page],
    ["a web page", latin("\n <!DOCTYPE html><p>a"), unwanted.page],
    ["a web page in UTF-16", Buffer.from("\ufeff<html><script>1</script>", "utf16le"), unwanted.page],
    ["a program of Windows", latin("MZ\x90\0"), unwanted.program],
    ["a program of Linux", latin("\x7fELF\x02"), unwanted.program],
    ["a script", latin("#!/bin/sh\nrm a"), unwanted.program],
    ["a GIF that is a script too", latin("GIF89a/*\0*/=1;alert(1)"), unwanted.picture],
    ["a TIFF", latin("II*\0\x08\0\0\0"), unwanted.picture],
    ["a BMP", latin(`BM\x46\0\0\0\0\0\0\0\x36`), unwanted.picture],
    ["an AVIF", recording("avif"), unwanted.picture],
    ["a raw picture of a camera", recording("crx "), unwanted.picture],
    ["a WAV", latin("RIFF\x24\0\0\0WAVEfmt "), unwanted.sound],
    ["a WebM", latin("\x1a\x45\xdf\xa3\x9f\x42\x86\x81"), unwanted.video],
    ["a text", latin("Halo,\r\nini catatan saya."), unwanted.text],
    ["what nobody knows", latin("\0\x01\x02\x03\x04\x05"), unwanted.unknown],
    ["sound tags before something else", Buffer.concat([latin("ID3\x04\0\0\0\0\0\0"), storedZip("a", "b")]), undefined],
  ])("refuses %s and says what to send instead", async (_, sent, sentence) => {
    const judged = await judge(sent, "foto.jpg", "image/jpeg");
    expect(judged).toEqual({ kind: "refuse", sentence: sentence ?? expect.stringContaining("tidak disimpan") });
    expect(judged).toMatchObject({
      sentence: expect.stringMatching(/tidak disimpan\. .*\b[Kk]irim|tidak disimpan\. Simpan/),
    });
  });

  it("takes a file of just as many bytes as there may be", async () => {
    const sent = Buffer.alloc(MOST_INCOMING_BYTES);
    PDF.copy(sent);
    expect((await taken(sent)).content).toHaveLength(MOST_INCOMING_BYTES);
  });

  it("fetches nothing of a file that its phone says is too large, and tells whoever asked of one that cannot be had", async () => {
    const file = {
      name: "a",
      mime: "",
      size: 1,
      ofSeveral: false,
      bytes: () => Promise.reject(new FileUnavailableError("gone")),
    };
    await expect(judgeFile(file)).rejects.toBeInstanceOf(FileUnavailableError);
    const tooLarge = { kind: "refuse", sentence: fileTexts.tooLarge };
    expect(await judgeFile({ ...file, size: MOST_INCOMING_BYTES + 1 })).toEqual(tooLarge);
    const bytes = () => Promise.reject(new FileUnavailableError("too-large"));
    expect(await judgeFile({ ...file, bytes })).toEqual(tooLarge);
  });
});

describe("a file that is made to harm", () => {
  it("bursts nowhere: each is answered within seconds, and the service holds no more memory than before", async () => {
    const picture = await plainPicture().png().toBuffer();
    const bomb = pixelBomb(16_000);
    expect(bomb.length).toBeLessThan(1024 * 1024);
    expect(await sharp(bomb, { limitInputPixels: false }).metadata()).toMatchObject({ width: 16_000, height: 16_000 });
    const files: Array<[Buffer, string | undefined]> = [
      [bomb, fileTexts.picture["too-large"]],
      [textBomb(picture), undefined],
      [picture.subarray(0, picture.length - 40), fileTexts.picture.broken],
      [longGif(100_000), fileTexts.unwanted.picture],
      [laughingSvg(10), fileTexts.unwanted.page],
      [zipBomb(), fileTexts.unwanted.archive],
    ];
    const held = process.memoryUsage.rss();
    for (const [bytes, sentence] of files) {
      const begun = performance.now();
      const judged = await judge(bytes, "foto.png", "image/png");
      expect(performance.now() - begun).toBeLessThan(5_000);
      if (sentence !== undefined) expect(judged).toEqual({ kind: "refuse", sentence });
    }
    expect(process.memoryUsage.rss() - held).toBeLessThan(150 * 1024 * 1024);
  });

  it("is only the picture it shows when it is two things at once", async () => {
    const picture = await plainPicture().jpeg().toBuffer();
    for (const other of [storedZip("a.txt", "isi"), PDF, latin("<html><script>alert(1)</script>"), latin("MZ\x90\0")]) {
      const judged = await taken(Buffer.concat([picture, other]), "a.zip");
      expect(judged).toMatchObject({ name: "a.zip.jpg", mime: "image/jpeg", cleaned: true });
      expect(Buffer.from(judged.content).includes(other)).toBe(false);
    }
    const page = Buffer.concat([PDF, latin("<html><script>alert(1)</script>")]);
    expect(await taken(page, "surat.html", "text/html")).toMatchObject({
      name: "surat.html.pdf",
      mime: "application/pdf",
    });
  });

  it.each([
    ["../../etc/passwd", "__etc_passwd.pdf"],
    ["..\\..\\a.pdf", "__a.pdf"],
    [".bashrc", "_bashrc.pdf"],
    ["surat\u202efdp.exe", "surat_fdp.exe.pdf"],
    ["a\0b.pdf", "a_b.pdf"],
    ["con", "_con.pdf"],
    ["CON.pdf", "_CON.pdf"],
    ["aux.tar.pdf", "_aux.tar.pdf"],
    ["LPT1 .pdf", "_LPT1.pdf"],
    ["COM¹.pdf", "_COM¹.pdf"],
    ["a. . .pdf", "a.pdf"],
    ["SURAT.PDF", "SURAT.PDF"],
    ["Surat Tugas (2).pdf", "Surat Tugas (2).pdf"],
    ["😀.pdf", "😀.pdf"],
    ["", "berkas.pdf"],
    ["...", "berkas.pdf"],
    ["a:stream.pdf", "a_stream.pdf"],
    ["\ud800.pdf", "\ufffd.pdf"],
  ])("gets no name that a disk or an eye takes for another: %j", async (sent, name) => {
    expect((await taken(PDF, sent)).name).toBe(name);
  });

  it.each(["a".repeat(300), "ñ".repeat(300), "😀".repeat(300), "👩‍👩‍👧‍👦".repeat(60)])(
    "has a short name though it was sent with a long one",
    async (letters) => {
      const { name } = await taken(PDF, `${letters}.pdf`);
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
      expect(name).toMatch(/\.pdf$/);
      expect(name.isWellFormed()).toBe(true);
    },
  );

  it("has, whatever it was called, one short name that any disk takes and no eye is deceived by", async () => {
    const pieces = [
      "con",
      "NUL",
      ".",
      "..",
      "/",
      "\\",
      " ",
      "\0",
      "\u202e",
      "\ud83d",
      "😀",
      ".exe",
      ".pdf",
      "a".repeat(90),
    ];
    const sent = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: "binary" })), { maxLength: 8 });
    const check = fc.asyncProperty(sent, async (words) => {
      const { name } = await taken(PDF, words.join(""));
      expect(name).toMatch(/^[^.\s][^\p{Cc}\p{Cf}\p{Cs}"*/:<>?\\|]*(?<![. ])\.pdf$/iu);
      expect(name).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d) *\./i);
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
    });
    await fc.assert(check, { numRuns: 500, seed: 20_261_129 });
  });
});
