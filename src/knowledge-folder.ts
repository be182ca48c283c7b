import { join } from "node:path";

/** The knowledge that is shipped, apart so that the desk's small commands need not load all that answers. */
export const knowledgeFolder = join(import.meta.dirname, "..", "knowledge");
