import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runDesk } from "../../src/desk/run-desk.ts";
import type { Finished } from "../support/process.ts";
import { runInside } from "../support/run-inside.ts";
import { openTipDesk, type TipDesk } from "../support/tip-desk.ts";

const page = readFileSync("docs/leaving.md", "utf8");
const CASE = "k7f3-9mxq-2wpd";

let office: TipDesk;
beforeEach(async () => {
  office = await openTipDesk({ ana: {}, budi: {}, citra: {} });
  await run("npm run -s desk -- officer invite --name citra --role pembaca");
  await office.tip(CASE, ["ana", "budi", "citra"], async (made) => [await made.write("Ada yang perlu diperiksa.")]);
});
afterEach(() => office.close());

/** Runs a line of the page on the test's folders, without asking for a passphrase. */
async function run(line: string): Promise<Finished> {
  const words = line.replace(/^npm run -s desk -- /, "").split(" ");
  const here = words.map((word) => word.replace(/^\/media\/\w+\//, `${office.keys}/`));
  const args = words[1] === "keygen" ? [...here, "--no-passphrase"] : here;
  const told = await runInside(runDesk, args, { environment: { DATA_DIR: office.folder, TIPS_ROOT: office.root } });
  expect(told, line).toMatchObject({ code: 0 });
  return told;
}

/** Plays the commands that stand under a heading of the page; what each printed. */
async function play(heading: string): Promise<string[]> {
  const section = page.split("\n## ").find((each) => each.startsWith(`${heading}\n`)) ?? "";
  const lines = /```sh\n([\s\S]*?)```/.exec(section)?.[1]?.trim().split("\n") ?? [];
  expect(lines.length, heading).toBeGreaterThan(1);
  const printed: string[] = [];
  for (const line of lines) printed.push((await run(line)).stdout);
  return printed;
}

const opens = async (name: string) =>
  (await office.as(name, "open", CASE)).stdout.includes("Ada yang perlu diperiksa.");

async function readers(): Promise<string[]> {
  const { active } = JSON.parse((await office.desk(["recipients", "list", "--json"])).stdout);
  return active.readers.map(({ name, recipient }: { name: string; recipient: string }) => `${name} ${recipient}`);
}

describe("docs/leaving.md", () => {
  it("takes an officer's rights away, which the audit then shows", async () => {
    const [revoked, audit] = await play("An officer leaves");
    expect(revoked).toContain("citra is no longer an officer");
    expect(revoked).toContain("desk tips recipients remove citra");
    expect(audit).toContain("officer-revoked");
  });

  it("gives whoever lost a phone a new code", async () => {
    const [revoked, code] = await play("An officer loses a phone");
    expect(revoked).toContain("citra is no longer an officer");
    expect(code?.trim()).toMatch(/^[a-z0-9]{4}(?:-[a-z0-9]{4})+$/);
  });

  it("lets a reader who leaves open nothing any more, and the others all they could", async () => {
    expect(await opens("citra")).toBe(true);
    await play("A reader leaves");
    expect((await readers()).map((each) => each.split(" ")[0])).toEqual(["ana", "budi"]);
    expect(await opens("citra")).toBe(false);
    expect([await opens("ana"), await opens("budi")]).toEqual([true, true]);
  });

  it("gives whoever lost a key another one, with which the old reports stay shut", async () => {
    await play("A reader loses a key, or a laptop with the key");
    const recipient = readFileSync(join(office.keys, "budi-baru.key.pub"), "utf8");
    const budi = (await readers()).find((each) => each.startsWith("budi "))?.split(" ")[1] ?? "";
    expect(recipient).toContain(budi);
    expect(await opens("budi-baru")).toBe(false);
    expect([await opens("ana"), await opens("citra")]).toEqual([true, true]);
    const keys = ["budi-baru", "budi"].flatMap((file) => ["--identity", office.file(file)]);
    const both = await office.desk(["open", CASE, ...keys]);
    expect(both.stdout).toContain("Ada yang perlu diperiksa.");
  });
});
