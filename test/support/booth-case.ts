import sharp from "sharp";
import { sealAnswer } from "../../src/tips/answer-part.ts";
import { type Bundle, writeBundle } from "../../src/tips/bundle.ts";
import { newId, sha256Hex, textToBytes } from "../../src/tips/bytes.ts";
import { newIdentity, readIdentity } from "../../src/tips/identity.ts";
import type { AnswerMeta } from "../../src/tips/part.ts";
import { listHash } from "../../src/tips/reader-list.ts";
import { sealOriginal } from "../../src/tips/shares.ts";
import type { StoredPart } from "../../src/tips/tip-store.ts";
import { newReader, newTestCase, signedList, storedPart, type TestReader } from "./tip-case.ts";

/** The case of these tests. */
export const CASE = "k7f3-9mxq-2wpd";
/** What would run, if any of it became markup. */
export const RUN = "<img src=x onerror=\"alert('jalan')\"><script>alert('jalan')</script><svg onload=alert('jalan')>";
export const [ana, budi, dewi] = [await readerWithText("ana"), await readerWithText("budi"), await newReader("dewi")];
export const lists = [signedList([ana, budi], [ana, budi])];
export const root = listHash(lists[0]?.list ?? { version: 0, before: "", readers: [] });
export const tip = await newTestCase(CASE, [ana, budi]);
export const photo = await sharp({ create: { width: 640, height: 400, channels: 3, background: "#2a7f7a" } })
  .withExif({ IFD0: { Artist: RUN, ImageDescription: RUN } })
  .jpeg()
  .toBuffer();
const kept = await sealOriginal({ bytes: photo, case: CASE, day: "2026-11-22", readers: [ana.entry, budi.entry] });
if (kept === undefined) throw new Error("Two readers are enough");
/** The photo as it was sent, and its mark in the fourth part. */
export const sent = kept;
const file = (name: string, mime: string, content: Uint8Array, cleaned = false) => ({
  kind: "berkas" as const,
  file: { name, mime, cleaned, sha256: sha256Hex(content) },
});
export const page = textToBytes(`<!doctype html>${RUN}`);
const sound = textToBytes("OggS bukan suara");
export const parts: StoredPart[] = [
  await tip.write("Apel pagi, ada yang membagikan stiker.\nSaya lihat sendiri.", { prompt: "apa" }),
  await tip.write(RUN, { prompt: "siapa" }),
  await tip.write("hanya saya", { kind: "tahu", prompt: "tahu", knownBy: "hanya-saya" }),
  await tip.write(photo, {
    kind: "berkas",
    file: { ...file(`${RUN}.jpg`, "image/jpeg", photo, true).file, original: sent.original },
  }),
  await tip.write(page, file("gambar.svg", "image/svg+xml", page, true)),
  await tip.write(page, file(`\u202Efdp.${RUN}`, "text/html", page)),
  await tip.write(sound, {
    kind: "berkas",
    file: { ...file("suara.ogg", "audio/ogg", sound).file, voice: true },
  }),
];

async function answer(by: TestReader, about: Partial<AnswerMeta>, text: string): Promise<StoredPart> {
  const named = { schema: 1, case: CASE, id: newId(), by: by.entry.name, day: "2026-11-23", turn: 1 } as const;
  const meta: AnswerMeta = { ...named, kind: "balasan", readers: ["ana", "budi"], ...about };
  const readers = [ana.entry, budi.entry];
  return storedPart(
    CASE,
    await sealAnswer({ meta, text, by: by.identity, readers, mailbox: tip.stored.mailbox }),
    "pembaca",
  );
}

export const all = [
  ...parts,
  sent.part,
  await answer(budi, { kind: "status", status: "ditelaah", reason: RUN }, "Terima kasih, kami telaah."),
];
export const bundleOf = (given: readonly StoredPart[], about: Partial<Bundle> = {}) =>
  writeBundle({ stored: tip.stored, parts: given, lists, ...about });

/** `text` is the identity as its file has it. */
export async function readerWithText(name: string): Promise<TestReader & { text: string }> {
  const { text, pub } = await newIdentity(name);
  const read = await readIdentity(text);
  if (read.kind !== "identity") throw new Error(`A fresh identity reads as ${read.kind}`);
  return { text, identity: read.identity, entry: { ...pub, unit: "Kesbangpol", role: "pembaca" } };
}
