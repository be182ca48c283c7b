import type { Writable } from "node:stream";

/** Called with how much is done, of how much. */
export type Progress = (done: number, of: number) => void;

/** Counts there if it is a terminal, and otherwise nowhere. */
export function progressOn(stderr: Writable): Progress {
  const isTerminal = "isTTY" in stderr && stderr.isTTY === true;
  return (done, of) => {
    if (isTerminal) stderr.write(`\r${done}/${of}${done === of ? "\n" : ""}`);
  };
}
