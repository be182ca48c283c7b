import type { PairingStep } from "../chat/pairing.ts";
import type { Shell } from "../shell.ts";
import { printJson } from "./output.ts";
import { drawTerminalQr } from "./terminal-qr.ts";

/** Shows each step of linking; `end` takes a code that is worth nothing any more from the screen. */
export type PairingScreen = { show(step: PairingStep): void; end(): void };

/** JSON lines: `{"qr"}` or `{"code"}`, at last `{"paired":true}`. */
export function jsonScreen(shell: Shell): PairingScreen {
  return {
    show(step) {
      if (step.kind === "qr") printJson(shell, { qr: step.text });
      else if (step.kind === "code") printJson(shell, { code: step.code });
      else if (step.kind === "paired") printJson(shell, { paired: true });
    },
    end() {},
  };
}

/** What a terminal says of itself, and takes. */
export type ScreenOutput = { write(text: string): void; isTTY?: boolean; rows?: number; columns?: number };

/** For people: on a terminal the newest QR takes the place of the one before, with the seconds it has left. */
export function peopleScreen(output: ScreenOutput, picture: string | undefined): PairingScreen {
  const isTerminal = output.isTTY === true;
  /** How many lines of what is shown are to be taken back. */
  let lines = 0;
  let timer: NodeJS.Timeout | undefined;
  let saidPicture = false;

  function clear(): void {
    clearInterval(timer);
    if (lines > 0) output.write(`\u001b[${lines}F\u001b[J`);
    lines = 0;
  }

  function showQr(text: string, secondsLeft: number): void {
    clear();
    const drawing = drawTerminalQr(text);
    const remarks = smallWindow(drawing, output);
    output.write([...drawing.lines, ...remarks].map((line) => `${line}\n`).join(""));
    if (!isTerminal) {
      output.write(`It is good for ${secondsLeft} seconds.\n`);
      return;
    }
    const until = Date.now() + secondsLeft * 1000;
    const tell = () => {
      const left = Math.max(0, Math.round((until - Date.now()) / 1000));
      output.write(`\r\u001b[K${left === 0 ? "A new one comes now" : `Good for ${left} seconds more`}`);
    };
    output.write("\n");
    lines = drawing.lines.length + remarks.length + 1;
    tell();
    timer = setInterval(tell, 1_000);
  }

  return {
    show(step) {
      switch (step.kind) {
        case "qr":
          if (picture === undefined) return showQr(step.text, step.secondsLeft);
          if (!saidPicture) output.write(`The QR is in ${picture}; the file changes with each new one.\n`);
          saidPicture = true;
          return;
        case "code": {
          const code = step.code.replace(/^(.{4})(.{4})$/, "$1-$2");
          output.write(`\n    ${code}\n\n`);
          return;
        }
        case "said":
          clear();
          output.write(`${step.text}\n`);
          return;
        case "paired":
          clear();
          output.write("The number is linked.\n");
          return;
        case "failed":
          clear();
      }
    },
    end: clear,
  };
}

function smallWindow(
  drawing: { lines: readonly string[]; columns: number },
  { rows, columns }: ScreenOutput,
): string[] {
  const needed = drawing.lines.length + 3;
  if ((rows === undefined || rows >= needed) && (columns === undefined || columns >= drawing.columns)) return [];
  return [
    `This window shows ${columns} x ${rows} characters and the code needs ${drawing.columns} x ${needed}: make its letters ` +
      "smaller (Ctrl and -), or use --png FILE or --phone NUMBER",
  ];
}
