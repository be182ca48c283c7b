/** A process of its own that tries one add into a case of the folder in its first argument for each line it reads, and prints how it went. */
import { createInterface } from "node:readline";
import { openTipsDatabase } from "../../src/stores/tips-database.ts";
import { createTipStore } from "../../src/stores/tips-sqlite.ts";
import { addAfterAll, newCase, newPart } from "./tips-rows.ts";

const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
const outcome = (error: unknown) => {
  const { name, code, message } = error as { name?: string; code?: string; message?: string };
  return { name, code, message };
};

try {
  const store = createTipStore(await openTipsDatabase(process.argv[2] ?? ""), { emptyingMs: 0 });
  const opened = newCase();
  await store.begin(opened);
  say({ begun: opened.id });
  for await (const bytes of createInterface({ input: process.stdin })) {
    const part = newPart(opened.id, { bytes: Number(bytes) });
    await addAfterAll(store, opened, [part], Buffer.from(part.id)).then(
      (added) => say({ part: part.id, added: added.kind }),
      (error: unknown) => say({ part: part.id, ...outcome(error) }),
    );
    say({ shown: (await store.parts(opened.id)).map(({ id }) => id) });
  }
  await store.end();
} catch (error) {
  say(outcome(error));
}
