import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readBundle } from "../../src/tips/bundle.ts";
import { bytesToText, textToBytes } from "../../src/tips/bytes.ts";
import { openAnswers } from "../../src/tips/open-answers.ts";
import { verifyLists } from "../../src/tips/reader-list.ts";
import { release } from "../../src/tips/shares.ts";
import {
  all,
  ana,
  budi,
  bundleOf,
  CASE,
  dewi,
  lists,
  parts,
  photo,
  RUN,
  readerWithText,
  root,
  sent,
  tip,
} from "../support/booth-case.ts";
import type { House } from "../support/booth-window.ts";
import { fileOf } from "../support/booth-window.ts";
import { signedList } from "../support/tip-case.ts";
import { openTipDesk } from "../support/tip-desk.ts";

const state = { readers: ["ana", "budi"], excluded: { names: [], units: [] } };

/** What a reader writes, and what two readers open together. */
export function writingTests(house: () => House): void {
  it("lets nobody reply into a mailbox that the reporter did not name, or without being on the list", async () => {
    const {
      page: window,
      leave,
      ...desk
    } = await house().read(bundleOf(all, { stored: { ...tip.stored, mailbox: dewi.entry.recipient } }));
    expect((await desk.problems()).join()).toContain("Jangan membalas");
    expect(await window.getByRole("button", { name: "Segel dan simpan" }).isVisible()).toBe(false);
    const elsewhere = [signedList([budi, dewi], [budi, dewi])];
    await desk.openCase(bundleOf(all, { lists: elsewhere }), "");
    await window.getByText("Kunci Anda tidak ada di daftar").waitFor();
    expect(await window.getByRole("button", { name: "Segel dan simpan" }).isVisible()).toBe(false);
    await leave();
  });

  it("seals replies and states that the reporter opens, one after the other", async () => {
    const { page: window, seen, leave, ...desk } = await house().enter("2026-11-23T18:00:00Z");
    await desk.giveKey(ana.text);
    await desk.openCase(bundleOf([...parts.slice(0, 3), ...all.slice(-1)]), root);
    const save = window.getByRole("button", { name: "Segel dan simpan" });
    await save.click();
    await window.getByText("Tulis dulu balasannya").waitFor();
    await window.getByLabel("Balasan", { exact: true }).fill(`Kapan kejadiannya? ${RUN}`);
    const first = await desk.saved(() => save.click());
    await window.getByLabel("Status baru").check();
    await window.getByLabel("Status", { exact: true }).selectOption("tidak-dapat-ditindaklanjuti");
    await save.click();
    await window.getByText("Tulis alasannya").waitFor();
    await window.getByLabel("Alasan (dibaca pelapor)").fill("Bukan pegawai ASN");
    const second = await desk.saved(() => save.click());
    expect([first.name, second.name]).toEqual([`balasan-${CASE}-2.tar`, `balasan-${CASE}-3.tar`]);

    const written = [first, second].map(({ bytes }) => {
      const read = readBundle(bytes);
      if (read.kind !== "bundle") throw new Error(read.why);
      expect(read.bundle).toMatchObject({ stored: { id: CASE, mailbox: tip.stored.mailbox }, lists: [] });
      return read.bundle.parts;
    });
    const mailbox = { stored: tip.stored, lists: verifyLists(lists, root), state, identity: tip.mailbox.secret };
    const { answers, status, problems } = await openAnswers({ ...mailbox, parts: written.flat() });
    expect(problems).toEqual([]);
    expect(status).toBe("tidak-dapat-ditindaklanjuti");
    expect(answers.map(({ meta, text }) => [meta.by, meta.day, meta.kind, meta.reason, text])).toEqual([
      ["ana", "2026-11-24", "balasan", undefined, `Kapan kejadiannya? ${RUN}`],
      ["ana", "2026-11-24", "status", "Bukan pegawai ASN", ""],
    ]);
    const forBudi = await openAnswers({ ...mailbox, parts: written.flat(), identity: budi.identity.secret });
    expect(forBudi.answers).toHaveLength(2);
    const forDewi = await openAnswers({ ...mailbox, parts: written.flat(), identity: dewi.identity.secret });
    expect(forDewi.answers).toHaveLength(0);
    await leave();
    expect(seen).toEqual({ requests: [house().address], complaints: [] });
  });

  it("opens what the desk exported, and seals what the desk takes over for the other readers", async () => {
    const office = await openTipDesk({ ana: {}, budi: {} });
    await office.tip(CASE, ["ana", "budi"], async (made) => [await made.write("Camat membagi amplop.")]);
    const [out, reply] = [join(office.keys, "kasus.tar"), join(office.keys, "balasan.tar")];
    expect(await office.desk(["export", CASE, "--out", out])).toMatchObject({ code: 0 });
    const { page: window, leave, ...desk } = await house().enter();
    await desk.giveKey(readFileSync(office.file("ana"), "utf8"));
    await desk.openCase(new Uint8Array(readFileSync(out)), office.root);
    await window.getByText("Camat membagi amplop.").waitFor();
    expect(await desk.problems()).toEqual([]);
    await window.getByLabel("Status baru").check();
    await window.getByLabel("Status", { exact: true }).selectOption("perlu-keterangan");
    await window.getByLabel("Pesan kepada pelapor").fill("Kapan?");
    const saved = await desk.saved(() => window.getByRole("button", { name: "Segel dan simpan" }).click());
    await leave();
    writeFileSync(reply, saved.bytes);
    expect(JSON.parse((await office.desk(["import", reply, "--json"])).stdout)).toEqual({ case: CASE, added: 1 });
    expect(JSON.parse((await office.as("budi", "open", CASE, "--json")).stdout)).toMatchObject({
      status: "perlu-keterangan",
      answers: [{ by: "ana", text: "Kapan?" }],
      problems: [],
    });
    office.close();
  });

  it("opens an original with what another reader released, and releases to another", async () => {
    const { page: window, seen, leave, ...desk } = await house().read();
    await window.getByText("Gambar asli (perlu dua pembaca)").click();
    const about = { original: sent.original, case: CASE, day: "2026-11-24" };
    const own = await release({ ...about, from: budi.identity, to: budi.entry });
    const handed = await release({ ...about, from: budi.identity, to: ana.entry });
    if (own.kind !== "released" || handed.kind !== "released") throw new Error("budi has a share");
    const chosen = window.getByLabel("Berkas pelepasan dari");
    await chosen.setInputFiles(fileOf("p.age", textToBytes(own.text)));
    await window.getByRole("button", { name: "Buka gambar asli" }).click();
    await window.getByText("bukan untuk Anda").waitFor();
    await chosen.setInputFiles(fileOf("p.age", textToBytes(handed.text)));
    await window.getByRole("button", { name: "Buka gambar asli" }).click();
    await window.getByText("Bagian dari ana dan budi").waitFor();
    const saved = await desk.saved(() => window.getByRole("button", { name: "Simpan gambar asli" }).click());
    expect(photo.equals(saved.bytes)).toBe(true);

    const released = await desk.saved(() => window.getByRole("button", { name: "Buat berkas" }).click());
    expect(released.name).toBe("pelepasan-bagian-4-untuk-budi.age");
    expect(bytesToText(released.bytes)).toContain("BEGIN AGE ENCRYPTED FILE");
    await leave();
    expect(seen).toEqual({ requests: [house().address], complaints: [] });
  });

  it("opens with an old key what came before a reader changed theirs, and replies with the new one", async () => {
    const { page: window, leave, ...desk } = await house().enter();
    const changed = await readerWithText("ana");
    const before = lists[0]?.list;
    const later = [...lists, signedList([changed, budi], [ana, budi], before)];
    await desk.giveKey(ana.text, budi.text);
    await window.getByText("kunci dari orang yang berbeda").waitFor();
    await desk.giveKey(ana.text, changed.text);
    await desk.openCase(bundleOf([...parts.slice(0, 3), ...all.slice(-1)], { lists: later }), root);
    await desk.opened().waitFor();
    expect(await desk.problems()).toEqual([]);
    await window.getByLabel("Balasan", { exact: true }).fill("Terima kasih.");
    const { bytes } = await desk.saved(() => window.getByRole("button", { name: "Segel dan simpan" }).click());
    const read = readBundle(bytes);
    if (read.kind !== "bundle") throw new Error(read.why);
    const about = { parts: read.bundle.parts, stored: tip.stored, lists: verifyLists(later, root), state };
    const { answers, problems: said } = await openAnswers({ ...about, identity: tip.mailbox.secret });
    expect(answers.map(({ meta, former }) => [meta.by, former])).toEqual([["ana", false]]);
    expect(said).toEqual([]);
    await leave();
  });

  it("does the same in a browser of 2023, which lacks the curve and one word for texts", async () => {
    const { page: window, seen, leave, ...desk } = await house().enter();
    await window.addInitScript(`
      delete String.prototype.isWellFormed;
      for (const name of ["importKey", "generateKey", "deriveBits"])
        crypto.subtle[name] = () => Promise.reject(new DOMException("not here", "NotSupportedError"));
    `);
    await window.reload();
    await desk.giveKey(ana.text);
    await desk.openCase(bundleOf([...parts.slice(0, 1), ...all.slice(-1)]), root);
    await desk.opened().waitFor();
    expect(await desk.problems()).toEqual([]);
    await window.getByLabel("Balasan", { exact: true }).fill("Terima kasih.");
    const { bytes } = await desk.saved(() => window.getByRole("button", { name: "Segel dan simpan" }).click());
    const read = readBundle(bytes);
    expect(
      read.kind === "bundle" && bytesToText(read.bundle.parts[0]?.header ?? bytes).match(/-> X25519/g),
    ).toHaveLength(16);
    await leave();
    expect(seen.complaints).toEqual([]);
  });
}
