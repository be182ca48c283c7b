import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildBooth } from "../../src/booth/build.ts";
import { readBundle } from "../../src/tips/bundle.ts";
import { bytesToText, randomBytes, textToBytes } from "../../src/tips/bytes.ts";
import { lockIdentity } from "../../src/tips/identity.ts";
import { openAnswers } from "../../src/tips/open-answers.ts";
import { verifyLists } from "../../src/tips/reader-list.ts";
import { release } from "../../src/tips/shares.ts";
import { memoryOf, type OfflineBrowser, RUNS_HERE, startBrowser, watch } from "../support/booth-browser.ts";
import {
  all,
  ana,
  budi,
  bundleOf,
  CASE,
  dewi,
  lists,
  page,
  parts,
  photo,
  RUN,
  readerWithFile,
  root,
  sent,
  tip,
} from "../support/booth-case.ts";
import { newFolder, removeFolder } from "../support/process.ts";
import { newTestCase, signedList } from "../support/tip-case.ts";

const folder = newFolder();
const url = (html: string, name: string) => {
  writeFileSync(join(folder, name), html);
  return pathToFileURL(join(folder, name)).href;
};

describe.runIf(RUNS_HERE)("the booth in a browser without a network", () => {
  let offline: OfflineBrowser;
  let browser: Browser;
  let booth: string;
  let html: string;

  beforeAll(async () => {
    html = (await buildBooth()).html;
    booth = url(html, "booth.html");
    offline = await startBrowser();
    browser = offline.browser;
  });
  afterAll(async () => {
    await offline.close();
    removeFolder(folder);
  });

  /** A fresh window of the page, whose clock stands still where a time is given; `seen` is what came out of it. */
  async function enter(address = booth, time?: string) {
    const context = await browser.newContext({ offline: true, acceptDownloads: true, timezoneId: "Asia/Jakarta" });
    const window = await context.newPage();
    window.setDefaultTimeout(10_000);
    const seen = watch(window);
    if (time !== undefined) await window.clock.install({ time });
    await window.goto(address);
    return { window, seen, leave: () => context.close() };
  }

  async function giveKey(window: Page, ...texts: readonly string[]): Promise<void> {
    const files = texts.map((text) => fileOf("kunci.txt", textToBytes(text)));
    await window.getByLabel("Pilih berkas kunci").setInputFiles(files);
  }

  async function openCase(window: Page, bundle: Uint8Array, pinned = root): Promise<void> {
    await window.getByLabel("Pilih berkas kasus").setInputFiles(fileOf("kasus.tar", bundle));
    await window.getByLabel("Sidik jari daftar").fill(pinned);
    await window.getByRole("button", { name: "Buka kasus" }).click();
  }

  const state = { readers: ["ana", "budi"], excluded: { names: [], units: [] } };
  const fileOf = (name: string, bytes: Uint8Array) => ({ name, mimeType: "", buffer: Buffer.from(bytes) });
  const opened = (window: Page) => window.getByRole("heading", { name: `Kasus ${CASE}` });
  const problems = (window: Page) => window.locator("#problems li").allTextContents();

  it("shows a case: its state, its parts in order as text, its answers, and runs nothing of it", async () => {
    const { window, seen, leave } = await enter();
    await giveKey(window, ana.text);
    await openCase(window, bundleOf(all));
    await opened(window).waitFor();
    expect(await problems(window)).toEqual([]);
    expect(await window.locator("#facts").innerText()).toContain("Sedang ditelaah");
    expect(await window.locator("#warnings").innerText()).toContain("Sangat sedikit orang");
    const words = await window.locator("#parts .words").allTextContents();
    expect(words.slice(0, 3)).toEqual([
      "Apel pagi, ada yang membagikan stiker.\nSaya lihat sendiri.",
      RUN,
      "hanya saya",
    ]);
    expect(await window.locator("#answers .words").allTextContents()).toEqual([
      `Alasan: ${RUN}`,
      "Terima kasih, kami telaah.",
    ]);
    expect(await window.locator("#parts bdi").allTextContents()).toEqual([
      `${RUN}.jpg`,
      "gambar.svg",
      `\uFFFDfdp.${RUN}`,
      "suara.ogg",
    ]);
    expect(await window.locator("#case img, #case svg, #case script, #case object, #case embed").count()).toBe(0);
    expect(await window.locator("#notice").innerText()).toContain("paling akhir");

    const frame = window.locator("#parts iframe");
    expect(await frame.count()).toBe(1);
    expect(await frame.getAttribute("sandbox")).toBe("");
    const inFrame = window.frames()[1];
    expect(await inFrame?.evaluate("document.images[0].decode().then(() => document.images[0].naturalWidth)")).toBe(
      640,
    );
    expect(await inFrame?.evaluate("getComputedStyle(document.images[0]).objectFit")).toBe("contain");

    expect(await window.getByText("belum dibersihkan: bisa memuat jejak pembuatnya").count()).toBe(3);
    expect(await window.locator("audio").count()).toBe(0);
    await window.getByRole("button", { name: "putar suara" }).click();
    await window.locator("audio").waitFor();
    await window.emulateMedia({ media: "print" });
    expect(await window.getByText("Saya lihat sendiri").isVisible()).toBe(true);
    for (const one of ["#reply-form", "#case-form", "audio", ".saving"])
      expect(await window.locator(one).first().isVisible(), one).toBe(false);
    await leave();
    expect(seen).toEqual({ requests: [booth], complaints: [] });
    expect(offline.reached()).toBe(0);
  });

  it("saves files as they are, under names of its own", async () => {
    const { window, leave } = await enter();
    await giveKey(window, ana.text);
    await openCase(window, bundleOf(all));
    const saving = window.waitForEvent("download");
    await window.getByRole("button", { name: "Simpan berkas bagian 6" }).click();
    const saved = await saving;
    expect(saved.suggestedFilename()).toBe("bagian-6-belum-dibersihkan.bin");
    expect(new Uint8Array(readFileSync(await saved.path()))).toEqual(page);
    await leave();
  });

  it("asks for the passphrase of a locked key, kindly again when it is wrong, and explains other files", async () => {
    const { window, leave } = await enter();
    await giveKey(window, "bukan kunci");
    await window.getByText("bukan kunci pembaca").waitFor();
    await giveKey(window, await lockIdentity(ana.text, "kuda baterai", 10));
    await window.getByLabel("Ketik kata sandi").fill("kuda batere");
    await window.getByRole("button", { name: "Buka kunci" }).click();
    await window.getByText("Kata sandinya belum cocok").waitFor();
    await window.getByLabel("Ketik kata sandi").fill("kuda baterai");
    await window.getByLabel("Tampilkan").check();
    expect(await window.getByLabel("Ketik kata sandi").getAttribute("type")).toBe("text");
    await window.getByLabel("Ketik kata sandi").focus();
    await window.keyboard.press("Enter");
    await window.getByText("Kunci ana terbuka").waitFor();
    expect(await window.getByLabel("Ketik kata sandi").inputValue()).toBe("");
    await openCase(window, textToBytes("bukan tar"));
    await window.getByText("bukan berkas kasus").waitFor();
    await openCase(window, bundleOf(all), "abc");
    await window.getByText("64 tanda").waitFor();
    await leave();
  });

  it("puts what somebody changed on top, in red", async () => {
    const { window, leave } = await enter();
    await giveKey(window, ana.text);
    const forger = await newTestCase(CASE, [ana, budi], { ...tip, partSecret: randomBytes(32) });
    const bent = parts.map((part, at) => (at === 1 ? { ...part, body: flipped(part.body) } : part));
    await openCase(window, bundleOf([...bent, await forger.write("Saya tarik.", { kind: "tarik", n: 8 })]));
    await opened(window).waitFor();
    expect(await problems(window)).toEqual([
      expect.stringContaining("kunci lain daripada kunci kasus ini"),
      expect.stringContaining("1 bagian tidak dapat dibuka"),
      expect.stringContaining("Bagian 2 tidak ada"),
      expect.stringContaining("Gambar asli dari bagian 4"),
    ]);
    expect(await window.getByRole("alert").filter({ hasText: "tidak beres" }).count()).toBe(1);
    expect(await window.evaluate("getComputedStyle(document.querySelector('#problems .alarm')).color")).toBe(
      "rgb(163, 21, 21)",
    );
    expect(await window.locator("#warnings").innerText()).not.toContain("menarik laporan");
    await leave();
  });

  it("opens nothing under a list that is not the pinned one, and says plainly when nothing is pinned", async () => {
    const { window, leave } = await enter();
    await giveKey(window, ana.text);
    await openCase(window, bundleOf(all), "0".repeat(64));
    await opened(window).waitFor();
    expect(await problems(window)).toEqual([expect.stringContaining("bukan daftar yang sidik jarinya dipasang")]);
    expect(await window.locator("#parts article").count()).toBe(0);
    expect(await window.getByRole("button", { name: "Segel dan simpan" }).isVisible()).toBe(false);
    await openCase(window, bundleOf(all), "");
    await window.locator("#parts article").first().waitFor();
    const warning = await window.locator("#warnings").innerText();
    expect(warning).toContain("belum dicocokkan");
    expect(warning.replaceAll(" ", "")).toContain(root);
    expect(await window.locator("#reply-warning").innerText()).toContain("dapat dibaca orang lain");
    await leave();
  });

  it("lets nobody reply into a mailbox that the reporter did not name, or without being on the list", async () => {
    const { window, leave } = await enter();
    await giveKey(window, ana.text);
    await openCase(window, bundleOf(all, { stored: { ...tip.stored, mailbox: dewi.entry.recipient } }));
    await opened(window).waitFor();
    expect((await problems(window)).join()).toContain("Jangan membalas");
    expect(await window.getByRole("button", { name: "Segel dan simpan" }).isVisible()).toBe(false);
    const elsewhere = [signedList([budi, dewi], [budi, dewi])];
    await openCase(window, bundleOf(all, { lists: elsewhere }), "");
    await window.getByText("Kunci Anda tidak ada di daftar").waitFor();
    expect(await window.getByRole("button", { name: "Segel dan simpan" }).isVisible()).toBe(false);
    await leave();
  });

  it("seals replies and states that the reporter opens, one after the other", async () => {
    const { window, seen, leave } = await enter(booth, "2026-11-23T18:00:00Z");
    await giveKey(window, ana.text);
    await openCase(window, bundleOf([...parts.slice(0, 3), ...all.slice(-1)]));
    const save = window.getByRole("button", { name: "Segel dan simpan" });
    await save.click();
    await window.getByText("Tulis dulu balasannya").waitFor();
    await window.getByLabel("Balasan", { exact: true }).fill(`Kapan kejadiannya? ${RUN}`);
    const first = await savedBy(window, () => save.click());
    await window.getByLabel("Status baru").check();
    await window.getByLabel("Status", { exact: true }).selectOption("tidak-dapat-ditindaklanjuti");
    await save.click();
    await window.getByText("Tulis alasannya").waitFor();
    await window.getByLabel("Alasan (dibaca pelapor)").fill("Bukan pegawai ASN");
    const second = await savedBy(window, () => save.click());
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
    expect(seen).toEqual({ requests: [booth], complaints: [] });
  });

  it("opens an original with what another reader released, and releases to another", async () => {
    const { window, seen, leave } = await enter();
    await giveKey(window, ana.text);
    await openCase(window, bundleOf(all));
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
    const saving = window.waitForEvent("download");
    await window.getByRole("button", { name: "Simpan gambar asli bagian 4" }).click();
    expect(readFileSync(await (await saving).path()).equals(photo)).toBe(true);

    const released = await savedBy(window, () => window.getByRole("button", { name: "Buat berkas" }).click());
    expect(released.name).toBe("pelepasan-bagian-4-untuk-budi.age");
    expect(bytesToText(released.bytes)).toContain("BEGIN AGE ENCRYPTED FILE");
    await leave();
    expect(seen).toEqual({ requests: [booth], complaints: [] });
  });

  it("opens with an old key what came before a reader changed theirs, and replies with the new one", async () => {
    const { window, leave } = await enter();
    const changed = await readerWithFile("ana");
    const before = lists[0]?.list;
    const later = [...lists, signedList([changed, budi], [ana, budi], before)];
    await giveKey(window, ana.text, budi.text);
    await window.getByText("kunci dari orang yang berbeda").waitFor();
    await giveKey(window, ana.text, changed.text);
    await openCase(window, bundleOf([...parts.slice(0, 3), ...all.slice(-1)], { lists: later }));
    await opened(window).waitFor();
    expect(await problems(window)).toEqual([]);
    await window.getByLabel("Balasan", { exact: true }).fill("Terima kasih.");
    const { bytes } = await savedBy(window, () => window.getByRole("button", { name: "Segel dan simpan" }).click());
    const read = readBundle(bytes);
    if (read.kind !== "bundle") throw new Error(read.why);
    const about = { parts: read.bundle.parts, stored: tip.stored, lists: verifyLists(later, root), state };
    const { answers, problems: said } = await openAnswers({ ...about, identity: tip.mailbox.secret });
    expect(answers.map(({ meta, former }) => [meta.by, former])).toEqual([["ana", false]]);
    expect(said).toEqual([]);
    await leave();
  });

  it("does the same in a browser of 2023, which lacks the curve and one word for texts", async () => {
    const { window, seen, leave } = await enter();
    await window.addInitScript(`
      delete String.prototype.isWellFormed;
      for (const name of ["importKey", "generateKey", "deriveBits"])
        crypto.subtle[name] = () => Promise.reject(new DOMException("not here", "NotSupportedError"));
    `);
    await window.reload();
    await giveKey(window, ana.text);
    await openCase(window, bundleOf([...parts.slice(0, 1), ...all.slice(-1)]));
    await opened(window).waitFor();
    expect(await problems(window)).toEqual([]);
    await window.getByLabel("Balasan", { exact: true }).fill("Terima kasih.");
    const { bytes } = await savedBy(window, () => window.getByRole("button", { name: "Segel dan simpan" }).click());
    const read = readBundle(bytes);
    expect(
      read.kind === "bundle" && bytesToText(read.bundle.parts[0]?.header ?? bytes).match(/-> X25519/g),
    ).toHaveLength(16);
    await leave();
    expect(seen.complaints).toEqual([]);
  });

  it("forgets everything when it is closed and after a quarter of an hour, and stores nothing", async () => {
    const { window, leave } = await enter(booth, "2026-11-24T02:00:00Z");
    await giveKey(window, ana.text);
    await openCase(window, bundleOf(all));
    await window.getByLabel("Balasan", { exact: true }).fill("setengah jadi");
    const gone = async () => {
      const html = await window.content();
      for (const secret of ["Apel pagi", "setengah jadi", "suara.ogg", "AGE-SECRET-KEY", "<b>ana</b>", "blob:null"])
        expect(html.slice(0, html.indexOf("<script>"))).not.toContain(secret);
      const values = "[...document.querySelectorAll('input, textarea')].map(({ value }) => value).join('')";
      expect(await window.evaluate(values)).toBe("onbalasanstatus");
      expect(await opened(window).isVisible()).toBe(false);
    };
    await window.clock.fastForward(14 * 60_000);
    expect(await opened(window).isVisible()).toBe(true);
    await window.getByText("dalam satu menit").waitFor();
    await window.keyboard.press("Shift");
    await window.getByText("dalam satu menit").waitFor({ state: "hidden" });
    await window.clock.fastForward(14 * 60_000 + 5_000);
    await window.getByText("dalam satu menit").waitFor();
    await window.clock.fastForward(61_000);
    await window.getByText("15 menit tidak dipakai. Kunci").waitFor();
    await gone();
    await giveKey(window, ana.text);
    await openCase(window, bundleOf(all));
    await opened(window).waitFor();
    await window.getByRole("button", { name: "Tutup dan lupakan" }).click();
    await gone();
    await giveKey(window, ana.text);
    await window.getByText("Kunci ana terbuka").waitFor();
    await window.clock.setSystemTime("2026-11-25T02:00:00Z");
    await window.mouse.move(5, 5);
    await window.getByText("15 menit tidak dipakai. Kunci").waitFor();
    await gone();
    expect(
      await window.evaluate("document.cookie + JSON.stringify(localStorage) + JSON.stringify(sessionStorage)"),
    ).toBe("{}{}");
    await leave();
  });

  it("holds neither key nor text in its memory once it is closed", async () => {
    const { window, leave } = await enter();
    await giveKey(window, ana.text);
    await openCase(window, bundleOf([...parts.slice(0, 2), ...all.slice(-1)]));
    await opened(window).waitFor();
    await window.getByLabel("Balasan", { exact: true }).fill("setengah jadi");
    const secrets = [ana.identity.secret, "Apel pagi", "kami telaah"];
    const open = await memoryOf(window);
    expect(secrets.filter((secret) => open.includes(secret))).toEqual(secrets);
    await window.getByRole("button", { name: "Tutup dan lupakan" }).click();
    await window.getByText("Sekarang tutup juga peramban").waitFor();
    const closed = await memoryOf(window);
    expect([...secrets, "setengah jadi", root].filter((secret) => closed.includes(secret))).toEqual([]);
    await leave();
  });

  it("is led through with the keyboard alone", async () => {
    const { window, leave } = await enter();
    await giveKey(window, ana.text);
    await window.getByText("Kunci ana terbuka").waitFor();
    const focused = () => window.evaluate("document.activeElement.id || document.activeElement.textContent");
    expect(await focused()).toBe("case-file");
    await window.locator("#case-file").setInputFiles(fileOf("kasus.tar", bundleOf(all)));
    await window.keyboard.press("Tab");
    expect(await focused()).toBe("root");
    await window.keyboard.type(root);
    await window.keyboard.press("Enter");
    await opened(window).waitFor();
    await expect.poll(focused).toBe("case-name");
    const unnamed = await window.evaluate(`[...document.querySelectorAll("input, select, textarea, button, iframe, a")]
      .filter((each) => !each.labels?.length && !each.title && each.textContent.trim() === "")
      .map((each) => each.outerHTML)`);
    expect(unnamed).toEqual([]);
    await leave();
  });

  it("does not run when one letter of its script was changed, and says so", async () => {
    const at = html.indexOf("bukan kunci pembaca");
    const bent = `${html.slice(0, at)}B${html.slice(at + 1)}`;
    const { window, seen, leave } = await enter(url(bent, "bent.html"));
    expect(await window.getByText("Halaman ini tidak berjalan").isVisible()).toBe(true);
    expect(await window.locator("#desk").isVisible()).toBe(false);
    expect(seen.complaints.join()).toMatch(/script-src|inline script/);
    await leave();
    const whole = await enter();
    expect(await whole.window.getByText("Halaman ini tidak berjalan").isVisible()).toBe(false);
    await whole.leave();
  });

  it("would notice a way out or a text that became markup: its policy stops both", async () => {
    const { window, seen, leave } = await enter();
    const tried = await window.evaluate(`Promise.all([
      fetch("http://127.0.0.1:9/x").then(() => "fetched", () => "stopped"),
      Promise.resolve().then(() => { document.body.innerHTML = "<b>x</b>"; return "markup"; }).catch(() => "stopped"),
      new Promise((done) => { const image = new Image(); image.onerror = () => done("stopped"); image.onload = () => done("loaded"); image.src = "http://127.0.0.1:9/x.png"; }),
    ])`);
    expect(tried).toEqual(["stopped", "stopped", "stopped"]);
    expect(seen.complaints.length).toBeGreaterThanOrEqual(3);
    await leave();
  });

  async function savedBy(window: Page, act: () => Promise<void>): Promise<{ name: string; bytes: Uint8Array }> {
    const saving = window.waitForEvent("download");
    await act();
    const saved = await saving;
    return { name: saved.suggestedFilename(), bytes: new Uint8Array(readFileSync(await saved.path())) };
  }
});

if (!RUNS_HERE) {
  it.skip(`the booth is tried in a browser on Linux x64 alone, not on ${process.platform} ${process.arch}`);
}

function flipped(bytes: Uint8Array): Uint8Array {
  const other = new Uint8Array(bytes);
  other[other.length - 1] = (other.at(-1) ?? 0) ^ 1;
  return other;
}
