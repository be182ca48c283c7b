import { expect, it } from "vitest";
import { memoryOf } from "../support/booth-browser.ts";
import { all, ana, bundleOf, parts, root } from "../support/booth-case.ts";
import type { House } from "../support/booth-window.ts";

/** What the page keeps to itself, and what it does not let happen. */
export function keepingTests(house: () => House): void {
  it("forgets everything when it is closed and after a quarter of an hour, and stores nothing", async () => {
    const { page: window, leave, ...desk } = await house().enter("2026-11-24T02:00:00Z");
    await desk.giveKey(ana.text);
    await desk.openCase(bundleOf(all), root);
    await window.getByLabel("Balasan", { exact: true }).fill("setengah jadi");
    const gone = async () => {
      const html = await window.content();
      for (const secret of ["Apel pagi", "setengah jadi", "suara.ogg", "AGE-SECRET-KEY", "<b>ana</b>", "blob:null"])
        expect(html.slice(0, html.indexOf("<script>"))).not.toContain(secret);
      const values = "[...document.querySelectorAll('input, textarea')].map(({ value }) => value).join('')";
      expect(await window.evaluate(values)).toBe("onbalasanstatus");
      expect(await desk.opened().isVisible()).toBe(false);
    };
    await window.clock.fastForward(14 * 60_000);
    expect(await desk.opened().isVisible()).toBe(true);
    await window.getByText("dalam satu menit").waitFor();
    await window.keyboard.press("Shift");
    await window.getByText("dalam satu menit").waitFor({ state: "hidden" });
    await window.clock.fastForward(14 * 60_000 + 5_000);
    await window.getByText("dalam satu menit").waitFor();
    await window.clock.fastForward(61_000);
    await window.getByText("15 menit tidak dipakai. Kunci").waitFor();
    await gone();
    await desk.giveKey(ana.text);
    await desk.openCase(bundleOf(all), root);
    await desk.opened().waitFor();
    await window.getByRole("button", { name: "Tutup dan lupakan" }).click();
    await gone();
    await desk.giveKey(ana.text);
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
    const { page: window, leave } = await house().read(bundleOf([...parts.slice(0, 2), ...all.slice(-1)]));
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

  it("does not run when one letter of its script was changed, and says so", async () => {
    const { html } = house();
    const at = html.indexOf("bukan kunci pembaca");
    const bent = `${html.slice(0, at)}B${html.slice(at + 1)}`;
    const { page: window, seen, leave } = await house().enter(undefined, bent);
    expect(await window.getByText("Halaman ini tidak berjalan").isVisible()).toBe(true);
    expect(await window.locator("#desk").isVisible()).toBe(false);
    expect(seen.complaints.join()).toMatch(/script-src|inline script/);
    await leave();
    const whole = await house().enter();
    expect(await whole.page.getByText("Halaman ini tidak berjalan").isVisible()).toBe(false);
    await whole.leave();
  });

  it("would notice a way out or a text that became markup: its policy stops both", async () => {
    const { page: window, seen, leave } = await house().enter();
    const tried = await window.evaluate(`Promise.all([
      fetch("http://127.0.0.1:9/x").then(() => "fetched", () => "stopped"),
      Promise.resolve().then(() => { document.body.innerHTML = "<b>x</b>"; return "markup"; }).catch(() => "stopped"),
      new Promise((done) => { const image = new Image(); image.onerror = () => done("stopped"); image.onload = () => done("loaded"); image.src = "http://127.0.0.1:9/x.png"; }),
    ])`);
    expect(tried).toEqual(["stopped", "stopped", "stopped"]);
    expect(seen.complaints.length).toBeGreaterThanOrEqual(3);
    await leave();
  });
}
