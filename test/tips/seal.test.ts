import { bytesToHex } from "@noble/hashes/utils.js";
import { Decrypter } from "age-encryption";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesToText, fromBase64, fromBase64url, textToBytes, toBase64url } from "../../src/tips/bytes.ts";
import { closeEnvelope, openEnvelope, openSigned, signEnvelope } from "../../src/tips/envelope.ts";
import { bucketOf } from "../../src/tips/pad.ts";
import { reseal, SLOTS, seal, splitAgeFile, unseal, wholeAgeFile } from "../../src/tips/seal.ts";
import { newReader } from "../support/tip-case.ts";

const text = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: "binary", maxLength: 400 }) },
  { weight: 1, arbitrary: fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)) },
  {
    weight: 1,
    arbitrary: fc
      .array(
        fc.constantFrom(
          "\ud83d",
          "\ude00",
          "👨‍👩‍👧",
          "\u200d",
          "\u202e",
          "\u2066",
          "\0",
          "\ufeff",
          "\r\n",
          "\u2028",
          "é",
          "a",
        ),
      )
      .map((pieces) => pieces.join("")),
  },
  { weight: 1, arbitrary: fc.constantFrom("", "\0".repeat(64 * 1024), "a".repeat(64 * 1024), "😀".repeat(16 * 1024)) },
);

describe("a seal", () => {
  it("opens for each who may, and for nobody else", async () => {
    const [ana, budi, mallory] = [await newReader("ana"), await newReader("budi"), await newReader("mallory")];
    const sealed = await seal(textToBytes("halo"), [ana.entry.recipient, budi.entry.recipient]);
    for (const { identity } of [ana, budi]) {
      expect(bytesToText((await unseal(sealed, identity.secret)) ?? new Uint8Array())).toBe("halo");
    }
    expect(await unseal(sealed, mallory.identity.secret)).toBeUndefined();
  });

  it("has a header of the same shape whether one or fifteen may read", async () => {
    const readers = await Promise.all(Array.from({ length: 15 }, (_, n) => newReader(`r${n}`)));
    for (const count of [1, 2, 15]) {
      const { header } = await seal(
        textToBytes("halo"),
        readers.slice(0, count).map(({ entry }) => entry.recipient),
      );
      const stanzas = bytesToText(header).match(/^-> X25519 [\w+/]{43}\n[\w+/]{43}$/gm);
      expect(stanzas).toHaveLength(SLOTS);
      expect(new Set(stanzas).size).toBe(SLOTS);
      expect(header.length).toBe(1638);
    }
  });

  it("has only points of the curve in its header, as real keys are", async () => {
    const ana = await newReader("ana");
    const { header } = await seal(textToBytes("halo"), [ana.entry.recipient]);
    const points = [...bytesToText(header).matchAll(/^-> X25519 (.+)$/gm)].map(([, point = ""]) => fromBase64(point));
    expect(points).toHaveLength(SLOTS);
    for (const point of points) expect(isOnCurve(point ?? new Uint8Array())).toBe(true);
  });

  it("puts no reader at a place of their own", async () => {
    const ana = await newReader("ana");
    const places = new Set<number>();
    for (let round = 0; round < 30; round += 1) {
      places.add(await placeOf((await seal(textToBytes("halo"), [ana.entry.recipient])).header, ana.identity.secret));
    }
    expect(places.size).toBeGreaterThan(8);
  });

  it("stays shut when one byte of it was changed, or its two pieces belong to different seals", async () => {
    const ana = await newReader("ana");
    const sealed = await seal(textToBytes("halo, ada apa?"), [ana.entry.recipient]);
    const other = await seal(textToBytes("hai!"), [ana.entry.recipient]);
    const bent = sealed.body.with(20, (sealed.body[20] ?? 0) ^ 1);
    expect(await unseal({ header: sealed.header, body: bent }, ana.identity.secret)).toBeUndefined();
    expect(await unseal({ header: sealed.header, body: other.body }, ana.identity.secret)).toBeUndefined();
    expect(await unseal({ header: sealed.header, body: new Uint8Array() }, ana.identity.secret)).toBeUndefined();
  });

  it("refuses to seal for nobody, and for more than it has stanzas", async () => {
    const readers = await Promise.all(Array.from({ length: SLOTS + 1 }, (_, n) => newReader(`r${n}`)));
    await expect(seal(textToBytes("halo"), [])).rejects.toThrow(RangeError);
    await expect(
      seal(
        textToBytes("halo"),
        readers.map(({ entry }) => entry.recipient),
      ),
    ).rejects.toThrow(RangeError);
  });

  it("is cut in two and joined again without a change", async () => {
    const ana = await newReader("ana");
    const sealed = await seal(textToBytes("\n--- halo\n"), [ana.entry.recipient]);
    expect(splitAgeFile(wholeAgeFile(sealed))).toEqual(sealed);
    expect(splitAgeFile(textToBytes("bukan berkas age"))).toBeUndefined();
  });

  it("is made anew for others by whoever may open it, with the same inside", async () => {
    const [ana, budi] = [await newReader("ana"), await newReader("budi")];
    const sealed = await seal(textToBytes("halo"), [ana.entry.recipient]);
    const again = await reseal(sealed, ana.identity.secret, [budi.entry.recipient]);
    if (again === undefined) throw new Error("ana may open it");
    expect(await unseal(again, budi.identity.secret)).toEqual(textToBytes("halo"));
    expect(await reseal(sealed, budi.identity.secret, [budi.entry.recipient])).toBeUndefined();
  });
});

describe("what is sealed", () => {
  it("has a length that tells only how large it is about", () => {
    expect([0, 1, 1024, 1025, 4096, 5000, 16_385, 65_536].map(bucketOf)).toEqual([
      1024, 1024, 1024, 4096, 4096, 16_384, 65_536, 65_536,
    ]);
    expect(bucketOf(65_537)).toBe(256 * 1024);
    expect(bucketOf(256 * 1024 + 1)).toBe(512 * 1024);
    for (const size of [0, 1, 900, 1003, 1004, 60_000, 300_000]) {
      expect(closeEnvelope(new Uint8Array(size), "").length, `${size}`).toBe(bucketOf(size + 21));
    }
  });

  it("begins with the content and is readable as text by whoever opens it without us", () => {
    const plain = bytesToText(closeEnvelope(textToBytes("Kepala kantor membagi stiker."), '{"n":1}'));
    expect(plain).toMatch(/^Kepala kantor membagi stiker\.\n\n\{"n":1\} +\n[0-9a-f]{8} [0-9a-f]{8}\n$/);
  });

  it("is not taken for an envelope when it is none", () => {
    const lying = closeEnvelope(textToBytes("halo"), "{}");
    lying.set(textToBytes("ffffffff"), lying.length - 18);
    for (const bytes of [new Uint8Array(), textToBytes("halo"), new Uint8Array(1024), lying]) {
      expect(openEnvelope(bytes)).toBeUndefined();
    }
  });

  it("shows a signature that does not fit its content, its meta or its purpose", () => {
    const secret = new Uint8Array(32).fill(7);
    const { plain } = signEnvelope("bagian", { n: 1 }, textToBytes("halo"), secret);
    expect(openSigned("bagian", plain)).toMatchObject({ kind: "signed", meta: { n: 1 } });
    expect(openSigned("jawaban", plain)).toEqual({ kind: "forged" });
    expect(openSigned("bagian", plain.with(0, 0x48))).toEqual({ kind: "forged" });
    const bent = textToBytes(bytesToText(plain).replace('"n":1', '"n":2'));
    expect(openSigned("bagian", bent)).toEqual({ kind: "forged" });
  });
});

describe("any text a phone can send", () => {
  it("comes out of bytes as it went in", () => {
    fc.assert(
      fc.property(text, (each) => bytesToText(textToBytes(each)) === each),
      { numRuns: 2000, seed: 21 },
    );
  });

  it("comes out of a signed envelope as it went in, and so does what is said about it", () => {
    const secret = new Uint8Array(32).fill(7);
    fc.assert(
      fc.property(text, fc.string({ unit: "binary" }), (each, name) => {
        const opened = openSigned("bagian", signEnvelope("bagian", { name }, textToBytes(each), secret).plain);
        return (
          opened.kind === "signed" &&
          bytesToText(opened.content) === each &&
          Object.is(JSON.stringify(opened.meta), JSON.stringify({ name }))
        );
      }),
      { numRuns: 150, seed: 22 },
    );
  });

  it("comes out of a seal as it went in", async () => {
    const ana = await newReader("ana");
    await fc.assert(
      fc.asyncProperty(text, async (each) => {
        const sealed = await seal(textToBytes(each), [ana.entry.recipient]);
        return bytesToText((await unseal(sealed, ana.identity.secret)) ?? new Uint8Array(1)) === each;
      }),
      { numRuns: 100, seed: 23 },
    );
  });

  it("reads bytes that are no text without a throw", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => typeof bytesToText(bytes) === "string"),
      { seed: 31 },
    );
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => `${fromBase64url(toBase64url(bytes))}` === `${bytes}`),
      { seed: 32 },
    );
  });
});

/** Whether y² = x³ + 486662x² + x has an answer modulo 2²⁵⁵ − 19 for this x: half of all 32 bytes have none. */
function isOnCurve(point: Uint8Array): boolean {
  const p = 2n ** 255n - 19n;
  const x = BigInt(`0x${bytesToHex(point.toReversed())}`);
  let square = (x ** 3n + 486662n * x ** 2n + x) % p;
  let result = 1n;
  for (let power = (p - 1n) / 2n; power > 0n; power >>= 1n) {
    if (power & 1n) result = (result * square) % p;
    square = (square * square) % p;
  }
  return point.length === 32 && x < p && result === 1n;
}

/** Where among the stanzas the one for this identity stands: the only one without which the library finds no key at all. */
async function placeOf(header: Uint8Array, secret: string): Promise<number> {
  const lines = bytesToText(header).split("\n");
  for (let slot = 0; slot < SLOTS; slot += 1) {
    const decrypter = new Decrypter();
    decrypter.addIdentity(secret);
    const others = lines.toSpliced(1 + 2 * slot, 2).join("\n");
    const why = await decrypter.decryptHeader(textToBytes(others)).then(
      () => "",
      (error: Error) => error.message,
    );
    if (why.includes("no identity")) return slot;
  }
  return -1;
}
