import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    globalSetup: "test/support/test-run.ts",
    // Many tests wait for processes and sockets; one worker less than cores would leave half the machine idle.
    maxWorkers: 2,
  },
});
