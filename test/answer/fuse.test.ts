import { describe, expect, it } from "vitest";
import { compareOrders, type Places } from "../../src/answer/compare-orders.ts";
import { decide } from "../../src/answer/decide.ts";
import { createFuse, type FuseParts, fuseOrders } from "../../src/answer/fuse.ts";
import { noHint } from "../../src/answer/hint.ts";
import type { Leaving } from "../../src/answer/leaving.ts";
import { keptToMeasure, meaningsOf } from "../../src/answer/meanings.ts";
import { createNearest } from "../../src/answer/nearest.ts";
import { createRegisterReader } from "../../src/answer/register.ts";
import { byWords } from "../../src/answer/suggest.ts";
import { withTaught } from "../../src/knowledge/taught.ts";
import { shippedAnswering } from "../support/answering.ts";
import { type CountedEmbed, embedBy, nearTo, noiseOf } from "../support/embeds.ts";

const { answer, knowledge } = await shippedAnswering();
const vague = "posisi saya gimana ya soal itu kemarin di lapangan";
const wait = () => ({ until: performance.now() + 5_000 });
/** What a model that understands would say: the vague question is about liking a post. */
const understanding = (text: string) =>
  text.includes("posisi") ? nearTo("menyukai-unggahan-calon", text, 0.8) : noiseOf(text);

const pointers = [...knowledge.situations.keys()].map((situation) => ({ situation, vector: noiseOf(situation) }));

function fuser(embed: CountedEmbed, more: Partial<FuseParts> = {}) {
  return createFuse({
    embed,
    leave: (text) => text as Leaving,
    fusible: () => ({ nearest: createNearest(pointers), better: new Set(["santai"]) }),
    situation: (id) => knowledge.situations.get(id),
    registerOf: createRegisterReader(knowledge.vocabulary),
    ...more,
  });
}

describe("what an unsure question may have meant", () => {
  it("is ordered by its words and by its vector", async () => {
    const { findings, decision } = await answer(vague);
    expect(decision.kind).toBe("suggestions");
    const embed = embedBy(understanding);
    const fused = await fuser(embed)(findings, wait());
    const words = byWords(findings).map(({ id }) => id);
    expect(words).not.toContain("menyukai-unggahan-calon");
    expect(fused?.map(({ id }) => id).slice(0, 2)).toEqual([words[0], "menyukai-unggahan-calon"]);
    const offered = decide(findings, { ...noHint, order: fused });
    expect(offered.kind === "suggestions" && offered.situations.map(({ id }) => id)).toEqual(
      fused?.slice(0, 3).map(({ id }) => id),
    );
  });

  it("never makes or changes a verdict", async () => {
    const questions = [...knowledge.situations.values()]
      .filter((_, at) => at % 4 === 0)
      .map((each) => each.questions[3]);
    const wrong = [...knowledge.situations.values()].reverse();
    for (const question of [...questions, vague]) {
      const { findings, decision } = await answer(question ?? "");
      const { situations: _, ...now } = { situations: undefined, ...decide(findings, { ...noHint, order: wrong }) };
      const { situations: __, ...before } = { situations: undefined, ...decision };
      expect(now).toEqual(before);
    }
  });

  it("is asked only with the words that may leave, once for the same words, and within the time there is", async () => {
    const { findings } = await answer(vague);
    const embed = embedBy(understanding);
    let leaves: string | undefined = "posisi saya gimana ⟨…⟩";
    const fuse = fuser(embed, { leave: () => leaves as Leaving | undefined });
    expect(await fuse(findings, wait())).toBeDefined();
    leaves = "Posisi  saya gimana ⟨…⟩ ";
    expect(await fuse(findings, wait())).toBeDefined();
    expect(embed.asked).toEqual(["posisi saya gimana ⟨…⟩"]);
    leaves = undefined;
    expect(await fuse(findings, wait())).toBeUndefined();
    expect(embed.calls).toBe(1);
    const untils: number[] = [];
    const watched = { name: "uji", embed: async (_: unknown, { until }: { until: number }) => void untils.push(until) };
    await fuser(embed, { embed: watched as never })(findings, { until: performance.now() + 60_000 });
    const soon = performance.now() + 100;
    await fuser(embed, { embed: watched as never })(findings, { until: soon });
    expect(untils[0]).toBeLessThan(performance.now() + 2_001);
    expect(untils[1]).toBe(soon);
  });

  it("is found by words alone for ways of writing that vectors do not help, and while nothing is known", async () => {
    const { findings } = await answer(vague);
    const embed = embedBy(understanding);
    const nearest = createNearest(pointers);
    expect(await fuser(embed, { fusible: () => ({ nearest, better: new Set(["formal"]) }) })(findings, wait())).toBe(
      undefined,
    );
    expect(await fuser(embed, { fusible: () => undefined })(findings, wait())).toBeUndefined();
    expect(embed.calls).toBe(0);
  });

  it.each([
    ["nothing", embedBy(() => undefined)],
    ["numbers that are none", embedBy(() => new Float32Array(64).fill(Number.NaN))],
    ["a vector of another length", embedBy((text) => noiseOf(text, 32))],
    ["two vectors for one text", { ...embedBy(noiseOf), embed: async () => [noiseOf("a"), noiseOf("b")] }],
    ["none in its list", { ...embedBy(noiseOf), embed: async () => [] }],
  ])("is found by words alone when the model gives %s, and asked again the next time", async (what, embed) => {
    const { findings } = await answer(vague);
    const misfits: string[] = [];
    const fuse = fuser(embed, { misfit: () => void misfits.push(what) });
    expect(await fuse(findings, wait())).toBeUndefined();
    expect(await fuse(findings, wait())).toBeUndefined();
    expect(misfits).toHaveLength(what === "a vector of another length" ? 2 : 0);
  });
});

describe("reciprocal rank fusion", () => {
  it("puts first what both orders have near their beginning, and a tie in the first one's order", () => {
    expect(fuseOrders(["a", "b", "c"], ["d", "b", "e"])).toEqual(["b", "a", "d", "c", "e"]);
    expect(fuseOrders(["a", "b"], [])).toEqual(["a", "b"]);
  });
});

describe("the texts that stand for a situation", () => {
  it("are what it says and some ways of asking; others are kept to measure with", () => {
    const meanings = meaningsOf(knowledge);
    const texts = new Set(meanings.map(({ text }) => text));
    expect(meanings.length).toBeLessThan(10_000);
    expect(new Set(meanings.map(({ situation }) => situation)).size).toBe(knowledge.situations.size);
    const kept = keptToMeasure(knowledge);
    expect(kept.length).toBeGreaterThan(3_000);
    expect(
      kept.filter(({ situation, text }) => meanings.some((m) => m.situation === situation && m.text === text)),
    ).toEqual([]);
    expect(texts.size).toBeGreaterThan(2_500);
  });

  it("never have what an office was taught: that began as somebody's question", () => {
    const question = "saya Budi dari Kelurahan Sukamaju boleh ikut apa?";
    const taught = [
      // So many that some would be among those that are taken.
      ...Array.from({ length: 40 }, (_, at) => ({
        ...{
          kind: "variant" as const,
          id: at + 1,
          situation: "menyukai-unggahan-calon",
          question: `${question} ${at}`,
        },
      })),
      {
        ...{ kind: "situation" as const, id: 99, title: "Ikut lomba mancing", question: `${question} mancing` },
        ...{ verdict: "boleh" as const, answer: "Boleh, asal tanpa atribut.", basis: [], on: "2026-11-29" },
      },
    ];
    const own = withTaught(knowledge, taught);
    const texts = [...meaningsOf(own), ...keptToMeasure(own)].map(({ text }) => text);
    expect(texts.filter((text) => text.includes("Budi"))).toEqual([]);
    // Its title too is made of that question.
    expect(texts.filter((text) => text.includes("lomba mancing"))).toEqual([]);
    expect(meaningsOf(own).length).toBe(meaningsOf(knowledge).length);
  });
});

describe("whether fusing helps a way of writing", () => {
  const places = (count: number, words: (at: number) => number, fused: (at: number) => number): Places[] =>
    Array.from({ length: count }, (_, at) => ({
      register: "santai",
      words: words(at),
      near: fused(at),
      fused: fused(at),
    }));
  const santai = (list: Places[]) => compareOrders(list).find(({ register }) => register === "santai");

  it("is yes only beyond chance, the same each time", () => {
    const helped = places(
      60,
      () => 1,
      (at) => (at % 3 === 0 ? 0 : 1),
    );
    expect(santai(helped)).toMatchObject({ better: true, questions: 60, words: { hit1: 0, hit3: 1, mrr: 0.5 } });
    expect(compareOrders(helped)).toEqual(compareOrders(helped));
    const mixed = places(
      60,
      (at) => at % 2,
      (at) => 1 - (at % 2),
    );
    expect(santai(mixed)?.better).toBe(false);
    const worse = places(
      60,
      () => 0,
      () => 1,
    );
    expect(santai(worse)?.gain.high).toBeLessThan(0);
  });

  it("is no where nothing can be better, or too few questions say so", () => {
    expect(
      santai(
        places(
          200,
          () => 0,
          () => 0,
        ),
      )?.better,
    ).toBe(false);
    expect(
      santai(
        places(
          19,
          () => -1,
          () => 0,
        ),
      )?.better,
    ).toBe(false);
    expect(compareOrders([]).map(({ better }) => better)).toEqual(new Array(6).fill(false));
  });
});
