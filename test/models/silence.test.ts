import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OpenAiServer, startOpenAi } from "../support/openai-server/server.ts";
import { finish, startFile } from "../support/process.ts";

const KEY = "sk-uji-rahasia-8841";

/** Runs the child with only this environment. */
async function run(environment: Record<string, string>) {
  const { code, stdout, stderr } = await finish(startFile("test/models/silent-child.ts", [], environment));
  const last = JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as { loaded: boolean; outcomes: string[] };
  return { code, printed: stdout.split("\n").slice(0, -2).join("\n") + stderr, ...last };
}

describe("the SDK in a process", () => {
  let server: OpenAiServer;

  beforeAll(async () => {
    server = await startOpenAi();
  });
  afterAll(() => server.stop());

  it("is not loaded where no model is set", async () => {
    const files = readdirSync("src", { recursive: true, encoding: "utf8" });
    expect(await run({ OPENAI_MODEL: "gpt-5.4-mini", OPENAI_EMBEDDING_MODEL: "e" })).toEqual({
      ...{ code: 0, printed: "", loaded: false, outcomes: [] },
    });
    for (const file of files.filter((name) => name.endsWith(".ts"))) {
      const code = readFileSync(join("src", file), "utf8");
      expect(code, file).not.toMatch(/^import (?!type\b)[^;]*from "openai\b/m);
    }
  });

  it("prints nothing of what is asked and said, and takes nothing from its environment, whatever that says", async () => {
    server.answerWith(() => ({ verdict: "boleh", claims: ["Jawaban rahasia 5566."] }));
    server.hear(() => "Suara rahasia 7788.");
    server.fault({ kind: "status", status: 500 });
    server.fault({ kind: "status", status: 429, headers: { "retry-after": "100" }, path: "/v1/embeddings" });
    server.fault({ kind: "status", status: 401, path: "/v1/audio/transcriptions" });
    const environment = {
      ...{ OPENAI_API_KEY: KEY, OPENAI_BASE_URL: server.baseUrl, OPENAI_EMBEDDING_MODEL: "e" },
      ...{ LOG_LEVEL: "trace", OPENAI_LOG: "debug", DEBUG: "*" },
      OPENAI_ORG_ID: "org-lain",
      OPENAI_PROJECT_ID: "proyek-lain",
      OPENAI_ADMIN_KEY: "kunci-lain",
      OPENAI_CUSTOM_HEADERS: "x-lain: lain\nauthorization: Bearer lain\naccept: lain/lain\ncontent-type: lain/lain",
    };
    const { code, printed, loaded, outcomes } = await run(environment);
    expect({ code, loaded, outcomes }).toEqual({
      ...{ code: 0, loaded: true },
      outcomes: ["said undefined undefined", "said undefined undefined"],
    });
    expect(printed).toMatch(/model_down.*embeddings 429/);
    expect(printed).toMatch(/model_key_refused.*transcription 401/);
    expect(printed).not.toMatch(/rahasia|5566|7788|sk-uji|pustakawan|unggahan|1001|Bearer|127\.0\.0\.1/i);
    for (const { headers } of server.requests) {
      expect(headers["authorization"]).toBe(`Bearer ${KEY}`);
      expect(JSON.stringify(headers)).not.toMatch(/lain|stainless|linux|x64/i);
    }
    expect(server.requests.map(({ raw }) => raw.toString("latin1")).join()).not.toMatch(/telegram|1001/);
  });
});
