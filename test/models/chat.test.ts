import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { OpenedModel } from "../../src/models.ts";
import { createModelStage, KEY, patient, type Stage, task } from "./stage.ts";

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
    expect(opened.figures()).toMatchObject({ tokens_today: 27, calls: 0, model_down: 0 });
  });

  it("sends the prompt, the schema and the key, and nothing about this machine or who asks", async () => {
    await opened.model.ask(task, patient(5_000, "telegram:1001"));
    const [call] = stage.server.requests;
    expect(call?.body).toEqual({
      model: "gpt-5.4-mini",
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0,
      max_completion_tokens: 200,
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
});
