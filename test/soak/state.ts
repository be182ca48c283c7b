import { readFileSync, renameSync, writeFileSync } from "node:fs";

/** What a stopped run left behind; undefined when there is nothing to go on from. */
export function readState<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as T;
  } catch {
    return undefined;
  }
}

export function saveState(file: string, state: unknown): void {
  writeFileSync(`${file}.tmp`, JSON.stringify(state));
  renameSync(`${file}.tmp`, file);
}
