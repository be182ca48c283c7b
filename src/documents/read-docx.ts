import mammoth from "mammoth";
import type { ReadDocument } from "../knowledge/import/document.ts";
import { readHtml } from "./read-html.ts";
import { Refused } from "./refused.ts";
import { unpackWithin } from "./zip.ts";

/** The text of a Word document; it has no pages of its own, so all lines are on page 1. Throws {@link Refused}. */
export async function readDocx(bytes: Buffer): Promise<ReadDocument["pages"]> {
  unpackWithin(bytes, []);
  const html = await mammoth
    .convertToHtml({ buffer: bytes }, { convertImage: mammoth.images.imgElement(noImage) })
    .then(
      ({ value }) => value,
      () => {
        throw new Refused("is a broken DOCX file; open it in Word and save it anew");
      },
    );
  return [{ number: 1, lines: readHtml(`<body>${html}</body>`) }];
}

async function noImage(): Promise<{ src: string }> {
  return { src: "" };
}
