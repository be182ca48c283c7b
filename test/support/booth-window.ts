import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { buildBooth } from "../../src/booth/build.ts";
import { sha256Hex, textToBytes } from "../../src/tips/bytes.ts";
import { startBrowser, watch } from "./booth-browser.ts";
import { all, ana, bundleOf, root } from "./booth-case.ts";
import { newFolder, removeFolder } from "./process.ts";

/** The page as it was built, and a browser to open it in. */
export type House = Awaited<ReturnType<typeof openHouse>>;

export async function openHouse() {
  const folder = newFolder();
  const { html } = await buildBooth();
  const address = put(html);
  const { browser, reached, close } = await startBrowser();
  const enter = (time?: string, page?: string) => openBooth(browser, page === undefined ? address : put(page), time);

  return {
    html,
    address,
    reached,
    /** A window of the page, or of another one; its clock stands still where a time is given. */
    enter,
    /** A window in which ana has a case open. */
    async read(bundle = bundleOf(all)): Promise<BoothWindow> {
      const desk = await enter();
      await desk.giveKey(ana.text);
      await desk.openCase(bundle, root);
      await desk.opened().waitFor();
      return desk;
    },
    async close(): Promise<void> {
      await close();
      removeFolder(folder);
    },
  };

  function put(page: string): string {
    const path = join(folder, `${sha256Hex(textToBytes(page)).slice(0, 8)}.html`);
    writeFileSync(path, page);
    return pathToFileURL(path).href;
  }
}

/** A window of the booth and what a reader does there; `seen` is what came out of it. */
export type BoothWindow = Awaited<ReturnType<typeof openBooth>>;

/** A fresh window, in which nothing of another is left, without a network. */
async function openBooth(browser: Browser, address: string, time?: string) {
  const context = await browser.newContext({ offline: true, acceptDownloads: true, timezoneId: "Asia/Jakarta" });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const seen = watch(page);
  if (time !== undefined) await page.clock.install({ time });
  await page.goto(address);

  return {
    page,
    seen,
    leave: () => context.close(),
    /** Chooses key files with these texts. */
    async giveKey(...texts: readonly string[]): Promise<void> {
      const files = texts.map((text) => fileOf("kunci.txt", textToBytes(text)));
      await page.getByLabel("Pilih berkas kunci").setInputFiles(files);
    },
    /** Chooses a case, writes the root and opens it; resolves before it is open. */
    async openCase(bundle: Uint8Array, root: string): Promise<void> {
      await page.getByLabel("Pilih berkas kasus").setInputFiles(fileOf("kasus.tar", bundle));
      await page.getByLabel("Sidik jari daftar").fill(root);
      await page.getByRole("button", { name: "Buka kasus" }).click();
    },
    opened: () => page.getByRole("heading", { name: /^Kasus [0-9a-z]{4}-/ }),
    problems: () => page.locator("#problems li").allTextContents(),
    /** What the browser saves when somebody does this. */
    async saved(act: () => Promise<void>): Promise<{ name: string; bytes: Uint8Array }> {
      const saving = page.waitForEvent("download");
      await act();
      const download = await saving;
      return { name: download.suggestedFilename(), bytes: new Uint8Array(readFileSync(await download.path())) };
    },
  };
}

/** A file for a field of the page. */
export function fileOf(name: string, bytes: Uint8Array) {
  return { name, mimeType: "", buffer: Buffer.from(bytes) };
}
