import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { sharedBy } from "./test/support/process.ts";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    globalSetup: "test/support/test-run.ts",
    // What tests start compiles each file once in a run. Not the workers: they would write it down when all is removed.
    env: { TEST_COMPILE_CACHE: join(sharedBy(process.pid), "compiled") },
    // Many tests wait for processes, sockets and clocks: with a worker a core, two cores stand idle a third of the time.
    maxWorkers: 3,
  },
});
