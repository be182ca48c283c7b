import { expect, it } from "vitest";
import { randomBytes, textToBytes } from "../../src/tips/bytes.ts";
import { lockIdentity } from "../../src/tips/identity.ts";
import { all, ana, budi, bundleOf, CASE, page, parts, RUN, root, tip } from "../support/booth-case.ts";
import type { House } from "../support/booth-window.ts";
import { fileOf } from "../support/booth-window.ts";
import { newTestCase } from "../support/tip-case.ts";

/** What a reader sees. */
export function readingTests(house: () => House): void {
  it("shows a case: its state, its parts in order as text, its answers, and runs nothing of it", async () => {
    const { page: window, seen, leave, ...desk } = await house().read();
    expect(await desk.problems()).toEqual([]);
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
    expect(seen).toEqual({ requests: [house().address], complaints: [] });
    expect(house().reached()).toBe(0);
  });

  it("saves files as they are, under names of its own", async () => {
    const { page: window, leave, ...desk } = await house().read();
    const saved = await desk.saved(() => window.getByRole("button", { name: "Simpan berkas bagian 6" }).click());
    expect(saved).toEqual({ name: "bagian-6-belum-dibersihkan.bin", bytes: page });
    await leave();
  });

  it("asks for the passphrase of a locked key, kindly again when it is wrong, and explains other files", async () => {
    const { page: window, leave, ...desk } = await house().enter();
    await desk.giveKey("bukan kunci");
    await window.getByText("bukan kunci pembaca").waitFor();
    await desk.giveKey(await lockIdentity(ana.text, "kuda baterai", 10));
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
    await desk.openCase(textToBytes("bukan tar"), root);
    await window.getByText("bukan berkas kasus").waitFor();
    await desk.openCase(bundleOf(all), "abc");
    await window.getByText("64 tanda").waitFor();
    await leave();
  });

  it("puts what somebody changed on top, in red", async () => {
    const { page: window, leave, ...desk } = await house().enter();
    await desk.giveKey(ana.text);
    const forger = await newTestCase(CASE, [ana, budi], { ...tip, partSecret: randomBytes(32) });
    const bent = parts.map((part, at) => (at === 1 ? { ...part, body: flipped(part.body) } : part));
    await desk.openCase(bundleOf([...bent, await forger.write("Saya tarik.", { kind: "tarik", n: 8 })]), root);
    await desk.opened().waitFor();
    expect(await desk.problems()).toEqual([
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
    const { page: window, leave, ...desk } = await house().enter();
    await desk.giveKey(ana.text);
    await desk.openCase(bundleOf(all), "0".repeat(64));
    await desk.opened().waitFor();
    expect(await desk.problems()).toEqual([expect.stringContaining("bukan daftar yang sidik jarinya dipasang")]);
    expect(await window.locator("#parts article").count()).toBe(0);
    expect(await window.getByRole("button", { name: "Segel dan simpan" }).isVisible()).toBe(false);
    await desk.openCase(bundleOf(all), "");
    await window.locator("#parts article").first().waitFor();
    const warning = await window.locator("#warnings").innerText();
    expect(warning).toContain("belum dicocokkan");
    expect(warning.replaceAll(" ", "")).toContain(root);
    expect(await window.locator("#reply-warning").innerText()).toContain("dapat dibaca orang lain");
    await leave();
  });

  it("is led through with the keyboard alone", async () => {
    const { page: window, leave, ...desk } = await house().enter();
    await desk.giveKey(ana.text);
    await window.getByText("Kunci ana terbuka").waitFor();
    const focused = () => window.evaluate("document.activeElement.id || document.activeElement.textContent");
    expect(await focused()).toBe("case-file");
    await window.locator("#case-file").setInputFiles(fileOf("kasus.tar", bundleOf(all)));
    await window.keyboard.press("Tab");
    expect(await focused()).toBe("root");
    await window.keyboard.type(root);
    await window.keyboard.press("Enter");
    await desk.opened().waitFor();
    await expect.poll(focused).toBe("case-name");
    const unnamed = await window.evaluate(`[...document.querySelectorAll("input, select, textarea, button, iframe, a")]
      .filter((each) => !each.labels?.length && !each.title && each.textContent.trim() === "")
      .map((each) => each.outerHTML)`);
    expect(unnamed).toEqual([]);
    await leave();
  });
}

function flipped(bytes: Uint8Array): Uint8Array {
  const other = new Uint8Array(bytes);
  other[other.length - 1] = (other.at(-1) ?? 0) ^ 1;
  return other;
}
