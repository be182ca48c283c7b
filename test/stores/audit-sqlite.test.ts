import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runDesk } from "../../src/desk/run-desk.ts";
import { createAudit } from "../../src/stores/audit-sqlite.ts";
import { type Database, openDatabase } from "../../src/stores/database.ts";
import { finish, newFolder, removeFolder, startFile } from "../support/process.ts";
import { runInside } from "../support/run-inside.ts";

let folder: string;
let database: Database;
beforeEach(async () => {
  folder = newFolder();
  database = await openDatabase(folder);
});
afterEach(async () => {
  await database.destroy();
  removeFolder(folder);
});

const clock = () => new Date("2024-10-01T00:00:00Z");

async function note(count: number) {
  const audit = createAudit(database, clock);
  for (let each = 1; each <= count; each += 1)
    await audit.append({ who: "ana", action: "event-added", subject: `acara ${each}`, detail: { b: 1, a: [each] } });
}

async function verify(...args: string[]) {
  const { code, stdout, stderr } = await runInside(runDesk, ["audit", "verify", "--json", ...args], {
    environment: { DATA_DIR: folder },
  });
  return { code, stderr, said: stdout === "" ? undefined : (JSON.parse(stdout) as Record<string, unknown>) };
}

describe("the record of what officers did", () => {
  it("is in order when nobody touched it, and says its head in eight words", async () => {
    await note(5);
    const { code, said } = await verify();
    expect(code).toBe(0);
    expect(said).toEqual({
      ok: true,
      entries: 5,
      head: expect.stringMatching(/^(\p{Ll}+-){7}\p{Ll}+$/u),
      firstBad: null,
    });
  });

  it("is in order when nothing was written yet", async () => {
    const { code, said } = await verify();
    expect([code, said]).toMatchObject([0, { ok: true, entries: 0, firstBad: null }]);
  });

  it("has a head that moves with each entry and stays findable", async () => {
    await note(2);
    const { head } = (await verify()).said ?? {};
    await note(2);
    const later = await verify("--head", String(head));
    expect(later.said).toMatchObject({ ok: true, entries: 4 });
    expect(later.said?.["head"]).not.toBe(head);
  });

  it.each(["at", "who", "action", "subject", "detail", "hash"] as const)(
    "tells that %s of an entry was changed",
    async (field) => {
      await note(5);
      const changed = field === "detail" ? '{"a":[9],"b":1}' : "x";
      await database
        .updateTable("audit")
        .set({ [field]: changed })
        .where("n", "=", 3)
        .execute();
      const { code, said } = await verify();
      expect([code, said]).toMatchObject([1, { ok: false, entries: 5, firstBad: 3 }]);
    },
  );

  it.each([
    [1, 1],
    [3, 3],
  ])("tells that entry %d was taken away", async (removed, firstBad) => {
    await note(5);
    await database.deleteFrom("audit").where("n", "=", removed).execute();
    const { code, said } = await verify();
    expect([code, said]).toMatchObject([1, { ok: false, entries: 4, firstBad }]);
  });

  it("tells that one was taken away and the others counted anew", async () => {
    await note(5);
    await database.deleteFrom("audit").where("n", "=", 3).execute();
    for (const n of [4, 5])
      await database
        .updateTable("audit")
        .set({ n: n - 1 })
        .where("n", "=", n)
        .execute();
    expect((await verify()).said).toMatchObject({ ok: false, firstBad: 3 });
  });

  it("tells by the head on paper that the end was cut off, also all of it", async () => {
    await note(5);
    const head = String((await verify()).said?.["head"]);
    await database.deleteFrom("audit").where("n", ">", 3).execute();
    expect((await verify()).said).toMatchObject({ ok: true, entries: 3 });
    const cut = await verify("--head", head);
    expect([cut.code, cut.said]).toMatchObject([1, { ok: false, entries: 3, firstBad: 4 }]);
    await database.deleteFrom("audit").execute();
    expect((await verify("--head", head)).said).toMatchObject({ ok: false, entries: 0, firstBad: 1 });
  });

  it("takes the head with spaces and capitals, and says what it takes", async () => {
    await note(1);
    const head = String((await verify()).said?.["head"]);
    expect((await verify("--head", head.replaceAll("-", " ").toUpperCase())).code).toBe(0);
    const beginnings = head.split("-").map((word) => word.slice(0, 4));
    expect((await verify("--head", beginnings.join(" "))).code).toBe(0);
    const wrong = await verify("--head", "bukan kata");
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("eight words")]);
  });

  it("finds a head that was written down in ten words of the earlier list, and misses it when the end is cut off", async () => {
    await note(3);
    const ofSecond = "danau-ikan-kilat-gerobak-senang-buah-pagar-bayam-ungu-alat";
    expect((await verify("--head", ofSecond)).said).toMatchObject({ ok: true, entries: 3 });
    await database.deleteFrom("audit").where("n", ">", 1).execute();
    expect((await verify("--head", ofSecond)).said).toMatchObject({ ok: false, entries: 1, firstBad: 2 });
  });

  it("says something of a last entry whose hash somebody overwrote, and finds no head there", async () => {
    await note(2);
    const { head } = (await verify()).said ?? {};
    await database.updateTable("audit").set({ hash: "x" }).where("n", "=", 2).execute();
    expect((await verify("--head", String(head))).said).toMatchObject({ ok: false, entries: 2, firstBad: 2 });
  });

  it("keeps one chain when two processes write at once", async () => {
    const writer = join("test", "support", "audit-writer.ts");
    const ended = await Promise.all([1, 2].map(() => finish(startFile(writer, [folder], {}))));
    expect(ended.map(({ code, stderr }) => [code, stderr])).toEqual([
      [0, ""],
      [0, ""],
    ]);
    expect((await verify()).said).toMatchObject({ ok: true, entries: 1_000 });
  });

  it("shows what somebody wrote into it, also what is no JSON", async () => {
    await note(2);
    await database.updateTable("audit").set({ detail: "hilang" }).where("n", "=", 2).execute();
    const { code, stdout } = await runInside(runDesk, ["audit", "list", "--json"], {
      environment: { DATA_DIR: folder },
    });
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as unknown[])[0]).toMatchObject({ n: 2, detail: { unreadable: "hilang" } });
    expect((await verify()).said).toMatchObject({ ok: false, firstBad: 2 });
  });

  it("shows the newest first", async () => {
    await note(3);
    const [newest] = await createAudit(database, clock).list(1);
    expect(newest).toMatchObject({ n: 3, who: "ana", subject: "acara 3", at: "2024-10-01T00:00:00.000Z" });
  });
});
