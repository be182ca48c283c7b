import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readBundle, writeBundle } from "../../src/tips/bundle.ts";
import { bytesToText, randomBytes, textToBytes } from "../../src/tips/bytes.ts";
import { lockIdentity, newIdentity, sayPublic } from "../../src/tips/identity.ts";
import { openCase } from "../../src/tips/open-case.ts";
import { newFolder, removeFolder } from "../support/process.ts";
import { agreed, newReader, newTestCase, signedList, storedPart } from "../support/tip-case.ts";

const folder = newFolder();
afterAll(() => removeFolder(folder));

const [ana, budi] = [await newReader("ana"), await newReader("budi")];
const tip = await newTestCase("k7f3-9mxq-2wpd", [ana, budi]);
const parts = [await tip.write("Kepala kantor membagi stiker."), await tip.write("Tiga orang melihatnya.")];
const stored = (({ tag: _, ...rest }) => rest)(tip.stored);
const lists = [signedList([ana, budi], [ana, budi])];
const bundle = writeBundle({ stored, parts, lists });

describe("a bundle", () => {
  it("is read back as it was written, also out of the middle of other bytes", async () => {
    const padded = new Uint8Array(bundle.length + 24);
    padded.set(bundle, 16);
    for (const bytes of [bundle, padded.subarray(16, 16 + bundle.length), Buffer.from(bundle)]) {
      const read = readBundle(bytes);
      if (read.kind !== "bundle") throw new Error(read.why);
      expect(read.bundle.stored).toEqual(stored);
      expect(read.bundle.lists).toEqual(lists);
      const opened = await openCase({ ...read.bundle, identity: ana.identity.secret, lists: agreed([ana, budi]) });
      expect(opened.parts.map(({ text }) => text)).toEqual(["Kepala kantor membagi stiker.", "Tiga orang melihatnya."]);
      expect(opened.problems).toEqual([]);
    }
  });

  it("does not carry what the audit calls the case, nor a time, nor an order", () => {
    const text = bytesToText(bundle);
    expect(text).not.toContain(tip.stored.tag);
    expect(bytesToText(writeBundle({ stored, parts: parts.toReversed(), lists }))).toBe(text);
  });

  it("carries replies alone as well", () => {
    const reply = storedPart(
      stored.id,
      { header: parts[0]?.header ?? randomBytes(0), body: randomBytes(40) },
      "pembaca",
    );
    const read = readBundle(writeBundle({ stored, parts: [reply], lists: [] }));
    expect(read).toMatchObject({ kind: "bundle", bundle: { parts: [{ from: "pembaca", id: reply.id }], lists: [] } });
  });

  it("is refused when it is cut short, lies about its lengths or is no tar", () => {
    expect(readBundle(bundle.subarray(0, 3000)).kind).toBe("unreadable");
    expect(readBundle(randomBytes(2048)).kind).toBe("unreadable");
    expect(readBundle(new Uint8Array(0)).kind).toBe("unreadable");
    for (const size of ["-0000001000", "77777777777", "halo       "]) {
      const lying = bundle.slice();
      lying.set(textToBytes(size), 124);
      expect(readBundle(lying), size).toEqual({ kind: "unreadable", why: "tar" });
    }
    const extended = bundle.slice();
    extended.set(textToBytes("x"), 156);
    expect(readBundle(extended)).toEqual({ kind: "unreadable", why: "tar" });
  });

  it("is refused when a part in it is missing or is no age file, or a list has another form", () => {
    const name = `parts/${parts[0]?.id}.age`;
    const gone = bytesToText(bundle).indexOf(name);
    expect(gone).toBeGreaterThan(0);
    const renamed = writeBundle({
      stored,
      parts: parts.map((part) => ({ ...part, header: textToBytes("halo") })),
      lists,
    });
    expect(readBundle(renamed)).toEqual({ kind: "unreadable", why: "part" });
    const odd = writeBundle({ stored, parts, lists: [{ list: 1, signatures: [] } as never] });
    expect(readBundle(odd)).toEqual({ kind: "unreadable", why: "lists" });
    expect(readBundle(writeBundle({ stored: { ...stored, mailbox: "age1" }, parts, lists }))).toEqual({
      kind: "unreadable",
      why: "case",
    });
  });
});

describe.skipIf(!has("tar"))("stock tar", () => {
  it("unpacks a bundle", () => {
    mkdirSync(join(folder, "tar"));
    writeFileSync(join(folder, "case.tar"), bundle);
    execFileSync("tar", ["-xf", "case.tar", "-C", "tar"], { cwd: folder, stdio: "pipe" });
    const names = execFileSync("tar", ["-tf", "case.tar"], { cwd: folder, encoding: "utf8" }).trim().split("\n");
    expect(names.toSorted()).toEqual(
      ["case.json", "list.json", ...parts.map(({ id }) => `parts/${id}.age`)].toSorted(),
    );
  });
});

describe.skipIf(!has("age"))("stock age, where it is on the PATH", () => {
  const age = (...args: string[]) => execFileSync("age", args, { cwd: folder, encoding: "buffer", stdio: "pipe" });

  it("opens a part with a reader's identity file, and shows its text first", async () => {
    const { text, pub } = await newIdentity("cici");
    const entry = { ...pub, unit: "", role: "pembaca" as const };
    const fresh = await newTestCase("k7f3-9mxq-2wpd", [{ identity: ana.identity, entry }]);
    const part = await fresh.write("Halo dari laporan.");
    mkdirSync(join(folder, "age"));
    writeFileSync(join(folder, "cici.txt"), text);
    writeFileSync(join(folder, "cici.pub"), sayPublic(pub));
    writeFileSync(
      join(folder, "bundle.tar"),
      writeBundle({ stored: { ...stored, ...fresh.stored }, parts: [part], lists }),
    );
    execFileSync("tar", ["-xf", "bundle.tar", "-C", "age"], { cwd: folder, stdio: "pipe" });
    expect(age("-d", "-i", "cici.txt", `age/parts/${part.id}.age`).toString()).toMatch(/^Halo dari laporan\.\n\n\{/);
    writeFileSync(join(folder, "note.txt"), "catatan");
    age("-R", "cici.pub", "-o", "note.age", "note.txt");
    expect(age("-d", "-i", "cici.txt", "note.age").toString()).toBe("catatan");
    writeFileSync(join(folder, "locked.txt"), await lockIdentity(text, "angin bambu kopi laut", 12));
    expect(() => age("-d", "-i", "locked.txt", "note.age")).toThrow(/passphrase|terminal|tty/);
  });
});

function has(command: string): boolean {
  try {
    execFileSync(command, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    // Not installed here: what needs it is skipped under its name.
    return false;
  }
}
