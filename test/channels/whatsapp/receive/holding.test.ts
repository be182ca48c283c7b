import { describe, expect, it } from "vitest";
import { createHold } from "../../../../src/channels/whatsapp/receive/holding.ts";

const never = () => new Promise<boolean>(() => {});

/** Whether it resolves before anything else could happen. */
async function isAtOnce(held: Promise<unknown>): Promise<boolean> {
  const later = new Promise((resolve) => setImmediate(() => resolve("later")));
  return (await Promise.race([held, later])) !== "later";
}

describe("holding a receipt back", () => {
  it("ends with the answer, or when it takes too long", async () => {
    const hold = createHold(20);
    expect(await hold(Promise.resolve(true))).toBe(true);
    expect(await hold(Promise.resolve(false))).toBe(false);
    expect(await isAtOnce(hold(never()))).toBe(false);
    expect(await hold(never())).toBeUndefined();
  });

  it("is tried three times in a row in vain, and again once there was an answer", async () => {
    const hold = createHold(20);
    const slow = Promise.withResolvers<boolean>();
    for (const answered of [never(), never(), slow.promise]) expect(await hold(answered)).toBeUndefined();
    expect(await isAtOnce(hold(never()))).toBe(true);
    slow.resolve(true);
    await slow.promise;
    expect(await isAtOnce(hold(never()))).toBe(false);
  });
});
