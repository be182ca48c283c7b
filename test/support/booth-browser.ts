import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import chromium from "@sparticuz/chromium";
import { type Browser, chromium as driver, type Page } from "playwright-core";

const MODULES = join(import.meta.dirname, "..", "..", "node_modules");

/** The one place a browser for these tests comes with: others have their own, and no test of it. */
export const RUNS_HERE = process.platform === "linux" && process.arch === "x64";

/** A Chromium whose every way out ends in a port that only counts. `reached` are the connections that anything in it tried to make. */
export type OfflineBrowser = { browser: Browser; reached(): number; close(): Promise<void> };

export async function startBrowser(): Promise<OfflineBrowser> {
  const sockets = new Set<Socket>();
  let reached = 0;
  const sink = createServer((socket) => {
    reached += 1;
    sockets.add(socket.on("error", () => undefined));
  });
  const port = await listening(sink);
  // Not the arguments that come with it: they turn off what keeps pages apart, which is what is tested here.
  const browser = await driver.launch({
    executablePath: await unpacked(),
    args: ["--no-sandbox", "--no-zygote", "--disable-gpu", "--disable-background-networking"],
    proxy: { server: `http://127.0.0.1:${port}`, bypass: "<-loopback>" },
    headless: true,
  });
  return {
    browser,
    reached: () => reached,
    async close() {
      await browser.close();
      for (const socket of sockets) socket.destroy();
      sink.close();
    },
  };
}

/** What went wrong or out, as the browser saw it: requests that are not memory, complaints of the policy, errors, boxes that a script opened. */
export function watch(page: Page): { requests: string[]; complaints: string[] } {
  const seen = { requests: [] as string[], complaints: [] as string[] };
  page.on("request", (request) => {
    if (!/^(blob|data):/.test(request.url())) seen.requests.push(request.url());
  });
  page.on("websocket", (socket) => seen.requests.push(socket.url()));
  page.on("console", (message) => seen.complaints.push(message.text()));
  page.on("pageerror", (error) => seen.complaints.push(error.message));
  page.on("dialog", (dialog) => {
    seen.complaints.push(dialog.message());
    void dialog.dismiss();
  });
  return seen;
}

/** Every text that the page's scripts still hold, after the browser threw away what nobody holds. */
export async function memoryOf(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  let memory = "";
  session.on("HeapProfiler.addHeapSnapshotChunk", ({ chunk }) => {
    memory += chunk;
  });
  await session.send("HeapProfiler.collectGarbage");
  await session.send("HeapProfiler.takeHeapSnapshot");
  await session.detach();
  return memory;
}

/** Unpacked once for each of its versions (two seconds and more), beside where it was installed. */
async function unpacked(): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(MODULES, "@sparticuz", "chromium", "package.json"), "utf8"));
  const folder = join(MODULES, ".cache", `sinetral-chromium-${version}`);
  if (!existsSync(folder)) {
    mkdirSync(join(MODULES, ".cache"), { recursive: true });
    const begun = mkdtempSync(`${folder}-`);
    await unpackInto(begun);
    try {
      // Whole at once: another run may look for it now, or be killed while it unpacks.
      renameSync(begun, folder);
    } catch (error) {
      if (!existsSync(folder)) throw error;
      rmSync(begun, { recursive: true });
    }
  }
  return join(folder, "chromium");
}

async function unpackInto(folder: string): Promise<void> {
  const before = process.env["TMPDIR"];
  process.env["TMPDIR"] = folder;
  try {
    chromium.setGraphicsMode = false;
    await chromium.executablePath();
  } finally {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
  }
}

function listening(server: Server): Promise<number> {
  return new Promise((ready) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      ready(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
}
