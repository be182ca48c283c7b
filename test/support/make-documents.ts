import { Document, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from "docx";
import PDFDocument from "pdfkit";

export type PdfOptions = {
  password?: string;
  /** A running head on every page, above its number. */
  head?: string;
  /** Lines a page. */
  perPage?: number;
};

/** A real PDF with a text layer: a head, a page number and some lines on every page. */
export function makePdf(lines: readonly string[], { password, head, perPage = 40 }: PdfOptions = {}): Promise<Buffer> {
  const pdf = new PDFDocument({
    size: "A4",
    autoFirstPage: false,
    ...(password === undefined ? {} : { userPassword: password }),
  });
  const done = collect(pdf);
  const step = Math.min(17, 720 / perPage);
  for (let at = 0; at < lines.length; at += perPage) {
    pdf.addPage();
    pdf.fontSize(Math.min(9, step * 0.8));
    if (head !== undefined) {
      pdf.text(head, 60, 30, { lineBreak: false });
      pdf.text(`- ${at / perPage + 1} -`, 280, 44, { lineBreak: false });
    }
    for (const [row, line] of lines.slice(at, at + perPage).entries()) {
      pdf.text(line, 60, 70 + row * step, { lineBreak: false });
    }
  }
  pdf.end();
  return done;
}

/** A PDF whose only page is a picture, as a scanner makes it. */
export function makeScan(): Promise<Buffer> {
  const pdf = new PDFDocument({ size: "A4" });
  const done = collect(pdf);
  pdf.image(
    Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
      "base64",
    ),
    0,
    0,
    { width: 500, height: 700 },
  );
  pdf.end();
  return done;
}

function collect(pdf: PDFKit.PDFDocument): Promise<Buffer> {
  const pieces: Buffer[] = [];
  pdf.on("data", (piece: Buffer) => pieces.push(piece));
  return new Promise((resolve) => pdf.on("end", () => resolve(Buffer.concat(pieces))));
}

/** A real Word document: paragraphs, then the rows of a table. */
export function makeDocx(lines: readonly string[], rows: readonly string[][] = []): Promise<Buffer> {
  const table = new Table({
    rows: rows.map(
      (cells) => new TableRow({ children: cells.map((cell) => new TableCell({ children: [new Paragraph(cell)] })) }),
    ),
  });
  const paragraphs = lines.map((line) => new Paragraph({ children: [new TextRun(line)] }));
  return Packer.toBuffer(
    new Document({ sections: [{ children: rows.length === 0 ? paragraphs : [...paragraphs, table] }] }),
  );
}

/** A Word document whose numbers Word itself counts: articles as plain text, below them (1), a. and 1. as lists. */
export function makeNumberedDocx(
  lines: ReadonlyArray<readonly [text: string, depth?: number, list?: number]>,
): Promise<Buffer> {
  const level = (depth: number, format: "decimal" | "lowerLetter", text: string) => ({ level: depth, format, text });
  const paragraphs = lines.map(([text, depth, list = 0]) =>
    depth === undefined
      ? new Paragraph(text)
      : new Paragraph({ text, numbering: { reference: "article", level: depth, instance: list } }),
  );
  return Packer.toBuffer(
    new Document({
      numbering: {
        config: [
          {
            reference: "article",
            levels: [level(0, "decimal", "(%1)"), level(1, "lowerLetter", "%2."), level(2, "decimal", "%3.")],
          },
        ],
      },
      sections: [{ children: paragraphs }],
    }),
  );
}
