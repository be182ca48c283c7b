import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { OpenedModel } from "../../src/models.ts";
import { startOpenAi } from "../support/openai-server/server.ts";
import { createModelStage, KEY, patient, type Stage } from "./stage.ts";
import { task } from "./task.ts";

describe("a model over chat completions", () => {
  let stage: Stage;
  let opened: OpenedModel;

  beforeAll(async () => {
    stage = await createModelStage();
  });
  beforeEach(() => {
    stage.server.clear();
    stage.lines.length = 0;
    opened = stage.open();
  });
  afterAll(() => stage.server.stop());

  const ask = (ms?: number) => opened.model.ask(task, patient(ms));

  it("says what was said, in the shape asked for, and what it cost", async () => {
    stage.server.answerWith(() => ({ verdict: "dilarang", claims: ["Satu."] }));
    const said = await ask();
    expect(said).toEqual({
      kind: "said",
      value: { verdict: "dilarang", claims: ["Satu."] },
      tokens: { in: 16, out: 11 },
    });
    expect(opened.figures()).toMatchObject({ tokens_today: 27, calls: 0, down: 0 });
  });

  it("sends the prompt, the schema and the key, and nothing about this machine or who asks", async () => {
    await opened.model.ask(task, patient(5_000, "telegram:1001"));
    const [call] = stage.server.requests;
    expect(call?.body).toEqual({
      model: "gpt-5.4-mini",
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0,
      reasoning_effort: "none",
      max_tokens: 200,
      messages: [
        { role: "system", content: task.prompt.system },
        { role: "user", content: task.prompt.user },
      ],
      response_format: { type: "json_schema", json_schema: expect.objectContaining({ name: "jawaban", strict: true }) },
    });
    expect(Object.keys(call?.headers ?? {}).sort()).toEqual([
      ...["accept", "accept-encoding", "accept-language", "authorization", "connection", "content-length"],
      ...["content-type", "host", "sec-fetch-mode", "user-agent"],
    ]);
    expect(call?.headers).toMatchObject({ authorization: `Bearer ${KEY}`, "user-agent": "sinetral" });
  });

  const good = { verdict: "dilarang", claims: ["contoh"] };

  describe("asks once more, and no more than that,", () => {
    it.each([
      ["408", { kind: "status", status: 408 }],
      ["409", { kind: "status", status: 409 }],
      ["429", { kind: "status", status: 429 }],
      ["429 with a time", { kind: "status", status: 429, headers: { "retry-after-ms": "3" } }],
      ["500", { kind: "status", status: 500 }],
      ["503", { kind: "status", status: 503 }],
      ["a reset connection", { kind: "cut", pieces: 0 }],
      ["a cut stream", { kind: "cut", pieces: 2 }],
      ["a page in place of a stream", { kind: "says", text: "<html>…</html>", type: "text/html" }],
      ["a stream that is no JSON", { kind: "says", text: "data: {oops\n\n", type: "text/event-stream" }],
      [
        "an error in the stream",
        { kind: "says", text: 'data: {"error":{"message":"x"}}\n\n', type: "text/event-stream" },
      ],
      ["pieces of another shape", { kind: "says", text: 'data: {"choices":7}\n\n', type: "text/event-stream" }],
    ] as const)("after %s", async (_, fault) => {
      stage.server.fault(fault);
      expect(await ask()).toMatchObject({ kind: "said", value: good });
      expect(stage.server.requests).toHaveLength(2);
      stage.server.clear();
      stage.server.fault({ ...fault, times: 5 });
      expect(await ask()).toMatchObject({ kind: "nothing", why: "unavailable" });
      expect(stage.server.requests).toHaveLength(2);
    });

    it.each([
      ["another shape", { verdict: "dilarang", claims: "Satu." }],
      ["another word than the ones there are", { verdict: "mungkin", claims: [] }],
      ["no JSON", "Tentu! Menurut saya itu dilarang."],
      ["half of it", '{"verdict":"dilarang","claims":['],
    ])("after %s, with the schema in words", async (_, wrong) => {
      let answers = 0;
      stage.server.answerWith(() => {
        answers += 1;
        return answers === 1 ? wrong : good;
      });
      expect(await ask()).toMatchObject({ kind: "said", value: good });
      const [first, second] = stage.server.requests.map(({ raw }) => raw.toString());
      expect(first).not.toContain("menurut skema");
      expect(second).toContain("menurut skema");
      stage.server.answerWith(() => wrong);
      expect(await ask()).toMatchObject({ kind: "nothing", why: "unusable" });
      expect(stage.server.requests).toHaveLength(4);
      expect(opened.figures().down).toBe(0);
    });

    it("but not when the time it is asked to wait is longer than anybody waits for it", async () => {
      stage.server.fault({ kind: "status", status: 429, headers: { "retry-after": "90" } });
      expect(await ask(80_000)).toMatchObject({ kind: "nothing", why: "unavailable" });
      expect(stage.server.requests).toHaveLength(1);
    });
  });

  it.each([
    ["says so in a stream", { kind: "refusal" }, "refused"],
    ["is stopped by a filter", { kind: "ends", reason: "content_filter" }, "refused"],
    ["is refused by a filter", { kind: "status", status: 400, error: { code: "content_filter" } }, "refused"],
    ["runs out of words", { kind: "ends", reason: "length" }, "unusable"],
    ["never ends", { kind: "endless" }, "unusable"],
    [
      "packs a flood",
      { kind: "says", text: " ".repeat(30_000_000), type: "text/event-stream", gzip: true },
      "unusable",
    ],
    ["never ends a line", { kind: "endless", piece: "x".repeat(200_000) }, "unusable"],
    ["does not take the request", { kind: "status", status: 422 }, "unavailable"],
  ] as const)("is asked once when it %s", async (_, fault, why) => {
    stage.server.fault(fault);
    expect(await ask()).toMatchObject({ kind: "nothing", why });
    expect(stage.server.requests).toHaveLength(1);
    expect(opened.figures()).toMatchObject({ calls: 0, down: 0 });
  });

  describe("takes what is said after thinking aloud", () => {
    const other = '{"verdict":"boleh","claims":["dipikirkan"]}';
    const said = JSON.stringify({ verdict: "dilarang", claims: ["a </think> b"] });

    it.each([
      `<think>Hmm {${other}} bukan.</think>\n${said}`,
      `\n<thinking>\n${other}\n</thinking>\n\n\`\`\`json\n${said}\n\`\`\``,
      `Jadi ${other} atau bukan?\n</think>${said}`,
      said,
    ])("and not the thought: %s", async (text) => {
      stage.server.answerWith(() => text);
      expect(await ask()).toMatchObject({ kind: "said", value: { verdict: "dilarang", claims: ["a </think> b"] } });
      expect(stage.server.requests).toHaveLength(1);
    });

    it.each([
      `<think>${other}`,
      "<think>Hmm.</think>",
      `<think>${other}</think> Itu saja.`,
      `${other}</think> Itu saja.`,
    ])("and nothing where there is nothing else: %s", async (text) => {
      stage.server.answerWith(() => text);
      expect(await ask()).toMatchObject({ kind: "nothing", why: "unusable" });
    });
  });

  it("goes away from an endless answer as soon as it is longer than asked", async () => {
    stage.server.fault({ kind: "endless" });
    const { tokens } = await ask();
    await stage.server.abandoned(1);
    expect(tokens.out).toBeLessThan(4 * task.mostTokens);
  });

  describe("is back by the deadline", () => {
    it.each([
      ["comes at all", { kind: "hang", after: "nothing" }],
      ["follows the headers", { kind: "hang", after: "headers" }],
      ["follows the first words", { kind: "hang", after: 1 }],
      ["ends", { kind: "drip", ms: 15 }],
    ] as const)("when nothing %s, and hangs up", async (_, fault) => {
      stage.server.fault(fault);
      const began = performance.now();
      expect(await ask(500)).toMatchObject({ kind: "nothing", why: "unavailable" });
      expect(performance.now() - began).toBeLessThan(4_000);
      await stage.server.abandoned(1);
      expect(stage.server.requests).toHaveLength(1);
      expect(opened.figures().calls).toBe(0);
    });

    it("when the second try hangs", async () => {
      stage.server.fault({ kind: "status", status: 500 });
      stage.server.fault({ kind: "hang", after: "nothing" });
      expect(await ask(500)).toMatchObject({ kind: "nothing", why: "unavailable" });
      expect(stage.server.requests).toHaveLength(2);
    });

    it("and does not begin when it is over", async () => {
      expect(await opened.model.ask(task, { until: performance.now() - 1 })).toMatchObject({ why: "unavailable" });
      expect(stage.server.requests).toHaveLength(0);
    });
  });

  it("finds the server whether its address ends in a slash or not", async () => {
    const { model } = stage.open({ OPENAI_BASE_URL: `${stage.server.baseUrl}/` });
    expect(await model.ask(task, patient())).toMatchObject({ kind: "said" });
    expect(stage.server.requests[0]?.path).toBe("/v1/chat/completions");
  });

  it("goes without a key where none is set", async () => {
    const { model } = stage.open({ OPENAI_API_KEY: "" });
    expect(await model.ask(task, patient())).toMatchObject({ kind: "said" });
    expect(stage.server.requests[0]?.headers["authorization"]).toBe("Bearer none");
  });

  it("follows no redirect, so that neither the key nor the question goes elsewhere", async () => {
    const elsewhere = await startOpenAi();
    for (const status of [301, 302, 303, 307, 308]) {
      stage.server.fault({ kind: "redirect", status, to: `${elsewhere.baseUrl}/chat/completions` });
      expect(await stage.open().model.ask(task, patient())).toMatchObject({ kind: "nothing", why: "unavailable" });
    }
    expect(elsewhere.requests).toEqual([]);
    expect(stage.events()).toEqual(Array(5).fill("model_not_found"));
    await elsewhere.stop();
  });

  describe("speaks as the server does", () => {
    const fields = () => Object.keys(stage.server.requests.at(-1)?.body ?? {});

    it.each(["stream_options", "temperature", "reasoning_effort"])(
      "without %s where that is refused, and remembers it",
      async (field) => {
        stage.server.fault({ kind: "refuses", field });
        expect(await ask()).toMatchObject({ kind: "said" });
        expect(await ask()).toMatchObject({ kind: "said" });
        expect(stage.server.requests).toHaveLength(3);
        expect(fields()).not.toContain(field);
      },
    );

    it.each(["message", "detail", "message with detail"] as const)(
      "without what is refused in another form than OpenAI's, in a %s",
      async (as) => {
        for (const field of ["stream_options", "reasoning_effort", "max_tokens"])
          stage.server.fault({ kind: "refuses", field, as });
        expect(await ask()).toMatchObject({ kind: "said" });
        expect(fields()).toEqual(expect.arrayContaining(["temperature", "max_completion_tokens", "response_format"]));
        expect(fields()).not.toEqual(expect.arrayContaining(["stream_options"]));
        expect(stage.server.requests).toHaveLength(4);
        expect(stage.events()).toEqual([]);
      },
    );

    it("with max_completion_tokens where max_tokens is refused, and with neither twice", async () => {
      stage.server.fault({ kind: "refuses", field: "max_tokens" });
      expect(await ask()).toMatchObject({ kind: "said" });
      expect(stage.server.requests.at(-1)?.body["max_completion_tokens"]).toBe(200);
      expect(fields()).not.toContain("max_tokens");
      stage.server.fault({ kind: "refuses", field: "max_completion_tokens" });
      expect(await ask()).toMatchObject({ kind: "nothing", why: "unavailable" });
      expect(stage.server.requests).toHaveLength(3);
      expect(stage.events()).toEqual(["model_not_taken"]);
    });

    it("with the schema in words where json_schema is refused, and without a format where json_object is too", async () => {
      stage.server.fault({ kind: "refuses", field: "response_format", value: "json_schema" });
      stage.server.answerWith(() => `Baik:\n\`\`\`json\n${JSON.stringify(good)}\n\`\`\``);
      expect(await ask()).toMatchObject({ kind: "said", value: good });
      expect(stage.server.requests.at(-1)?.body).toMatchObject({
        response_format: { type: "json_object" },
        messages: [{ content: expect.stringContaining('"verdict"') }, { content: task.prompt.user }],
      });
      stage.server.fault({ kind: "refuses", field: "response_format" });
      expect(await ask()).toMatchObject({ kind: "said", value: good });
      expect(fields()).not.toContain("response_format");
      expect(stage.events()).toEqual([]);
    });

    it("with the schema in words at once where it is passed over without a word, after one that showed it", async () => {
      stage.server.answerWith(({ system }) => (system.includes("menurut skema") ? good : "Itu dilarang."));
      for (const calls of [2, 3, 4]) {
        expect(await ask()).toMatchObject({ kind: "said", value: good });
        expect(stage.server.requests).toHaveLength(calls);
      }
      expect(stage.server.requests.at(-1)?.body["response_format"]).toMatchObject({ type: "json_schema" });
    });

    it("for all who ask at the same time", async () => {
      for (const field of ["stream_options", "temperature", "max_tokens", "response_format"])
        stage.server.fault({ kind: "refuses", field });
      stage.server.answerWith(() => good);
      const answers = await Promise.all(Array.from({ length: 6 }, () => ask()));
      expect(answers.map(({ kind }) => kind)).toEqual(Array(6).fill("said"));
    });

    it("even when all of that is refused at once", async () => {
      for (const field of ["stream_options", "temperature", "max_tokens", "response_format", "reasoning_effort"])
        stage.server.fault({ kind: "refuses", field });
      stage.server.answerWith(() => good);
      expect(await ask()).toMatchObject({ kind: "said", value: good });
      expect(fields().sort()).toEqual(["max_completion_tokens", "messages", "model", "stream"]);
    });
  });
});
