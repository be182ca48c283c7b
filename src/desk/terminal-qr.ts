import encodeQr from "qr";

/** Two of these around are enough for every camera we know, and spare two lines of the window. */
const QUIET = 2;
/** Black on white whatever the terminal's own colours are: fixed places of the 256 colours, which themes leave alone. */
const INK_ON_PAPER = "\u001b[38;5;16;48;5;231m";
const AS_BEFORE = "\u001b[0m";

/** A QR code as lines of half blocks, two rows of it in each line. */
export function drawTerminalQr(text: string): { lines: string[]; columns: number } {
  const rows = encodeQr(text, "raw", { ecc: "low", border: QUIET });
  const columns = rows[0]?.length ?? 0;
  const lines: string[] = [];
  for (let top = 0; top < rows.length; top += 2) {
    const cells = Array.from({ length: columns }, (_, x) => half(rows[top]?.[x] === true, rows[top + 1]?.[x] === true));
    lines.push(`${INK_ON_PAPER}${cells.join("")}${AS_BEFORE}`);
  }
  return { lines, columns };
}

function half(upper: boolean, lower: boolean): string {
  if (upper) return lower ? "█" : "▀";
  return lower ? "▄" : " ";
}
