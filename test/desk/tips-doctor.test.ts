import { statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { runDesk } from "../../src/desk/run-desk.ts";
import { runInside } from "../support/run-inside.ts";
import { openTipDesk, readerWithFile, type TipDesk } from "../support/tip-desk.ts";

let office: TipDesk | undefined;
afterEach(() => office?.close());

async function doctor(environment: Record<string, string> = {}) {
  const { stdout } = await runInside(runDesk, ["doctor", "--json"], {
    environment: { DATA_DIR: office?.folder ?? "", ...environment },
  });
  const { checks } = JSON.parse(stdout) as {
    checks: Array<{ name: string; level: string; says: string; remedy?: string }>;
  };
  return checks.filter(({ name }) => name === "tips");
}

it("the doctor has one line on reports, and says what is in their way", async () => {
  office = await openTipDesk({ ana: {}, budi: {} });
  expect(await doctor({ TIPS_ROOT: office.root })).toEqual([
    {
      ...{ name: "tips", level: "warn", ok: true, says: "reports can be taken: 2 readers, version 1 of their list" },
      remedy: expect.stringContaining("a third reader or a key of the role pemulihan"),
    },
  ]);
  expect(await doctor()).toMatchObject([{ level: "warn", says: expect.stringContaining("TIPS_ROOT is not set") }]);
  expect(await doctor({ TIPS_ROOT: "ab".repeat(32) })).toMatchObject([{ level: "bad" }]);
  await readerWithFile(office.keys, "citra");
  await office.desk(["recipients", "add", "citra", "--pub", `${office.file("citra")}.pub`, "--unit", "BKPSDM"]);
  expect(await doctor({ TIPS_ROOT: office.root })).toMatchObject([
    { level: "warn", remedy: expect.stringContaining("2 more sign") },
  ]);
});

it("the doctor says the same whatever reports there are", async () => {
  office = await openTipDesk({ ana: {}, budi: {} });
  const before = await doctor({ TIPS_ROOT: office.root });
  await office.tip("k7f3-9mxq-2wpd", ["ana", "budi"], async (made) => [await made.write("Camat membagi amplop.")]);
  expect(await doctor({ TIPS_ROOT: office.root })).toEqual(before);
});

it("the doctor tells when nobody has signed a list, or too few of it read", async () => {
  office = await openTipDesk({});
  expect(await doctor()).toEqual([]);
  await office.store((store) => store.lists());
  expect(await doctor()).toMatchObject([{ level: "ok", remedy: expect.stringContaining("recipients add") }]);
  office.close();
  office = await openTipDesk({ ana: {}, budi: {}, citra: { role: "pemulihan" } });
  expect(await doctor({ TIPS_ROOT: office.root })).toEqual([
    {
      name: "tips",
      level: "ok",
      ok: true,
      says: "reports can be taken: 2 readers, 1 of recovery, version 1 of their list",
    },
  ]);
  office.close();
  office = await openTipDesk({ ana: {}, budi: { role: "pemulihan" } });
  expect(await doctor({ TIPS_ROOT: office.root })).toMatchObject([{ says: expect.stringContaining("fewer than two") }]);
});

it("what the desk reads leaves no time of day on the files of reports", async () => {
  office = await openTipDesk({ ana: {}, budi: {} });
  await office.tip("k7f3-9mxq-2wpd", ["ana", "budi"], async (made) => [await made.write("Camat membagi amplop.")]);
  for (const look of [
    () => doctor(),
    () => office?.as("ana", "list"),
    () => office?.as("ana", "delete", "k7f3-9mxq-2wpd"),
  ]) {
    await look();
    for (const file of ["keys.db", "tips.db"])
      expect(statSync(join(office.folder, file)).mtimeMs % 86_400_000, `${look}`).toBe(0);
  }
});
