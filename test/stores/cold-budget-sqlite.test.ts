import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createColdBudget } from "../../src/stores/cold-budget-sqlite.ts";
import { type Database, openDatabase } from "../../src/stores/database.ts";
import { newFolder, removeFolder } from "../support/process.ts";

let folder: string;
let database: Database;
beforeEach(async () => {
  folder = newFolder();
  database = await openDatabase(folder);
});
afterEach(async () => {
  await database.destroy();
  removeFolder(folder);
});

describe("the budget of cold contacts", () => {
  it("is none until an officer allows one, keeps the day it began, and ends with 0", async () => {
    const budget = createColdBudget(database, "whatsapp");
    expect(await budget.allowed()).toBeUndefined();
    await budget.allow(10, "2026-11-28", "ana");
    await budget.allow(20, "2026-11-30", "ana");
    expect(await budget.allowed()).toEqual({ perDay: 20, since: "2026-11-28" });
    await budget.allow(0, "2026-12-01", "ana");
    expect(await budget.allowed()).toBeUndefined();
    await budget.allow(5, "2026-12-02", "ana");
    expect(await budget.allowed()).toEqual({ perDay: 5, since: "2026-12-02" });
  });

  it("counts a day's alone, for each channel by itself, and keeps no earlier day", async () => {
    const budget = createColdBudget(database, "whatsapp");
    for (const day of ["2026-11-28", "2026-11-28", "2026-11-29"]) await budget.use(day);
    expect(await budget.used("2026-11-29")).toBe(1);
    expect(await budget.used("2026-11-28")).toBe(0);
    await budget.use("2026-11-29");
    expect(await budget.used("2026-11-29")).toBe(2);
    expect(await createColdBudget(database, "telegram").used("2026-11-29")).toBe(0);
    expect(await database.selectFrom("cold_used").selectAll().execute()).toHaveLength(1);
  });
});
