import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readBundle, writeBundle } from "../../src/tips/bundle.ts";
import { textToBytes } from "../../src/tips/bytes.ts";
import { signEnvelope } from "../../src/tips/envelope.ts";
import { readIdentity, readPublic } from "../../src/tips/identity.ts";
import { openCase } from "../../src/tips/open-case.ts";
import type { ListVerdict } from "../../src/tips/reader.ts";
import { isSignedList, verifyLists } from "../../src/tips/reader-list.ts";
import { seal } from "../../src/tips/seal.ts";
import { agreed, newReader, newTestCase, signedList, storedPart } from "../support/tip-case.ts";

const CASE = "k7f3-9mxq-2wpd";
const [ana, budi] = [await newReader("ana"), await newReader("budi")];
const lists = agreed([ana, budi]);
const tip = await newTestCase(CASE, [ana, budi]);
const parts = [await tip.write("Apel pagi."), await tip.write("Stiker dibagikan.")];
const signed = [signedList([ana, budi], [ana, budi])];
const bundle = writeBundle({ stored: tip.stored, parts, lists: signed });
const open = (given: typeof parts | ReturnType<typeof storedPart>[], verdict: ListVerdict = lists) =>
  openCase({ stored: tip.stored, parts: given, identity: ana.identity.secret, lists: verdict });

describe("whoever has the machine", () => {
  it("gets no part shown by putting together what belongs to two, and its loss is told", async () => {
    const [one, two] = parts;
    if (one === undefined || two === undefined) throw new Error("There are two");
    const opened = await open([one, { ...two, header: one.header }]);
    expect(opened.parts.map(({ text }) => text)).toEqual(["Apel pagi."]);
    expect(opened.shut).toBe(1);
  });

  it("gets nothing shown by any bytes of theirs", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ maxLength: 300 }), async (header, body) => {
        const inside = storedPart(CASE, await seal(body, [ana.entry.recipient]));
        const opened = await open([...parts, storedPart(CASE, { header, body }), inside]);
        return opened.parts.length === 2 && opened.problems.length === 2;
      }),
      { numRuns: 25, seed: 21 },
    );
  });

  it("gets no more than a sentence out of what is signed but no part", async () => {
    const odd = fc.oneof(
      fc.jsonValue(),
      fc.record({
        schema: fc.constantFrom(1, 2),
        case: fc.constant(CASE),
        n: fc.oneof(fc.maxSafeInteger(), fc.double()),
      }),
      fc.constant({
        schema: 1,
        case: CASE,
        mailbox: tip.stored.mailbox,
        before: "",
        day: "",
        kind: "teks",
        readers: [],
        n: 1e12,
      }),
      fc.constant({
        schema: 1,
        case: CASE,
        mailbox: tip.stored.mailbox,
        before: "",
        day: "",
        kind: "berkas",
        readers: [],
        n: 3,
      }),
      fc.constant({ __proto__: null, toString: 1, schema: 1 }),
    );
    await fc.assert(
      fc.asyncProperty(odd, async (meta) => {
        const { plain } = signEnvelope("bagian", meta, textToBytes("halo"), tip.partSecret);
        const opened = await open([...parts, storedPart(CASE, await seal(plain, [ana.entry.recipient]))]);
        return opened.parts.length === 2 && opened.problems.length === 1;
      }),
      { numRuns: 25, seed: 22 },
    );
  });

  it("gets no list to count that two readers did not sign", () => {
    const [first] = signed;
    if (first === undefined) throw new Error("There is one");
    const text = JSON.stringify(first);
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom("", "0", "A", "}", '"', "-"), (at, letter) => {
        const changed: unknown = parsed(text.slice(0, at) + letter + text.slice(at + 1));
        if (!isSignedList(changed) || JSON.stringify(changed) === text) return true;
        const verdict = verifyLists([changed], undefined);
        // A signature that broke leaves a draft, a signer's name that changed as well.
        return verdict.kind !== "valid" || JSON.stringify(verdict.list) === JSON.stringify(first.list);
      }),
      { numRuns: 400, seed: 23 },
    );
  });
});

describe("a bundle from anywhere", () => {
  it("is read or refused, never more, whatever was changed in it", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(bundle.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        fc.nat(bundle.length),
        async (changes, end) => {
          const changed = bundle.slice(0, changes.length > 4 ? end : bundle.length);
          for (const [at, byte] of changes) if (at < changed.length) changed[at] = byte;
          const read = readBundle(changed);
          if (read.kind !== "bundle") return ["tar", "case", "lists", "part"].includes(read.why);
          const verdict = verifyLists(read.bundle.lists, lists.root);
          const opened = await openCase({ ...read.bundle, identity: ana.identity.secret, lists: verdict });
          return opened.parts.every(({ text }) => text === "Apel pagi." || text === "Stiker dibagikan.");
        },
      ),
      { numRuns: 120, seed: 24 },
    );
  });
});

describe("an identity file from anywhere", () => {
  it("is read or refused with a reason, whatever was changed in it", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 300 }), async (text) => {
        const read = await readIdentity(text, "x");
        return read.kind === "none" && readPublic(text) === undefined;
      }),
      { numRuns: 200, seed: 25 },
    );
  });
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is no JSON never gets as far as being a list.
    return undefined;
  }
}
