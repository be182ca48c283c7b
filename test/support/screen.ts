/** The few things of a terminal that we use: lines, going up, wiping to the end of line or screen. Colours are dropped. */
export function createScreen(size: { rows?: number; columns?: number } = { rows: 50, columns: 100 }) {
  const lines: string[] = [""];
  let row = 0;
  let column = 0;

  function put(letter: string): void {
    const line = (lines[row] ?? "").padEnd(column);
    lines[row] = line.slice(0, column) + letter + line.slice(column + 1);
    column += 1;
  }

  function type(text: string): void {
    for (const letter of text) {
      if (letter === "\n") {
        row += 1;
        column = 0;
        lines[row] ??= "";
      } else if (letter === "\r") column = 0;
      else put(letter);
    }
  }

  function obey(code: string, count: number): void {
    if (code === "F") row = Math.max(0, row - count);
    if (code === "F") column = 0;
    if (code === "J" || code === "K") lines[row] = (lines[row] ?? "").slice(0, column);
    if (code === "J") lines.length = row + 1;
  }

  return {
    ...size,
    isTTY: true,
    write(text: string): void {
      const [plain = "", ...controlled] = text.split("\u001b[");
      type(plain);
      for (const piece of controlled) {
        const [, count = "", code = "", rest = ""] = /^([\d;]*)([A-Za-z])([\s\S]*)$/.exec(piece) ?? [];
        obey(code, Number(count) || 1);
        type(rest);
      }
    },
    /** What somebody before it sees. */
    shown: () => lines.join("\n"),
  };
}
