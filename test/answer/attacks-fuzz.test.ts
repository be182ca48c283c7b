import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Claim, ModelAnswer } from "../../src/answer/answer-schema.ts";
import { survivors } from "../../src/answer/claims.ts";
import { materialFor } from "../../src/answer/material.ts";
import { sentencesOf } from "../../src/answer/sentences.ts";
import { shippedAnswering } from "../support/answering.ts";
import { attacks } from "../support/attacks.ts";
import { isSaidBy } from "../support/judge-attacked.ts";
import { edited, edits } from "../support/word-edits.ts";

const { answer, knowledge } = await shippedAnswering();

/** Enough to find what is broken, in two seconds; `FUZZ_RUNS=20000` looks longer. */
const RUNS = Number(process.env["FUZZ_RUNS"] ?? 700);

const questions = [...new Set(attacks.flatMap(({ plain }) => plain ?? []))];
const subjects = await Promise.all(
  questions.map(async (question) => {
    const { decision, findings } = await answer(question);
    if (decision.kind !== "situation") throw new Error(`${question} was not understood`);
    const { sources } = materialFor(decision, findings, {
      ...{ ...knowledge, on: undefined, today: undefined, standing: undefined },
    });
    const sentences = sources.flatMap(({ id, text }) => sentencesOf(text).map((sentence) => ({ id, sentence })));
    return { question, decision, sources, sentences };
  }),
);

const ANYWHERE =
  "boleh dilarang wajib tidak jangan bukan tanpa hanya kecuali bila dan atau Paslon Rembulan https://rembulan.example 7 2 jadi Anda juga , ; ( ) . \u200b <b> [x](y)".split(
    " ",
  );

/** A claim made of the words of a question and its sources: a true sentence changed a little, sentences mixed up, or noise. */
function claimsOn({ question, sources, sentences }: (typeof subjects)[number]): fc.Arbitrary<Claim> {
  const pool = [...ANYWHERE, ...question.split(" "), ...sentences.flatMap(({ sentence }) => sentence.split(" "))];
  const noise = fc.array(fc.constantFrom(...pool), { maxLength: 30 }).map((words) => words.join(" "));
  const sentence = fc.constantFrom(...sentences);
  const source = fc.constantFrom("s99", ...sources.map(({ id }) => id));
  const changed = fc.tuple(sentence, edits, fc.boolean()).map(([{ id, sentence: quote }, todo, cut]) => ({
    source: id,
    quote: cut ? quote.slice(0, 40) : quote,
    text: edited(quote, todo, pool),
  }));
  const mixed = fc
    .tuple(sentence, sentence, source)
    .map(([said, quoted, id]) => ({ source: id, quote: quoted.sentence, text: said.sentence }));
  const any = fc.record({ text: fc.string(), quote: fc.string(), source: fc.string() });
  return fc.oneof({ weight: 6, arbitrary: changed }, mixed, fc.record({ text: noise, quote: noise, source }), any);
}

const saying = fc.nat(subjects.length - 1).chain((at) => {
  const subject = subjectAt(at);
  const own = subject.decision.verdict as ModelAnswer["verdict"];
  return fc.record({
    at: fc.constant(at),
    status: fc.constantFrom<ModelAnswer["status"]>("answered", "answered", "answered", "insufficient"),
    verdict: fc.constantFrom<ModelAnswer["verdict"]>(own, own, own, "boleh", "dilarang", "bersyarat", "penjelasan"),
    claims: fc.array(claimsOn(subject), { maxLength: 9 }),
  });
});

function subjectAt(at: number): (typeof subjects)[number] {
  const subject = subjects[at];
  if (subject === undefined) throw new Error(`no subject ${at}`);
  return subject;
}

/** What survives of something said, each with the sentences it is of. */
function survived({ at, ...said }: { at: number } & ModelAnswer): Array<{ text: string; own: string }> {
  const subject = subjectAt(at);
  const { kept } = survivors(said, subject, subject.decision);
  return kept.map(({ text, unit, sentences }) => {
    const all = sentencesOf(unit);
    return { text, own: sentences.map((each) => all[each] ?? "").join(" ") };
  });
}

describe("whatever a model makes of the words of a question and its sources", { timeout: 600_000 }, () => {
  it("no claim survives with a word that neither its quoted sentence nor the connecting words hold", () => {
    let all = 0;
    let changed = 0;
    fc.assert(
      fc.property(saying, (said) => {
        for (const { text, own } of survived(said)) {
          expect(isSaidBy(text, own), `${text} | ${own}`).toBe(true);
          expect(said.claims.some(({ quote }) => quotes(quote, own))).toBe(true);
          expect(text).not.toMatch(/rembulan|https?:|[<>[\]\u200b]/i);
          all += 1;
          if (text !== own) changed += 1;
        }
      }),
      { seed: 20261129, numRuns: RUNS },
    );
    expect(all).toBeGreaterThan(RUNS / 30);
    expect(changed).toBeGreaterThan(RUNS / 300);
  });

  it("a claim that survives denies, permits, demands and restricts as its sentence does, with the same numbers", () => {
    fc.assert(
      fc.property(saying, (said) => {
        for (const { text, own } of survived(said)) {
          expect(beyond(text, own, /\d+/g), text).toEqual([]);
          expect(beyond(text, own, OPERATORS), text).toEqual([]);
          expect(beyond(own, text, RESTRICTIONS), text).toEqual([]);
        }
      }),
      { seed: 20261130, numRuns: RUNS },
    );
  });

  it("nothing survives that comes to another verdict, or to none", () => {
    fc.assert(
      fc.property(saying, (said) => {
        const { decision } = subjectAt(said.at);
        if (said.status === "answered" && said.verdict === decision.verdict) return;
        if (decision.verdict === "penjelasan" && said.status === "answered") return;
        expect(survived(said)).toEqual([]);
      }),
      { seed: 20261201, numRuns: RUNS },
    );
  });
});

const OPERATORS = /\b(?:tidak|jangan|bukan|belum|tanpa|boleh|dilarang|wajib|dapat|hanya|kecuali)\b/g;
const RESTRICTIONS = /\b(?:kecuali|hanya|asal|asalkan|bila|sepanjang|selama|sebelum|tetapi|namun|jangan|dilarang)\b/g;

/** What stands in one text oftener than in another. */
function beyond(text: string, other: string, what: RegExp): string[] {
  const left = alike(other).match(what)?.slice() ?? [];
  return (alike(text).match(what) ?? []).filter((word) => {
    const at = left.indexOf(word);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** In one of the ways of writing that may stand for each other. */
function alike(text: string): string {
  return text
    .toLowerCase()
    .replace(/\b(?:tidak|tak) (?:boleh|diperbolehkan|dibolehkan)\b/g, "dilarang")
    .replace(/\b(?:diperbolehkan|dibolehkan)\b/g, "boleh")
    .replace(/\b(?:jika|kalau|apabila)\b/g, "bila")
    .replace(/\btapi\b/g, "tetapi")
    .replace(/\bharus\b/g, "wajib")
    .replace(/\bbisa\b/g, "dapat")
    .replace(/\btak\b/g, "tidak");
}

/** Whether a quote is of a text, or holds it. */
function quotes(quote: string, text: string): boolean {
  const [one = "", other = ""] = [quote, text].map((each) =>
    each
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, " ")
      .trim(),
  );
  return one !== "" && (` ${other} `.includes(one) || ` ${one} `.includes(other));
}
