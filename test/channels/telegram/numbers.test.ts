import { describe, expect, it } from "vitest";
import { createNumbers } from "../../../src/channels/telegram/numbers.ts";

const entry = (number: number, over: boolean) => ({ number, over, handled: over, starts: 1, sends: 0 });

describe("update numbers", () => {
  it("are new once", () => {
    const numbers = createNumbers([]);
    expect([7, 8, 7].map(numbers.isNew)).toEqual([true, true, false]);
  });

  it("may be forgotten up to the oldest unfinished one, else all", () => {
    const numbers = createNumbers([]);
    for (const number of [7, 8, 9]) numbers.isNew(number);
    expect(numbers.offset([9, 8])).toBe(8);
    expect(numbers.offset([])).toBe(10);
  });

  it("are not mentioned again when Telegram has forgotten them", () => {
    const numbers = createNumbers([]);
    numbers.isNew(7);
    numbers.forget(8);
    expect(numbers.offset([])).toBeUndefined();
  });

  it("begin after a restart behind what was over, and before what was under way", () => {
    expect(createNumbers([entry(7, true), entry(8, false), entry(9, true)]).offset([])).toBe(8);
    expect(createNumbers([entry(8, false), entry(9, true)]).offset([])).toBeUndefined();
    expect(createNumbers([entry(7, true), entry(8, true)]).offset([])).toBe(9);
  });

  it("that were over before a restart are not new, and hold nothing back", () => {
    const numbers = createNumbers([entry(8, false), entry(9, true)]);
    expect([8, 9].map(numbers.isNew)).toEqual([true, false]);
    expect(numbers.offset([])).toBe(10);
  });

  it("may start low again after a quiet week", () => {
    const numbers = createNumbers([]);
    numbers.isNew(9_000);
    numbers.forget(9_001);
    expect(numbers.isNew(12)).toBe(true);
    expect(numbers.offset([])).toBe(13);
  });

  it("are bounded where nothing ever says what may be forgotten", () => {
    const numbers = createNumbers([]);
    for (let number = 0; number <= 20_000; number += 1) numbers.isNew(number);
    numbers.forget(numbers.surplus() ?? 0);
    expect(numbers.surplus()).toBeUndefined();
    expect(numbers.isNew(20_000)).toBe(false);
  });
});
