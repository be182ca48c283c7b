import { beforeEach, describe, expect, it, vi } from "vitest";
import { createHold } from "../../../../src/channels/whatsapp/receive/holding.ts";

const never = new Promise<boolean>(() => {});
const answerAfter = (ms: number) => new Promise<boolean>((resolve) => setTimeout(() => resolve(true), ms));
const connected = async () => undefined;

beforeEach(() => {
  vi.useFakeTimers();
  return () => void vi.useRealTimers();
});

/** How long it holds, and what comes of it. */
async function lasts(held: Promise<boolean>): Promise<[number, boolean]> {
  const started = performance.now();
  let end: [number, boolean] | undefined;
  void held.then((finished) => {
    end = [performance.now() - started, finished];
  });
  while (end === undefined) await vi.advanceTimersByTimeAsync(10);
  return [Math.floor(end[0] / 10) * 10, end[1]];
}

function holding() {
  const hold = createHold({ holdMs: 5_000, blockMs: 1_000, connected });
  return {
    beside: (answered: Promise<boolean>) => lasts(hold({ address: "a", answered, blocks: false })),
    inFront: (answered: Promise<boolean>, address = "a") => lasts(hold({ address, answered, blocks: true })),
  };
}

describe("holding a receipt back", () => {
  it("ends with the answer, or when it takes too long: each time, where nobody waits meanwhile", async () => {
    const { beside } = holding();
    expect(await beside(answerAfter(300))).toEqual([300, true]);
    for (let time = 0; time < 5; time += 1) expect(await beside(never)).toEqual([5_000, false]);
    expect((await beside(Promise.resolve(false)))[1]).toBe(false);
  });

  it("ends sooner where others wait, and of one address after a second in ten", async () => {
    const { inFront } = holding();
    expect(await inFront(answerAfter(400))).toEqual([400, true]);
    expect((await inFront(answerAfter(900)))[0]).toBeLessThan(700);
    expect((await inFront(never))[0]).toBeLessThan(100);
    expect(await inFront(answerAfter(400), "b")).toEqual([400, true]);
    await vi.advanceTimersByTimeAsync(12_000);
    expect(await inFront(answerAfter(900))).toEqual([900, true]);
  });

  it("is tried three times in a row in vain where others wait, and again only once an answer came in time", async () => {
    const { inFront } = holding();
    for (const address of ["a", "b"]) expect(await inFront(never, address)).toEqual([1_000, false]);
    // Late answers do not count, or those that take twice as long as anybody waits would hold everybody up for ever.
    expect(await inFront(answerAfter(1_500), "c")).toEqual([1_000, false]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect((await inFront(never, "d"))[0]).toBe(0);
    expect((await inFront(answerAfter(500), "e"))[0]).toBe(0);
    await vi.advanceTimersByTimeAsync(600);
    expect(await inFront(never, "f")).toEqual([1_000, false]);
  });

  it("lets no time pass while there is no connection, over which nothing could be answered", async () => {
    const connection = Promise.withResolvers<void>();
    const hold = createHold({ holdMs: 20, blockMs: 20, connected: () => connection.promise });
    const isFinished = (blocks: boolean, answered: Promise<boolean>) => hold({ address: "a", answered, blocks });
    expect(await isFinished(true, Promise.resolve(true))).toBe(true);
    let ended = 0;
    const held = [true, false, false].map(async (blocks) => {
      expect(await isFinished(blocks, never)).toBe(false);
      ended += 1;
    });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ended).toBe(0);
    connection.resolve();
    await vi.advanceTimersByTimeAsync(20);
    await Promise.all(held);
  });
});
