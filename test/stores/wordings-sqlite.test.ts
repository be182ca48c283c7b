import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createWordingStems } from "../../src/answer/wording-stems.ts";
import { parseDocument } from "../../src/knowledge/import/parse-document.ts";
import type { Provision } from "../../src/knowledge/import/provision.ts";
import type { WordingSource, Wordings } from "../../src/knowledge/wording.ts";
import { type Database, openDatabase } from "../../src/stores/database.ts";
import { createWordings } from "../../src/stores/wordings-sqlite.ts";
import { kiteAmendment, kiteRegulation, pagesOf } from "../support/kite-regulation.ts";
import { newFolder, removeFolder } from "../support/process.ts";

const stems = createWordingStems();
const kite = parseDocument({ pages: pagesOf(kiteRegulation) }, "pp-77-2031").provisions;
const act = parseDocument({ pages: pagesOf(kiteAmendment) }, "uu-12-2033").provisions;

let folder: string;
let database: Database;
let wordings: Wordings;
beforeEach(async () => {
  folder = newFolder();
  database = await openDatabase(folder);
  wordings = createWordings(database);
});
afterEach(async () => {
  await database.destroy();
  removeFolder(folder);
});

function source(change: Partial<WordingSource> = {}): WordingSource {
  return {
    regulation: "pp-77-2031",
    title: "Peraturan tentang Layang-Layang",
    sha256: "a".repeat(64),
    format: "pdf",
    pages: 3,
    importedOn: "2031-02-03",
    amends: undefined,
    ...change,
  };
}

async function textOf(id: string): Promise<string | undefined> {
  return (await wordings.read([id]))[0]?.text;
}

describe("the imported texts", () => {
  it("give the words of a part with those below it, its elucidation, and where they come from", async () => {
    expect(await wordings.replace(source(), kite, stems)).toBe(true);
    const [wording] = await wordings.read(["pp-77-2031/pasal-3/ayat-1"]);
    expect(wording?.text.split("\n").slice(0, 5)).toEqual([
      "Pilot dilarang:",
      "a. menerbangkan layang-layang di dekat menara;",
      "b. memotong benang pilot lain;",
      "c. memakai benang berlapis kaca dengan cara:",
      "  1. melapisinya sendiri;",
    ]);
    expect(wording?.elucidation.split("\n")[0]).toBe('Huruf a: Yang dimaksud dengan "menara" termasuk tiang bendera.');
    expect(wording?.source).toEqual({ regulation: "pp-77-2031", sha256: "a".repeat(64), importedOn: "2031-02-03" });
    expect(await wordings.read(["pp-77-2031/pasal-99", "lain"])).toEqual([]);
  });

  it("do not mistake article 1 for the beginning of article 10", async () => {
    const at = (n: number): Provision => ({
      ...{ id: `pp-77-2031/pasal-${n}`, sign: `Pasal ${n}`, heading: "", text: `isi ${n}`, page: 1, line: n },
    });
    await wordings.replace(source(), [at(1), at(10), at(11)], stems);
    expect(await textOf("pp-77-2031/pasal-1")).toBe("isi 1");
  });

  it("are found by roots of their words, whatever is asked", async () => {
    await wordings.replace(source(), kite, stems);
    const hits = await wordings.search(stems("siapa yang memotong benang orang"), 5);
    expect(hits[0]?.id).toBe("pp-77-2031/pasal-3/ayat-1/huruf-b");
    for (const text of ['" OR 1', "NEAR(a b)", "94/2021", "-", "", "ʼ%_"]) {
      expect(Array.isArray(await wordings.search(stems(text), 5))).toBe(true);
    }
  });

  it("list sources and parts without words, changed articles with what they change", async () => {
    await wordings.replace(source(), kite, stems);
    await wordings.replace(source({ regulation: "uu-12-2033", amends: "pp-77-2031" }), act, stems);
    expect((await wordings.sources()).map(({ regulation, amends }) => [regulation, amends])).toEqual([
      ["pp-77-2031", undefined],
      ["uu-12-2033", "pp-77-2031"],
    ]);
    const index = await wordings.index();
    expect(index).toHaveLength(kite.length + act.length);
    expect(index.find(({ id }) => id === "uu-12-2033/pasal-5")?.amends).toEqual({
      id: "pp-77-2031/pasal-5",
      how: "dihapus",
    });
  });

  it("change nothing when the same file comes twice, and everything when it is another", async () => {
    await wordings.replace(source(), kite, stems);
    const before = await wordings.revision();
    expect(await wordings.replace(source({ importedOn: "2031-09-09" }), kite, stems)).toBe(false);
    expect(await wordings.revision()).toBe(before);
    expect((await wordings.sources())[0]?.importedOn).toBe("2031-02-03");

    // Read by a version of the program that finds more or less in it.
    expect(await wordings.replace(source(), kite.slice(1), stems)).toBe(true);
    expect(await wordings.replace(source({ sha256: "b".repeat(64) }), kite.slice(0, 3), stems)).toBe(true);
    expect(await wordings.revision()).toBeGreaterThan(before);
    expect(await wordings.index()).toHaveLength(3);
    expect(await wordings.search(stems("tiang bendera"), 5)).toEqual([]);
  });

  it("stay as they were when an import fails halfway", async () => {
    await wordings.replace(source(), kite, stems);
    const twice = [...kite, ...kite.slice(-1)];
    await expect(wordings.replace(source({ sha256: "c".repeat(64) }), twice, stems)).rejects.toThrow("UNIQUE");
    expect(await wordings.index()).toHaveLength(kite.length);
    expect(await textOf("pp-77-2031/pasal-6")).toBe("Teguran dicatat oleh pengawas dalam buku angin.");
    expect((await wordings.search(stems("tiang bendera"), 5)).length).toBeGreaterThan(0);
  });

  it("stay as they were when the importing process is killed inside its transaction", async () => {
    await wordings.replace(source(), kite, stems);
    const script = `
      const { default: Sqlite } = await import("better-sqlite3");
      const db = new Sqlite(${JSON.stringify(join(folder, "sinetral.db"))});
      db.exec("begin immediate; delete from wordings; delete from wording_sources; delete from wording_words where rowid > 0");
      process.stdout.write("deep in it\\n");
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    await once(child.stdout, "data");
    child.kill("SIGKILL");
    await once(child, "close");
    expect(await wordings.index()).toHaveLength(kite.length);
    expect((await wordings.search(stems("tiang bendera"), 5)).length).toBeGreaterThan(0);
  });

  it("are seen by a process that had the database open before", async () => {
    const other = new Sqlite(join(folder, "sinetral.db"), { readonly: true });
    await wordings.replace(source(), kite, stems);
    expect(other.prepare("select count(*) as n from wordings").get()).toEqual({ n: kite.length });
    other.close();
  });
});
