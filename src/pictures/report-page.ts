import { buffer } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import PDFDocument from "pdfkit";

/** Places and words on one sheet of A4, in points from its upper left corner; nothing ever begins a second one. */
export type Page = {
  /** Left and right edge of what is written on. */
  left: number;
  right: number;
  /** Where the sheet ends. */
  bottom: number;
  /** Writes within a box, cut with "…" where it is too long; how high it became. */
  write(text: string, x: number, y: number, style: Style): number;
  widthOf(text: string, size: number): number;
  box(x: number, y: number, width: number, height: number, look: { fill?: string; line?: string }): void;
  /** The sheet as a PDF. */
  bytes(): Promise<Uint8Array>;
};

export type Style = {
  width: number;
  size: number;
  bold?: boolean;
  colour?: string;
  align?: "left" | "right";
  /** At most so many lines, one unless given. */
  lines?: number;
  /** A text that is too long is first made smaller, down to this size. */
  smallest?: number;
  /** `y` is the middle of it, not the top. */
  middle?: boolean;
};

export const INK = "#1b1f24";
export const FAINT = "#5b6470";
export const LINE = "#d9dee4";

const MARGIN = 40;
const STEP = 0.5;
/** No line holds more, however small; to measure all of an endless text would take seconds. */
const MOST_IN_LINE = 300;

export function createPage(title: string): Page {
  // Without margins: pdfkit turns the page as soon as something reaches into one.
  const pdf = new PDFDocument({ size: "A4", margin: 0, info: { Title: title } });
  const whole = buffer(pdf);
  for (const name of ["DejaVuSans", "DejaVuSans-Bold"])
    pdf.registerFont(name, fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`)));
  const { width: pageWidth, height: pageHeight } = pdf.page;

  return {
    left: MARGIN,
    right: pageWidth - MARGIN,
    bottom: pageHeight - MARGIN,
    write(text, x, y, style) {
      const { width, size, bold = false, colour = INK, align = "left", lines = 1, smallest = size } = style;
      pdf.font(bold ? "DejaVuSans-Bold" : "DejaVuSans").fillColor(colour);
      const said = text
        .slice(0, MOST_IN_LINE * lines)
        .toWellFormed()
        .replace(/[\s\p{Cc}]+/gu, " ")
        .trim();
      const most = () => pdf.currentLineHeight(true) * lines;
      let fitting = size;
      while (pdf.fontSize(fitting).heightOfString(said, { width }) > most() + 0.1 && fitting - STEP >= smallest)
        fitting -= STEP;
      const height = Math.min(most(), pdf.heightOfString(said, { width }));
      const top = style.middle === true ? y - height / 2 : y;
      pdf.text(said, x, top, { width, height: most() + 0.1, align, ellipsis: true });
      return height;
    },
    widthOf: (text, size) => pdf.font("DejaVuSans").fontSize(size).widthOfString(text),
    box(x, y, width, height, { fill, line }) {
      if (width <= 0 || height <= 0) return;
      if (fill !== undefined) pdf.rect(x, y, width, height).fill(fill);
      if (line !== undefined) pdf.rect(x, y, width, height).lineWidth(0.6).strokeColor(line).stroke();
    },
    bytes() {
      pdf.end();
      return whole;
    },
  };
}
