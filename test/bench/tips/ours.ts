/** Our process: the tip line behind the conversation of a chat, over real files, without a platform. */

import { drawCode } from "../../../src/tips/code.ts";
import { createCodeKeys } from "../../../src/tips/code-keys.ts";
import { newReader } from "../../support/tip-case.ts";
import { openTipDoor } from "../../support/tip-door.ts";
import { peak } from "../delivery/report-found.ts";
import { startWatch } from "../figures.ts";
import { bigPicture, TEXT, type TipFound, type TipTask, timed } from "./task.ts";

const A_CASE = 30;
const FILES = 9;

const task = JSON.parse(process.argv[2] ?? "") as TipTask;
process.once("disconnect", () => process.exit(0));
const readers = [await newReader("ana"), await newReader("budi", { unit: "BKPSDM" })];
const door = await openTipDoor({ readers, folder: task.dataFolder, patienceMs: 10_000 });
const picture = await bigPicture();
process.once("message", () => void measure());
process.send?.("ready");

async function measure(): Promise<void> {
  let person = 0;
  const newPerson = () => {
    person += 1;
    return `telegram:${person}`;
  };
  const codes: number[] = [];
  async function tellWhole(): Promise<void> {
    const who = newPerson();
    const began = startWatch();
    await door.begins(who);
    codes.push(began());
    marked(await door.says(who, TEXT));
    await door.says(who, "SELESAI");
  }
  await tellWhole();
  const elapsed = startWatch();
  let left = task.whole;
  async function lane(): Promise<void> {
    for (; left > 0; left -= 1) await tellWhole();
  }
  await Promise.all([lane(), lane()]);
  const wholeMs = elapsed();

  const cases: string[] = [];
  while (cases.length < Math.ceil(task.texts / A_CASE) + Math.ceil(task.pictures / FILES)) {
    const who = newPerson();
    await door.begins(who);
    cases.push(who);
  }
  const texts = await timed(task.texts, async (at) =>
    marked(await door.says(cases[Math.floor(at / A_CASE)] ?? "", `${TEXT} ${at}`)),
  );
  const peakBefore = peak();
  const file = {
    name: "foto.jpg",
    mime: "image/jpeg",
    size: picture.length,
    ofSeveral: false,
    bytes: async () => picture,
  };
  const pictures = await timed(task.pictures, async (at) =>
    marked(await door.says(cases[Math.ceil(task.texts / A_CASE) + Math.floor(at / FILES)] ?? "", "", { file })),
  );
  const argon: Record<string, number> = {};
  // What follows is more at once than the service ever does.
  const most = peak();
  for (const atOnce of [1, 2, 4]) {
    const keys = createCodeKeys({ salt: await door.store.salt(), parallel: atOnce });
    const both = startWatch();
    await Promise.all(Array.from({ length: atOnce * 2 }, () => keys.derive(drawCode())));
    argon[atOnce] = both() / (atOnce * 2);
  }
  process.send?.({
    ...{ wholeMs, codes, argon, peakBefore, peak: most, texts: texts.took, pictures: pictures.took },
    ...{ textCpuMs: texts.cpuMs, pictureCpuMs: pictures.cpuMs },
  } satisfies TipFound);
}

function marked(said: string): void {
  if (!said.startsWith("✔")) throw new Error(`not stored: ${said}`);
}
