import { afterAll, describe, expect, it } from "vitest";
import { createWordingStems } from "../../src/answer/wording-stems.ts";
import { openAnswering } from "../../src/build.ts";
import { renderReply } from "../../src/channels/terminal/render.ts";
import { plainText, type Reply } from "../../src/chat/message.ts";
import { showBasis, showPassages } from "../../src/chat/show-passages.ts";
import { parseDocument } from "../../src/knowledge/import/parse-document.ts";
import { openDatabase } from "../../src/stores/database.ts";
import { createWordings } from "../../src/stores/wordings-sqlite.ts";
import { kiteAmendment, kiteRegulation, pagesOf } from "../support/kite-regulation.ts";
import { removeFolder } from "../support/process.ts";
import { usedFolder } from "../support/used-folder.ts";

const folder = await usedFolder();
const database = await openDatabase(folder);
const wordings = createWordings(database);
await put("pp-77-2031", kiteRegulation);
await put("uu-12-2033", kiteAmendment, "pp-77-2031");
// Where a summary of ours stands already, the invented words stand beside it.
const longWords = Array.from({ length: 60 }, (_, at) => `${at + 1}. benang ke-${at + 1} wajib digulung rapi;`).join(
  "\n",
);
await put("pp-94-2021", `MEMUTUSKAN:\nPasal 5\nPilot dilarang:\n${longWords}\nPasal 27\nPilot memakai topi jingga.`);
const answering = await openAnswering({ dataFolder: folder, database });
afterAll(async () => {
  await answering.close();
  await database.destroy();
  removeFolder(folder);
});

async function put(regulation: string, text: string, amends?: string): Promise<void> {
  const { provisions } = parseDocument({ pages: pagesOf(text) }, regulation);
  const sha256 = regulation.padEnd(64, "0");
  const source = {
    regulation,
    title: `Judul ${regulation}`,
    sha256,
    format: "text",
    pages: 1,
    importedOn: "2031-02-03",
  };
  await wordings.replace({ ...source, amends }, provisions, createWordingStems());
}

const now = { ...answering, today: "2026-11-22" };
const show = (text: string) => showPassages(now, text);
const labels = ({ choices }: Reply) => choices.map(({ label }) => label);
const MARK = "Naskah dari berkas yang diimpor kantor pada 3 Februari 2031, sidik ";

describe("a passage with an imported wording", () => {
  it("shows our summary first, then the wording with day and fingerprint of its file", async () => {
    const said = plainText(await show("27 pp 94/2021"));
    const summary = answering.knowledge.passages.get("pp-94-2021/pasal-27")?.ringkasan ?? "?";
    expect(said.indexOf(summary)).toBeLessThan(said.indexOf("Naskah Pasal 27 PP 94/2021\nPilot memakai topi jingga."));
    expect(said).toContain(`${MARK}pp-94-20`);
  });

  it("is read in pieces, each with its origin, the next behind Lanjut", async () => {
    const first = await show("pasal 5 pp 94/2021");
    expect(labels(first)[0]).toBe("Lanjut");
    const seen = [plainText(first)];
    let at = first;
    for (let step = 0; step < 9 && labels(at)[0] === "Lanjut"; step += 1) {
      at = await show((at.choices[0]?.action ?? "").replace("/pasal ", ""));
      seen.push(plainText(at));
    }
    expect(seen.every((page) => page.length < 2_600 && page.includes(MARK))).toBe(true);
    const whole = seen.join("\n");
    for (const n of [1, 2, 30, 59, 60]) expect(whole).toContain(`${n}. benang ke-${n} wajib digulung rapi;`);
  });

  it("keeps each part on a line of its own", async () => {
    const shown = renderReply(await show("pasal 3 ayat 1 pp 77/2031"), false);
    expect(shown).toContain("\n  c. memakai benang berlapis kaca dengan cara:\n    1. melapisinya sendiri;\n");
  });

  it("stands behind the passages of an answer too", async () => {
    const situation = [...answering.knowledge.situations.values()].find(({ basis }) =>
      basis[0]?.startsWith("pp-94-2021/pasal-27"),
    );
    const reply = await showBasis(now, situation?.id ?? "");
    expect(plainText(reply)).toContain("Pilot memakai topi jingga.");
    expect(plainText(reply)).toContain(MARK);
  });
});

describe("a regulation known from its imported text alone", () => {
  it("is found by reference and says that nobody has checked it", async () => {
    const said = plainText(await show("pasal 3 ayat 2 pp 77/2031"));
    expect(said).toContain("Pasal 3 ayat (2) PP 77/2031");
    expect(said).toContain("berlaku juga pada hari libur.");
    expect(plainText(await show("2 pp 77/2031"))).toContain("(berlaku menurut berkas, belum dicek petugas)");
    expect(said).not.toContain("Keadaan hukum menurut pengecekan");
  });

  it("shows what the elucidation says, unless that is nothing", async () => {
    expect(plainText(await show("pasal 3 ayat 1 huruf a pp 77/2031"))).toContain(
      'Penjelasan resmi Pasal 3 ayat (1) huruf a PP 77/2031\nYang dimaksud dengan "menara" termasuk tiang bendera.',
    );
    expect(plainText(await show("pasal 7 pp 77/2031"))).not.toContain("Penjelasan resmi");
  });

  it("says that an article was changed, and by what", async () => {
    expect(plainText(await show("pasal 1 pp 77/2031"))).toContain("kini Pasal 1 UU 12/2033");
    expect(plainText(await show("pasal 4a uu 12/2033"))).toContain("Pengawas memakai topi.");
  });

  it("is found by its words, behind our own summaries", async () => {
    const found = await show("benang berlapis kaca");
    expect(found.choices.some(({ action }) => action.startsWith("/pasal pp-77-2031/pasal-3"))).toBe(true);
    expect(found.choices.every(({ action }) => action.length <= 64)).toBe(true);
  });

  it("offers its articles when it is named whole", async () => {
    const whole = await show("pp 77/2031");
    expect(whole.choices.map(({ action }) => action).slice(0, 3)).toEqual([
      "/pasal pp-77-2031/pasal-1",
      "/pasal pp-77-2031/pasal-2",
      "/pasal pp-77-2031/pasal-3",
    ]);
  });

  it("answers a question about an article with its words, cited", async () => {
    const { verdict, reply, citations } = await answering.answer("apa bunyi pasal 4 pp 77/2031?");
    expect(verdict).toBe("penjelasan");
    expect(plainText(reply)).toContain("Pengawas menegur pilot yang melanggar Pasal 3");
    expect(citations).toEqual([{ id: "pp-77-2031/pasal-4", label: "Pasal 4 PP 77/2031" }]);
  });
});

describe("what was known before", () => {
  it("is answered as before: a bare article means the one we summarised", async () => {
    const bare = (text: string) =>
      answering.parseReferences(text).references.map((each) => "passage" in each && each.passage.id);
    expect(bare("pasal 280")).toEqual(["uu-7-2017/pasal-280"]);
    expect(bare("pasal 4b")).toEqual(["uu-12-2033/pasal-4b"]);
  });
});
