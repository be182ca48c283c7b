import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runDesk } from "../../src/desk/run-desk.ts";
import { hashInvitationCode } from "../../src/office/invitation.ts";
import { openDatabase } from "../../src/stores/database.ts";
import { createOfficers } from "../../src/stores/officers-sqlite.ts";
import { newFolder, removeFolder } from "../support/process.ts";
import { runInside } from "../support/run-inside.ts";

let folder: string;
beforeEach(() => {
  folder = newFolder();
});
afterEach(() => removeFolder(folder));

const desk = (args: string, environment: Record<string, string> = {}) =>
  runInside(runDesk, ["whatsapp", ...args.split(" ")], { environment: { DATA_DIR: folder, ...environment } });

describe("desk whatsapp cold", () => {
  it("lets an admin alone set how many people a day are written to first", async () => {
    const database = await openDatabase(folder);
    const officers = createOfficers(database);
    for (const [name, role] of [
      ["siti", "admin"],
      ["budi", "penyetuju"],
    ] as const)
      await officers.invite(name, role, hashInvitationCode(name), new Date());
    await database.destroy();
    expect((await desk("cold")).stdout).toContain("nobody who did not write first");
    expect(await desk("cold --per-day 5 --as budi")).toMatchObject({ code: 1 });
    expect((await desk("cold --per-day 5")).stderr).toContain("--as NAME");
    expect((await desk("cold --per-day 5000 --as siti")).stderr).toContain("from 0 to 200");
    expect((await desk("cold --per-day 5 --as siti")).stdout).toContain("5 people a day");
    expect(JSON.parse((await desk("cold --json")).stdout)).toMatchObject({ perDay: 5, usedToday: 0 });
    expect((await desk("cold --per-day 0 --as siti")).stdout).toContain("nobody");
  });
});
