import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OpenAiServer, startOpenAi } from "./support/openai-server/server.ts";
import { finish, freePort, newFolder, printed, removeFolder, startEntry } from "./support/process.ts";

const KEY = "sk-uji-rahasia-8841";

describe("npm start in the terminal with a language model", () => {
  let openai: OpenAiServer;
  const folder = newFolder();

  beforeAll(async () => {
    openai = await startOpenAi();
  });
  afterAll(async () => {
    await openai.stop();
    removeFolder(folder);
  });

  it("answers without it when it hangs and the service is to end, and counts it in the metrics", async () => {
    openai.fault({ kind: "hang", after: "nothing" });
    const port = await freePort();
    const child = startEntry("main.ts", [], {
      ...{ DATA_DIR: folder, HTTP_PORT: String(port), LOG_LEVEL: "trace", OPENAI_LOG: "debug" },
      ...{ OPENAI_API_KEY: KEY, OPENAI_BASE_URL: openai.baseUrl },
    });
    const ended = finish(child);
    await printed(child, "siap: terminal");
    child.stdin.write("boleh like postingan caleg?\n");
    await openai.arrived(1);
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(metrics.split("\n")).toEqual(expect.arrayContaining(["sinetral_model_calls 1", "sinetral_model_down 0"]));
    const began = performance.now();
    child.kill("SIGTERM");
    const { code, stdout, stderr } = await ended;
    expect(performance.now() - began).toBeLessThan(7_000);
    expect(code).toBe(0);
    expect(stdout).toContain("DILARANG");
    expect(stdout + stderr).not.toContain(KEY);
    expect(stderr).not.toMatch(/postingan|caleg/);
  }, 120_000);
});
