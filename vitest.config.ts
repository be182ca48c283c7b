import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    globalSetup: "test/support/test-run.ts",
    // Many tests wait for processes, sockets and clocks: with a worker a core, two cores stand idle a third of the time.
    maxWorkers: 3,
  },
});
