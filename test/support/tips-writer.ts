/**
 * A process of its own that tells, adds, shreds and sweeps in the folder of its first argument until it is killed, and prints a line
 * for each thing that the store has promised. Days begin with the second argument and go on by one with each sweep.
 */
import { createHash, randomBytes, randomInt } from "node:crypto";
import { writeSync } from "node:fs";
import { openTipsDatabase } from "../../src/stores/tips-database.ts";
import { createTipStore } from "../../src/stores/tips-sqlite.ts";
import { addAfterAll, newCase, newPart } from "./tips-rows.ts";

const [folder = "", first = ""] = process.argv.slice(2);
const say = (line: object) => writeSync(1, `${JSON.stringify(line)}\n`);
const store = createTipStore(await openTipsDatabase(folder));
const dayOf = (n: number) => new Date(Date.parse(first) + n * 86_400_000).toISOString().slice(0, 10);

/** Its header tells whether the body is whole. */
function wholePart(id: string, day: string) {
  const part = newPart(id, { day, bytes: [900, 9_000, 90_000][randomInt(3)] ?? 900 });
  return { ...part, header: Buffer.concat([createHash("sha256").update(part.body).digest(), randomBytes(1_700)]) };
}

for (let n = 0, day = 0; ; n += 1) {
  const opened = newCase(dayOf(day), { state: Buffer.from('{"n":0}') });
  await store.begin(opened);
  say({ begun: opened.id, lookup: opened.lookup });
  let count = 0;
  for (let each = 0; each < 3; each += 1) {
    const parts = Array.from({ length: 1 + (each % 2) }, () => wholePart(opened.id, dayOf(day)));
    count += parts.length;
    await addAfterAll(store, opened, parts, Buffer.from(JSON.stringify({ n: count })));
    say({ added: opened.id, parts: parts.map(({ id }) => id) });
  }
  if (n % 3 === 1) {
    say({ shredding: opened.id });
    await store.shred(opened.id);
    say({ shredded: opened.id });
  }
  if (n % 4 === 3) {
    day += 1;
    say({ sweeping: dayOf(day) });
    await store.sweep(dayOf(day));
  }
}
