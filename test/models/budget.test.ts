import { describe, expect, it } from "vitest";
import { createBudget } from "../../src/models/budget.ts";

function open(more: { perDay?: number; perPerson?: number; mostPersons?: number } = {}) {
  let time = new Date("2026-11-29T10:00:00Z");
  let told = 0;
  const budget = createBudget({
    ...{ perDay: 1_000, perPerson: 300, mostPersons: 3, zone: "WIB", ...more },
    clock: () => time,
    usedUp: () => {
      told += 1;
    },
  });
  return {
    budget,
    at: (moment: string) => {
      time = new Date(moment);
    },
    told: () => told,
  };
}

describe("the budget of tokens", () => {
  it("is one person's and everybody's, and gives back what was set aside and not used", () => {
    const { budget, told } = open();
    const settle = budget.reserve(300, "a");
    expect(budget.reserve(1, "a")).toBeUndefined();
    settle?.(100);
    expect(budget.usedToday()).toBe(100);
    expect(budget.reserve(201, "a")).toBeUndefined();
    expect(budget.reserve(200, "a")).toBeDefined();
    for (const person of ["b", "c"]) expect(budget.reserve(300, person)).toBeDefined();
    expect(budget.reserve(200, undefined)).toBeUndefined();
    expect(budget.reserve(100, undefined)).toBeDefined();
    expect([budget.reserve(1, undefined), budget.reserve(1, "d")]).toEqual([undefined, undefined]);
    expect(told()).toBe(1);
  });

  it("begins anew at the office's midnight", () => {
    const { budget, at, told } = open();
    expect(budget.reserve(1_000, undefined)).toBeDefined();
    at("2026-11-29T16:59:59Z");
    expect(budget.reserve(1, undefined)).toBeUndefined();
    at("2026-11-29T17:00:00Z");
    const overnight = budget.reserve(300, "a");
    at("2026-11-30T17:00:00Z");
    overnight?.(50);
    expect(budget.usedToday()).toBe(50);
    expect(budget.reserve(2_000, undefined)).toBeUndefined();
    expect(told()).toBe(2);
  });

  it("has no limit in all when it is 0, and one for each person still", () => {
    const { budget } = open({ perDay: 0 });
    expect(budget.reserve(9_999_999, undefined)).toBeDefined();
    expect(budget.reserve(301, "a")).toBeUndefined();
  });

  it("remembers so many persons, and forgets who asked longest ago", () => {
    const { budget } = open();
    for (const person of ["a", "b", "c", "a", "d"]) budget.reserve(100, person);
    expect(budget.persons()).toBe(3);
    expect(budget.reserve(200, "a")).toBeUndefined();
    expect(budget.reserve(300, "b")).toBeDefined();
  });
});
