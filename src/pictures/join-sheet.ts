import { buffer } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import PDFDocument from "pdfkit";
import encodeQr from "qr";

/** What one group's card says; each link becomes a QR code with its label underneath. */
export type JoinCard = {
  unit: string;
  /** District and tags. */
  detail: string;
  code: string;
  links: ReadonlyArray<{ label: string; url: string }>;
};

type Pdf = InstanceType<typeof PDFDocument>;

const INK = "#1b1f24";
const FAINT = "#5b6470";
const LINE = "#b6bec8";
const MARGIN = 34;
const CARDS_A_PAGE = 4;
const GAP = 8;
/** Four centimetres: read from half a metre away. */
const QR_SIDE = 114;
const FONTS = { plain: "DejaVuSans.ttf", bold: "DejaVuSans-Bold.ttf", code: "DejaVuSansMono-Bold.ttf" };

/** A sheet to print and cut: A4, four cards a page, one for each group. */
export async function drawJoinSheet(officeName: string, cards: readonly JoinCard[]): Promise<Uint8Array> {
  const pdf = new PDFDocument({
    size: "A4",
    margin: MARGIN,
    info: { Title: `Kode gabung ${officeName}` },
    autoFirstPage: false,
  });
  const whole = buffer(pdf);
  for (const [name, file] of Object.entries(FONTS))
    pdf.registerFont(name, fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/${file}`)));
  for (const [at, card] of cards.entries()) {
    if (at % CARDS_A_PAGE === 0) pdf.addPage();
    const height = (pdf.page.height - 2 * MARGIN - (CARDS_A_PAGE - 1) * GAP) / CARDS_A_PAGE;
    drawCard(pdf, officeName, card, MARGIN + (at % CARDS_A_PAGE) * (height + GAP), height);
  }
  pdf.end();
  return whole;
}

function drawCard(
  pdf: Pdf,
  officeName: string,
  { unit, detail, code, links }: JoinCard,
  top: number,
  height: number,
): void {
  const width = pdf.page.width - 2 * MARGIN;
  pdf
    .roundedRect(MARGIN, top, width, height, 6)
    .lineWidth(0.7)
    .dash(3, { space: 3 })
    .strokeColor(LINE)
    .stroke()
    .undash();
  const left = MARGIN + 14;
  const codes = links.length * (QR_SIDE + 16);
  const room = width - 28 - codes;
  const say = (text: string, y: number, font: keyof typeof FONTS, size: number, most: number, colour = INK) => {
    const fitting = fittingSize(pdf.font(font), text, size, room, most);
    pdf
      .fontSize(fitting)
      .fillColor(colour)
      .text(text, left, top + y, { width: room, height: most, ellipsis: true });
  };
  say(officeName, 12, "plain", 9, 13, FAINT);
  say(unit, 26, "bold", 15, 40);
  say(detail, 68, "plain", 9, 24, FAINT);
  say(code, 94, "code", 19, 26);
  say(howTo(code, links.length > 0), 122, "plain", 9, height - 122 - 8);
  for (const [at, { label, url }] of links.entries()) {
    const x = MARGIN + width - codes + at * (QR_SIDE + 16) + 4;
    drawQr(pdf, url, x, top + 24);
    pdf.font("bold").fontSize(9).fillColor(INK);
    pdf.text(label, x, top + 24 + QR_SIDE + 8, { width: QR_SIDE, align: "center" });
  }
}

function howTo(code: string, hasQr: boolean): string {
  const way = hasQr
    ? `Pindai dengan kamera ponsel, atau tulis di chat: gabung ${code}.`
    : `Tulis di chat: gabung ${code}.`;
  return `${way} Lalu tekan Ya. Nama Anda tidak dicatat; berhenti kapan saja dengan menulis STOP.`;
}

/** The largest size at which a text stays within its room. */
function fittingSize(pdf: Pdf, text: string, size: number, width: number, most: number): number {
  let fitting = size;
  while (fitting > 6 && pdf.fontSize(fitting).heightOfString(text, { width }) > most) fitting -= 0.5;
  return fitting;
}

function drawQr(pdf: Pdf, text: string, x: number, y: number): void {
  const rows = encodeQr(text, "raw", { ecc: "medium", border: 1 });
  const module = QR_SIDE / rows.length;
  for (const [down, row] of rows.entries())
    for (let across = 0; across < row.length; across += 1) {
      if (!row[across]) continue;
      const start = across;
      while (row[across + 1]) across += 1;
      // A hair wider, so that no printer leaves light between two rows.
      pdf.rect(x + start * module, y + down * module, (across - start + 1) * module, module * 1.02);
    }
  pdf.fillColor("#000000").fill();
}
