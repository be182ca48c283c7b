import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { MOST_OUTSIDE_MS, MOST_UNDERSTANDING_MS } from "../../src/answer/answer.ts";
import { MOST_VECTOR_MS } from "../../src/answer/fuse.ts";
import { createLog } from "../../src/log.ts";
import { createBudget } from "../../src/models/budget.ts";
import { createCare } from "../../src/models/care.ts";
import { usualCareTiming } from "../../src/models/care-timing.ts";
import { createPlaces } from "../../src/models/places.ts";
import { MOST_CALLS, TOKENS_PER_PERSON } from "../../src/models.ts";
import { computedMs } from "../support/computing.ts";
import { startOpenAi } from "../support/openai-server/server.ts";
import { createModelStage, patient, quickTiming, type Stage } from "./stage.ts";
import { task } from "./task.ts";

describe("the care that is taken of a model", () => {
  let stage: Stage;
  /** What the clock of deadlines is ahead. */
  let ahead = 0;
  const now = () => performance.now() + ahead;
  const soon = (person?: string) => ({ until: now() + 5_000, person });
  const { breaker, missetMs } = quickTiming;

  beforeAll(async () => {
    stage = await createModelStage();
  });
  beforeEach(() => {
    ahead = 0;
    stage.server.clear();
    stage.lines.length = 0;
  });
  afterAll(() => stage.server.stop());

  it("calls nobody any more after failures in a row, answers at once, and finds out when it works again", async () => {
    const { model, figures } = stage.open({}, { now });
    stage.server.fault({ kind: "status", status: 500, times: 2 * breaker.failures });
    for (let call = 0; call < breaker.failures; call += 1) await model.ask(task, soon());
    expect(stage.events()).toEqual(["model_down"]);
    expect(figures().down).toBe(1);
    const asked = stage.server.requests.length;
    ahead -= 10_000;
    const before = computedMs();
    const answers = [];
    for (let call = 0; call < 1_000; call += 1) answers.push(await model.ask(task, soon()));
    expect((computedMs() - before) / 1_000).toBeLessThan(1);
    for (const answer of answers) expect(answer).toMatchObject({ kind: "nothing", why: "unavailable" });
    expect(stage.server.requests).toHaveLength(asked);
    ahead += 10_000 + breaker.mostMs;
    expect(await model.ask(task, soon())).toMatchObject({ kind: "said" });
    expect(stage.events()).toEqual(["model_down", "model_back"]);
    expect(figures().down).toBe(0);
  });

  it("lets one alone try whether it works again", async () => {
    const { model } = stage.open({}, { now });
    stage.server.fault({ kind: "status", status: 500, times: 2 * breaker.failures });
    for (let call = 0; call < breaker.failures; call += 1) await model.ask(task, soon());
    stage.server.clear();
    ahead += breaker.firstMs;
    const answers = await Promise.all(Array.from({ length: 5 }, () => model.ask(task, soon())));
    expect(answers.map(({ kind }) => kind).sort()).toEqual(["nothing", "nothing", "nothing", "nothing", "said"]);
    expect(stage.server.requests).toHaveLength(1);
  });

  it("loses no answer when the other side is killed in the middle of one, and goes back to it when it is there again", async () => {
    const killed = await startOpenAi();
    const { model, figures } = stage.open({ OPENAI_BASE_URL: killed.baseUrl }, { now });
    killed.fault({ kind: "hang", after: 1 });
    const asked = model.ask(task, soon());
    await killed.arrived(1);
    await killed.stop();
    const began = performance.now();
    expect(await asked).toMatchObject({ kind: "nothing", why: "unavailable" });
    for (let call = 1; call < breaker.failures; call += 1)
      expect(await model.ask(task, soon())).toMatchObject({ why: "unavailable" });
    expect(performance.now() - began).toBeLessThan(4_000);
    expect(figures()).toMatchObject({ down: 1, calls: 0 });
    expect(stage.lines.join()).toMatch(/"model_down","error":"chat ECONNREFUSED"/);
    const revived = await startOpenAi(killed.port);
    ahead += breaker.mostMs;
    expect(await model.ask(task, soon())).toMatchObject({ kind: "said" });
    await revived.stop();
  });

  it.each([
    [401, {}, "model_key_refused"],
    [403, {}, "model_key_refused"],
    [404, {}, "model_not_found"],
    [429, { code: "insufficient_quota" }, "model_unpaid"],
  ] as const)("says once that %i %j needs somebody, and asks rarely until then", async (status, error, event) => {
    const { model } = stage.open({}, { now });
    stage.server.fault({ kind: "status", status, error, times: 3 });
    for (let call = 0; call < 5; call += 1)
      expect(await model.ask(task, soon())).toMatchObject({ kind: "nothing", why: "unavailable" });
    expect(stage.server.requests).toHaveLength(1);
    for (const _ of [1, 2]) {
      ahead += missetMs;
      await model.ask(task, soon());
    }
    expect(stage.server.requests).toHaveLength(3);
    expect(stage.events()).toEqual([event]);
    expect(stage.lines[0]).toContain(`"level":"error"`);
    ahead += missetMs;
    expect(await model.ask(task, soon())).toMatchObject({ kind: "said" });
    expect(stage.events()).toEqual([event, "model_back"]);
  });

  it("leaves the other side alone for as long as it asks, whoever comes", async () => {
    const { model } = stage.open({}, { now });
    stage.server.fault({ kind: "status", status: 429, headers: { "retry-after": "20" } });
    await model.ask(task, soon("a"));
    ahead += 19_000;
    expect(await model.ask(task, soon("b"))).toMatchObject({ kind: "nothing" });
    expect(stage.server.requests).toHaveLength(1);
    ahead += 1_001;
    expect(await model.ask(task, soon("b"))).toMatchObject({ kind: "said" });
  });

  it("is not opened by answers that people's words can bring about, nor by those who had no time", async () => {
    const { model, figures } = stage.open({}, { now });
    for (const fault of [{ kind: "refusal" }, { kind: "endless" }, { kind: "ends", reason: "length" }] as const)
      for (let call = 0; call < breaker.failures; call += 1) {
        stage.server.fault(fault);
        expect(await model.ask(task, soon())).toMatchObject({ kind: "nothing" });
      }
    for (let call = 0; call < breaker.failures; call += 1) {
      stage.server.fault({ kind: "hang", after: "nothing" });
      await model.ask(task, { until: now() + quickTiming.fairMs - 20 });
    }
    expect(figures().down).toBe(0);
    expect(stage.events()).toEqual([]);
  });

  it("opens when it hangs for those who had time", async () => {
    const { model, figures } = stage.open({}, { now });
    stage.server.fault({ kind: "hang", after: "nothing", times: breaker.failures });
    for (let call = 0; call < breaker.failures; call += 1)
      await model.ask(task, { until: now() + quickTiming.fairMs + 400 });
    expect(figures().down).toBe(1);
    expect(stage.lines.join()).toContain('"chat late"');
  });

  it("opens when every answer takes so long that unclear questions get none, though some are answered", async () => {
    const { model, figures } = stage.open({}, { now });
    stage.server.answerWith(() => {
      ahead += quickTiming.slowMs + 1;
      return { verdict: "boleh", claims: [] };
    });
    for (let call = 0; call < breaker.failures; call += 1) {
      stage.server.fault({ kind: "hang", after: "nothing" });
      await model.ask(task, { until: now() + quickTiming.fairMs + 20 });
      if (call < breaker.failures - 1) expect(await model.ask(task, soon())).toMatchObject({ kind: "said" });
    }
    expect(figures().down).toBe(1);
    ahead += breaker.firstMs;
    expect(await model.ask(task, soon())).toMatchObject({ kind: "said" });
    expect(figures().down).toBe(1);
    stage.server.clear();
    ahead += breaker.mostMs;
    await model.ask(task, soon());
    expect(figures().down).toBe(0);
  });

  it("counts every kind of call of a question that hangs as long as anybody waits for it", () => {
    const waits = [MOST_VECTOR_MS, MOST_UNDERSTANDING_MS - MOST_VECTOR_MS, MOST_OUTSIDE_MS - MOST_UNDERSTANDING_MS];
    expect(Math.min(...waits)).toBeGreaterThan(usualCareTiming.fairMs);
  });

  it("is back by the deadline though what it calls listens to nobody", async () => {
    const { signal: closed } = new AbortController();
    const care = createCare({
      ...{ what: "chat", places: createPlaces(1), now, timing: quickTiming, closed },
      log: createLog("silent"),
      budget: createBudget({
        ...{ perDay: 0, perPerson: 1_000, sharers: 1, leastPerPerson: 1, mostPersons: 1, zone: "WIB" },
        ...{ clock: () => new Date(), usedUp: () => {} },
      }),
    });
    const deaf = () => new Promise<never>(() => {});
    expect(await care.call({ until: now() + 30 }, { in: 5, out: 5 }, deaf)).toEqual({
      ...{ kind: "nothing", why: "unavailable", tokens: { in: 5, out: 0 } },
    });
  });

  it("leaves whoever is being called when the service ends, and calls nobody after", async () => {
    const opened = stage.open({ OPENAI_EMBEDDING_MODEL: "e" }, { now });
    stage.server.fault({ kind: "hang", after: "nothing", times: 2 });
    const late = { until: now() + 60_000 };
    const asked = [opened.model.ask(task, late), opened.embed?.embed(["a"], late)];
    await stage.server.arrived(2);
    opened.close();
    expect(await Promise.all(asked)).toMatchObject([{ kind: "nothing", why: "unavailable" }, undefined]);
    expect(await opened.model.ask(task, soon())).toMatchObject({ kind: "nothing", why: "unavailable" });
    expect(stage.server.requests).toHaveLength(2);
    expect(stage.events()).toEqual([]);
    expect(opened.figures().calls).toBe(0);
  });

  it("lets a few call at once, and nobody wait", async () => {
    const { model, figures } = stage.open({}, { now });
    let answer = (_: object) => {};
    const answered = new Promise<object>((resolve) => {
      answer = resolve;
    });
    stage.server.answerWith(() => answered);
    const first = Array.from({ length: MOST_CALLS }, () => model.ask(task, soon()));
    await stage.server.arrived(MOST_CALLS);
    expect(figures().calls).toBe(MOST_CALLS);
    expect(await model.ask(task, soon())).toMatchObject({ kind: "nothing", why: "unavailable" });
    answer({ verdict: "boleh", claims: [] });
    expect((await Promise.all(first)).map(({ kind }) => kind)).toEqual(Array(MOST_CALLS).fill("said"));
    expect(figures().calls).toBe(0);
    expect(await model.ask(task, soon())).toMatchObject({ kind: "said" });
  });

  describe("counts tokens", () => {
    it("as the other side tells them, and by itself where it does not or tells nonsense", async () => {
      const { model } = stage.open({}, { now });
      const told = async (usage: unknown) => {
        stage.server.fault({ kind: "usage", usage });
        return (await model.ask(task, soon())).tokens;
      };
      const guessed = await told(undefined);
      expect(guessed).toEqual({ in: 21, out: 14 });
      expect(await told({ prompt_tokens: 100, completion_tokens: 7 })).toEqual({ in: 100, out: 7 });
      for (const nonsense of [{ prompt_tokens: -5 }, "many", { prompt_tokens: 1.5 }, null])
        expect(await told(nonsense)).toEqual(guessed);
      expect((await told({ prompt_tokens: 9e15, completion_tokens: 9e15 })).in).toBeLessThan(1_000);
    });

    it("of what was asked and not answered too", async () => {
      const { model, figures } = stage.open({}, { now });
      stage.server.fault({ kind: "hang", after: "nothing" });
      await model.ask(task, { until: now() + 30 });
      expect(figures().tokens_today).toBe(21);
      stage.server.clear();
      stage.server.fault({ kind: "status", status: 401 });
      await model.ask(task, soon());
      expect(figures().tokens_today).toBe(21);
    });

    it("of each person, who is told so and sends nothing more that day", async () => {
      let today = new Date("2026-11-29T03:00:00Z");
      const { model } = stage.open({ MODEL_TOKENS_PER_DAY: "0" }, { now, clock: () => today });
      const large = { ...task, mostTokens: TOKENS_PER_PERSON - 100 };
      stage.server.fault({ kind: "usage", usage: { prompt_tokens: 100, completion_tokens: TOKENS_PER_PERSON - 200 } });
      expect(await model.ask(large, soon("a"))).toMatchObject({ kind: "said" });
      expect(await model.ask(task, soon("a"))).toMatchObject({ kind: "nothing", why: "over-budget" });
      expect(await model.ask(task, soon("b"))).toMatchObject({ kind: "said" });
      expect(stage.server.requests).toHaveLength(2);
      today = new Date("2026-11-29T17:00:00Z");
      expect(await model.ask(task, soon("a"))).toMatchObject({ kind: "said" });
    });

    it("of everybody by the day, and says once when they are used up", async () => {
      const { model } = stage.open({ MODEL_TOKENS_PER_DAY: "500" }, { now });
      stage.server.fault({ kind: "usage", usage: { prompt_tokens: 300, completion_tokens: 100 } });
      expect(await model.ask(task, soon())).toMatchObject({ kind: "said" });
      for (const person of [undefined, "a", "b"])
        expect(await model.ask(task, soon(person))).toMatchObject({ kind: "nothing", why: "over-budget" });
      expect(stage.server.requests).toHaveLength(1);
      expect(stage.events()).toEqual(["model_tokens_used"]);
    });
  });

  it("never rejects and never speaks of what was said: key, question, answer and error are in no line", async () => {
    const opened = stage.open({ OPENAI_EMBEDDING_MODEL: "e" }, { now });
    const secret = { ...task, prompt: { system: "Perintah rahasia.", user: "Pertanyaan rahasia 3171234." } };
    stage.server.answerWith(() => "Jawaban rahasia 5566.");
    stage.server.hear(() => "Suara rahasia 7788.");
    for (const status of [400, 401, 404, 413, 422, 429, 500]) {
      ahead += 10 * missetMs;
      stage.server.fault({ kind: "status", status, times: 6 });
      await opened.model.ask(secret, soon("telegram:1001"));
      await opened.embed?.embed(["Pertanyaan rahasia 3171234."], soon());
      await opened.transcribe({ bytes: Buffer.from("rahasia"), mime: "audio/ogg" }, soon());
    }
    await opened.model.ask(secret, patient());
    expect(stage.lines.length).toBeGreaterThan(5);
    expect(stage.lines.join("\n")).not.toMatch(/rahasia|3171234|5566|7788|sk-uji|1001|Bearer|127\.0\.0\.1/i);
  });
});
