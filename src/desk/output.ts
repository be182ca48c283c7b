import { text } from "node:stream/consumers";

/** Prints one JSON value on a line of its own. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** Prints lines for people. */
export function printLines(lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(""));
}

/** What an option says, or stdin when it says "-". */
export function textFrom(option: string): Promise<string> {
  return option === "-" ? text(process.stdin) : Promise.resolve(option);
}
