import { text } from "node:stream/consumers";
import type { Shell } from "../shell.ts";

/** Prints one JSON value on a line of its own. */
export function printJson({ stdout }: Shell, value: unknown): void {
  stdout.write(`${JSON.stringify(value)}\n`);
}

/** Prints lines for people. */
export function printLines({ stdout }: Shell, lines: readonly string[]): void {
  stdout.write(lines.map((line) => `${line}\n`).join(""));
}

/** What an option says, or stdin when it says "-". */
export function textFrom({ stdin }: Shell, option: string): Promise<string> {
  return option === "-" ? text(stdin) : Promise.resolve(option);
}
