import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createAnswer } from "../../src/answer/answer.ts";
import { createAssist } from "../../src/answer/assist.ts";
import { createKept } from "../../src/answer/kept.ts";
import { createLeave } from "../../src/answer/leaving.ts";
import { createLeavingWords } from "../../src/answer/leaving-words.ts";
import type { Model } from "../../src/answer/model.ts";
import { readPrompts } from "../../src/answer/read-prompts.ts";
import { createRead } from "../../src/answer/reading.ts";
import { thresholds } from "../../src/answer/thresholds.ts";
import { taughtTopic } from "../../src/knowledge/taught.ts";
import { promptsFolder } from "../../src/model-help.ts";
import { createModelStage, type Stage } from "../models/stage.ts";
import { shippedAnswering } from "../support/answering.ts";
import { honest, wantsAnswer } from "../support/model-says.ts";

const { knowledge, ranker, normaliser, search, leave, mayAccuse } = await shippedAnswering();
const today = "2026-11-22";

const readAlone = createRead(knowledge, ranker, normaliser);
/** Which of some wordings are unsure hangs on what was learned last. */
const unsure = (texts: readonly string[], below: number) =>
  texts.filter((text) => {
    const { confidence } = readAlone(text);
    return confidence > thresholds.confirmed && confidence < below;
  });

/** Likeliest is a situation that says yes or no, and nothing is sure enough to be said. */
const unsureOfYesOrNo = unsure(
  [
    "Saya kabid. Kalau saya teken nota dinas agar staf hadir di silaturahmi calon gubernur, sifatnya imbauan saja tidak wajib, apakah dibenarkan?",
    "petahana yg ngotot mutasi tanpa restu mendagri apa bisa dicoret dr pencalonan",
  ],
  thresholds.answerPlainly,
);
/** Likeliest is one that only explains. */
const [unsureOfExplanation = ""] = unsure(
  [
    "suami dan istri sama-sama penyelenggara pemilihan",
    "suami istri sama-sama penyelenggara",
    "pasangan suami istri menjadi penyelenggara",
    "suami istri penyelenggara pemilu",
    "penyelenggara suami istri",
    "istri penyelenggara, suami penyelenggara",
    "suami istri sama-sama panitia",
    "suami ketua, istri anggota",
    "suami dan istri sama-sama petugas pemilihan",
  ],
  thresholds.answer,
);

describe("what a model may do with an answer", () => {
  let stage: Stage;
  /** Until when each call was waited for. */
  const untils: number[] = [];

  beforeAll(async () => {
    stage = await createModelStage();
  });
  beforeEach(() => {
    stage.server.clear();
    untils.length = 0;
  });
  afterAll(() => stage.server.stop());

  /** Answers by a knowledge of which some situations were taught by an office. */
  function answering(taught: readonly string[] = []) {
    const { model } = stage.open({ MODEL_TOKENS_PER_DAY: "0" });
    const watched: Model = {
      ask(task, options) {
        untils.push(options.until);
        return model.ask(task, options);
      },
    };
    const situations = new Map(
      [...knowledge.situations].map(([id, each]) => [id, taught.includes(id) ? { ...each, topic: taughtTopic } : each]),
    );
    const own = { ...knowledge, situations };
    const read = createRead(own, ranker, normaliser);
    const parts = { prompts: readPrompts(promptsFolder), leave, read, kept: createKept() };
    return createAnswer(own, read, search, undefined, createAssist({ ...parts, model: watched }));
  }

  function pick(situation: string): void {
    const say = honest("penjelasan");
    stage.server.answerWith((asked) => (wantsAnswer(asked) ? say(asked) : { situation, terms: [] }));
  }

  it("is to confirm what was likeliest already, where that says neither yes nor no", async () => {
    const answer = answering();
    const before = await answer(unsureOfExplanation, { today });
    expect(before.decision.kind).toBe("suggestions");
    const best = before.findings.candidates[0]?.situation.id ?? "";
    pick(best);
    expect((await answer(unsureOfExplanation, { today, outside: {} })).situation).toBe(best);
    pick(before.findings.candidates[1]?.situation.id ?? "");
    expect((await answering()(unsureOfExplanation, { today, outside: {} })).decision.kind).toBe("suggestions");
  });

  it("is tried where something is unsure", () => {
    expect(unsureOfYesOrNo).not.toEqual([]);
    expect(unsureOfExplanation).not.toBe("");
  });

  it.each(unsureOfYesOrNo)("is not to bring about a yes or a no, whichever it picks: %s", async (text) => {
    const before = await answering()(text, { today });
    expect(before.decision.kind).toBe("suggestions");
    expect(before.findings.confidence).toBeGreaterThan(thresholds.confirmed);
    for (const { situation } of before.findings.candidates.slice(0, 3)) {
      pick(situation.id);
      const after = await answering()(text, { today, outside: {} });
      expect(after.assisted.map(({ task, outcome }) => [task, outcome])).toEqual([["pahami", "said"]]);
      expect(after.verdict).toBe(before.verdict);
      expect(after.suggestions).toContain(before.suggestions[0]);
    }
  });

  it("is to know of nothing that an office taught, neither to choose from nor to put into words", async () => {
    const text = "boleh tidak ASN menyukai unggahan caleg?";
    const best = (await answering()(text, { today })).situation ?? "";
    const taught = await answering([best])(text, { today, outside: {} });
    expect(taught.situation).toBe(best);
    expect(stage.server.requests).toEqual([]);
    const unsure = await answering()(unsureOfExplanation, { today });
    const [first, second] = unsure.findings.candidates.map(({ situation }) => situation.id);
    await answering([second ?? ""])(unsureOfExplanation, { today, outside: {} });
    const told = String(stage.server.requests[0]?.raw);
    expect(told).toContain(`- ${first}: `);
    expect(told).not.toContain(`- ${second}: `);
  });

  it.each(["kemarin lurah kami bagi-bagi kaos calon di kantor, boleh?", "pak camat menyuruh kami kumpul ktp, boleh?"])(
    "is to hear nothing of what the tip line holds, whose words might leave by themselves: %s",
    (text) => {
      const words = createLeave(createLeavingWords(knowledge, normaliser.knows), () => false);
      expect(mayAccuse(text)).toBe(true);
      expect(words(text)).toMatch(/kami/);
      expect(leave(text)).toBeUndefined();
    },
  );

  it("is to take 8 s in all, of which the first half at most to understand", async () => {
    const answer = answering();
    const best = (await answer(unsureOfExplanation, { today })).findings.candidates[0]?.situation.id ?? "";
    pick(best);
    const began = performance.now();
    const { assisted } = await answer(unsureOfExplanation, { today, outside: {} });
    expect(assisted.map(({ task }) => task)).toEqual(["pahami", "jawab"]);
    const [understood = 0, answered = 0, ...more] = untils.map((until) => until - began);
    expect(more).toEqual([]);
    expect(answered - understood).toBeCloseTo(4_000);
    expect(answered).toBeGreaterThanOrEqual(8_000);
    expect((untils[1] ?? Number.POSITIVE_INFINITY) - performance.now()).toBeLessThanOrEqual(8_000);
  });

  it("is to be asked anew where the same words get another answer on another day, at another stage", async () => {
    const answer = answering();
    const text = "boleh menjelekkan salah satu calon bupati di medsos?";
    const days = ["2024-10-10", "2026-11-22", "2024-10-10"];
    const verdicts: string[] = [];
    for (const on of days) verdicts.push((await answer(text, { today, on, outside: {} })).verdict);
    expect(verdicts).toEqual(["dilarang", "bersyarat", "dilarang"]);
    expect(stage.server.requests).toHaveLength(2);
  });
});
