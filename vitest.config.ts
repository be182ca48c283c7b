import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer } from "vitest/node";
import { sharedBy } from "./test/support/process.ts";

/** They wait for minutes, for a pace or for processes; begun last, they would be waited for by nobody else's work. */
const LONG = ["stories/events-whatsapp", "stories/events-telegram", "main-whatsapp-kills", "main-delivery-kills"];

/**
 * They change or look at what all of a process share: Baileys as it is shipped, whose root they exchange and whose checks ours
 * replace, and the console. All others leave a process as they found it, and may be the next in it: to start one, load the
 * code and read the knowledge again for each file takes a third of the whole time.
 */
const ALONE = ["canaries", "connect/verify", "connect/session-record", "send/ban-care"].map(
  (name) => `test/channels/whatsapp/${name}.test.ts`,
);

class LongOnesFirst extends BaseSequencer {
  override async sort(files: Parameters<BaseSequencer["sort"]>[0]) {
    const isLong = ({ moduleId }: (typeof files)[number]) => LONG.some((name) => moduleId.includes(name));
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: "together", include: ["test/**/*.test.ts"], exclude: ALONE, isolate: false } },
      { extends: true, test: { name: "alone", include: ALONE } },
    ],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    globalSetup: "test/support/test-run.ts",
    // What tests start compiles each file once in a run. Not the workers: they would write it down when all is removed.
    env: { TEST_COMPILE_CACHE: join(sharedBy(process.pid), "compiled") },
    // Many tests wait for processes, sockets and clocks: with a worker a core, two cores stand idle a third of the time.
    maxWorkers: 3,
    sequence: { sequencer: LongOnesFirst },
  },
});
