import { describe, expect, it } from "vitest";
import { type BudgetParts, createBudget } from "../../src/models/budget.ts";

function open(more: Partial<Pick<BudgetParts, "perDay" | "perPerson" | "sharers" | "mostPersons">> = {}) {
  let time = new Date("2026-11-29T10:00:00Z");
  let told = 0;
  const budget = createBudget({
    ...{ perDay: 1_000, perPerson: 300, sharers: 1, leastPerPerson: 60, mostPersons: 3, zone: "WIB", ...more },
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

  it("is used up by no few: who comes later finds as much of it as anybody before could have", () => {
    const { budget, told } = open({ perDay: 100_000, perPerson: 5_000, sharers: 20, mostPersons: 1_000 });
    const ask = (person: string): boolean => {
      const settle = budget.reserve(20, person);
      settle?.(10);
      return settle !== undefined;
    };
    const usedBy = (persons: number) => {
      const before = budget.usedToday();
      let isServed = true;
      while (isServed)
        isServed = Array.from({ length: persons }, (_, at) => ask(`greedy ${at}`)).some((served) => served);
      return budget.usedToday() - before;
    };
    expect(usedBy(1)).toBeGreaterThan(4_900);
    expect(usedBy(20) + 5_000).toBeLessThan(53_000);
    const [late, ...others] = Array.from({ length: 11 }, (_, at) => `late ${at}`);
    let questions = 0;
    while (ask(late ?? "")) questions += 1;
    expect(questions).toBeGreaterThan(200);
    for (const other of others) expect(ask(other)).toBe(true);
    expect(usedBy(500)).toBeLessThan(48_000);
    expect(ask("last")).toBe(true);
    expect(told()).toBe(0);
  });

  it("leaves everybody a question while there is any", () => {
    const { budget } = open({ perDay: 200, sharers: 20 });
    expect(budget.reserve(60, "a")).toBeDefined();
    expect(budget.reserve(1, "a")).toBeUndefined();
    for (const person of ["b", "c"]) expect(budget.reserve(60, person)).toBeDefined();
    expect(budget.reserve(60, "d")).toBeUndefined();
  });

  it("remembers so many persons, and forgets who asked longest ago", () => {
    const { budget } = open();
    for (const person of ["a", "b", "c", "a", "d"]) budget.reserve(100, person);
    expect(budget.persons()).toBe(3);
    expect(budget.reserve(200, "a")).toBeUndefined();
    expect(budget.reserve(300, "b")).toBeDefined();
  });
});
