import { join } from "node:path";
import { removeFolder, sharedBy } from "./process.ts";

/** Runs before all tests, and what it returns after them. */
export function setup(): () => void {
  const shared = sharedBy(process.pid);
  // Everything that is started from here on, workers and the processes of tests, compiles a file once.
  process.env["NODE_COMPILE_CACHE"] = join(shared, "compiled");
  return () => removeFolder(shared);
}
