/** A process of its own that opens the tips in the folder of its first argument, begins a case there and prints the salt. */
import { openTipsDatabase } from "../../src/stores/tips-database.ts";
import { createTipStore } from "../../src/stores/tips-sqlite.ts";
import { newCase } from "./tips-rows.ts";

const store = createTipStore(await openTipsDatabase(process.argv[2] ?? ""));
await store.begin(newCase());
process.stdout.write(Buffer.from(await store.salt()).toString("hex"));
await store.end();
