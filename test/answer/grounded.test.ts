import { join } from "node:path";
import fc from "fast-check";
import { zodResponseFormat } from "openai/helpers/zod";
import { describe, expect, it } from "vitest";
import { answerSchema, type ModelAnswer, understandingSchema } from "../../src/answer/answer-schema.ts";
import { survivors } from "../../src/answer/claims.ts";
import { composeGrounded, composeSituation } from "../../src/answer/compose-situation.ts";
import { groundTask } from "../../src/answer/ground.ts";
import type { Leaving } from "../../src/answer/leaving.ts";
import { readPrompts } from "../../src/answer/read-prompts.ts";
import { sentencesOf } from "../../src/answer/sentences.ts";
import { plainText } from "../../src/chat/message.ts";
import { texts } from "../../src/chat/texts.ts";
import { shippedAnswering } from "../support/answering.ts";

const { answer, knowledge } = await shippedAnswering();
const { jawab } = readPrompts(join(import.meta.dirname, "..", "..", "prompts"));

/** A question with all that a model would be given for it, and what it gets without one. */
async function asked(question: string) {
  const { decision, findings } = await answer(question);
  if (decision.kind !== "situation") throw new Error(`${question}: ${decision.kind}`);
  const context = { ...knowledge, on: undefined, today: "2026-11-29", standing: undefined };
  const { task, material } = groundTask(jawab, decision, findings, context, question as Leaving);
  return { decision, findings, context, task, material, offline: composeSituation(decision, findings, context) };
}

type Asked = Awaited<ReturnType<typeof asked>>;

/** What a person gets when the model says this; undefined when it is as good as nothing. */
function reply({ decision, findings, context, material }: Asked, claims: ModelAnswer["claims"]) {
  const said = { status: "answered" as const, verdict: decision.verdict as "dilarang", claims };
  return composeGrounded(decision, findings, context, survivors(said, material, decision).kept);
}

/** Everything that may be said word for word, in its order. */
const wordForWord = ({ material }: Asked): ModelAnswer["claims"] =>
  material.sources.flatMap(({ id, text }) =>
    sentencesOf(text).map((each) => ({ text: each, source: id, quote: each })),
  );

const photo = await asked("saya pppk, bolehkah foto bareng calon bupati lalu diunggah?");
const questions = [
  photo,
  await asked("apa sanksinya kalau pns menyukai unggahan calon?"),
  await asked("saya terlanjur like postingan calon, bagaimana?"),
  await asked("suami saya caleg, boleh saya dampingi kampanye?"),
  await asked("boleh tidak golput?"),
];
const idOf = (kind: string) => photo.material.sources.find((source) => source.kind === kind)?.id ?? "";

describe("what a model is given", () => {
  it("is our answer for what was said, and the passages it rests on, each by a short name", () => {
    expect(photo.material.sources.map(({ id, kind }) => `${id} ${kind}`)).toEqual([
      ...["s1 case", "s2 answer", "s3 sanction", "s4 conditions"],
      ...["s5 passage", "s6 passage", "s7 passage", "s8 passage", "s9 passage"],
    ]);
    expect(photo.task.prompt.user).toContain("[s1] keadaan (Bagi PPPK)\nPPPK sama-sama wajib netral.");
    expect(photo.task.prompt.user).toContain("[s5] aturan (Pasal 9 ayat (2) UU 20/2023)\n");
  });

  it("tells circumstances left open, and lets nobody quote them", () => {
    const [open = ""] = photo.material.open;
    expect(photo.task.prompt.user).toContain(`- ${open}`);
    const sentence = sentencesOf(open.replace(/^[^:]*: /, ""))[0] ?? "";
    const { sources } = photo.material;
    expect(
      reply(
        photo,
        sources.map(({ id }) => ({ text: sentence, source: id, quote: sentence })),
      ),
    ).toBeUndefined();
  });

  it("has room for the longest of our answers", () => {
    for (const { task } of questions) expect((task.prompt.system + task.prompt.user).length).toBeLessThan(11_000);
  });

  it("has what the office imported beside our summary, and not all of it", async () => {
    const id = photo.material.sources.find(({ kind }) => kind === "passage")?.passage?.id ?? "";
    const source = { regulation: "uu-20-2023", sha256: "0".repeat(64), importedOn: "2026-11-01" };
    const wording = { id, text: "Pegawai ASN wajib. ".repeat(200), elucidation: "", page: 1, source };
    const context = { ...photo.context, wordings: new Map([[id, wording]]) };
    const { material } = groundTask(jawab, photo.decision, photo.findings, context, "" as Leaving);
    const given = material.sources.filter(({ kind }) => kind === "wording");
    expect(given.map(({ passage }) => passage?.id)).toEqual([id]);
    expect(given[0]?.text.length).toBeLessThan(1_000);
  });

  it("asks for an answer in a shape that strict servers take", () => {
    for (const schema of [answerSchema, understandingSchema]) {
      const { json_schema: shape } = zodResponseFormat(schema, "jawaban");
      expect(shape.strict).toBe(true);
      expect(shape.schema).toMatchObject({ type: "object", additionalProperties: false });
      expect(shape.schema?.["required"]).toEqual(Object.keys(shape.schema?.["properties"] ?? {}));
    }
    expect(understandingSchema.safeParse({ situation: "b" }).success).toBe(false);
    expect(
      photo.task.schema.safeParse({ ...{ status: "answered", verdict: "boleh" }, claims: [], more: 1 }).success,
    ).toBe(false);
  });
});

describe("a grounded answer", () => {
  it("says the claim in the place of its sentence, under our verdict", () => {
    const quote = "Jangan berfoto bersama calon lalu memasangnya di media sosial";
    const text = `Jadi, Bapak/Ibu, ${quote.toLowerCase()} atau tempat lain yang bisa dilihat umum.`;
    const said = plainText(
      reply(photo, [{ text, source: idOf("answer"), quote }])?.reply ?? { blocks: [], choices: [] },
    );
    expect(said).toMatch(/^⛔ DILARANG — Berfoto bersama calon lalu mengunggahnya\n/);
    expect(said).toContain(`\n\n${text} Sebelum calon ditetapkan hal itu melanggar kode etik`);
    expect(said).not.toContain("apalagi dengan gerakan tangan");
    expect(said).toContain(texts.writtenWithModel);
  });

  it("keeps a claim of a circumstance behind that circumstance", () => {
    const text = "PPPK sama-sama harus netral.";
    const grounded = reply(photo, [{ text, source: idOf("case"), quote: "PPPK sama-sama wajib netral." }]);
    expect(grounded?.reply.blocks[1]).toEqual({
      kind: "text",
      text: `Bagi PPPK: ${text} Hukumannya mengikuti peraturan disiplin instansi dan perjanjian kerja.`,
    });
  });

  it("says what to mind and what a passage says once, ahead of the rest, with its label, and cites it first", () => {
    const mind = "Berlaku juga untuk status WhatsApp, story, foto profil, dan kiriman di grup.";
    const law = "Setiap pegawai ASN, PNS maupun PPPK, wajib menjaga netralitas.";
    const passage = photo.material.sources.find(({ text }) => text.startsWith(law));
    const grounded = reply(photo, [
      { text: mind, source: idOf("conditions"), quote: mind },
      { text: law, source: passage?.id ?? "", quote: law },
    ]);
    const said = plainText(grounded?.reply ?? { blocks: [], choices: [] });
    expect(said).toContain(`\n\nPerhatikan: ${mind} ${law.slice(0, -1)} (${passage?.passage?.label}).\n\n`);
    expect(said.split(mind)).toHaveLength(2);
    expect(grounded?.citations[0]?.id).toBe(passage?.passage?.id);
    expect(grounded?.citations).toHaveLength(photo.offline.citations.length);
  });

  it("is no answer at all where nothing was kept", () => {
    expect(reply(photo, [])).toBeUndefined();
    expect(reply(photo, [{ text: "Boleh saja.", source: "s2", quote: "Boleh saja." }])).toBeUndefined();
  });

  it("is no answer where nothing was law yet", () => {
    const context = { ...photo.context, on: "1990-01-01" };
    const { decision, findings, material } = photo;
    const all = { status: "answered" as const, verdict: "dilarang" as const, claims: wordForWord(photo) };
    expect(composeGrounded(decision, findings, context, survivors(all, material, decision).kept)).toBeUndefined();
  });

  it("loses no sentence of ours, cites nothing else and offers the same, whatever a model picks in whatever order", () => {
    let grown = 0;
    const some = fc
      .constantFrom(...questions)
      .chain((question) =>
        fc.tuple(
          fc.constant(question),
          fc.shuffledSubarray(wordForWord(question)),
          fc.array(fc.nat(40), { maxLength: 4 }),
        ),
      );
    fc.assert(
      fc.property(some, ([question, claims, places]) => {
        const order = [...claims];
        // Neighbours are what lives most often: some are put back beside each other.
        for (const at of places) order.splice(at, 0, ...wordForWord(question).slice(at, at + 2));
        const grounded = reply(question, order);
        if (grounded === undefined) return;
        const said = plainText(grounded.reply);
        for (const sentence of sentencesOf(plainText(question.offline.reply)))
          expect(said).toContain(sentence.replace(/^(?:[^:.]*: |• )/, ""));
        grown += 1;
        const { verdict, reply: given, citations, situation } = question.offline;
        expect(grounded).toMatchObject({ verdict, situation, reply: { choices: given.choices } });
        expect(grounded.reply.blocks[0]).toEqual(given.blocks[0]);
        expect(new Set(grounded.citations.map(({ id }) => id))).toEqual(new Set(citations.map(({ id }) => id)));
      }),
      { seed: 8, numRuns: 400 },
    );
    expect(grown).toBeGreaterThan(200);
  });
});
