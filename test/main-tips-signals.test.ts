import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findLeaks, placesIn, type Secret } from "./support/leaks.ts";
import { createCanaries, type Reporter, telegramReporter } from "./support/tip-reporter.ts";
import { openTipService, type TipService } from "./support/tip-service.ts";

const moduleFile = (...names: string[]) => pathToFileURL(join(import.meta.dirname, ...names)).href;
const hasPrlimit = process.platform === "linux" && spawnSync("prlimit", ["--version"]).error === undefined;
const HELD = /laporan rahasia\?/;
const canaries = createCanaries(17);
const quoted = canaries.word();
let service: TipService;
beforeEach(async () => {
  service = await openTipService({
    imports: [
      moduleFile("soak", "tips-in-a-hurry.ts"),
      moduleFile("soak", "codes-in-a-hurry.ts"),
      moduleFile("support", "throws-on-signal.ts"),
    ],
    environment: { QUOTED: quoted },
  });
});
afterEach(() => service.close());

const root = join(import.meta.dirname, "..");
const holds = (reporter: Reporter, word: string) =>
  reporter.says(`pak camat kemarin bagi sembako buat paslon di kantor ${word}`, HELD);

/** What stands on the disk or was printed, and files that only whoever dies leaves. */
function left(secrets: readonly Secret[]): string[] {
  const strange = [...readdirSync(service.temporary), ...readdirSync(service.folder), ...readdirSync(root)].filter(
    (name) => /^core|\.heapsnapshot$|\.heapprofile$|\.cpuprofile$|^report\.|^node_trace/.test(name),
  );
  const places = [...placesIn(join(service.folder, "..")), { name: "the output", bytes: service.printed() }];
  return [...strange, ...findLeaks(secrets, places)];
}

describe("npm start while somebody reports", () => {
  it("marks nothing on a disk that fails in the midst of a write, and leaves no memory on it when it is aborted", async () => {
    const { pid } = await service.start(hasPrlimit ? { limits: "ulimit -c unlimited" } : {});
    const [reporter, other] = [telegramReporter(service.bot, canaries), telegramReporter(service.bot, canaries)];
    const words = Array.from({ length: 3 }, () => ({ name: "a text", value: canaries.word() }));
    const [lost, kept, held] = words.map(({ value }) => value);
    const limit = (bytes: string) => spawnSync("prlimit", [`--pid=${pid}`, `--fsize=${bytes}:unlimited`]).status;
    await reporter.says("/lapor", /Lanjut\?/);
    await reporter.says("YA", /TIDAK boleh/);
    await reporter.says("LEWATI", /^[a-z]+(?:-[a-z]+){7}$/m);
    if (hasPrlimit) {
      expect(limit("4096")).toBe(0);
      await reporter.says(`Satu ${lost}`, /BELUM tersimpan/);
      limit("unlimited");
    }
    process.kill(pid ?? 0, "SIGUSR1");
    await reporter.says(`Dua ${kept}`, /^✔/m);
    await holds(other, held ?? "");
    expect(service.printed().toString()).not.toMatch(/Debugger|core_dumps/);
    expect(await service.stop("SIGABRT")).toMatchObject({ signal: "SIGABRT" });
    expect(left([...words, ...reporter.secrets, ...other.secrets])).toEqual([]);
  });

  it("says nothing of what was written when a bug ends it, and nothing is kept of what it held", async () => {
    await service.start();
    const reporter = telegramReporter(service.bot, canaries);
    const word = canaries.word();
    await holds(reporter, word);
    expect(await service.stop("SIGWINCH")).toEqual({ code: 3, signal: null });
    expect(left([...reporter.secrets, { name: "a text", value: word }, { name: "a quote", value: quoted }])).toEqual(
      [],
    );
    expect(service.printed().toString()).toContain('"event":"crashed"');
  });
});
