import { join } from "node:path";
import { startTelegram } from "../../support/telegram/server.ts";
import { startWatch } from "../figures.ts";
import { runBot } from "../run-bot.ts";
import { figure, ratio, table } from "../table.ts";
import { type DeliveryFound, type DeliveryKind, type DeliveryTask, deliveryKinds } from "./task.ts";

export type DeliveryScale = { persons: number };

const names: Readonly<Record<DeliveryKind, string>> = {
  "our-rows": "our mailings, nothing to send",
  "plain-rows": "plain statements, nothing to send",
  "our-service": "our whole service, through the stand-in",
  "bare-loop": "bare loop over Telegraf's client, through the stand-in",
};

/** Whom each of ours is compared with. */
const PEERS: Partial<Record<DeliveryKind, DeliveryKind>> = { "our-rows": "plain-rows", "our-service": "bare-loop" };

const MEGABYTE = 1024 ** 2;

type Measured = DeliveryFound & { persons: number; standinBusy: number };

/** A mailing to so many persons: how fast its rows are made, taken and settled, with what memory, and how fast it goes out. */
export async function reportDelivery({ persons }: DeliveryScale): Promise<string> {
  const found = new Map<DeliveryKind, Measured>();
  for (const kind of deliveryKinds) {
    process.stderr.write(`delivery: ${persons} persons, ${names[kind]}\n`);
    found.set(kind, await run(kind, persons));
  }
  const head = [
    `Mailing to ${persons.toLocaleString("en")}`,
    "rows made in s",
    "most memory until then, MB",
    "messages/s",
    "processor ms a message",
    "most memory, MB",
    "stand-in busy",
    "messages/s · processor · memory to the plain one",
  ];
  const rows = [...found].map(([kind, own]) => cells(kind, own, found.get(PEERS[kind] ?? kind)));
  return [describe(persons), table(head, rows)].join("\n\n");
}

async function run(kind: DeliveryKind, persons: number): Promise<Measured> {
  const server = await startTelegram({ keepCalls: false, keepMessages: 1, longPollMs: 60_000 });
  try {
    const bot = server.bot();
    const first = Array.from({ length: kind.endsWith("rows") ? 1 : persons }, () => bot.person())[0]?.id ?? 0;
    const told = Promise.withResolvers<DeliveryFound>();
    const task: Omit<DeliveryTask, "dataFolder"> = {
      kind,
      persons: { first, count: persons },
      token: bot.token,
      apiRoot: server.url,
    };
    const file = join("delivery", kind.startsWith("our") ? "ours.ts" : "plain.ts");
    const child = await runBot(file, task, (said) => told.resolve(said as DeliveryFound));
    const elapsed = startWatch();
    const before = process.cpuUsage();
    const childBefore = child.processorMs() ?? 0;
    child.say({ go: true });
    const found = await told.promise;
    const { user, system } = process.cpuUsage(before);
    const standinBusy = (user + system) / 1_000 / elapsed();
    await child.close();
    const sent = bot.counts.get("sendMessage")?.ok ?? 0;
    if (!kind.endsWith("rows") && sent !== persons) throw new Error(`${sent} messages for ${persons} persons`);
    return { ...found, cpuMs: found.cpuMs - childBefore, persons, standinBusy };
  } finally {
    await server.stop();
  }
}

function cells(kind: DeliveryKind, own: Measured, peer: Measured | undefined): string[] {
  const rate = ({ persons, sendMs }: Measured) => (1_000 * persons) / sendMs;
  const cost = ({ persons, cpuMs }: Measured) => cpuMs / persons;
  const isPeer = PEERS[kind] === undefined;
  const ratios =
    isPeer || peer === undefined
      ? "–"
      : [ratio(rate(own), rate(peer)), ratio(cost(own), cost(peer)), ratio(own.peak, peer.peak)].join(" · ");
  return [
    names[kind],
    own.enqueued === undefined ? "–" : figure(own.enqueued.ms / 1_000),
    own.enqueued === undefined ? "–" : figure(own.enqueued.peak / MEGABYTE),
    figure(rate(own)),
    figure(cost(own)),
    figure(own.peak / MEGABYTE),
    kind.endsWith("rows") ? "–" : `${(100 * own.standinBusy).toFixed(0)} %`,
    ratios,
  ];
}

function describe(persons: number): string {
  return `Each in a process of its own with the flags of \`npm start\`, one after the other; the stand-in of the Bot API runs in the process that measures, without limits, so that of two processors each has one. Ours makes ${persons.toLocaleString("en")} rows in the transaction of the mailing, then takes each with a lease and a fencing token, asks whether the person still wants it, and settles each by itself, three under way at most; WAL with synchronous=NORMAL. The plain statements insert the addresses in one transaction, then look up the next and mark it, which is safe with one message under way and tells nothing apart afterwards. The bare loop has the addresses in memory, sends three at a time, and knows nothing any more when it is killed. With nothing to send, messages/s is what taking and settling cost. Processor time is from the first row to the last message, memory the most the process ever had, with the answers and their search loaded in the whole service; it sends here forty times as fast as Telegram allows, so that most of its memory is garbage that was not collected yet.`;
}
