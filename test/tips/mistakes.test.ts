import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { texts } from "../../src/chat/texts.ts";
import { fileTexts } from "../../src/tips/file-texts.ts";
import { openCase } from "../../src/tips/open-case.ts";
import { verifyLists } from "../../src/tips/reader-list.ts";
import { tipTexts } from "../../src/tips/tip-texts.ts";
import { openTestOffice, type TestOffice } from "../support/office.ts";
import type { Voice } from "../support/stage.ts";
import { telegramStage } from "../support/telegram-stage.ts";
import { newReader } from "../support/tip-case.ts";
import { putReaders, withTipStore } from "../support/tip-readers.ts";
import { whatsappStage } from "../support/whatsapp-stage.ts";

const ana = await newReader("ana");
const budi = await newReader("budi-santoso", { unit: "BKPSDM" });
const many = await Promise.all(
  Array.from({ length: 12 }, (_, at) => newReader(`pembaca${at}`, { unit: `bidang${at}` })),
);
const ACCUSES = "pak camat kemarin bagi sembako buat paslon di kantor kecamatan";
const pdf = { name: "daftar.pdf", mime: "application/pdf", bytes: Buffer.from("%PDF-1.7\n% satu\n%%EOF\n") };
let office: TestOffice;
let person: Voice;

const codeIn = (text: string) => /^[a-z]+(?:-[a-z]+){7}$/m.exec(text)?.[0] ?? "";

async function open(on = telegramStage, readers = [ana, budi]): Promise<void> {
  office = await openTestOffice({
    on,
    prepare: (folder) => putReaders(folder, readers),
  });
  person = office.person();
}

afterEach(() => office.close());

async function say(...all: string[]): Promise<string> {
  let text = "";
  for (const each of all) ({ text } = await person.says(each));
  return text;
}

async function partsOf(reader = ana) {
  return withTipStore(office.folder, async (store) => {
    const lists = verifyLists(await store.lists(), office.settings.TIPS_ROOT);
    const opened = await Promise.all(
      (await store.cases()).map(async (stored) =>
        openCase({ stored, parts: await store.parts(stored.id), identity: reader.identity.secret, lists }),
      ),
    );
    return opened.flatMap(({ parts }) => parts.map(({ meta, text }) => meta.knownBy ?? meta.file?.name ?? text));
  });
}

describe("whoever writes who may not read it", () => {
  beforeEach(() => open());

  it.each(["tolong jangan sampai dibaca oleh pak budi-santoso ya min", "pak budi", "budi santosa", "Bduu, santosso"])(
    "is understood: %s",
    async (text) => {
      await say("/lapor", "YA", text);
      const readers = await say("LEWATI");
      expect(readers).toContain("Yang dapat membaca laporan ini: ana (Kesbangpol).");
    },
  );

  it("is not told that somebody cannot read whom they call by an office", async () => {
    const told = await say("/lapor", "YA", "pak camat");
    expect(told).toContain("bukan jabatannya");
    expect(told).toContain(tipTexts.exclude[0]);
    expect(await say("lurah kami bagi amplop")).toContain(tipTexts.storyHeld);
    expect(await say("LEWATI")).toContain("✔");
  });

  it("is not taken to mean the opposite where they write who may", async () => {
    await say("/lapor", "YA");
    for (const text of ["cuma ana yang boleh baca", "yang boleh ana aja", "jangan siapa pun selain ana", "semua boleh"])
      expect(await say(text), text).toContain(tipTexts.saidWhoMay);
    expect(await say("semua boleh kecuali pak budi-santoso")).toContain("Tidak boleh membaca: budi-santoso.");
    expect(await say("LEWATI")).toContain("Yang dapat membaca laporan ini: ana (Kesbangpol).");
  });

  it("is heard after the word that buttons use, and asked again after a second YA or an OK", async () => {
    for (const again of ["YA", "ok"]) expect(await say("BATAL", "/lapor", "YA", again)).toContain(tipTexts.exclude[0]);
    expect(await say("kecuali pak budi santoso ya")).toContain("Tidak boleh membaca: budi-santoso.");
    expect(await say("YA")).toContain("Yang dapat membaca laporan ini: ana (Kesbangpol).");
  });

  it("learns that nothing changed when they press a button of that question once the report is open", async () => {
    await say("/lapor", "YA", "LEWATI");
    expect((await person.chooses("budi-santoso (BKPSDM)")).text).toBe(tipTexts.oldButton);
    expect((await person.chooses(tipTexts.choice.safer)).text).toBe(tipTexts.oldButton);
    expect(await partsOf()).toEqual([]);
  });

  it("still gets the safer ways by the button above it", async () => {
    await say("/lapor", "YA");
    expect((await person.chooses(tipTexts.choice.safer)).text).toContain("lapor.go.id");
  });
});

it("names the readers in words where they are too many for buttons", async () => {
  await open(telegramStage, many);
  expect(await say("/lapor", "YA")).toContain("pembaca11 (bidang11)");
});

describe("how many know of it", () => {
  it.each([
    ["1", "hanya-saya"],
    ["3 orang", "<5"],
    ["12", "5-20"],
    ["cuma saya", "hanya-saya"],
  ])("is what a person writes, said back to them: %s", async (text, knownBy) => {
    await open();
    await say("/lapor", "YA", "LEWATI", "LEWATI", "LEWATI", "LEWATI", "LEWATI", "LEWATI");
    expect(await say(text)).toContain("✔\n\nTercatat: ");
    expect(await partsOf()).toEqual([knownBy]);
  });

  it("is one person for a 1 where choices have numbers", async () => {
    await open(whatsappStage);
    await say("/lapor", "YA", "LEWATI", "LEWATI", "LEWATI", "LEWATI", "LEWATI", "LEWATI", "1");
    expect(await partsOf()).toEqual(["hanya-saya"]);
  });
});

it("tells who asks for it who reads and what is kept, before a report and in the midst of its questions", async () => {
  await open();
  const asked = "siapa yang baca laporan saya?";
  const about = tipTexts.about("telegram", "ana (Kesbangpol), budi-santoso (BKPSDM)");
  expect(await say(asked)).toBe(about.join("\n\n"));
  const steps = [[tipTexts.held], [tipTexts.goOn], tipTexts.exclude];
  for (const question of steps) {
    await say(question === steps[0] ? ACCUSES : "YA");
    expect(await say(asked)).toBe([...about, ...question].join("\n\n"));
  }
  await say("LEWATI");
  expect(await partsOf()).toEqual([ACCUSES]);
  expect(await say("BATAL", "siapa yang lapor saya?")).not.toContain("/lapor");
  expect(await say("sy pppk disuruh bikin akun palsu dukung petahana")).toContain(texts.pressed);
});

describe("a code that was written wrong, without /cek", () => {
  it("is looked at as a code and by nobody else, in a report too", async () => {
    await open();
    const words = codeIn(await say("/lapor", "YA", "LEWATI")).split("-");
    const wrong = words.with(3, "qqqq").join(" ");
    expect(await say(wrong)).toBe(tipTexts.likeCode);
    await say("SELESAI", "BATAL");
    expect(await say(wrong)).toBe(tipTexts.unclearCode([4]));
    expect(await say(words.slice(0, 7).join("-"))).toBe(tipTexts.noSuchCode);
    expect(await say([...words.slice(0, 6), words[7], words[6]].join(" "))).toBe(tipTexts.unclearCode([]));
    expect(await say("apa sanksi netralitas?")).toContain("sanksi");
  });
});

describe("a code with a slip within a story", () => {
  const told = (words: readonly string[]) =>
    `Semalam camat bagi amplop, ini kodenya ${words.join(" ")} jangan hilang ya`;

  it("is kept out of the report, and answered to nobody as a question", async () => {
    await open();
    const words = codeIn(await say("/lapor", "YA", "LEWATI")).split("-");
    const [third = "", fourth = ""] = words.slice(2);
    const wrong = [
      words.with(2, `${third.slice(0, 2)}q${third.slice(2)}`),
      words.with(2, words[5] ?? ""),
      [...words.slice(0, 2), fourth, third, ...words.slice(4)],
    ];
    for (const each of wrong) expect(await say(told(each))).toBe(tipTexts.likeCode);
    const name = `foto-${words.with(7, words[0] ?? "").join("_")}.pdf`;
    expect((await person.sendsFile?.("", { ...pdf, name }))?.text).toBe(tipTexts.likeCode);
    expect(await say("Semalam camat bagi amplop di kantor")).toContain("✔");
    await say("SELESAI");
    for (const each of wrong) expect(await say(told(each))).toBe(tipTexts.codeLoose);
    expect(await partsOf()).toEqual(["Semalam camat bagi amplop di kantor"]);
  });
});

describe.each([telegramStage, whatsappStage])("a number for who may not read that comes late, on $name", (on) => {
  it("is no part of the report, and its writer hears that nothing changed", async () => {
    await open(on);
    await say("/lapor", "YA", "LEWATI");
    expect(await say("2")).toBe(tipTexts.lateNumber);
    expect(await say("2 orang camat bagi amplop")).toContain("✔");
    expect(await say("2.")).toBe(tipTexts.lateNumber);
    expect(await say("LEWATI", "2")).toContain("✔");
    if (on === whatsappStage) expect(await say("BATAL", "/lapor", "1", "1")).toContain("Tidak boleh membaca: ana.");
    await say("BATAL", ACCUSES, "YA", "YA", "LEWATI");
    expect(await say("3")).toBe(tipTexts.lateNumber);
    expect(await partsOf()).toEqual([ACCUSES]);
  });
});

describe.each([telegramStage, whatsappStage])("before there is a case, on $name", (on) => {
  it("a file is kept whatever stands under it, and a word of the dialogue is no story", async () => {
    await open(on);
    await say(ACCUSES);
    expect((await person.sendsFile?.("ya", pdf))?.text).toContain(tipTexts.heldMore);
    expect(await say("SELESAI")).toContain(tipTexts.held);
    await say("YA");
    expect((await person.sendsFile?.("batal", pdf))?.text).toContain(tipTexts.consentFirst);
    await say("YA", "LEWATI");
    expect(await partsOf()).toEqual([ACCUSES, "daftar.pdf", "ya", "daftar.pdf", "batal"]);
    await say("BATAL");
    await person.sendsFile?.("/lapor", pdf);
    await say("/lapor Satu", "BATAL", ACCUSES, "/lapor Satu", "/lapor Dua", "YA", "LEWATI");
    expect(await partsOf()).toEqual([ACCUSES, "Satu", "Dua"]);
    await say("BATAL");
    await person.sendsFile?.("/lapor", pdf);
    await say("YA", "LEWATI");
    const page = { name: "a.html", mime: "text/html", bytes: Buffer.from("<html></html>") };
    expect((await person.sendsFile?.("Ini daftarnya", page))?.text).toBe(
      `${fileTexts.unwanted.page} ${tipTexts.captionToo}`,
    );
    expect(await partsOf()).toEqual(["daftar.pdf"]);
  });

  it("BERHENTI asks what is meant, and a number said after the answer ends no report", async () => {
    await open(on);
    for (const before of [[ACCUSES], ["/lapor"], ["/lapor", "YA"], ["/lapor", "YA", "LEWATI"]]) {
      await say(...before);
      expect(await say("STOP")).toContain(tipTexts.stopWhich);
      await person.chooses(tipTexts.choice.stopSubscription);
      expect(await say("1")).not.toContain("hapus");
      expect(await say("STOP")).toContain(tipTexts.stopWhich);
      expect((await person.chooses(tipTexts.choice.goOn)).text).not.toContain(tipTexts.cancelledEarly);
      await say("BATAL");
    }
  });
});

describe("what was held", () => {
  beforeEach(() => open());

  it("is not left without a word when a code opens another report", async () => {
    const code = codeIn(await say("/lapor", "YA", "LEWATI"));
    await say("Bagian satu", "SELESAI", ACCUSES, "YA");
    expect(await say(`/cek ${code}`)).toContain(tipTexts.heldLeft);
    expect(await say("SELESAI", `/cek ${code}`)).not.toContain(tipTexts.heldLeft);
    expect(await partsOf()).toEqual(["Bagian satu"]);
  });

  it("is answered with all that was asked beside it on a no, and forgotten with a word of it for anything else", async () => {
    for (const no of ["bukan", "Tidak, cuma nanya", "ini pertanyaan", "gak usah lapor pak"]) {
      await say("guru kami bagi sembako dari caleg", "apa sanksinya untuk guru itu?");
      expect(await say(no), no).toContain("Dasar hukum");
    }
    expect(await say(ACCUSES, "/topik")).toContain(tipTexts.heldForgotten);
    expect(await say("/topik")).not.toContain(tipTexts.heldForgotten);
  });

  it("is not thrown away by what begins with a no or a slash and goes on telling", async () => {
    const more = ["ga cuma itu pak, dia juga ancam honorer", "bukan saya saja yang disuruh"];
    await say(`/pak camat ini, ${ACCUSES}`, ...more, "YA", "YA", "LEWATI");
    expect(await partsOf()).toEqual([`/pak camat ini, ${ACCUSES}`, ...more]);
    for (const how of ["/lapor,", "/lapor:", "/laporan", "/laporkan"])
      expect(await say("BATAL", `${how} ${ACCUSES}`, "YA", "LEWATI"), how).toContain("✔");
  });

  it("is no code where a button under a summary is pressed after the talk", async () => {
    expect(await say("/cek setuju")).toBe(tipTexts.askCode);
    await say("/lapor", "YA", "LEWATI");
    expect(await say("/cek setuju")).toBe(tipTexts.oldButton);
  });
});

it("holds no more than a report takes, and says so", async () => {
  await open(whatsappStage);
  const long = "pasir dan semen ".repeat(1_200);
  await say("/lapor", `1. ${long}`, `2. ${long}`, `3. ${long}`, `4. ${long}`, "YA");
  const text = await say("LEWATI");
  expect(text).toContain("✔ 3 bagian");
  expect(text).toContain(tipTexts.heldLost);
});

describe("a word that is nearly one of the dialogue", () => {
  beforeEach(() => open());

  it("is no part, and whoever says it hears how to delete", async () => {
    await say("/lapor", "YA", "LEWATI");
    const near = ["btal", "batal aja", "*Batal*", "B A T A L", "gak jadi", "tolong hapus laporan ini", "cancel"];
    const afraid = [
      "hapus laporan saya",
      "gak jadi lapor, takut",
      "jangan dikirim dulu",
      "stop laporan",
      "cabut laporanku",
    ];
    for (const text of [...near, ...afraid]) expect(await say(text), text).toBe(tipTexts.meantCancel);
    for (const told of ["Pembagian batal karena hujan", "hapus bukti", "jangan kirim ke camat"])
      expect(await say(told), told).toContain("✔");
    expect(await say("batal")).toContain(tipTexts.cancelled);
  });

  it.each(["ok", "iya saya mengerti", "yaa", "Oke, lanjut"])("goes on where YA was asked for: %s", async (text) => {
    expect(await say(ACCUSES, text)).toContain("BATAL");
    expect(await say(text)).toContain(tipTexts.exclude[0]);
    await say("LEWATI");
    expect(await partsOf()).toEqual([ACCUSES]);
  });
});

it("BATAL where nothing is open says that nothing changed, and is an officer's own word in their form", async () => {
  await open();
  const code = codeIn(await say("/lapor", "YA", "LEWATI"));
  await say("Bagian satu");
  await office.restart();
  expect(await say("batal")).toBe(tipTexts.noneOpen);
  expect(await say("SELESAI")).toBe(tipTexts.noneOpen);
  expect(await say(`/cek ${code}`, "BATAL", "BATAL")).toContain(tipTexts.cancelled);
  person = await office.officer("citra", "petugas");
  await say("/acara_baru");
  expect(await say("batal")).not.toBe(tipTexts.noneOpen);
});
