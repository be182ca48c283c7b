import { describe, expect, it } from "vitest";
import { alternates, eligible, listHash, MOST_READERS, verifyLists } from "../../src/tips/reader-list.ts";
import { newReader, signedList } from "../support/tip-case.ts";

const [ana, budi, cici, dodi] = await Promise.all(["ana", "budi", "cici", "dodi"].map((name) => newReader(name)));
if (ana === undefined || budi === undefined || cici === undefined || dodi === undefined)
  throw new Error("Four readers");
const first = signedList([ana, budi], [ana, budi]);
const second = signedList([ana, budi, cici], [ana, budi], first.list);
const third = signedList([budi, cici], [budi, cici], second.list);

describe("a list of readers", () => {
  it("holds once two of its own entries signed it, and its hash is the root", () => {
    const root = listHash(first.list);
    expect(verifyLists([first], undefined)).toEqual({ kind: "valid", list: first.list, root, versions: [first.list] });
    expect(verifyLists([first], root)).toMatchObject({ kind: "valid", root });
  });

  it("is none yet while fewer than two signed", () => {
    expect(verifyLists([], undefined)).toEqual({ kind: "none" });
    expect(verifyLists([signedList([ana, budi], [])], undefined)).toEqual({ kind: "none" });
    expect(verifyLists([signedList([ana, budi], [ana])], undefined)).toEqual({ kind: "none" });
    expect(verifyLists([signedList([ana, budi], [ana, cici])], undefined)).toEqual({ kind: "none" });
    const twice = signedList([ana, budi], [ana, ana]);
    expect(verifyLists([twice], undefined)).toEqual({ kind: "none" });
  });

  it("is followed by a version that two of the one before signed", () => {
    expect(verifyLists([first, second, third], listHash(first.list))).toMatchObject({
      kind: "valid",
      list: third.list,
      versions: [first.list, second.list, third.list],
    });
  });

  it("stays as it was under a draft", () => {
    for (const signers of [[], [ana], [cici, dodi], [ana, cici]]) {
      const draft = signedList([ana, cici, dodi], signers, second.list);
      if (signers.length === 2 && signers[0] === ana) continue;
      expect(verifyLists([first, second, draft], undefined)).toMatchObject({ kind: "valid", list: second.list });
    }
    expect(verifyLists([first, signedList([ana, cici], [ana, cici], first.list)], undefined)).toMatchObject({
      kind: "valid",
      list: first.list,
    });
  });

  it("is broken when another root is pinned", () => {
    const other = signedList([cici, dodi], [cici, dodi]);
    expect(verifyLists([other], listHash(first.list))).toEqual({ kind: "broken", version: 1, why: "root" });
  });

  it("is broken when a key in it was replaced", () => {
    const bent = {
      ...second,
      list: { ...second.list, readers: [ana.entry, budi.entry, { ...cici.entry, recipient: dodi.entry.recipient }] },
    };
    expect(verifyLists([first, bent], undefined)).toEqual({ kind: "broken", version: 2, why: "signatures" });
    const bentFirst = {
      ...first,
      list: { ...first.list, readers: [{ ...ana.entry, recipient: dodi.entry.recipient }, budi.entry] },
    };
    expect(verifyLists([bentFirst], undefined)).toEqual({ kind: "broken", version: 1, why: "signatures" });
    expect(verifyLists([bentFirst, second], listHash(first.list))).toEqual({ kind: "broken", version: 1, why: "root" });
  });

  it("is broken when a version in the middle is missing, out of its place or not signed", () => {
    expect(verifyLists([first, third], undefined)).toMatchObject({ kind: "broken", version: 2 });
    expect(verifyLists([second], undefined)).toMatchObject({ kind: "broken", version: 1, why: "chain" });
    const skipped = signedList([ana, budi], [ana, budi], { ...first.list, version: 4 });
    expect(verifyLists([first, skipped], undefined)).toEqual({ kind: "broken", version: 2, why: "chain" });
    expect(verifyLists([first, signedList([ana, budi, cici], [ana], first.list), third], undefined)).toMatchObject({
      kind: "broken",
      version: 2,
    });
  });

  it("counts nobody as two: a name or a key stands in it once", () => {
    const twin = { ...ana, entry: { ...ana.entry, name: "anna" } };
    const renamed = { identity: { ...ana.identity, name: "anna" }, entry: twin.entry };
    expect(verifyLists([signedList([ana, renamed], [ana, renamed])], undefined)).toEqual({
      kind: "broken",
      version: 1,
      why: "shape",
    });
    for (const same of ["name", "recipient", "signingKey"] as const) {
      const double = { ...cici, entry: { ...cici.entry, [same]: ana.entry[same] } };
      expect(verifyLists([signedList([ana, budi, double], [ana, budi])], undefined), same).toMatchObject({
        why: "shape",
      });
    }
  });

  it("has room for no more than a seal has stanzas, with the mailbox's", async () => {
    const many = await Promise.all(Array.from({ length: MOST_READERS + 1 }, (_, n) => newReader(`r${n}`)));
    expect(verifyLists([signedList(many.slice(1), many.slice(1, 3))], undefined)).toMatchObject({ kind: "valid" });
    expect(verifyLists([signedList(many, many.slice(0, 2))], undefined)).toMatchObject({
      kind: "broken",
      why: "shape",
    });
  });
});

describe("who may read a new case", () => {
  const list = {
    version: 1,
    before: "",
    readers: [
      { ...ana.entry, unit: "Kesbangpol" },
      { ...budi.entry, unit: "Inspektorat  Daerah" },
      { ...cici.entry, role: "cadangan" as const, unit: "BKPSDM" },
      { ...dodi.entry, role: "pemulihan" as const, unit: "Notaris" },
    ],
  };
  const names = (readers: ReadonlyArray<{ name: string }>) => readers.map(({ name }) => name);

  it("are the readers and the recovery key, not the alternates", () => {
    expect(names(eligible(list, { names: [], units: [] }))).toEqual(["ana", "budi", "dodi"]);
    expect(names(alternates(list, { names: [], units: [] }))).toEqual(["cici"]);
  });

  it("is nobody who is excluded by name or unit, however it was written", () => {
    expect(names(eligible(list, { names: ["ANA "], units: [] }))).toEqual(["budi", "dodi"]);
    expect(names(eligible(list, { names: [], units: ["inspektorat daerah"] }))).toEqual(["ana", "dodi"]);
    expect(names(eligible(list, { names: ["dodi"], units: ["kesbangpol"] }))).toEqual(["budi"]);
    expect(names(alternates(list, { names: [], units: ["bkpsdm"] }))).toEqual([]);
  });

  it("is nobody who came onto the list after the reporter was asked", () => {
    expect(names(eligible(list, { names: [], units: [] }, ["ana"]))).toEqual(["ana"]);
    expect(names(eligible(list, { names: ["ana"], units: [] }, ["ana", "cici"]))).toEqual([]);
  });
});
