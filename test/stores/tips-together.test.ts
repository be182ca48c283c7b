import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openTipsDatabase, tipFiles } from "../../src/stores/tips-database.ts";
import { createTipStore } from "../../src/stores/tips-sqlite.ts";
import { newFolder, removeFolder } from "../support/process.ts";
import { byId, newCase, newPart, readRows } from "../support/tips-rows.ts";

type Store = ReturnType<typeof createTipStore>;
let folder: string;
let service: Store;
let desk: Store;
beforeEach(async () => {
  folder = newFolder();
  [service, desk] = [createTipStore(await openTipsDatabase(folder)), createTipStore(await openTipsDatabase(folder))];
});
afterEach(async () => {
  await Promise.all([desk.end(), service.end()]);
  removeFolder(folder);
});

const names = (file: string, table: string) =>
  readRows(file, `select case_id, hex(part) as part from ${table} order by 1, 2`);

describe("service and desk on the same case at the same time", () => {
  it("both get in what they write, and whoever reads meanwhile sees whole parts alone", async () => {
    const opened = newCase();
    await service.begin(opened);
    const writes = Array.from({ length: 24 }, (_, n) => [
      newPart(opened.id, { bytes: 20_000, from: n % 2 === 0 ? "pelapor" : "pembaca" }),
      newPart(opened.id),
    ]);
    const added = writes.map((parts, n) => (n % 2 === 0 ? service : desk).add(parts));
    const reads = Array.from({ length: 12 }, (_, n) => (n % 2 === 0 ? desk : service).parts(opened.id));
    expect(await Promise.all(added)).toEqual(writes.map(() => ({ kind: "stored" })));
    const all = new Map(byId(writes.flat()).map((part) => [part.id, part]));
    for (const seen of await Promise.all(reads)) {
      expect(seen).toEqual(seen.map(({ id }) => all.get(id)));
      expect(writes.every(([one, other]) => has(seen, one?.id) === has(seen, other?.id))).toBe(true);
    }
    expect(await desk.parts(opened.id)).toEqual([...all.values()]);
  });

  it("leave nothing of a case that is taken back while it is answered, read, closed and swept", async () => {
    for (let round = 0; round < 8; round += 1) {
      const [opened, other] = [newCase(), newCase()];
      for (const each of [opened, other]) {
        await service.begin(each);
        await service.add([newPart(each.id), newPart(each.id, { bytes: 30_000 })]);
      }
      const answers = [1, 2, 3].map(() => desk.add([newPart(opened.id, { from: "pembaca" })]));
      const late = service.add([newPart(opened.id)], {
        ...{ case: opened.id, read: opened.state, sealed: Buffer.from("late") },
      });
      const [seen, , isClean] = await Promise.all([
        desk.parts(opened.id),
        desk.close(opened.id, "2031-02-04"),
        service.shred(opened.id),
        desk.sweep("2031-02-04"),
      ]);
      expect(isClean).toBe(true);
      expect([0, 2, 3, 4, 5, 6]).toContain(seen.length);
      for (const each of await Promise.all([...answers, late])) expect(["stored", "gone"]).toContain(each.kind);
      expect(await desk.find(opened.lookup)).toBeUndefined();
      expect(await service.add([newPart(opened.id)])).toEqual({ kind: "gone" });
      expect(await service.parts(other.id)).toHaveLength(2);
      const { keys, tips } = tipFiles(folder);
      for (const table of ["bodies", "pieces group by 1, 2"])
        expect(names(tips, table)).toEqual(names(keys, "headers"));
      expect(readRows(tips, `select id from cases where id = '${opened.id}'`)).toEqual([]);
    }
  });
});

const has = (parts: ReadonlyArray<{ id: string }>, id: string | undefined) => parts.some((part) => part.id === id);
