import { describe, expect, it } from "vitest";
import { sealAnswer } from "../../src/tips/answer-part.ts";
import { newId, randomBytes, sha256Hex, textToBytes } from "../../src/tips/bytes.ts";
import { openState, sealState } from "../../src/tips/mailbox-state.ts";
import { openAnswers } from "../../src/tips/open-answers.ts";
import { openCase } from "../../src/tips/open-case.ts";
import type { AnswerMeta } from "../../src/tips/part.ts";
import { verifyLists } from "../../src/tips/reader-list.ts";
import { reseal, seal } from "../../src/tips/seal.ts";
import type { StoredPart } from "../../src/tips/tip-store.ts";
import { agreed, newReader, newTestCase, signedList, storedPart, type TestReader } from "../support/tip-case.ts";

const CASE = "k7f3-9mxq-2wpd";
const [ana, budi, mallory] = [await newReader("ana"), await newReader("budi"), await newReader("mallory")];
const cici = await newReader("cici", { role: "cadangan" });
const lists = agreed([ana, budi, cici]);
const tip = await newTestCase(CASE, [ana, budi]);
const parts = [
  await tip.write("Apel pagi."),
  await tip.write("Stiker dibagikan."),
  await tip.write("Saya lihat sendiri."),
];
const open = (given: readonly StoredPart[], about: Partial<Parameters<typeof openCase>[0]> = {}) =>
  openCase({ stored: tip.stored, parts: given, identity: ana.identity.secret, lists, ...about });

async function answer(by: TestReader, about: Partial<AnswerMeta> = {}, text = "Terima kasih."): Promise<StoredPart> {
  const meta: AnswerMeta = {
    schema: 1,
    case: CASE,
    id: newId(),
    by: by.entry.name,
    kind: "balasan",
    day: "2026-11-23",
    readers: ["ana", "budi"],
    ...about,
  };
  const sealed = await sealAnswer({
    meta,
    text,
    by: by.identity,
    readers: [ana.entry, budi.entry],
    mailbox: tip.stored.mailbox,
  });
  return storedPart(CASE, sealed, "pembaca");
}

describe("a case that nobody touched", () => {
  it("opens in its order, however its parts lie, without a problem", async () => {
    const opened = await open(parts.toReversed());
    expect(opened.parts.map(({ n, text }) => [n, text])).toEqual([
      [1, "Apel pagi."],
      [2, "Stiker dibagikan."],
      [3, "Saya lihat sendiri."],
    ]);
    expect(opened).toMatchObject({ case: CASE, status: "diterima", answers: [], problems: [], shut: 0, turn: 1 });
    expect(opened).toMatchObject({ mailbox: tip.stored.mailbox, readers: ["ana", "budi"] });
    expect(opened.notice).toContain("paling akhir");
  });

  it("is the same where a part is stored twice, and where it was sealed anew for an alternate", async () => {
    const [, second] = parts;
    if (second === undefined) throw new Error("There are three");
    const passedOn = await reseal(second, ana.identity.secret, [ana.entry.recipient, cici.entry.recipient]);
    if (passedOn === undefined) throw new Error("ana may open it");
    const opened = await open([...parts, { ...second, id: newId() }, storedPart(CASE, passedOn)]);
    expect(opened.parts).toHaveLength(3);
    expect(opened.problems).toEqual([]);
    const forCici = await open([storedPart(CASE, passedOn)], { identity: cici.identity.secret });
    expect(forCici.parts.map(({ text }) => text)).toEqual(["Stiker dibagikan."]);
  });

  it("folds what a phone sent again under the same number, and marks what came again under another", async () => {
    const twice = await newTestCase(CASE, [ana], tip);
    const one = await twice.write("halo");
    const again = await twice.write("halo", { n: 1, before: "", day: "2026-11-23" });
    const later = await twice.write("halo");
    const opened = await open([one, again, later]);
    expect(opened.parts.map(({ n, sameAs }) => [n, sameAs])).toEqual([
      [1, undefined],
      [2, 1],
    ]);
    expect(opened.problems).toEqual([]);
  });
});

describe("a case that somebody touched", () => {
  it("names the numbers that are missing", async () => {
    const opened = await open(parts.slice(2));
    expect(opened.problems).toEqual(["Bagian 1 dan 2 tidak ada: terhapus, rusak, atau tidak disegel untuk Anda."]);
  });

  it("cannot tell that the last part was taken away, and never says that all is there", async () => {
    const opened = await open(parts.slice(0, 2));
    expect(opened.problems).toEqual([]);
    expect(opened.notice).toContain("tidak dapat diketahui");
  });

  it("names a part of another case, and does not show it", async () => {
    const other = await newTestCase("aaaa-bbbb-cccc", [ana]);
    const opened = await open([...parts, await other.write("Bukan dari sini.")]);
    expect(opened.parts).toHaveLength(3);
    expect(opened.problems).toEqual([
      "Satu bagian berasal dari kasus lain (aaaa-bbbb-cccc) dan tidak ditampilkan: tertukar.",
    ]);
  });

  it("does not show what was signed with another key than the case's", async () => {
    const forger = await newTestCase(CASE, [ana], { ...tip, partSecret: randomBytes(32) });
    const opened = await open([...parts, await forger.write("Saya tarik laporan ini.", { n: 4 })]);
    expect(opened.parts).toHaveLength(3);
    expect(opened.problems).toEqual([expect.stringContaining("1 bagian ditandatangani dengan kunci lain")]);
  });

  it("does not show what nobody signed, and what is no part at all", async () => {
    const unsigned = storedPart(CASE, await seal(textToBytes("Saya tarik laporan ini."), [ana.entry.recipient]));
    const bent = { ...(await answer(budi)), from: "pelapor" as const };
    const opened = await open([...parts, unsigned, bent]);
    expect(opened.parts).toHaveLength(3);
    expect(opened.problems).toEqual([
      expect.stringContaining("1 bagian tanda tangannya tidak cocok"),
      expect.stringContaining("1 bagian dapat dibuka tetapi bentuknya tidak dikenal"),
    ]);
  });

  it("says that a part was replaced by one that does not follow the one before", async () => {
    const other = await newTestCase(CASE, [ana], tip);
    const opened = await open([
      ...parts.slice(0, 1),
      await other.write("Diganti.", { n: 2, before: "00" }),
      ...parts.slice(2),
    ]);
    expect(opened.problems).toEqual([
      "Bagian 2 tidak menyambung pada bagian 1 yang ada di sini: salah satunya diganti.",
      "Bagian 3 tidak menyambung pada bagian 2 yang ada di sini: salah satunya diganti.",
    ]);
  });

  it("shows both parts that have one number, as when an older state was put back, and follows either", async () => {
    const other = await newTestCase(CASE, [ana], tip);
    const fork = await other.write("Dari ponsel lain.", { n: 2, before: parts[0]?.hash ?? "" });
    const opened = await open([...parts, fork]);
    expect(opened.parts.map(({ n }) => n)).toEqual([1, 2, 2, 3]);
    expect(opened.problems).toEqual([expect.stringContaining("Bagian 2 ada 2 yang berbeda")]);
  });

  it("counts what this key does not open", async () => {
    const other = await newTestCase(CASE, [budi], tip);
    const opened = await open([...parts, await other.write("Untuk budi saja.", { n: 4 })]);
    expect(opened.shut).toBe(1);
    expect(opened.problems).toEqual([expect.stringContaining("1 bagian tidak dapat dibuka")]);
    const shut = await open([...parts, await answer(ana)], { identity: mallory.identity.secret });
    expect(shut).toMatchObject({ parts: [], answers: [], shut: 3 });
    expect(shut.problems).toEqual([expect.stringContaining("Tidak ada bagian yang dapat dibuka")]);
  });

  it("says that it was sealed to somebody whom no list knows", async () => {
    const other = await newTestCase(CASE, [ana, mallory], tip);
    const opened = await open([await other.write("halo")]);
    expect(opened.problems).toEqual([expect.stringContaining("disegel juga untuk mallory")]);
  });

  it("opens nothing under a list that does not hold", async () => {
    for (const broken of [verifyLists([], undefined), verifyLists([signedList([ana, budi], [ana, budi])], "00")]) {
      const opened = await open(parts, { lists: broken });
      expect(opened.parts).toEqual([]);
      expect(opened.problems).toEqual([expect.stringContaining("tidak ada yang dibuka")]);
    }
  });

  it("warns before an answer goes to a mailbox that the reporter never had", async () => {
    const opened = await open(parts, { stored: { ...tip.stored, mailbox: mallory.entry.recipient } });
    expect(opened.parts).toHaveLength(3);
    expect(opened.mailbox).toBe(tip.stored.mailbox);
    expect(opened.problems).toEqual([expect.stringContaining("Jangan membalas")]);
    const other = await newTestCase(CASE, [ana], { ...tip, mailbox: mallory.identity });
    expect((await open([...parts, await other.write("halo", { n: 4 })])).mailbox).toBeUndefined();
  });

  it("says when a file is not the one that was received, or its original is gone", async () => {
    const other = await newTestCase(CASE, [ana], tip);
    const file = {
      name: "surat.pdf",
      mime: "application/pdf",
      sha256: sha256Hex(textToBytes("surat")),
      cleaned: false,
    };
    const good = await other.write("surat", { kind: "berkas", file });
    const bad = await other.write("surat lain", { kind: "berkas", file });
    const picture = { ...file, cleaned: true, original: { part: newId(), shares: [] } };
    const opened = await open([good, bad, await other.write("gambar", { kind: "berkas", file: picture })]);
    expect(opened.parts.map(({ text }) => text)).toEqual([undefined, undefined, undefined]);
    expect(opened.problems).toEqual([
      "Berkas bagian 2 tidak cocok dengan sidik jari yang dicatat saat diterima.",
      "Gambar asli dari bagian 3 tidak ada di sini.",
    ]);
  });
});

describe("the answers of a case", () => {
  const status = (by: TestReader, day: string, given: NonNullable<AnswerMeta["status"]>, turn?: number) =>
    answer(by, { kind: "status", day, status: given, ...(turn === undefined ? {} : { turn }) });

  it("are what readers of the list signed, the same one twice is one, and the newest status counts", async () => {
    const reply = await answer(ana, { day: "2026-11-23" });
    const opened = await open([
      ...parts,
      await status(budi, "2026-11-25", "diteruskan"),
      await status(ana, "2026-11-24", "ditelaah"),
      reply,
      { ...reply, id: newId() },
    ]);
    expect(opened.answers.map(({ meta, text }) => [meta.by, meta.kind, text])).toEqual([
      ["ana", "balasan", "Terima kasih."],
      ["ana", "status", "Terima kasih."],
      ["budi", "status", "Terima kasih."],
    ]);
    expect(opened.status).toBe("diteruskan");
    expect(opened.problems).toEqual([]);
  });

  it("come, on one day, in the order their writers saw, else what is further on last", async () => {
    const day = "2026-11-24";
    const back = [await status(ana, day, "selesai", 1), await status(budi, day, "ditelaah", 2)];
    expect(await open([...parts, ...back])).toMatchObject({ status: "ditelaah", turn: 3 });
    const blind = [await status(ana, day, "selesai"), await status(budi, day, "ditelaah")];
    expect((await open([...parts, ...blind])).status).toBe("selesai");
    expect((await open([...parts, ...blind.toReversed()])).status).toBe("selesai");
  });

  it("are problems when they are forged, foreign or of somebody who does not read the case", async () => {
    const posing = { identity: { ...mallory.identity, name: "ana" }, entry: { ...mallory.entry, name: "ana" } };
    const dodi = await newReader("dodi");
    const opened = await open(
      [
        ...parts,
        await status(posing, "2026-11-25", "selesai"),
        await answer(mallory),
        await answer(ana, { case: "aaaa-bbbb-cccc" }),
        await answer(dodi),
        storedPart(CASE, await seal(textToBytes("Telepon kami segera."), [ana.entry.recipient]), "pembaca"),
      ],
      { lists: agreed([ana, budi, cici, dodi]) },
    );
    expect(opened.answers).toEqual([]);
    expect(opened.status).toBe("diterima");
    expect(opened.problems).toEqual([
      "Satu jawaban berasal dari kasus lain (aaaa-bbbb-cccc) dan tidak ditampilkan: tertukar.",
      "Satu jawaban ditulis dodi, yang tidak termasuk pembaca kasus ini, dan tidak ditampilkan.",
      expect.stringContaining("1 jawaban dapat dibuka tetapi bentuknya tidak dikenal"),
      expect.stringContaining("2 jawaban tidak bertanda tangan pembaca yang ada di daftar"),
    ]);
  });

  it("of a key that is no longer on the list are shown with a warning, and their status gives way", async () => {
    const [first] = [signedList([ana, budi], [ana, budi])];
    const anew = await newReader("ana");
    const second = signedList([anew, budi], [ana, budi], first.list);
    const verdict = verifyLists([first, second], undefined);
    const old = await status(ana, "2026-11-29", "selesai");
    const alone = await open([...parts, old], { lists: verdict });
    expect(alone.status).toBe("selesai");
    expect(alone.problems).toEqual([expect.stringContaining("Jawaban ana (29 November 2026) memakai kunci")]);
    const both = await open([...parts, old, await status(budi, "2026-11-24", "ditelaah")], { lists: verdict });
    expect(both.status).toBe("ditelaah");
  });

  it("reach the mailbox, without those whom the reporter excluded", async () => {
    const state = { readers: ["ana"], excluded: { names: ["budi"], units: [] } };
    const opened = await openAnswers({
      stored: tip.stored,
      parts: [
        await answer(ana),
        await answer(budi),
        await answer(cici, { kind: "status", status: "ditelaah" }),
        ...parts,
      ],
      identity: tip.mailbox.secret,
      lists,
      state,
    });
    expect(opened.answers.map(({ meta }) => meta.by).sort()).toEqual(["ana", "cici"]);
    expect(opened.status).toBe("ditelaah");
    expect(opened.problems).toEqual([expect.stringContaining("Satu jawaban ditulis budi")]);
    const without = await openAnswers({
      stored: tip.stored,
      parts: [await answer(ana), await answer(cici)],
      identity: tip.mailbox.secret,
      lists,
      state: { readers: ["ana"], excluded: { names: ["ana", "cici"], units: [] } },
    });
    expect(without.answers).toEqual([]);
    expect(without.problems).toHaveLength(2);
  });

  it("cannot be signed for somebody else", async () => {
    await expect(answer(ana, { by: "budi" })).rejects.toThrow(RangeError);
  });
});

describe("the state of a mailbox", () => {
  it("opens for the mailbox alone, is nobody's to write but the code's, and is as long whoever is excluded", async () => {
    const state = {
      schema: 1 as const,
      case: CASE,
      n: 3,
      before: parts[2]?.hash ?? "",
      files: 0,
      characters: 40,
      readers: ["ana"],
      excluded: { names: ["budi"], units: ["Dinas yang namanya panjang sekali ".repeat(40)] },
    };
    const { mailbox, partKey } = tip.stored;
    const sealed = await sealState(state, mailbox, tip.partSecret);
    expect(await openState(sealed, tip.mailbox.secret, partKey)).toEqual(state);
    expect(await openState(sealed, ana.identity.secret, partKey)).toBeUndefined();
    expect(await openState(textToBytes("apa saja"), tip.mailbox.secret, partKey)).toBeUndefined();
    const other = await sealState({ ...state, excluded: { names: [], units: [] } }, mailbox, tip.partSecret);
    expect(other.length).toBe(sealed.length);
    const forged = await sealState({ ...state, readers: ["mallory"] }, mailbox, mallory.identity.signingSecret);
    expect(await openState(forged, tip.mailbox.secret, partKey)).toBeUndefined();
  });
});
