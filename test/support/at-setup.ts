import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import type { Host } from "../../src/host.ts";
import { runSetup } from "../../src/run-setup.ts";

export const CTRL_C = "\u0003";
export const CTRL_D = "\u0004";
export const DOWN = "\u001b[B";

/** What is typed at a question that begins so; Enter follows but after Ctrl-C and Ctrl-D. */
export type Typed = readonly [question: string, keys: string];

export type AtSetup = {
  code: number;
  /** All that was on the screen. */
  shown: string;
  /** The questions in their order. */
  asked: string[];
};

/**
 * Runs the wizard with somebody at its terminal: they type what is given for the next question it fits, in this order, and press Enter
 * at all others. Fails when something was left to type.
 */
export async function atSetup(
  file: string,
  typing: readonly Typed[] = [],
  environment: Record<string, string> = {},
  host?: Host,
): Promise<AtSetup> {
  const keyboard = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => keyboard });
  // As a terminal's, nothing that is piped to it ends it.
  const screen = Object.assign(new PassThrough(), { isTTY: true, end: () => screen });
  const left = [...typing];
  const asked: string[] = [];
  let shown = "";
  let fresh = "";
  let open: string | undefined;
  screen.on("data", (chunk) => {
    const plain = stripVTControlCharacters(String(chunk));
    shown += plain;
    fresh += plain;
    if (open !== undefined && fresh.includes(`✔ ${open}`)) {
      fresh = fresh.slice(fresh.indexOf(`✔ ${open}`) + open.length + 2);
      open = undefined;
    }
    if (open !== undefined) return;
    const [, message] = /(?:^|\n)\? (.+?)(?= \(|\n|$)/.exec(fresh) ?? [];
    if (message === undefined) return;
    open = message.trim();
    asked.push(open);
    const fits = left[0] !== undefined && open.startsWith(left[0][0]);
    const keys = fits ? (left.shift()?.[1] ?? "") : "";
    // What is typed before the question is drawn to its end is for nobody.
    setImmediate(() => keyboard.write([CTRL_C, CTRL_D].includes(keys) ? keys : `${keys}\r`));
  });
  const code = await runSetup({
    file,
    ...(host && { host }),
    shell: {
      environment,
      stdin: keyboard,
      stdout: screen,
      stderr: screen,
      colour: false,
      stopped: () => new AbortController().signal,
    },
  });
  if (left.length > 0) throw new Error(`nobody asked "${left[0]?.[0]}":\n${shown}`);
  return { code, shown, asked };
}
