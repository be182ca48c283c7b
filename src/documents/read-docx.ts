import mammoth from "mammoth";
import type { ReadDocument } from "../knowledge/import/document.ts";
import { paragraphNumbers } from "./docx-numbering.ts";
import { readHtml } from "./read-html.ts";
import { Refused } from "./refused.ts";
import { unpackWithin } from "./zip.ts";

/** What we read and write of mammoth's paragraphs; its types leave its documents open. */
type Paragraph = { numbering: unknown; children: unknown[] };
type Transforms = { paragraph(change: (paragraph: Paragraph) => Paragraph): (document: unknown) => unknown };

const { transforms } = mammoth as unknown as { transforms: Transforms };

/** The text of a Word document; it has no pages of its own, so all lines are on page 1. Throws {@link Refused}. */
export async function readDocx(bytes: Buffer): Promise<ReadDocument["pages"]> {
  const parts = unpackWithin(bytes, ["word/document.xml", "word/numbering.xml"]);
  const numbers = paragraphNumbers(
    parts.get("word/document.xml")?.toString("utf8") ?? "",
    parts.get("word/numbering.xml")?.toString("utf8") ?? "",
  );
  let html = await toHtml(bytes, numbers);
  // Where mammoth sees other paragraphs than we counted, numbers would go to the wrong ones: better none.
  if (html.paragraphs !== numbers.length) html = await toHtml(bytes, []);
  return [{ number: 1, lines: readHtml(`<body>${html.text}</body>`) }];
}

async function toHtml(bytes: Buffer, numbers: readonly string[]): Promise<{ text: string; paragraphs: number }> {
  let paragraphs = 0;
  const transformDocument = transforms.paragraph((paragraph) => {
    const number = numbers[paragraphs] ?? "";
    paragraphs += 1;
    if (number === "") return paragraph;
    const run = { type: "run", children: [{ type: "text", value: `${number} ` }] };
    return { ...paragraph, numbering: null, children: [run, ...paragraph.children] };
  });
  const options = { transformDocument, convertImage: mammoth.images.imgElement(async () => ({ src: "" })) };
  try {
    const { value } = await mammoth.convertToHtml({ buffer: bytes }, options);
    return { text: value, paragraphs };
  } catch {
    throw new Refused("is a broken DOCX file; open it in Word and save it anew");
  }
}
