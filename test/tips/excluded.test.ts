import { afterEach, expect, it } from "vitest";
import { newReader, type TestReader } from "../support/tip-case.ts";
import { CODE, cheapKeys, openTipDoor, type TipDoor } from "../support/tip-door.ts";

const [ana, budi, citra] = [
  await newReader("ana"),
  await newReader("budi", { unit: "BKPSDM" }),
  await newReader("citra", { unit: "Inspektorat" }),
];
const readers = [ana, budi, citra];
const HIM = "telegram:77";
let open: TipDoor[] = [];
afterEach(async () => {
  for (const door of open.splice(0)) await door.close();
  open = [];
});

async function doorWith(tell: (door: TipDoor) => Promise<void>): Promise<TipDoor> {
  const door = await openTipDoor({ readers, keys: cheapKeys, now: () => new Date("2026-11-22T03:00:00Z") });
  open.push(door);
  await tell(door);
  return door;
}

/** Everything a chat can be asked, by somebody who suspects something; codes are different each time. */
async function whatHeGets({ says }: TipDoor): Promise<string[]> {
  const asked = [
    "/lapor",
    "YA",
    "budi",
    "LEWATI",
    "Percobaan",
    "SELESAI",
    "/cek",
    "/cek satu dua",
    "apa kabar",
    "/lapor",
    "BATAL",
  ];
  const answers: string[] = [];
  for (const text of asked) answers.push((await says(HIM, text)).replace(CODE, "KODE"));
  return answers;
}

/** What his key opens, without what chance makes. */
async function whatHeOpens(door: TipDoor, reader: TestReader): Promise<string[]> {
  const opened = await door.opened(reader);
  return opened.flatMap(({ parts }) =>
    parts.map(({ text, meta }) => JSON.stringify([text, meta.kind, meta.n, meta.day])),
  );
}

it("a reader who is reported gets to see nothing else in any chat, and his key opens nothing else, than without that report", async () => {
  const doors = [
    await doorWith(async () => undefined),
    await doorWith(async (door) => {
      await door.begins("telegram:1", "budi");
      expect(await door.says("telegram:1", "budi membagi sembako di kantor")).toMatch(/^✔/);
    }),
    await doorWith(async (door) => {
      await door.begins("telegram:1", "BKPSDM");
      expect(await door.says("telegram:1", "orang BKPSDM membagi sembako di kantor")).toMatch(/^✔/);
    }),
  ];
  const [without, ...others] = await Promise.all(doors.map(async (door) => JSON.stringify(await whatHeGets(door))));
  for (const other of others) expect(other).toBe(without);
  for (const door of doors) expect(await whatHeOpens(door, budi)).toEqual([]);
  expect(await Promise.all(doors.map(async (door) => (await whatHeOpens(door, ana)).length))).toEqual([1, 2, 2]);
});
