import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lockIdentity, readIdentity } from "../../src/tips/identity.ts";
import type { SignedList } from "../../src/tips/reader.ts";
import { runEntry } from "../support/process.ts";
import { openTipDesk, readerWithFile, type TipDesk } from "../support/tip-desk.ts";

let office: TipDesk;
beforeEach(async () => {
  office = await openTipDesk({});
});
afterEach(() => office.close());

const done = async (...args: string[]) => {
  const finished = await office.desk(args);
  expect(finished, args.join(" ")).toMatchObject({ code: 0 });
  return finished;
};
const pub = (name: string) => ["--pub", `${office.file(name)}.pub`];
const identity = (name: string) => ["--identity", office.file(name)];

async function begin(...names: string[]): Promise<string> {
  for (const name of names) {
    await readerWithFile(office.keys, name);
    await done("recipients", "add", name, ...pub(name), "--unit", "Kesbangpol");
  }
  const [one = "", two = ""] = names;
  await done("recipients", "sign", ...identity(one), "--json");
  return JSON.parse((await done("recipients", "sign", ...identity(two), "--json")).stdout).root;
}

describe("desk tips keygen", () => {
  it("writes keys that only their owner may read, and the half for the list", async () => {
    await done("keygen", "--name", "ana", "--out", office.file("ana"), "--no-passphrase");
    expect(statSync(office.file("ana")).mode & 0o777).toBe(0o600);
    expect((await readIdentity(readFileSync(office.file("ana"), "utf8"))).kind).toBe("identity");
    const { stderr } = await done("recipients", "add", "ana", ...pub("ana"), "--unit", "Kesbangpol");
    expect(stderr).toBe("");
  });

  it("never writes over a file, neither half", async () => {
    await readerWithFile(office.keys, "ana");
    const before = readFileSync(office.file("ana"), "utf8");
    const again = await office.desk(["keygen", "--name", "ana", "--out", office.file("ana"), "--no-passphrase"]);
    expect(again).toMatchObject({ code: 2, stdout: "" });
    expect(again.stderr).toContain("never overwritten");
    expect(readFileSync(office.file("ana"), "utf8")).toBe(before);
    const half = await office.desk(["keygen", "--name", "ana", "--out", join(office.keys, "x"), "--no-passphrase"]);
    expect(half.code).toBe(0);
  });

  it("locks them under a passphrase from stdin, and wants one where none is given", async () => {
    const args = ["keygen", "--name", "ana", "--out", office.file("ana")];
    const none = await office.desk(args);
    expect(none).toMatchObject({ code: 2 });
    expect(none.stderr).toContain("--no-passphrase");
    expect((await office.desk([...args, "--passphrase-file", "-"], { input: "kurang\n" })).code).toBe(2);
    const input = "kuda hijau lompat pagar\n";
    expect((await office.desk([...args, "--passphrase-file", "-"], { input })).code).toBe(0);
    const written = readFileSync(office.file("ana"), "utf8");
    expect(written).not.toContain("AGE-SECRET-KEY");
    expect((await readIdentity(written)).kind).toBe("locked");
    await done("recipients", "add", "ana", ...pub("ana"), "--unit", "Kesbangpol");
  });

  it("opens locked ones with the passphrase, and says what to do without", async () => {
    await readerWithFile(office.keys, "ana");
    const open = readFileSync(office.file("ana"), "utf8");
    writeFileSync(office.file("ana"), await lockIdentity(open, "kuda hijau lompat pagar", 10));
    await done("recipients", "add", "ana", ...pub("ana"), "--unit", "Kesbangpol");
    const locked = await office.desk(["recipients", "sign", ...identity("ana")]);
    expect(locked).toMatchObject({ code: 2 });
    expect(locked.stderr).toContain("--passphrase-file");
    const sign = ["recipients", "sign", ...identity("ana"), "--passphrase-file", "-", "--json"];
    expect((await office.desk(sign, { input: "yang lain sama sekali" })).code).toBe(2);
    const signed = await office.desk(sign, { input: "kuda hijau lompat pagar\n" });
    expect(JSON.parse(signed.stdout)).toMatchObject({ version: 1, signatures: 1, active: false });
  });
});

describe("desk tips recipients", () => {
  it("counts a first list once two of its own signed it, and says its root", async () => {
    for (const name of ["ana", "budi"]) {
      await done("keygen", "--name", name, "--out", office.file(name), "--no-passphrase");
      await done("recipients", "add", name, ...pub(name), "--unit", "Kesbangpol");
    }
    const first = JSON.parse((await done("recipients", "sign", ...identity("ana"), "--json")).stdout);
    expect(first).toEqual({ version: 1, signatures: 1, active: false, root: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const twice = JSON.parse((await done("recipients", "sign", ...identity("ana"), "--json")).stdout);
    expect(twice).toEqual(first);
    const people = await done("recipients", "sign", ...identity("budi"));
    expect(people.stdout).toContain(`TIPS_ROOT=${first.root}`);
    const environment = { TIPS_ROOT: first.root };
    const shown = JSON.parse((await office.desk(["recipients", "list", "--json"], { environment })).stdout);
    expect(shown).toMatchObject({ active: { version: 1, root: first.root }, draft: null, trouble: null, pinned: true });
    expect((await office.acts()).map(({ who, action }) => `${who} ${action}`)).toEqual([
      "budi tip-readers-signed",
      "ana tip-readers-signed",
      "ana tip-readers-signed",
      "desk tip-readers-edited",
      "desk tip-readers-edited",
    ]);
  });

  it("voids the signatures of a draft that is edited", async () => {
    await begin("ana", "budi");
    await readerWithFile(office.keys, "citra");
    await done("recipients", "add", "citra", ...pub("citra"), "--unit", "Inspektorat", "--role", "cadangan");
    await done("recipients", "sign", ...identity("ana"));
    await readerWithFile(office.keys, "dewi");
    await done("recipients", "add", "dewi", ...pub("dewi"), "--unit", "Inspektorat");
    const { draft, active } = JSON.parse((await done("recipients", "list", "--json")).stdout);
    expect(draft).toMatchObject({ version: 2, signedBy: [], maySign: ["ana", "budi"] });
    expect(active.readers.map(({ name }: { name: string }) => name)).toEqual(["ana", "budi"]);
    const signed = await done("recipients", "sign", ...identity("budi"), "--json");
    expect(JSON.parse(signed.stdout)).toMatchObject({ version: 2, signatures: 1, active: false });
  });

  it("lets two of the version before decide on the next, and nobody else", async () => {
    const root = await begin("ana", "budi");
    await readerWithFile(office.keys, "citra");
    await done("recipients", "add", "citra", ...pub("citra"), "--unit", "Inspektorat");
    const own = await office.desk(["recipients", "sign", ...identity("citra")]);
    expect(own).toMatchObject({ code: 1, stdout: "" });
    expect(own.stderr).toContain("ana, budi");
    await done("recipients", "sign", ...identity("ana"));
    const second = JSON.parse((await done("recipients", "sign", ...identity("budi"), "--json")).stdout);
    expect(second).toEqual({ version: 2, signatures: 2, active: true, root });
    expect((await office.desk(["recipients", "sign", ...identity("ana")])).code).toBe(1);
  });

  it("gives a reader another key, and takes one off", async () => {
    await begin("ana", "budi", "citra");
    await readerWithFile(office.keys, "ana", {}, "ana-baru");
    await done("recipients", "rotate", "ana", "--pub", join(office.keys, "ana-baru.key.pub"));
    await done("recipients", "remove", "citra");
    // The key that is given up still signs: it is what the version before has.
    await done("recipients", "sign", ...identity("ana"));
    await done("recipients", "sign", ...identity("budi"));
    const { active } = JSON.parse((await done("recipients", "list", "--json")).stdout);
    expect(active).toMatchObject({ version: 2, readers: [{ name: "ana" }, { name: "budi" }] });
    expect(readFileSync(join(office.keys, "ana-baru.key.pub"), "utf8")).toContain(active.readers[0].recipient);
    expect((await office.desk(["recipients", "remove", "budi"])).code).toBe(1);
    const another = await office.desk(["recipients", "add", "citra", ...pub("ana-baru"), "--unit", "X"]);
    expect(another).toMatchObject({ code: 2 });
  });

  it("does not give a name that reporters knew to somebody else", async () => {
    await begin("ana", "budi", "citra");
    await done("recipients", "remove", "citra");
    await readerWithFile(office.keys, "citra", {}, "citra-lain");
    const other = await office.desk(["recipients", "add", "citra", ...pub("citra-lain"), "--unit", "Kesbangpol"]);
    expect(other).toMatchObject({ code: 1 });
    expect(other.stderr).toContain("citra-2");
    await done("recipients", "add", "citra", ...pub("citra"), "--unit", "Kesbangpol");
  });

  it("refuses what is no public key, somebody else's, or one that is there", async () => {
    await readerWithFile(office.keys, "ana");
    await readerWithFile(office.keys, "budi");
    const add = (name: string, file: string) =>
      office.desk(["recipients", "add", name, "--pub", file, "--unit", "Kesbangpol"]);
    expect((await add("ana", office.file("ana"))).stderr).toContain("belongs to its owner alone");
    expect((await add("ana", `${office.file("budi")}.pub`)).stderr).toContain("key of budi");
    expect((await add("ana", "package.json")).code).toBe(2);
    expect((await add("Ana Maria", `${office.file("ana")}.pub`)).code).toBe(2);
    expect((await add("ana", `${office.file("ana")}.pub`)).code).toBe(0);
    expect((await add("ana", `${office.file("ana")}.pub`)).stderr).toContain("rotate");
  });

  it("opens, changes and signs nothing while the list does not fit TIPS_ROOT, and shows why", async () => {
    await begin("ana", "budi");
    const environment = { TIPS_ROOT: "ab".repeat(32) };
    await readerWithFile(office.keys, "citra");
    for (const args of [
      ["list", ...identity("ana")],
      ["open", "k7f3-9mxq-2wpd", ...identity("ana")],
      ["reply", "k7f3-9mxq-2wpd", "--text", "Halo", ...identity("ana")],
      ["status", "k7f3-9mxq-2wpd", "--set", "ditelaah", ...identity("ana")],
      ["recipients", "add", "citra", ...pub("citra"), "--unit", "X"],
      ["recipients", "sign", ...identity("ana")],
    ]) {
      const refused = await office.desk(args, { environment });
      expect(refused, args.join(" ")).toMatchObject({ code: 1, stdout: "" });
      expect(refused.stderr).toMatch(/TIPS_ROOT/);
    }
    const shown = JSON.parse((await office.desk(["recipients", "list", "--json"], { environment })).stdout);
    expect(shown).toMatchObject({ active: null, draft: null, trouble: expect.stringContaining("TIPS_ROOT") });
    expect((await office.desk(["list", ...identity("ana")])).stderr).toContain("TIPS_ROOT is not set");
  });

  it("stops at a list that somebody changed on the disk", async () => {
    const TIPS_ROOT = await begin("ana", "budi");
    const mallory = await readerWithFile(office.keys, "mallory");
    await office.store(async (store) => {
      const [signed] = await store.lists();
      if (signed === undefined) throw new Error("there is no list");
      const readers = [...signed.list.readers, mallory.entry];
      await store.putList({ ...signed, list: { ...signed.list, readers } } satisfies SignedList);
    });
    for (const environment of [{ TIPS_ROOT }, {}]) {
      const refused = await office.desk(["list", ...identity("ana")], { environment });
      expect(refused).toMatchObject({ code: 1, stdout: "" });
      expect(refused.stderr).toContain("on another way");
    }
  });

  it("shows whoever signs both keys of everybody, and signs nothing that was made to look like something else", async () => {
    await begin("ana", "budi");
    const { entry } = await readerWithFile(office.keys, "citra");
    await done("recipients", "add", "citra", ...pub("citra"), "--unit", "Inspektorat");
    const shown = (await done("recipients", "list")).stdout;
    expect(shown).toMatch(new RegExp(`^  citra  pembaca  ${entry.recipient}  ${entry.signingKey}  Inspektorat$`, "m"));

    const mallory = await readerWithFile(office.keys, "mallory");
    const hidden = `Inspektorat\u001b[1A\u001b[2K\n  citra  pembaca  ${entry.recipient}`;
    await office.store(async (store) => {
      const [, draft] = await store.lists();
      if (draft === undefined) throw new Error("there is no draft");
      const readers = draft.list.readers.map((reader) =>
        reader.name === "citra" ? { ...mallory.entry, name: "citra", unit: hidden } : reader,
      );
      await store.putList({ list: { ...draft.list, readers }, signatures: [] } satisfies SignedList);
    });
    const tampered = (await done("recipients", "list")).stdout;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there.
    expect(tampered).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    expect(tampered).not.toMatch(new RegExp(`^  citra  pembaca  ${entry.recipient}`, "m"));
    expect(tampered).toContain(mallory.entry.signingKey);
    const refused = await office.desk(["recipients", "sign", ...identity("ana")]);
    expect(refused).toMatchObject({ code: 1, stdout: "" });
    expect(refused.stderr).toContain("changed it on the disk");
  });

  it("works in processes of its own, where only JSON comes out", async () => {
    const environment = { DATA_DIR: office.folder };
    const run = (...args: string[]) => runEntry("desk.ts", ["tips", ...args], { environment });
    await run("keygen", "--name", "ana", "--out", office.file("ana"), "--no-passphrase");
    await done("recipients", "add", "ana", ...pub("ana"), "--unit", "Kesbangpol");
    const { code, stdout } = await run("recipients", "sign", ...identity("ana"), "--json");
    expect(code).toBe(0);
    expect(Object.keys(JSON.parse(stdout))).toEqual(["version", "signatures", "active", "root"]);
  });
});
