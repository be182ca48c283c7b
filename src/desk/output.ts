import { text } from "node:stream/consumers";
import type { Shell } from "../shell.ts";
import { withoutControls } from "./tips-plain.ts";

/** Prints one JSON value on a line of its own. */
export function printJson({ stdout }: Shell, value: unknown): void {
  stdout.write(`${JSON.stringify(value)}\n`);
}

/** Prints lines for people; whatever stands in them, a stranger's file or a changed database, does nothing to their terminal. */
export function printLines({ stdout }: Shell, lines: readonly string[]): void {
  stdout.write(lines.map((line) => `${withoutControls(line)}\n`).join(""));
}

/** What an option says, or stdin when it says "-". */
export function textFrom({ stdin }: Shell, option: string): Promise<string> {
  return option === "-" ? text(stdin) : Promise.resolve(option);
}
