/** Called with how much is done, of how much. */
export type Progress = (done: number, of: number) => void;

/** Counts on the terminal, and nowhere else. */
export function progress(done: number, of: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${done}/${of}${done === of ? "\n" : ""}`);
}
