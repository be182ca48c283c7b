import { describe, expect, it } from "vitest";
import { randomBytes, sha256Hex } from "../../src/tips/bytes.ts";
import type { FileMeta } from "../../src/tips/part.ts";
import { openOriginal, release, sealOriginal } from "../../src/tips/shares.ts";
import { agreed, newReader } from "../support/tip-case.ts";

const [ana, budi, cici, mallory] = [
  await newReader("ana"),
  await newReader("budi"),
  await newReader("cici"),
  await newReader("mallory"),
];
const { list } = agreed([ana, budi, cici]);
const CASE = "k7f3-9mxq-2wpd";
const DAY = "2026-11-22";
const bytes = randomBytes(3000);
const one = await keep(bytes);

async function keep(picture: Uint8Array) {
  const readers = [ana.entry, budi.entry, cici.entry];
  const sealed = await sealOriginal({ bytes: picture, case: CASE, day: DAY, readers });
  if (sealed === undefined) throw new Error("Three readers are enough");
  const file: FileMeta = {
    name: "IMG_1.jpg",
    mime: "image/jpeg",
    sha256: sha256Hex(picture),
    cleaned: true,
    original: sealed.original,
  };
  return { ...sealed, file };
}

async function released(from: typeof ana, to: typeof ana, original = one.original): Promise<string> {
  const given = await release({ original, case: CASE, day: DAY, from: from.identity, to: to.entry });
  if (given.kind !== "released") throw new Error("There is no share to release");
  return given.text;
}

const open = (by: typeof ana, text: string | string[], of = one) =>
  openOriginal({ stored: of.part, file: of.file, identity: by.identity, released: [text].flat(), list });

describe("the picture as it was sent", () => {
  it("opens for any reader whom another gave their share", async () => {
    for (const [from, to] of [
      [ana, budi],
      [budi, ana],
      [cici, ana],
    ] as const) {
      expect(await open(to, await released(from, to))).toEqual({
        kind: "opened",
        bytes,
        by: [to.entry.name, from.entry.name],
      });
    }
  });

  it("opens for nobody alone", async () => {
    expect(await open(ana, [])).toEqual({ kind: "too-few" });
    const own = await released(ana, ana);
    expect(await open(ana, [own, own])).toEqual({ kind: "too-few" });
    expect(await open(ana, "")).toEqual({ kind: "not-for-you" });
    expect(await open(ana, "apa saja")).toEqual({ kind: "not-for-you" });
  });

  it("opens for an alternate, who has no share, once two readers gave theirs", async () => {
    const both = [await released(ana, mallory), await released(budi, mallory)];
    expect(await open(mallory, both)).toEqual({ kind: "opened", bytes, by: ["ana", "budi"] });
    expect(await open(mallory, [both[0] ?? "", both[0] ?? ""])).toEqual({ kind: "too-few" });
  });

  it("opens for nobody with what was meant for somebody else, and not without a share of one's own", async () => {
    expect(await open(cici, await released(ana, budi))).toEqual({ kind: "not-for-you" });
    expect(await open(mallory, await released(ana, mallory))).toEqual({ kind: "too-few" });
    const posing = { identity: budi.identity, entry: { ...budi.entry, name: "cici" } };
    expect(await open(budi, await released(ana, posing))).toEqual({ kind: "not-for-you" });
  });

  it("opens with nothing that no reader of the list signed", async () => {
    const forger = { identity: { ...ana.identity, signingSecret: mallory.identity.signingSecret }, entry: ana.entry };
    expect(await open(budi, await released(forger, budi))).toEqual({ kind: "forged" });
  });

  it("opens with no share of another picture, and not when it is not the one that was received", async () => {
    const other = await keep(randomBytes(10));
    expect(await open(budi, await released(ana, budi, other.original))).toEqual({ kind: "other-picture" });
    const swapped = { ...one, part: { ...other.part, id: one.part.id } };
    expect(await open(budi, await released(ana, budi), swapped)).toEqual({ kind: "damaged" });
    const renamed = { ...one, file: { ...one.file, sha256: other.file.sha256 } };
    expect(await open(budi, await released(ana, budi), renamed)).toEqual({ kind: "damaged" });
  });

  it("is not kept where fewer than two may read", async () => {
    expect(await sealOriginal({ bytes, case: CASE, day: DAY, readers: [ana.entry] })).toBeUndefined();
  });

  it("has as many shares, each as long, however many may read", async () => {
    const two = await sealOriginal({ bytes, case: CASE, day: DAY, readers: [ana.entry, budi.entry] });
    const lengths = new Set([...one.original.shares, ...(two?.original.shares ?? [])].map(({ length }) => length));
    expect([one.original.shares.length, two?.original.shares.length]).toEqual([16, 16]);
    expect(lengths.size).toBe(1);
  });

  it("has no share for whoever came later", async () => {
    const given = await release({
      original: one.original,
      case: CASE,
      day: DAY,
      from: mallory.identity,
      to: ana.entry,
    });
    expect(given).toEqual({ kind: "no-share" });
  });
});
