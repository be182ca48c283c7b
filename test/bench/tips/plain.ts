/** The peer's process, which loads nothing of ours but the task: the same age library to the same readers, and one insert with FULL. */
import { argon2, randomBytes } from "node:crypto";
import { join } from "node:path";
import { Encrypter, generateIdentity, identityToRecipient } from "age-encryption";
import Sqlite from "better-sqlite3";
import { peak } from "../delivery/report-found.ts";
import { startWatch } from "../figures.ts";
import { bigPicture, TEXT, type TipFound, type TipTask, timed } from "./task.ts";

const task = JSON.parse(process.argv[2] ?? "") as TipTask;
process.once("disconnect", () => process.exit(0));
const db = new Sqlite(join(task.dataFolder, "plain.db"));
db.pragma("journal_mode = WAL");
db.pragma("synchronous = FULL");
db.exec("create table parts (id integer primary key, sealed blob not null)");
const insert = db.prepare("insert into parts (sealed) values (?)");
const recipients = await Promise.all([0, 1].map(async () => identityToRecipient(await generateIdentity())));
const picture = await bigPicture();
process.once("message", () => void measure());
process.send?.("ready");

async function keep(bytes: Uint8Array): Promise<void> {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  insert.run(Buffer.from(await encrypter.encrypt(bytes)));
}

const stretch = () =>
  new Promise<void>((resolve, reject) => {
    const options = {
      message: randomBytes(32),
      nonce: randomBytes(16),
      memory: 131_072,
      passes: 3,
      parallelism: 1,
      tagLength: 32,
    };
    argon2("argon2id", options, (error) => (error === null ? resolve() : reject(error)));
  });

async function measure(): Promise<void> {
  const codes: number[] = [];
  async function tellWhole(): Promise<void> {
    const began = startWatch();
    await stretch();
    codes.push(began());
    await keep(Buffer.from(TEXT));
  }
  await tellWhole();
  const elapsed = startWatch();
  let left = task.whole;
  async function lane(): Promise<void> {
    for (; left > 0; left -= 1) await tellWhole();
  }
  await Promise.all([lane(), lane()]);
  const wholeMs = elapsed();
  const texts = await timed(task.texts, (at) => keep(Buffer.from(`${TEXT} ${at}`)));
  const peakBefore = peak();
  const pictures = await timed(task.pictures, () => keep(picture));
  const argon: Record<string, number> = {};
  const most = peak();
  for (const atOnce of [1, 2, 4]) {
    const both = startWatch();
    await Promise.all(Array.from({ length: atOnce }, async () => stretch().then(stretch)));
    argon[atOnce] = both() / (atOnce * 2);
  }
  process.send?.({
    ...{ wholeMs, codes, argon, peakBefore, peak: most, texts: texts.took, pictures: pictures.took },
    ...{ textCpuMs: texts.cpuMs, pictureCpuMs: pictures.cpuMs },
  } satisfies TipFound);
}
