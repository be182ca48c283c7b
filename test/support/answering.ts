import { type Answering, openAnswering } from "../../src/build.ts";
import { sharedFolder } from "./process.ts";

let opened: Promise<Answering> | undefined;

/** The shipped knowledge with its ranker, opened once a test file, and shelved once a test run. */
export function shippedAnswering(): Promise<Answering> {
  opened ??= openAnswering({ dataFolder: sharedFolder });
  return opened;
}
