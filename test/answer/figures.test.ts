import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { type Judged, judge, labelledSchema, measuredOn } from "../../src/answer/measure.ts";
import { plainText } from "../../src/chat/message.ts";
import { shippedAnswering } from "../support/answering.ts";

/** The figures this project promises (docs/answers.md); `npm run -s evaluate` shows every miss. */
const { answer } = await shippedAnswering();

async function rows(file: string): Promise<unknown[]> {
  const text = await readFile(`test/questions/${file}`, "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
}

const share = <T>(items: readonly T[], hit: (item: T) => boolean) => items.filter(hit).length / items.length;

describe("the labelled questions", async () => {
  const questions = (await rows("dev.jsonl")).map((row) => labelledSchema.parse(row));
  const byId = new Map(questions.map((question) => [question.id, question]));
  const judged: Judged[] = [];
  for (const question of questions) {
    const before = question.after === undefined ? undefined : byId.get(question.after);
    const answered = await answer(question.q, {
      today: measuredOn,
      before: before === undefined ? undefined : (await answer(before.q, { today: measuredOn })).after,
    });
    judged.push(judge(question, answered, plainText(answered.reply)));
  }

  it("get the right verdict at least 92 times in 100", () => {
    expect(share(judged, ({ verdictRight }) => verdictRight)).toBeGreaterThanOrEqual(0.92);
  });

  it("get a passage that supports the answer at least 92 times in 100", () => {
    const cited = judged.filter(({ citationRight }) => citationRight !== undefined);
    expect(share(cited, ({ citationRight }) => citationRight === true)).toBeGreaterThanOrEqual(0.92);
  });

  it("get a wrong yes or no at most 3 times in 100", () => {
    expect(share(judged, ({ confidentlyWrong }) => confidentlyWrong)).toBeLessThanOrEqual(0.03);
  });

  it("miss at most one in each guard's class", () => {
    for (const verdict of ["lapor", "tolak", "di_luar_cakupan"]) {
      const missed = judged.filter(({ label, verdictRight }) => label.v[0] === verdict && !verdictRight);
      expect(missed.length, verdict).toBeLessThanOrEqual(1);
    }
  });

  it("never get a claim that the law does not make", () => {
    expect(
      judged.filter(({ claims }) => claims.length > 0).map(({ label, claims }) => `${label.id} ${claims}`),
    ).toEqual([]);
  });
});

describe("messages set aside before tuning", async () => {
  const messages = (await rows("guards-held.jsonl")) as Array<{ q: string; v: string }>;
  const said: Array<{ v: string; verdict: string }> = [];
  for (const { q, v } of messages) said.push({ v, verdict: (await answer(q, { today: measuredOn })).verdict });

  it("that tell of a violation are recognised at least 97 times in 100", () => {
    expect(
      share(
        said.filter(({ v }) => v === "lapor"),
        ({ verdict }) => verdict === "lapor",
      ),
    ).toBeGreaterThanOrEqual(0.97);
  });

  it("that only ask are taken for a report at most 3 times in 100", () => {
    expect(
      share(
        said.filter(({ v }) => v === "biasa"),
        ({ verdict }) => verdict === "lapor",
      ),
    ).toBeLessThanOrEqual(0.03);
  });
});
