import { existsSync, readFileSync, statfsSync } from "node:fs";
import { totalmem } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer } from "vitest/node";
import { sharedBy } from "./test/support/process.ts";

/**
 * All that takes more than some seconds, the longest first: begun last, it would be waited for by nobody else's work. Of the
 * others the larger files begin first.
 */
const LONG = [
  "stories/events-whatsapp",
  "stories/events-telegram",
  "channels/telegram/restart",
  "booth/booth",
  "main-delivery-kills",
  "main-whatsapp",
  "main-telegram",
  "desk/whatsapp-pair",
  "main",
  "main-delivery",
  "main-whatsapp-kills",
  "stories/restored-office",
  "main-tips-kills",
  "main-tips",
  "stores/whatsapp-secrecy",
  "channels/whatsapp/send/sending",
  "shell",
  "channels/whatsapp/receive/recover",
  "channels/whatsapp/connect/quiet",
  "channels/whatsapp/connect/patience",
  "channels/whatsapp/connect/connection",
  "channels/telegram/isolation",
  "tips/mistakes",
  "tips/two-devices",
  "tips/notices",
  "main-tips-signals",
  "main-live",
  "main-voice",
  "tips/same-answer",
].map((name) => {
  const file = join(import.meta.dirname, "test", `${name}.test.ts`);
  if (!existsSync(file)) throw new Error(`vitest.config.ts: there is no ${file}; take it out of LONG or correct its name`);
  return file;
});

/**
 * They change or look at what all of a process share: Baileys as it is shipped, whose root they exchange and whose checks ours
 * replace, and the console. All others leave a process as they found it, and may be the next in it: to start one, load the
 * code and read the knowledge again for each file takes a third of the whole time.
 */
const ALONE = ["canaries", "connect/verify", "connect/session-record", "send/ban-care"].map(
  (name) => `test/channels/whatsapp/${name}.test.ts`,
);

/** Those alone first of all: whoever is the next after one of them must start anew. */
class LongOnesFirst extends BaseSequencer {
  override async sort(files: Parameters<BaseSequencer["sort"]>[0]) {
    const sorted = await super.sort(files);
    const at = ({ project, moduleId }: (typeof files)[number]) => {
      const place = LONG.indexOf(moduleId);
      return project.name === "alone" ? -1 : place < 0 ? LONG.length : place;
    };
    return sorted.toSorted((one, other) => at(one) - at(other));
  }
}

/** A disk makes tests wait for each of its writes; where there is memory enough for all that they write, they write into that. */
const MEMORY = "/dev/shm";
const MEMORY_BYTES = 4 * 1024 ** 3;
if (process.env["TMPDIR"] === undefined && freeBytes(MEMORY) >= MEMORY_BYTES) process.env["TMPDIR"] = MEMORY;

function freeBytes(folder: string): number {
  if (!existsSync(folder) || !existsSync("/proc/mounts")) return 0;
  // Some tests write scripts and run them.
  if (new RegExp(` ${folder} .*\\bnoexec\\b`).test(readFileSync("/proc/mounts", "utf8"))) return 0;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

const ENOUGH_FOR_FOUR = 7 * 1024 ** 3;

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: "together", include: ["test/**/*.test.ts"], exclude: ALONE, isolate: false } },
      { extends: true, test: { name: "alone", include: ALONE } },
    ],
    // What never comes is waited for long: on a machine with other work all that does come takes several times as long.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    globalSetup: "test/support/test-run.ts",
    // What tests start compiles each file once in a run. Not the workers: they would write it down when all is removed.
    env: { TEST_COMPILE_CACHE: join(sharedBy(process.pid), "compiled") },
    // Many tests wait for processes, sockets and clocks: with a worker a core, two cores stand idle a third of the time. Each
    // comes to hold 0.8 GB.
    maxWorkers: totalmem() >= ENOUGH_FOR_FOUR ? 4 : 3,
    // Tests that wait do so together.
    maxConcurrency: 12,
    sequence: { sequencer: LongOnesFirst },
  },
});
