import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Embed } from "../../src/answer/model.ts";
import { createModelStage, patient, type Stage } from "./stage.ts";

describe("embeddings", () => {
  let stage: Stage;
  let embed: Embed;

  beforeAll(async () => {
    stage = await createModelStage();
  });
  beforeEach(() => {
    stage.server.clear();
    const opened = stage.open({ OPENAI_EMBEDDING_MODEL: "text-embedding-3-small" }).embed;
    if (opened === undefined) throw new Error("There are no embeddings.");
    embed = opened;
  });
  afterAll(() => stage.server.stop());

  it("are off unless a model for them is set", () => {
    expect(stage.open().embed).toBeUndefined();
  });

  it("are of length one, in the order of the texts, 64 a call, and named by model and server", async () => {
    const texts = Array.from({ length: 150 }, (_, at) => `kalimat nomor ${at}`);
    const vectors = (await embed.embed(texts, patient())) ?? [];
    expect(vectors).toHaveLength(150);
    for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    const [again] = (await embed.embed([texts[149] ?? ""], patient())) ?? [];
    expect(again).toEqual(vectors[149]);
    expect(stage.server.requests.map(({ body }) => (body["input"] as string[]).length)).toEqual([64, 64, 22, 1]);
    expect(stage.server.requests[0]?.body).toMatchObject({ model: "text-embedding-3-small", encoding_format: "float" });
    expect(embed.name).toBe(`text-embedding-3-small@127.0.0.1:${stage.server.port}`);
    expect(await embed.embed([], patient())).toEqual([]);
    expect(await embed.embed(["a"], { until: Number.POSITIVE_INFINITY })).toHaveLength(1);
  });

  it("are taken in whatever order they come, made one long, and tried twice", async () => {
    const data = [
      { index: 1, embedding: [0, 2] },
      { index: 0, embedding: [3, 4] },
    ];
    stage.server.fault({ kind: "status", status: 503 });
    stage.server.fault({ kind: "says", text: JSON.stringify({ data }) });
    const vectors = await embed.embed(["a", "b"], patient());
    expect(vectors?.map((vector) => [...vector].map((number) => Number(number.toFixed(5))))).toEqual([
      [0.6, 0.8],
      [0, 1],
    ]);
  });

  it.each([
    ["one is missing", { data: [{ index: 0, embedding: [1, 0] }] }],
    ["one is there twice", { data: [0, 0].map((index) => ({ index, embedding: [1, 0] })) }],
    ["their sizes differ", { data: [[1], [1, 0]].map((embedding, index) => ({ index, embedding })) }],
    [
      "one is nothing",
      {
        data: [
          [0, 0],
          [1, 0],
        ].map((embedding, index) => ({ index, embedding })),
      },
    ],
    ["one has words", { data: [["x"], [1]].map((embedding, index) => ({ index, embedding })) }],
    ["it is no list", { data: "none" }],
    ["it is no object", "<html>"],
  ])("are none when %s", async (_, answer) => {
    stage.server.fault({ kind: "says", text: JSON.stringify(answer), times: 2 });
    expect(await embed.embed(["a", "b"], patient())).toBeUndefined();
  });

  it("are none when a later part of them fails, hangs or has no end", async () => {
    const texts = Array.from({ length: 70 }, (_, at) => `${at}`);
    stage.server.fault({ kind: "status", status: 400 });
    expect(await embed.embed(texts, patient())).toBeUndefined();
    stage.server.fault({ kind: "hang", after: "nothing" });
    expect(await embed.embed(texts, patient(100))).toBeUndefined();
    stage.server.clear();
    const huge = `{"data":[{"index":0,"embedding":[${"1,".repeat(9_000_000)}1]}]}`;
    stage.server.fault({ kind: "says", text: huge });
    expect(await embed.embed(["a"], patient())).toBeUndefined();
  });
});
