import { type Answering, openAnswering } from "../../src/build.ts";

let opened: Promise<Answering> | undefined;

/** The shipped knowledge with its ranker and an index in memory, opened once a test file. */
export function shippedAnswering(): Promise<Answering> {
  opened ??= openAnswering();
  return opened;
}
