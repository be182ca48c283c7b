import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { IncomingFile } from "../../src/chat/incoming-file.ts";
import { tipTexts } from "../../src/tips/tip-texts.ts";
import { plainPicture } from "../support/marked-pictures.ts";
import { newReader } from "../support/tip-case.ts";
import { cheapKeys, openTipDoor, type TipDoor } from "../support/tip-door.ts";

const [ana, budi] = [await newReader("ana"), await newReader("budi")];
const DEVICES = ["telegram:2", "whatsapp:3@lid"] as const;
const picture = new Uint8Array(await plainPicture().jpeg().toBuffer());

let door: TipDoor;
let code: string;
beforeEach(async () => {
  door = await openTipDoor({ readers: [ana, budi], keys: cheapKeys });
  code = (await door.begins("telegram:1")).code;
});
afterEach(() => door.close());

const photo = (name: string): IncomingFile => ({
  ...{ name, mime: "image/jpeg", size: picture.length, ofSeveral: false },
  bytes: async () => picture,
});

async function openOn(devices: readonly string[]): Promise<void> {
  for (const device of devices) expect(await door.says(device, `/cek ${code}`)).toContain("belum ditelaah");
}

async function seen() {
  const [opened] = await door.opened(ana);
  if (opened === undefined) throw new Error("there is one case");
  return { ...opened, said: opened.parts.map(({ text, meta }) => text ?? meta.file?.name ?? "") };
}

describe("two devices with one code that write at the same time", () => {
  it.each([
    { first: "one", devices: DEVICES },
    { first: "the other", devices: DEVICES.toReversed() },
  ])("number all that they write in one row, words and pictures, whoever is first: $first", async ({ devices }) => {
    await openOn(devices);
    const wanted: string[] = [];
    for (let round = 0; round < 4; round += 1) {
      const isPhoto = (at: number) => (round + 2 * at) % 3 === 0;
      const writes = devices.map((device, at) => {
        const [words, name] = [`Bagian ${round} ${device}`, `foto ${round} ${at}.jpg`];
        wanted.push(words, ...(isPhoto(at) ? [name] : []));
        return door.says(device, words, isPhoto(at) ? { file: photo(name) } : {});
      });
      for (const said of await Promise.all(writes)) expect(said).toMatch(/^✔/);
    }
    const { parts, said, problems } = await seen();
    expect(problems).toEqual([]);
    expect(parts.map(({ n }) => n)).toEqual(wanted.map((_, at) => at + 1));
    expect(said.sort()).toEqual(wanted.sort());
  });

  it("keep to the limit of a case between them, and mark what is in it alone", async () => {
    await openOn(DEVICES);
    for (let n = 0; n < 36; n += 1) expect(await door.says(DEVICES[n % 2] ?? "", `Bagian ${n}`)).toMatch(/^✔/);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => door.says(DEVICES[n % 2] ?? "", `Lagi ${n}`)),
    );
    expect(answers.filter((said) => said.startsWith("✔"))).toHaveLength(4);
    expect(answers.filter((said) => said === tipTexts.tooMany.parts)).toHaveLength(4);
    const { parts, problems } = await seen();
    expect([parts.map(({ n }) => n), problems]).toEqual([Array.from({ length: 40 }, (_, n) => n + 1), []]);
  });

  it("leave nothing when one of them takes it all back while the other writes, which hears so", async () => {
    await openOn(DEVICES);
    const [writing, taking] = DEVICES;
    expect(await door.says(taking, "Satu")).toMatch(/^✔/);
    await door.says(taking, "BATAL");
    const [, ...answers] = await Promise.all([
      door.says(taking, "BATAL"),
      ...[1, 2, 3].map((n) => door.says(writing, `Masih ${n}`)),
    ]);
    for (const said of answers) expect(said).toMatch(/^✔|tidak ada lagi|Tidak ada laporan|^jawaban/);
    expect(await door.store.cases()).toEqual([]);
    expect(await door.says("telegram:4", `/cek ${code}`)).toBe(tipTexts.noSuchCode);
  });
});

describe("a chat that goes on after the process of another was killed", () => {
  it("counts on from the last part that is on the disk, marked or not", async () => {
    await openOn(DEVICES);
    await Promise.all(DEVICES.map((device) => door.says(device, `Sebelum ${device}`)));
    const killed = door;
    door = await openTipDoor({ readers: [ana, budi], keys: cheapKeys, folder: killed.folder });
    // What the old process had on its way reaches the disk as the new one begins.
    const [late] = await Promise.all([killed.says(DEVICES[0], "Di jalan"), openOn([DEVICES[1]])]);
    expect(late).toMatch(/^✔/);
    expect(await door.says(DEVICES[1], "Sesudah")).toMatch(/^✔/);
    const { parts, problems } = await seen();
    expect([parts.map(({ n }) => n), problems]).toEqual([[1, 2, 3, 4], []]);
    await door.close();
    door = killed;
  });
});
