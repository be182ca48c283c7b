import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createHold } from "../../../../src/channels/whatsapp/receive/holding.ts";

const never = () => new Promise<boolean>(() => {});

const connected = async () => undefined;

/** Whether it resolves before anything else could happen. */
async function isAtOnce(held: Promise<unknown>): Promise<boolean> {
  const later = new Promise((resolve) => setImmediate(() => resolve("later")));
  return (await Promise.race([held, later])) !== "later";
}

describe("holding a receipt back", () => {
  it("ends with the answer, or when it takes too long", async () => {
    const hold = createHold(20, connected);
    expect(await hold(Promise.resolve(true))).toBe(true);
    expect(await hold(Promise.resolve(false))).toBe(false);
    expect(await isAtOnce(hold(never()))).toBe(false);
    expect(await hold(never())).toBeUndefined();
  });

  it("is tried three times in a row in vain, and again once there was an answer", async () => {
    const hold = createHold(20, connected);
    const slow = Promise.withResolvers<boolean>();
    for (const answered of [never(), never(), slow.promise]) expect(await hold(answered)).toBeUndefined();
    expect(await isAtOnce(hold(never()))).toBe(true);
    slow.resolve(true);
    await slow.promise;
    expect(await isAtOnce(hold(never()))).toBe(false);
  });

  it("lets no time pass while there is no connection, over which nothing could be answered", async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const connection = Promise.withResolvers<void>();
    const hold = createHold(20, () => connection.promise);
    expect(await hold(Promise.resolve(true))).toBe(true);
    let ended = 0;
    const held = Array.from({ length: 5 }, async () => {
      expect(await hold(never())).toBeUndefined();
      ended += 1;
    });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ended).toBe(0);
    connection.resolve();
    await vi.advanceTimersByTimeAsync(20);
    await Promise.all(held);
  });
});
