import { removeFolder, sharedBy } from "./process.ts";

/** Runs before all tests; what it returns, after them. */
export const setup = () => () => removeFolder(sharedBy(process.pid));
