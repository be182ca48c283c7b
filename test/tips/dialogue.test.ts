import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { plainText } from "../../src/chat/message.ts";
import { openCase } from "../../src/tips/open-case.ts";
import { verifyLists } from "../../src/tips/reader-list.ts";
import { tipTexts } from "../../src/tips/tip-texts.ts";
import { openTestOffice, type TestOffice } from "../support/office.ts";
import type { Voice } from "../support/stage.ts";
import { newReader } from "../support/tip-case.ts";
import { putReaders, withTipStore } from "../support/tip-readers.ts";

const ana = await newReader("ana");
const budi = await newReader("budi", { unit: "BKPSDM" });
let now = new Date("2026-11-22T03:00:00Z");
let office: TestOffice;
let person: Voice;

const ACCUSES = "pak camat kemarin bagi sembako buat paslon di kantor kecamatan";

beforeEach(async () => {
  now = new Date("2026-11-22T03:00:00Z");
  office = await openTestOffice({
    clock: () => now,
    prepare: (folder) => putReaders(folder, [ana, budi]),
  });
  person = office.person();
});

afterEach(() => office.close());

const codeIn = (text: string) => /^[a-z]+(?:-[a-z]+){7}$/m.exec(text)?.[0] ?? "";

async function begin(exclude = "LEWATI"): Promise<string> {
  await person.says("/lapor");
  await person.says("YA");
  if (exclude !== "LEWATI") await person.says(exclude);
  const { text } = await person.says("LEWATI");
  return codeIn(text);
}

async function openedBy(reader: typeof ana) {
  return withTipStore(office.folder, async (store) => {
    const lists = verifyLists(await store.lists(), office.settings.TIPS_ROOT);
    const cases = await store.cases();
    return Promise.all(
      cases.map(async (stored) =>
        openCase({ stored, parts: await store.parts(stored.id), identity: reader.identity.secret, lists }),
      ),
    );
  });
}

const textsOf = (opened: Awaited<ReturnType<typeof openedBy>>) =>
  opened.flatMap(({ parts }) => parts.map(({ text }) => text).filter((text) => text !== undefined && text !== ""));

describe("a report", () => {
  it("tells first what it cannot promise, asks who may not read, gives the code, and marks each part that is on the disk", async () => {
    const consent = await person.says("/lapor");
    for (const words of ["7 hari kerja", "7 hari kalender", "informasi awal", "LPSK", "Telegram", "BATAL"])
      expect(consent.text).toContain(words);
    expect(consent.text).not.toContain("✔");
    expect((await person.says("ya")).text).toContain("TIDAK boleh membaca");
    const code = await person.says("LEWATI");
    expect(codeIn(code.text)).not.toBe("");
    expect(code.text).not.toContain("✔");
    expect((await person.says("Kejadiannya di kantor kecamatan")).text.split("\n")[0]).toBe("✔");
    expect((await person.says("LEWATI")).text).not.toContain("✔");
    const done = await person.says("Selesai");
    expect(done.text).toContain("3 hari kerja");
    expect(done.text).not.toContain("✔");
    expect(textsOf(await openedBy(ana))).toEqual(["Kejadiannya di kantor kecamatan"]);
    expect((await openedBy(budi))[0]?.problems).toEqual([]);
  });

  it("is carried over from what the guard held, and what is no report is answered and forgotten", async () => {
    const held = await person.says(ACCUSES);
    expect(held.text).toBe(tipTexts.held);
    await person.says("foto plat merah ada juga");
    await person.says("YA");
    await person.says("YA");
    const code = await person.says("LEWATI");
    expect(code.text).toContain("✔ 2 bagian");
    expect(textsOf(await openedBy(ana))).toEqual([ACCUSES, "foto plat merah ada juga"]);
    const other = office.person();
    await other.says(ACCUSES);
    expect((await other.chooses(tipTexts.choice.heldNo)).text).not.toContain("rahasia?");
    await other.says(ACCUSES);
    const forgotten = `${tipTexts.forgotten}\n\n${tipTexts.takenBack(2)}`;
    expect((await other.chooses(tipTexts.choice.heldForget)).text).toBe(forgotten);
    expect(await openedBy(ana)).toHaveLength(1);
  });

  it("gives an excluded reader, and everybody of an excluded unit, nothing to open", async () => {
    await begin("jangan budi ya");
    await person.says("Tentang budi");
    expect(textsOf(await openedBy(ana))).toEqual(["Tentang budi"]);
    expect((await openedBy(budi)).flatMap(({ parts }) => parts)).toEqual([]);
    const other = office.person();
    await other.says("/lapor");
    await other.says("YA");
    await other.chooses("semua di BKPSDM");
    expect((await other.says("LEWATI")).text).toContain("ana (Kesbangpol).");
  });

  it("takes nothing when everybody is excluded, or nobody has signed who reads, and shows the other ways", async () => {
    await person.says("/lapor");
    await person.says("YA");
    await person.chooses("ana (Kesbangpol)");
    await person.chooses("budi (BKPSDM)");
    const refused = await person.says("LEWATI");
    expect(refused.text).toContain(tipTexts.noReaderLeft);
    expect(refused.text).toContain("Bawaslu");
    expect(refused.text).not.toContain("✔");
    expect(await openedBy(ana)).toEqual([]);
    await person.chooses("⛔ budi (BKPSDM)");
    expect(codeIn((await person.says("LEWATI")).text)).not.toBe("");
    await person.says("BATAL");
    expect(await openedBy(ana)).toEqual([]);
    const unsigned = await openTestOffice();
    const told = await unsigned.person().says("/lapor");
    expect(told.text).toContain("belum dibuka");
    expect(told.text).toContain("lapor.go.id");
    await unsigned.close();
  });

  it("is given up with BATAL: nobody opens it any more, and its code is as any wrong one", async () => {
    const code = await begin();
    await person.says("Sesuatu");
    expect((await person.says("batal")).text).toContain("tidak ada lagi yang dapat membukanya");
    expect(await openedBy(ana)).toEqual([]);
    const gone = await person.says(`/cek ${code}`);
    const wrong = await office.person().says(`/cek ${code.split("-").toReversed().join(" ")}`);
    expect(gone.text).toBe(tipTexts.noSuchCode);
    expect([tipTexts.noSuchCode, tipTexts.unclearCode([])]).toContain(wrong.text);
  });

  it("goes on from any chat with its code, in any spelling, and asks twice before it is deleted there", async () => {
    const code = await begin();
    await person.says("Bagian satu");
    await person.says("SELESAI");
    const other = office.person();
    const prefixes = code.split("-").map((word) => word.slice(0, 4).toUpperCase());
    expect((await other.says(`/cek ${prefixes.join(" ")}`)).text).toContain("belum ditelaah");
    expect((await other.says("Bagian dua")).text).toContain("✔");
    expect((await other.says("BATAL")).text).toBe(tipTexts.sureToCancel);
    expect((await other.says("Bagian tiga")).text).toContain("✔");
    const [opened] = await openedBy(ana);
    expect(opened?.problems).toEqual([]);
    expect(opened?.parts.map(({ n }) => n)).toEqual([1, 2, 3]);
  });

  it("ends by itself after twenty minutes, and what comes then is neither stored nor answered", async () => {
    await begin();
    await person.says("Bagian satu");
    now = new Date(now.getTime() + 21 * 60_000);
    expect((await person.says("dan jam delapan mereka mulai")).text).toBe(tipTexts.idle);
    expect(textsOf(await openedBy(ana))).toEqual(["Bagian satu"]);
    expect((await person.says("/topik")).text).toContain("topik");
    for (const answer of [() => person.says("ya"), () => person.chooses(tipTexts.choice.heldYes)]) {
      await person.says(ACCUSES);
      now = new Date(now.getTime() + 21 * 60_000);
      expect((await answer()).text).toBe(tipTexts.noneOpen);
    }
    await person.says("/topik");
    expect((await person.says("1")).text).not.toBe(tipTexts.noneOpen);
    expect(textsOf(await openedBy(ana))).toEqual(["Bagian satu"]);
  });

  it("keeps out a part that holds the code, and a command, and asks what BERHENTI is meant for", async () => {
    const code = await begin();
    expect((await person.says(`kodenya ${code.replaceAll("-", " ")} jangan lupa`)).text).toBe(tipTexts.ownCode);
    expect((await person.says("/topik")).text).toBe(tipTexts.command("/topik"));
    expect((await person.says("BERHENTI")).text).toBe(tipTexts.stopWhich);
    await person.chooses(tipTexts.choice.goOn);
    expect((await person.says("Bagian satu")).text).toContain("✔");
    expect(textsOf(await openedBy(ana))).toEqual(["Bagian satu"]);
    await person.says("STOP");
    expect((await person.chooses(tipTexts.choice.stopReport)).text).toContain("tidak ada lagi yang dapat membukanya");
  });

  it("keeps out a file that has the code in its name or in what stands under it", async () => {
    const code = await begin();
    const bytes = Buffer.from("%PDF-1.7\n%%EOF\n");
    const sends = (caption: string, name: string) =>
      person.sendsFile?.(caption, { name, mime: "application/pdf", bytes });
    expect((await sends("", `${code}.pdf`))?.text).toBe(tipTexts.ownCode);
    expect((await sends(`kode ${code}`, "daftar.pdf"))?.text).toBe(tipTexts.ownCode);
    expect((await sends("", "daftar.pdf"))?.text).toContain("✔");
    const [opened] = await openedBy(ana);
    expect(opened?.parts.map(({ meta }) => meta.file?.name)).toEqual(["daftar.pdf"]);
  });

  it("takes how many people know of it by a button", async () => {
    await begin();
    for (let prompts = 0; prompts < 5; prompts += 1) await person.says("LEWATI");
    expect((await person.chooses("Hanya saya")).text).toContain("✔");
    const [opened] = await openedBy(ana);
    expect(opened?.parts.map(({ meta }) => meta.knownBy)).toEqual(["hanya-saya"]);
  });

  it("leaves no row for somebody who only reported", async () => {
    await begin();
    await person.says("Sesuatu");
    const subscribers = await office.service.database.selectFrom("subscribers").selectAll().execute();
    expect(subscribers).toEqual([]);
  });

  it("lets nothing lead back to what was asked before it", async () => {
    const asked = await person.says("bolehkah ASN menyukai unggahan calon di facebook?");
    expect(asked.choices.length).toBeGreaterThan(0);
    await person.says("/lapor");
    await person.says("BATAL");
    const stranger = office.person();
    for (const text of ["1", "kalau di grup keluarga?", "/tanya_petugas"])
      expect((await person.says(text)).text, text).toBe((await stranger.says(text)).text);
  });

  it("lets one who tries too many codes wait, and nobody else", async () => {
    const code = await begin();
    await person.says("Sesuatu");
    await person.says("SELESAI");
    const guesser = office.person();
    const wrong = code
      .split("-")
      .with(7, code.split("-")[0] ?? "")
      .join("-");
    for (let tried = 0; tried < 5; tried += 1) await guesser.says(`/cek ${wrong}`);
    expect((await guesser.says(`/cek ${code}`)).text).toContain("Terlalu banyak kode");
    expect((await office.person().says(`/cek ${code}`)).text).toContain("belum ditelaah");
  });
});

describe("a code whose message could not be sent", () => {
  it("stands before the next answer, until one was handed over", async () => {
    const { service } = office;
    let n = 0;
    const say = async (text: string, arrives: boolean): Promise<string> => {
      let got = "";
      const message = {
        channel: "telegram",
        address: "telegram:77",
        kind: "text",
        place: "private",
        late: false,
      } as const;
      n += 1;
      await service
        .converse({ ...message, id: `u${n}`, text }, async (reply) => {
          got = plainText(reply);
          if (!arrives) throw new Error("offline");
          return undefined;
        })
        .catch(() => undefined);
      return got;
    };
    await say("/lapor", true);
    await say("YA", true);
    const first = codeIn(await say("LEWATI", false));
    const again = await say("Bagian satu", true);
    expect(codeIn(again)).toBe(first);
    expect(again).toContain("✔");
    expect(codeIn(await say("Bagian dua", true))).toBe("");
  });
});
