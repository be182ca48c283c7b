import { once } from "node:events";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openWhatsAppStore } from "../../../../src/stores/whatsapp-store.ts";
import { finish, newFolder, printed, removeFolder, startFile } from "../../../support/process.ts";
import { linkedServer } from "../../../support/whatsapp-bot.ts";
import type { Person, WhatsAppServer } from "../../../support/whatsapp-server/server.ts";

const key = Buffer.alloc(32, 9);
const script = join(import.meta.dirname, "..", "..", "..", "support", "whatsapp-deadly-bot.ts");
let folder: string;
let server: WhatsAppServer;
const running: Bot[] = [];

// One device for all: opening its store takes a second, linking it more.
beforeAll(async () => {
  folder = newFolder();
  const session = await openWhatsAppStore(folder, key);
  ({ server } = await linkedServer(session));
  await session.close();
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((bot) => bot.stop()));
  expect(server.unhandled).toEqual([]);
});

afterAll(async () => {
  await server.stop();
  removeFolder(folder);
});

type Bot = {
  /** Resolves when so many more messages reached its conversation. */
  hears(times: number): Promise<void>;
  ready: Promise<void>;
  /** Resolves when it is gone, by itself or by `kill`. */
  gone: Promise<unknown>;
  kill(): Promise<void>;
  stop(): Promise<void>;
  log(): Promise<string>;
};

/** The next process on the same device. */
function start(environment: Record<string, string> = {}): Bot {
  const known = { WS_URL: server.url, ROOT_KEY: server.rootKey, DATA_DIR: folder, KEY: key.toString("hex") };
  const child = startFile(script, [], { ...known, ...environment });
  const gone = once(child, "close");
  const finished = finish(child);
  const ready = printed(child, "siap");
  ready.catch(() => {}); // Nobody waits for those that are meant to die.
  const bot: Bot = {
    ready,
    hears: (times) => printed(child, "mendengar\n".repeat(times)),
    gone,
    async kill() {
      child.kill("SIGKILL");
      await gone;
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
      await gone;
    },
    log: async () => (await finished).stderr,
  };
  running.push(bot);
  return bot;
}

async function started(environment?: Record<string, string>): Promise<Bot> {
  const bot = start(environment);
  await bot.ready;
  return bot;
}

const mute = { MUTE: "1" };
const received = (id: string) => server.next("receipt", (receipt) => receipt.id === id);
const receiptsFor = ({ receipts }: Person, id: string) =>
  receipts.flatMap((each) => (each.id === id ? [each.type] : []));

describe("after the process was killed", () => {
  let asker: Person;
  let teller: Person;
  let unsure: Person;
  let asked: string;
  let told: string;
  /** What lay on the disk when the first process was dead. */
  let left: string[];

  // Three processes, one after the other, for all that is said of them: to start one takes longer than anything it does.
  beforeAll(async () => {
    [asker, teller, unsure] = [server.person(), server.person(), server.person()];
    const first = await started(mute);
    const heard = first.hears(2);
    asked = await asker.says("boleh like?");
    told = await teller.says("rahasia saya");
    await received(asked);
    await heard;
    await first.kill();
    expect(server.pending().map(({ id }) => id)).toEqual([told]);
    const opened = await openWhatsAppStore(folder, key, { formerOwnerIsDead: true });
    left = (await opened.store.kept.left()).map(({ id }) => id);
    await opened.close();
    const second = await started();
    await Promise.all([asker.next(), teller.next()]);
    await asker.says("halo");
    await asker.next();
    await received(told);
    const lift = server.faults.holdAcks();
    await unsure.says("boleh like?");
    await unsure.next();
    await second.kill();
    lift();
    await started();
    await asker.says("lagi?");
    await asker.next();
    await server.waitFor(() => unsure.messages[0]?.copies === 2, "the second copy");
    await server.waitFor(() => receiptsFor(teller, told).length === 2, "the second receipt");
  });

  it("what was received is answered, late and once", () => {
    expect(left).toEqual([`whatsapp:${asker.lid} ${asked}`]);
    const [late, ...rest] = asker.messages.map(({ text }) => text);
    expect(late).toContain("jawaban: boleh like?");
    expect(late).toContain("layanan sedang terhenti");
    expect(rest).toEqual(["jawaban: halo", "jawaban: lagi?"]);
    expect(receiptsFor(asker, asked)).toEqual(["delivered"]);
  });

  it("what may not be written down is nowhere on the disk, asked for again and answered", () => {
    expect(left).not.toContain(`whatsapp:${teller.lid} ${told}`);
    expect(teller.messages.map(({ text }) => text)).toEqual([expect.stringContaining("jawaban: rahasia saya")]);
    expect(receiptsFor(teller, told)).toEqual(["retry", "delivered"]);
  });

  it("an answer of which nobody knows whether it arrived goes out under the same id", () => {
    expect(unsure.messages).toMatchObject([{ copies: 2 }]);
  });

  it("everybody is answered but the one whose message kills it", { timeout: 120_000 }, async () => {
    const [before, deadly, after] = [server.person(), server.person(), server.person()];
    const first = await started(mute);
    for (const [person, text] of [
      [before, "satu"],
      [deadly, "mati"],
      [after, "dua"],
    ] as const)
      await received(await person.says(text));
    await first.kill();
    for (let death = 0; death < 3; death += 1) await start().gone;
    expect((await before.next()).text).toContain("jawaban: satu");
    expect((await after.next()).text).toContain("jawaban: dua");
    const last = await started();
    await after.says("tiga");
    expect((await after.next()).text).toBe("jawaban: tiga");
    await last.stop();
    expect(await last.log()).toContain('"event":"given_up","channel":"whatsapp","count":3');
    expect([before, deadly, after].map(({ messages }) => messages.length)).toEqual([1, 0, 2]);
  });
});
