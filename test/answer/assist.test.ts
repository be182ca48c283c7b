import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Answered } from "../../src/answer/answer.ts";
import type { ModelAnswer } from "../../src/answer/answer-schema.ts";
import { type Answering, openAnswering } from "../../src/build.ts";
import { plainText } from "../../src/chat/message.ts";
import { openModelHelp } from "../../src/model-help.ts";
import type { CareTiming } from "../../src/models/care-timing.ts";
import { readSettings } from "../../src/settings.ts";
import { createModelStage, quickTiming, type Stage } from "../models/stage.ts";
import { shippedAnswering } from "../support/answering.ts";
import { honest, lies, sourcesIn, wantsAnswer } from "../support/model-says.ts";
import { sharedFolder } from "../support/process.ts";

const today = "2026-11-22";
const question = "boleh tidak ASN menyukai unggahan caleg?";

describe("an answer with the help of a language model", () => {
  let stage: Stage;
  let offline: Answering;
  let helped: Answering;

  beforeAll(async () => {
    stage = await createModelStage();
    offline = await shippedAnswering();
    helped = await openHelped();
  });
  afterEach(() => stage.server.clear());
  afterAll(async () => {
    await helped.close();
    await stage.server.stop();
  });

  function openHelp(timing: CareTiming = quickTiming) {
    const settings = readSettings({
      OPENAI_API_KEY: "sk-uji",
      OPENAI_BASE_URL: stage.server.baseUrl,
      MODEL_TOKENS_PER_DAY: "0",
    });
    const log = { debug() {}, info() {}, warn() {}, error() {} };
    return openModelHelp({ settings, log, clock: () => new Date(), care: { timing } });
  }

  const openHelped = (timing?: CareTiming): Promise<Answering> =>
    openAnswering({ dataFolder: sharedFolder, help: openHelp(timing) });

  const ask = (text: string, before?: Answered) =>
    helped.answer(text, { today, outside: {}, ...(before === undefined ? {} : { before: before.after }) });

  it("says what the model chose of our sentences, under our verdict, and how it came about", async () => {
    const text = "kalau istri saya caleg boleh saya dampingi kampanye?";
    const before = await offline.answer(text, { today });
    stage.server.answerWith(honest(before.verdict as ModelAnswer["verdict"]));
    const answered = await ask(text);
    expect(answered.assisted).toMatchObject([{ task: "jawab", outcome: "said", contradicts: false }]);
    expect(answered.assisted[0]?.quotes.some(({ passed }) => passed)).toBe(true);
    expect(answered.byModel).toBe(true);
    expect(answered.verdict).toBe(before.verdict);
    expect(plainText(answered.reply)).toContain("mesin");
    expect(plainText(answered.reply)).not.toBe(plainText(before.reply));
  });

  it("says nothing of a model that only repeated what we say", async () => {
    const before = await offline.answer(question, { today });
    stage.server.answerWith(honest("dilarang"));
    const answered = await ask(question);
    expect(answered.reply).toEqual(before.reply);
    expect(answered.byModel).toBe(false);
  });

  it("counts how many claims the model makes and how many of them are of use", async () => {
    const help = openHelp();
    const counted = await openAnswering({ dataFolder: sharedFolder, help });
    stage.server.answerWith(honest("bersyarat"));
    await counted.answer("kalau istri saya caleg boleh saya dampingi kampanye?", { today, outside: {} });
    await counted.close();
    const { claims_made = 0, claims_passed = 0 } = help?.figures() ?? {};
    expect(claims_made).toBeGreaterThan(claims_passed);
    expect(claims_passed).toBeGreaterThan(0);
  });

  it("is said in the log to miss a server where only a model for embeddings is set", () => {
    const warned: string[] = [];
    const log = { debug() {}, info() {}, warn: (event: string) => void warned.push(event), error() {} };
    const open = (set: Record<string, string>) =>
      openModelHelp({ settings: readSettings(set), log, clock: () => new Date() });
    expect(open({})).toBeUndefined();
    expect(warned).toEqual([]);
    expect(open({ OPENAI_EMBEDDING_MODEL: "e" })).toBeUndefined();
    expect(warned).toEqual(["embedding_unused"]);
  });

  it("asks once for what is asked again", async () => {
    stage.server.answerWith(honest("dilarang"));
    const first = await ask("bolehkah asn memakai kaus partai di rumah?");
    const again = await ask("Bolehkah ASN  memakai kaus partai di rumah?");
    expect(stage.server.requests).toHaveLength(1);
    expect(again.reply).toEqual(first.reply);
    expect(again.assisted[0]?.outcome).toBe("kept");
  });

  it("keeps to itself what may not leave, what is no question and what tells of somebody", async () => {
    await helped.answer(question, { today });
    await ask("pasal 280 uu 7 2017");
    await ask("pak camat kemarin bagi-bagi kaus paslon ke warga, saya lihat sendiri di balai desa");
    await ask("buatkan puisi ajakan memilih paslon rembulan");
    await ask("resep rendang padang dong");
    await ask("berapa hari batas waktu lapor ke bawaslu?");
    await ask("apakah identitas pelapor dilindungi?");
    expect(stage.server.requests).toEqual([]);
  });

  it("gives the model only words that may leave", async () => {
    await ask("kalau suami saya Joko Widianto 081234567890 jadi caleg, boleh saya dampingi saat mendaftar?");
    const [request] = stage.server.requests;
    expect(request?.raw.toString()).toContain("⟨…⟩");
    expect(request?.raw.toString()).not.toMatch(/joko|widianto|0812/i);
  });

  it("reads a follow-up to the model together with what it follows", async () => {
    stage.server.answerWith(honest("dilarang"));
    const first = await ask("boleh tidak PNS ikut kampanye caleg?");
    await ask("kalau PPPK?", first);
    expect(String(stage.server.requests.at(-1)?.raw)).toMatch(/kampanye caleg.{0,20}pppk/i);
  });

  it("tells no other verdict, cites nothing else and says no sentence that is not in what was given, however the model lies", async () => {
    const { situations } = offline.knowledge;
    const questions = [...situations.values()]
      .filter((_, at) => at % 4 === 0)
      .map(({ questions: [first = ""] }) => first);
    const names = Object.keys(lies);
    const ways = questions.map((text, at) => ({ text, lie: names[at % names.length] ?? "" }));
    let said = 0;
    for (const { text, lie } of ways) {
      const before = await offline.answer(text, { today });
      const given: string[] = [];
      stage.server.answerWith((asked) => {
        if (wantsAnswer(asked)) given.push(...sourcesIn(asked).map((source) => source.text));
        return lies[lie]?.(before.verdict as ModelAnswer["verdict"])(asked) ?? "";
      });
      const after = await ask(text);
      expect(after.verdict, `${lie}: ${text}`).toBe(before.verdict);
      expect(new Set(after.citations.map(({ id }) => id)), lie).toEqual(new Set(before.citations.map(({ id }) => id)));
      const known = new Set(plainText(before.reply).split("\n\n"));
      const news = plainText(after.reply)
        .split("\n\n")
        .filter((block) => !known.has(block));
      expect(news.join("\n"), `${lie}: ${text}`).not.toMatch(/rembulan|https?:|contoh|9 juta|klaim/i);
      if (given.length > 0) said += 1;
    }
    expect(said).toBeGreaterThan(questions.length / 2);
  });

  it("is the offline answer where the model is not to be reached, and no call is made while it is known to be down", async () => {
    const careful = await openHelped({ ...quickTiming, breaker: { failures: 3, firstMs: 60_000, mostMs: 60_000 } });
    const text = "boleh foto bareng calon bupati?";
    const before = await offline.answer(text, { today });
    stage.server.fault({ kind: "status", status: 500, times: 100 });
    for (let at = 0; at < 4; at += 1)
      expect((await careful.answer(text, { today, outside: {} })).reply).toEqual(before.reply);
    const calls = stage.server.requests.length;
    const answered = await careful.answer(text, { today, outside: {} });
    await careful.close();
    expect(answered.reply).toEqual(before.reply);
    expect(answered.assisted[0]?.outcome).toBe("unavailable");
    expect(stage.server.requests).toHaveLength(calls);
  });
});
