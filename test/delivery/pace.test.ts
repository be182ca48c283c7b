import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createPace } from "../../src/delivery/pace.ts";
import { SendError } from "../../src/delivery/send-error.ts";

const never = new AbortController().signal;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Asks for turns and notes when each was given, in milliseconds from now. */
function turns(pace = createPace()) {
  const from = performance.now();
  const given: Array<{ name: string; at: number }> = [];
  const refused: string[] = [];
  const ask = (name: string, chat: string, options: { method?: string; group?: boolean; urgent?: boolean } = {}) => {
    const target = { method: options.method ?? "sendMessage", chat, group: options.group ?? false };
    pace
      .turn(target, { deadline: from + 600_000, signal: never, urgent: options.urgent ?? false })
      .then(() => given.push({ name, at: performance.now() - from }))
      .catch((error: unknown) => refused.push(`${name} ${(error as SendError).kind}`));
  };
  return { pace, given, refused, ask };
}

/** The most turns given in any window of so many milliseconds. */
function mostWithin(given: ReadonlyArray<{ at: number }>, ms: number): number {
  return Math.max(...given.map(({ at }) => given.filter((other) => other.at >= at && other.at < at + ms).length));
}

describe("the pace of a bot", () => {
  it("gives the first turn at once and never more than 28 in any second", async () => {
    const { given, ask } = turns();
    for (let at = 0; at < 100; at += 1) ask(`orang ${at}`, String(at));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(given).toHaveLength(100);
    expect(given[0]?.at).toBe(0);
    expect(mostWithin(given, 1_000)).toBeLessThanOrEqual(28);
    expect(given.at(-1)?.at).toBeLessThan(3_700);
  });

  it("gives one chat a turn a second, in order, while others go on", async () => {
    const { given, ask } = turns();
    for (const name of ["a1", "a2", "a3"]) ask(name, "a");
    ask("b1", "b");
    await vi.advanceTimersByTimeAsync(5_000);
    expect(given.map(({ name }) => name)).toEqual(["a1", "b1", "a2", "a3"]);
    expect(
      mostWithin(
        given.filter(({ name }) => name.startsWith("a")),
        1_000,
      ),
    ).toBe(1);
  });

  it("gives a group twenty turns in any minute", async () => {
    const { given, ask } = turns();
    for (let at = 0; at < 50; at += 1) ask(String(at), "-1", { group: true });
    await vi.advanceTimersByTimeAsync(180_000);
    expect(given).toHaveLength(50);
    expect(mostWithin(given, 60_000)).toBe(20);
  });

  it("lets what is urgent go first", async () => {
    const { given, ask } = turns();
    for (let at = 0; at < 5; at += 1) ask(`jawaban ${at}`, String(at));
    ask("tombol", "x", { urgent: true, method: "answerCallbackQuery" });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(given[1]?.name).toBe("tombol");
  });
});

describe("a 429", () => {
  const to = (chat: string, method = "sendMessage") => ({ method, chat });

  it("holds back that chat and nobody else, and is kept to the millisecond", async () => {
    const { pace, given, ask } = turns();
    pace.throttle(to("a"), 3_000);
    ask("a", "a");
    ask("b", "b");
    await vi.advanceTimersByTimeAsync(2_999);
    expect(given.map(({ name }) => name)).toEqual(["b"]);
    await vi.advanceTimersByTimeAsync(2);
    expect(given.map(({ name }) => name)).toEqual(["b", "a"]);
  });

  it("of twenty hours is stored, not slept: what cannot be sent in time is refused at once", async () => {
    const { pace, refused, given, ask } = turns();
    pace.throttle(to("a"), 20 * 3_600_000);
    ask("a", "a");
    ask("b", "b");
    await vi.advanceTimersByTimeAsync(0);
    expect(refused).toEqual(["a expired"]);
    expect(given.map(({ name }) => name)).toEqual(["b"]);
  });

  it("in two chats, be it of twenty hours, holds back nobody else", async () => {
    const { pace, given, ask } = turns();
    for (const chat of ["a", "b"]) pace.throttle(to(chat), 20 * 3_600_000);
    ask("c", "c");
    await vi.advanceTimersByTimeAsync(0);
    expect(given.map(({ name }) => name)).toEqual(["c"]);
  });

  it("in three chats within a minute holds back the method everywhere, as long as all of them last", async () => {
    const { pace, given, ask } = turns();
    pace.throttle(to("a"), 20_000);
    pace.throttle(to("b"), 20_000);
    pace.throttle(to("c"), 5_000);
    ask("d", "d");
    ask("d mengetik", "d2", { method: "sendChatAction" });
    await vi.advanceTimersByTimeAsync(4_900);
    expect(given.map(({ name }) => name)).toEqual(["d mengetik"]);
    await vi.advanceTimersByTimeAsync(200);
    expect(given.map(({ name }) => name)).toEqual(["d mengetik", "d"]);
  });

  it("that was only inferred is put to the test again after half a minute", async () => {
    const { pace, given, ask } = turns();
    for (const chat of ["a", "b", "c"]) pace.throttle(to(chat), 20 * 3_600_000);
    ask("d", "d");
    await vi.advanceTimersByTimeAsync(29_900);
    expect(given).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    expect(given.map(({ name }) => name)).toEqual(["d"]);
  });

  it("of a second method holds back the bot", async () => {
    const { pace, given, ask } = turns();
    for (const method of ["sendMessage", "editMessageText"]) {
      for (const chat of ["a", "b", "c"]) pace.throttle(to(chat, method), 5_000);
    }
    ask("berkas", "d", { method: "sendDocument" });
    await vi.advanceTimersByTimeAsync(4_900);
    expect(given).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    expect(given).toHaveLength(1);
  });

  it("makes the pace in that chat slower for a minute after", async () => {
    const { pace, given, ask } = turns();
    ask("1", "a");
    await vi.advanceTimersByTimeAsync(1);
    pace.throttle(to("a"), 1_000);
    ask("2", "a");
    ask("3", "a");
    await vi.advanceTimersByTimeAsync(10_000);
    expect((given[2]?.at ?? 0) - (given[1]?.at ?? 0)).toBeGreaterThanOrEqual(2_000);
  });
});

describe("waiting for a turn", () => {
  it("ends when the process does", async () => {
    const pace = createPace();
    const stopping = new AbortController();
    const target = { method: "sendMessage", chat: "a" };
    await pace.turn(target, { deadline: performance.now() + 60_000, signal: stopping.signal });
    const second = pace.turn(target, { deadline: performance.now() + 60_000, signal: stopping.signal });
    stopping.abort();
    await expect(second).rejects.toMatchObject({ kind: "stopped" });
    expect(pace.size()).toBe(0);
  });

  it("ends as soon as it is certain to take too long", async () => {
    const pace = createPace();
    const target = { method: "sendMessage", chat: "a" };
    await pace.turn(target, { deadline: performance.now() + 60_000, signal: never });
    await expect(pace.turn(target, { deadline: performance.now() + 500, signal: never })).rejects.toEqual(
      new SendError("expired"),
    );
  });
});
