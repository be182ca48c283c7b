import { describe, expect, it } from "vitest";
import { createNumbers } from "../../../src/channels/telegram/numbers.ts";

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

  it("that were over before a restart are not new, and are forgotten only when Telegram brings them again", () => {
    const numbers = createNumbers([9]);
    expect(numbers.offset([])).toBeUndefined();
    expect([8, 9].map(numbers.isNew)).toEqual([true, false]);
    expect(numbers.offset([])).toBe(10);
  });

  it("may start low while the process was down, and nothing is thrown away", () => {
    const numbers = createNumbers([800]);
    expect(numbers.isNew(12)).toBe(true);
    expect(numbers.offset([12])).toBe(12);
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
