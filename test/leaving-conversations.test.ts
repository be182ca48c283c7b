import { describe, expect, it } from "vitest";
import { shippedAnswering } from "./support/answering.ts";
import { received } from "./support/planted.ts";
import { kinds, recordConversation } from "./support/recorded-conversations.ts";
import { runConversations } from "./support/run-conversations.ts";

const { knowledge, leave } = await shippedAnswering();
const questions = [...knowledge.situations.values()].flatMap(({ questions: each }) => each);

/** More are asked of the whole service in a soak; see docs/threat-model.md. */
const RECORDED = 75;
const THROUGH_THE_SERVICE = 12;

describe("recorded conversations with planted names, numbers and reports", () => {
  const recorded = Array.from({ length: RECORDED }, (_, seed) => recordConversation(seed, questions));

  it("would show what is planted, if it were given away as it was written", () => {
    const planted = recorded.flatMap((each) => each.planted);
    const shown = planted.filter(({ written, shows }) => shows(received(written)));
    expect(planted.length).toBeGreaterThan(RECORDED);
    expect(shown.length / planted.length).toBeGreaterThan(0.7);
    expect(new Set(planted.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(9);
    expect(new Set(recorded.map(({ kind }) => kind))).toEqual(new Set(kinds));
  });

  it("give away nothing of it, whatever would be asked outside", () => {
    const found = recorded.flatMap(({ acts, planted }) => {
      const texts = acts.flat().flatMap(({ text }) => leave(text) ?? []);
      const read = texts.map(received);
      return planted.flatMap(({ kind, written, shows }) =>
        read.flatMap((each, at) => (shows(each) ? [`${kind} "${written}" in ${texts[at] ?? ""}`] : [])),
      );
    });
    expect(found).toEqual([]);
  });

  it("reach a model through the whole service without any of it, and without reports and their pieces", async () => {
    const { figures, problems } = await runConversations(0, THROUGH_THE_SERVICE, questions);
    expect(problems).toEqual([]);
    expect(figures.asked).toBeGreaterThan(THROUGH_THE_SERVICE / 4);
  });
});
