import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Leaving } from "../src/answer/leaving.ts";
import { keptToMeasure, meaningsOf } from "../src/answer/meanings.ts";
import type { Embed } from "../src/answer/model.ts";
import { type Fusing, openFusing } from "../src/fusing.ts";
import { readKnowledge } from "../src/knowledge/read.ts";
import type { LogEvent, LogFields } from "../src/log.ts";
import { type Measured, readMeasured, writeMeasured } from "../src/stores/fusing-file.ts";
import { shippedAnswering } from "./support/answering.ts";
import { embedBy, nearTo, noiseOf } from "./support/embeds.ts";
import { openTestOffice } from "./support/office.ts";
import { startOpenAi } from "./support/openai-server/server.ts";
import { newFolder, removeFolder } from "./support/process.ts";
import { writeThinKnowledge } from "./support/thin-knowledge.ts";

const answering = await shippedAnswering();
/** The shipped knowledge with every sixth situation: most of the tests need not wait for all. */
const knowledge = {
  ...answering.knowledge,
  situations: new Map(
    [...answering.knowledge.situations].filter(([id], at) => at % 6 === 0 || id === "menyukai-unggahan-calon"),
  ),
};
const texts = [...new Set(meaningsOf(knowledge).map(({ text }) => text))];
/** What is measured with is learned from a part of the knowledge, so that it takes a second. */
const folder = newFolder();
const dataFolder = join(folder, "data");
let said: Array<{ event: LogEvent } & LogFields>;
const opened: Fusing[] = [];

beforeAll(() => writeThinKnowledge(folder));
beforeEach(() => {
  said = [];
});
afterAll(async () => {
  for (const fusing of opened) await fusing.close();
  removeFolder(folder);
});

function open(embed: Embed, more: { dataFolder?: string } = {}): Fusing {
  const say = (event: LogEvent, fields: LogFields = {}) => void said.push({ event, ...fields });
  const fusing = openFusing({
    ...{ embed, folder, dataFolder, today: () => "2026-11-29" },
    leave: (text) => text as Leaving,
    log: { debug: say, info: say, warn: say, error: say },
    retry: { firstMs: 1, mostMs: 4 },
    ...more,
  });
  opened.push(fusing);
  return fusing;
}

const wait = () => ({ until: performance.now() + 5_000 });
const vague = "posisi saya gimana ya soal itu kemarin di lapangan";
const liking = answering.knowledge.situations.get("menyukai-unggahan-calon")?.title ?? "";
/** What a model that understands would say: the vague question is about liking a post. */
const understanding = (text: string) =>
  text === vague || text.startsWith(liking) ? nearTo("menyukai", text, 0.8) : noiseOf(text);

/** What somebody measured on purpose, who found that vectors help with the vague question's way of writing. */
const helps = (model: string): Measured => ({
  ...{ model, day: "2026-11-28", on: { kind: "questions", file: "pertanyaan.jsonl" } },
  classes: (["santai", "formal"] as const).map((register) => ({
    ...{ register, questions: 50, better: register === "santai" },
    ...{ words: nothing, near: nothing, fused: nothing, gain: { mean: 0, low: 0, high: 0 } },
  })),
});
const nothing = { hit1: 0, hit3: 0, hit5: 0, mrr: 0 };

// Learns in a thread, on a machine that may be busy.
describe("the vectors of the knowledge", () => {
  it("are computed and measured once, and are of no use where they only guess", async () => {
    const embed = embedBy((text) => noiseOf(text));
    const fusing = open(embed);
    const { findings } = await answering.answer(vague);
    expect(await fusing.fuse(findings, wait())).toBeUndefined();
    await fusing.follow(knowledge);
    const progress = said.filter(({ event }) => event === "embedding").map(({ count, of }) => ({ count, of }));
    expect(said.map(({ event }) => event)).toEqual([...progress.map(() => "embedding"), "fusing_measured", "embedded"]);
    expect(progress.length).toBeLessThan(12);
    expect(progress.at(-1)).toEqual({ count: texts.length, of: texts.length });
    expect(said.at(-2)).toEqual({ event: "fusing_measured", count: 0, of: 6 });
    // Of all that was kept to measure with, only what words alone are unsure of was asked for.
    const measured = embed.asked.filter((text) => !texts.includes(text));
    const kept = keptToMeasure(await readKnowledge(folder)).map(({ text }) => text);
    expect(measured.length).toBeGreaterThan(0);
    expect(measured.length).toBeLessThan(kept.length);
    expect(measured.filter((text) => !kept.includes(text))).toEqual([]);
    const calls = embed.calls;
    expect(await fusing.fuse(findings, wait())).toBeUndefined();
    expect(embed.calls).toBe(calls);
    const { model, day, on, classes } = (await readMeasured(dataFolder)) ?? {};
    expect([model, day, on?.kind, classes?.length]).toEqual([embed.name, "2026-11-29", "wordings", 6]);

    await fusing.close();
    embed.asked.length = 0;
    said.length = 0;
    await open(embed).follow(knowledge);
    expect([embed.asked, said]).toEqual([[texts[0]], []]);
  });

  it("order suggestions as soon as they are there, where somebody measured that they help", async () => {
    const embed = embedBy(understanding, "mengerti@127.0.0.1");
    await writeMeasured(dataFolder, helps(embed.name));
    const fusing = open(embed);
    const { findings, decision } = await answering.answer(vague);
    expect(decision.kind).toBe("suggestions");
    await fusing.follow(knowledge);
    const fused = await fusing.fuse(findings, wait());
    expect(fused?.slice(0, 3).map(({ id }) => id)).toContain("menyukai-unggahan-calon");
    expect(await readMeasured(dataFolder)).toEqual(helps(embed.name));
    expect(
      await fusing.fuse({ ...findings, text: "Apakah saya diperkenankan hadir di lapangan kemarin?" }, wait()),
    ).toBe(undefined);
  });

  it("are tried again after a failure, while suggestions are found by words alone", async () => {
    const embed = embedBy((text, call) => (call < 3 ? undefined : noiseOf(text)), "kadang@127.0.0.1");
    await writeMeasured(dataFolder, helps(embed.name));
    const fusing = open(embed);
    const there = new Promise<void>((resolve) => {
      const look = setInterval(() => {
        if (!said.some(({ event }) => event === "embedded")) return;
        clearInterval(look);
        resolve();
      }, 1);
    });
    await fusing.follow(knowledge);
    expect(said).toEqual([{ event: "embedding_failed" }]);
    const { findings } = await answering.answer(vague);
    expect(await fusing.fuse(findings, wait())).toBeUndefined();
    await there;
    expect(said.filter(({ event }) => event === "embedding_failed")).toHaveLength(2);
  });

  it("end in the middle when the service stops, without a word", async () => {
    let asked = () => {};
    const begun = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const embed: Embed = {
      name: "lambat@127.0.0.1",
      embed(all) {
        asked();
        return new Promise((resolve) => setImmediate(() => resolve(all.map((text) => noiseOf(text)))));
      },
    };
    const fusing = open(embed);
    const followed = fusing.follow(answering.knowledge);
    await begun;
    await fusing.close();
    await followed;
    expect(said.filter(({ event }) => event === "embedding_failed" || event === "fusing_measured")).toEqual([]);
    expect(existsSync(join(dataFolder, "vectors.db"))).toBe(true);
  });
});

describe("a service with a model for embeddings", () => {
  it("offers what an unsure question means by its words and its vector, and goes on by words when the server is gone", async () => {
    const server = await startOpenAi();
    server.embedWith((text) => [...understanding(text)]);
    server.answerWith(() => ({ situation: "none", terms: [] }));
    const computed = Promise.withResolvers<void>();
    const say = (event: LogEvent) => void (event === "embedded" && computed.resolve());
    const office = await openTestOffice({
      environment: { OPENAI_BASE_URL: server.baseUrl, OPENAI_EMBEDDING_MODEL: "mengerti" },
      log: { debug: say, info: say, warn: say, error: say },
      async prepare(dataFolder) {
        await writeMeasured(dataFolder, helps(`mengerti@${new URL(server.baseUrl).host}`));
        return {};
      },
    });
    const without = (await office.person().says(vague)).choices;
    await computed.promise;
    const offered = (await office.person().says(vague)).choices;
    expect(offered).not.toEqual(without);
    expect(offered[1]).toContain(liking.slice(0, 20));
    const sent = server.requests.filter(({ path }) => path.endsWith("/embeddings")).map(({ body }) => body["input"]);
    expect(sent.at(-1)).toEqual([vague]);
    await server.stop();
    expect((await office.person().says(`${vague}!`)).choices).toEqual(without);
    await office.close();
  });
});
