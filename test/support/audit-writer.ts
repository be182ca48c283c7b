/** A process of its own that writes 500 entries into the audit of the folder in its first argument. */
import { createAudit } from "../../src/stores/audit-sqlite.ts";
import { openDatabase } from "../../src/stores/database.ts";

const database = await openDatabase(process.argv[2] ?? "");
const audit = createAudit(database, () => new Date());
for (let at = 0; at < 500; at += 1)
  await audit.append({ who: "ana", action: "event-added", subject: "acara 1", detail: {} });
await database.destroy();
