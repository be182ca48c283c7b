import { describe, expect, it } from "vitest";
import { createDialect } from "../../src/models/dialect.ts";

const wanted = {
  model: "m",
  prompt: { system: "Perintah.", user: "Pertanyaan?" },
  format: { type: "json_schema", json_schema: { name: "jawaban", strict: true, schema: { type: "object" } } },
  mostTokens: 100,
  spelledOut: false,
} as const;

describe("what a server is sent", () => {
  it("is for OpenAI: the newer name of the limit, and that nothing is to be stored", () => {
    expect(createDialect(true).request(wanted)).toMatchObject({ max_completion_tokens: 100, store: false });
    expect(createDialect(false).request(wanted)).not.toHaveProperty("store");
  });

  it.each([
    ["stream_options", "Unrecognized request argument supplied: stream_options"],
    ["temperature", "Unsupported value: 'temperature' does not support 0 with this model."],
    ["store", "[{'type': 'extra_forbidden', 'loc': ('body', 'store'), 'msg': 'Extra inputs are not permitted'}]"],
    ["reasoning_effort", 'invalid reasoning value: "none" (must be "high", "medium" or "low")'],
    ["reasoning_effort", "model does not support thinking"],
    ["max_completion_tokens", "max_completion_tokens is not permitted"],
    ["response_format", "response_format.type"],
  ])("changes in %s when it is told: %s", (field, says) => {
    const dialect = createDialect(true);
    const request = (): Record<string, unknown> => ({ ...dialect.request(wanted) });
    const before = request();
    expect(dialect.learn(says, dialect.way())).toBe(true);
    const after = request();
    expect(after[field]).not.toEqual(before[field]);
    for (const other of Object.keys(before))
      if (other !== field && other !== "messages") expect(after[other]).toEqual(before[other]);
  });

  it("is what it was when nothing is named that could be left out", () => {
    const dialect = createDialect(true);
    for (const says of ["400 This model's maximum context length is 4096 tokens.", "", "messages", "model"])
      expect(dialect.learn(says, dialect.way())).toBe(false);
    const everything = "response_format stream_options max_completion_tokens";
    const changes = Array.from({ length: 20 }, () => dialect.learn(everything, dialect.way()));
    expect(changes.filter(Boolean)).toHaveLength(4);
  });

  it("is another already for who asked as it was before somebody else found out", () => {
    const dialect = createDialect(true);
    const way = dialect.way();
    expect([1, 2, 3].map(() => dialect.learn("temperature", way))).toEqual([true, true, true]);
    expect(dialect.learn("temperature", dialect.way())).toBe(false);
  });
});
