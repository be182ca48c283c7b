import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { tipFiles } from "../../src/stores/tips-database.ts";
import { sealAnswer } from "../../src/tips/answer-part.ts";
import { newId } from "../../src/tips/bytes.ts";
import { tipTexts } from "../../src/tips/tip-texts.ts";
import { newReader, storedPart } from "../support/tip-case.ts";
import { cheapKeys, openTipDoor, type TipDoor } from "../support/tip-door.ts";
import { readRows } from "../support/tips-rows.ts";

const [ana, budi] = [await newReader("ana"), await newReader("budi")];
const ME = "telegram:1";
let door: TipDoor;
let code: string;
beforeEach(async () => {
  door = await openTipDoor({ readers: [ana, budi], keys: cheapKeys });
  code = (await door.begins(ME)).code;
});
afterEach(() => door.close());

const texts = async () => (await door.opened(ana)).flatMap(({ parts }) => parts.map(({ text }) => text));

describe("a message of a report that the platform brings five times", () => {
  it("is stored once and answered once", async () => {
    const said = await Promise.all(Array.from({ length: 5 }, () => door.says(ME, "Sekali saja", { id: "same" })));
    expect(said.filter((text) => text !== "")).toHaveLength(1);
    expect(await door.says(ME, "Sekali saja", { id: "same" })).toBe("");
    expect(await texts()).toEqual(["Sekali saja"]);
  });
});

describe("a report that is taken back while a reader answers", () => {
  it("is gone with the answer, whichever came first, and half of nothing is left", async () => {
    for (let round = 0; round < 3; round += 1) {
      const who = `telegram:${10 + round}`;
      await door.begins(who);
      expect(await door.says(who, "Sesuatu")).toMatch(/^✔/);
      const [opened] = (await door.opened(ana)).filter(({ parts }) => parts.length > 0);
      const sealed = await sealAnswer({
        meta: {
          ...{ schema: 1, case: opened?.case ?? "", id: newId(), by: "ana", kind: "balasan", day: "2026-11-22" },
          ...{ turn: 1, readers: ["ana", "budi"] },
        },
        text: "Terima kasih",
        by: ana.identity,
        readers: [ana.entry, budi.entry],
        mailbox: opened?.mailbox ?? "",
      });
      const answer = storedPart(opened?.case ?? "", sealed, "pembaca");
      const [said, again, added] = await Promise.all([
        door.says(who, "BATAL"),
        door.says("telegram:5", `/cek ${code}`),
        door.store.add([answer]),
      ]);
      expect(said).toContain("tidak ada lagi yang dapat membukanya");
      expect(again).toContain("belum ditelaah");
      expect(["stored", "gone"]).toContain(added.kind);
      expect(await door.says(who, "Masih di sana?")).not.toContain("✔");
      expect(await door.store.parts(opened?.case ?? "")).toEqual([]);
      const { keys, tips } = tipFiles(door.folder);
      for (const [file, table] of [
        [keys, "headers"],
        [tips, "bodies"],
        [tips, "pieces"],
      ] as const)
        expect(readRows(file, `select 1 from ${table}`), table).toEqual([]);
    }
    expect(await door.says("telegram:6", `/cek ${code}`)).toContain("belum ditelaah");
    expect(tipTexts.noSuchCode).toContain("ditarik");
  });
});

describe("a report that readers delete while somebody goes on with it", () => {
  it("takes no more parts, marks none, and says that it is gone", async () => {
    expect(await door.says(ME, "Sebelum itu")).toMatch(/^✔/);
    for (const { id } of await door.store.cases()) await door.store.shred(id);
    expect(await door.says(ME, "Sesudah itu")).toBe(tipTexts.gone);
    expect(await door.store.cases()).toEqual([]);
    expect(await door.says("telegram:2", `/cek ${code}`)).toBe(tipTexts.noSuchCode);
  });
});

describe("a summary that a reader asks about", () => {
  it("is not agreed to with a mere YA, and whoever says it hears so", async () => {
    expect(await door.says(ME, "Sesuatu")).toMatch(/^✔/);
    const [opened] = await door.opened(ana);
    const of = opened?.case ?? "";
    const sealed = await sealAnswer({
      meta: {
        ...{ schema: 1, case: of, id: newId(), by: "ana", kind: "minta-izin", day: "2026-11-22" },
        ...{ turn: 1, readers: ["ana", "budi"] },
      },
      text: "Seorang aparat dilaporkan membagikan uang.",
      by: ana.identity,
      readers: [ana.entry, budi.entry],
      mailbox: opened?.mailbox ?? "",
    });
    await door.store.add([storedPart(of, sealed, "pembaca")]);
    expect(await door.says(ME, "/cek")).toContain(tipTexts.askedConsent);
    expect(await door.says(ME, "ya")).toBe(tipTexts.whichConsent);
    expect(await door.says(ME, "/cek setuju")).toContain(tipTexts.consented);
    expect(await door.says(ME, "ya")).not.toBe(tipTexts.whichConsent);
  });
});
