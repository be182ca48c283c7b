import { once } from "node:events";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runDesk } from "../../src/desk/run-desk.ts";
import { kiteAmendment, kiteRegulation } from "../support/kite-regulation.ts";
import { makeDocx, makePdf } from "../support/make-documents.ts";
import { finish, newFolder, printed, removeFolder, runEntry, startEntry } from "../support/process.ts";
import { runInside } from "../support/run-inside.ts";
import { usedFolder } from "../support/used-folder.ts";

let folder: string;
beforeEach(() => {
  folder = newFolder();
});
afterEach(() => removeFolder(folder));

const desk = (...args: string[]) => runInside(runDesk, ["kb", ...args], { environment: { DATA_DIR: folder } });

async function deskJson(...args: string[]): Promise<Record<string, unknown>> {
  const { stdout, stderr, code } = await desk(...args, "--json");
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Record<string, unknown>;
}

function fileOf(name: string, content: string | Buffer): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

const lines = kiteRegulation.trim().split("\n");

describe("desk kb import", () => {
  it("says what a PDF holds, writes it, and shows the wording under its id", async () => {
    const file = fileOf("kite.pdf", await makePdf(lines, { head: "Lembaran Angin", perPage: 25 }));
    const said = await desk("import", file, "--id", "pp-77-2031");
    expect(said.code).toBe(0);
    expect(said.stdout).toContain("found: 7 pasal, 3 ayat, 8 huruf, 11 angka, 8 penjelasan, 1 lampiran\nno gaps\n");
    expect(said.stdout).toMatch(/ {2}page 2 line \d+: f \. = 1\.\n/);
    expect(said.stdout).toContain("written: pp-77-2031");

    expect(await deskJson("show", "pp-77-2031/pasal-3/ayat-1/huruf-c")).toEqual({
      id: "pp-77-2031/pasal-3/ayat-1/huruf-c",
      label: "Pasal 3 ayat (1) huruf c PP 77/2031",
      ringkasan: null,
      naskah:
        "memakai benang berlapis kaca dengan cara:\n1. melapisinya sendiri;\n2. membelinya dari orang lain; atau\n3. menyuruh orang lain melapisinya; dan",
      status: "berlaku",
      checked: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
    });
  });

  it("gives scripts one JSON object, and the same file twice changes nothing", async () => {
    const file = fileOf("kite.docx", await makeDocx(lines));
    const first = await deskJson("import", file, "--id", "pp-77-2031");
    expect(first).toMatchObject({
      id: "pp-77-2031",
      pasal: 7,
      ayat: 3,
      huruf: 8,
      angka: 11,
      penjelasan: 8,
      lampiran: 1,
    });
    expect(first).toMatchObject({ gaps: [], written: true });
    expect((first["doubts"] as unknown[])[0]).toEqual({ page: 1, line: expect.any(Number), text: expect.any(String) });
    expect(await deskJson("import", file, "--id", "pp-77-2031")).toEqual({ ...first, written: false });
  });

  it("writes nothing on a dry run", async () => {
    const file = fileOf("kite.md", kiteRegulation);
    expect(await deskJson("import", file, "--id", "pp-77-2031", "--dry-run")).toMatchObject({
      pasal: 7,
      written: false,
    });
    expect(existsSync(join(folder, "sinetral.db"))).toBe(false);
  });

  it("puts the wording beside our own summary, and a new file in the place of the old", async () => {
    const title = ["--title", "Peraturan Pemerintah tentang Disiplin"];
    const file = fileOf("a.txt", "MEMUTUSKAN:\nPasal 5\nPilot dilarang:\na. tidur; dan\nb. makan.\n");
    await deskJson("import", file, "--id", "pp-94-2021", ...title);
    const newer = fileOf("b.txt", "MEMUTUSKAN:\nPasal 5\nPilot dilarang:\na. melamun; dan\nb. makan.\n");
    await deskJson("import", newer, "--id", "pp-94-2021", ...title);
    const shown = await deskJson("show", "pp-94-2021/pasal-5");
    expect(shown["ringkasan"]).toEqual(expect.any(String));
    expect(shown["naskah"]).toBe("Pilot dilarang:\na. melamun; dan\nb. makan.");
  });

  it("shows what an imported act changes", async () => {
    await deskJson("import", fileOf("kite.md", kiteRegulation), "--id", "pp-77-2031");
    await deskJson("import", fileOf("act.md", kiteAmendment), "--id", "uu-12-2033");
    expect(await deskJson("show", "pp-77-2031/pasal-1")).toMatchObject({ status: "diubah" });
  });

  it("refuses with one sentence, exit 2 and nothing changed", async () => {
    await deskJson("import", fileOf("kite.md", kiteRegulation), "--id", "pp-77-2031");
    const refused: Array<[string, string[], RegExp]> = [
      [
        "an encrypted PDF",
        [fileOf("x.pdf", await makePdf(["Pasal 1"], { password: "x" })), "--id", "pp-77-2031"],
        /encrypted/,
      ],
      ["an empty file", [fileOf("e.pdf", ""), "--id", "pp-77-2031"], /is empty/],
      ["a file that is not there", [join(folder, "none.pdf"), "--id", "pp-77-2031"], /does not exist/],
      [
        "no regulation at all",
        [fileOf("n.txt", "Selamat pagi."), "--id", "pp-77-2031", "--json"],
        /holds no articles|does not say/,
      ],
      ["an id that is none", [fileOf("k.md", kiteRegulation), "--id", "PP 77/2031"], /--id PP 77\/2031/],
      ["no id", [fileOf("k.md", kiteRegulation)], /--id/],
    ];
    for (const [what, args, sentence] of refused) {
      const { code, stdout, stderr } = await desk("import", ...args);
      expect([what, code, stdout]).toEqual([what, 2, ""]);
      expect(stderr, what).toMatch(sentence);
      expect(stderr.trim().split("\n"), what).toHaveLength(1);
    }
    expect(await deskJson("show", "pp-77-2031/pasal-6")).toMatchObject({
      naskah: "Teguran dicatat oleh pengawas dalam buku angin.",
    });
  });

  it("tells how far it is with a long file, apart from what it prints", async () => {
    const long = Array.from({ length: 80 }, (_, at) => [`Pasal ${at + 1}`, "Pilot wajib gembira."]).flat();
    const file = fileOf("long.pdf", await makePdf(["MEMUTUSKAN:", ...long], { perPage: 2 }));
    const { stdout, stderr } = await desk("import", file, "--id", "pp-1-2030", "--title", "Peraturan", "--json");
    expect(JSON.parse(stdout)).toMatchObject({ pasal: 80, gaps: [] });
    expect(stderr).toContain("page 81 of 81");
    expect(stderr.split("\n").length).toBeGreaterThan(8);
  });

  it("works while the service runs, and people read the wording a moment later", async () => {
    await usedFolder(folder);
    const service = startEntry("main.ts", [], { DATA_DIR: folder, LOG_LEVEL: "info" });
    const reloaded = new Promise<void>((resolve) => {
      service.stderr.on("data", (chunk) => String(chunk).includes('"reloaded"') && resolve());
    });
    await printed(service, "siap: terminal");
    const file = fileOf("kite.md", kiteRegulation);
    const args = ["kb", "import", file, "--id", "pp-77-2031", "--json"];
    const imported = await runEntry("desk.ts", args, { environment: { DATA_DIR: folder } });
    expect(JSON.parse(imported.stdout)).toMatchObject({ written: true });
    await reloaded;
    const answered = printed(service, "Pengawas menegur pilot");
    service.stdin.write("/pasal 4 pp 77/2031\n");
    await answered;
    service.stdin.end();
    await once(service, "close");
  });

  it("keeps the old text when it is killed at any moment", async () => {
    await deskJson("import", fileOf("kite.md", kiteRegulation), "--id", "pp-77-2031");
    const many = Array.from({ length: 3_000 }, (_, at) => `Pasal ${at + 1}\nPilot ke-${at + 1} wajib gembira.`);
    const file = fileOf("many.txt", ["MEMUTUSKAN:", ...many].join("\n"));
    for (const ms of [400, 1_000]) {
      const child = startEntry("desk.ts", ["kb", "import", file, "--id", "pp-77-2031", "--title", "Lain"], {
        DATA_DIR: folder,
      });
      const ended = finish(child);
      const timer = setTimeout(() => child.kill("SIGKILL"), ms);
      const { code } = await ended;
      clearTimeout(timer);
      const { naskah } = await deskJson("show", "pp-77-2031/pasal-6");
      const whole = code === 0 ? "Pilot ke-6 wajib gembira." : "Teguran dicatat oleh pengawas dalam buku angin.";
      expect([whole, "Pilot ke-6 wajib gembira."]).toContain(naskah);
      if (naskah !== whole) break;
    }
  });
});
