/** The process of a bot of ours: says when it is ready, and answers until its parent lets go. */
import { randomBytes } from "node:crypto";
import { createWhatsAppChannel } from "../../../src/channels/whatsapp/channel.ts";
import type { Channel, Converse } from "../../../src/chat/channel.ts";
import { createConversation } from "../../../src/chat/conversation.ts";
import type { MayKeep } from "../../../src/chat/keeping.ts";
import { createMemory } from "../../../src/chat/memory.ts";
import { createQuota } from "../../../src/chat/quota.ts";
import { systemClock } from "../../../src/clock.ts";
import type { PaceLimits } from "../../../src/delivery/pace.ts";
import { createLog, type Log } from "../../../src/log.ts";
import { readSettings } from "../../../src/settings.ts";
import { openWhatsAppStore } from "../../../src/stores/whatsapp-store.ts";
import type { BotTask, Order, Told } from "./task.ts";

const noLimits: PaceLimits = { perSecond: Number.POSITIVE_INFINITY, chatMs: 0, groupPerMinute: 1_000_000 };

const task = JSON.parse(process.argv[2] ?? "") as BotTask;
process.once("disconnect", () => process.exit(0));
const tell = (told: Told) => void process.send?.(told);
await openBot(task);

/** What `npm start` opens; only the pace is off. */
async function openBot({ kind, url, rootKey, dataFolder }: BotTask): Promise<void> {
  const log = createLog("silent");
  const { converse, mayKeep } = kind === "answers" ? await openAnswers(dataFolder, log) : echo(log);
  const key = kind === "echo-memory" ? undefined : randomBytes(32);
  const { store, lease } = await openWhatsAppStore(dataFolder, key);
  const channel = createWhatsAppChannel({
    store,
    lease,
    settings: { url, rootKey, version: undefined, verify: "strict" },
    mayKeep,
    commands: new Set(),
    today: () => new Date().toISOString().slice(0, 10),
    log,
    limits: noLimits,
    // Each lost connection is the first one after a good while.
    timing: { pushGapMs: [0, 0], stableMs: 1 },
  });
  const started = channel.start(converse, () => void process.send?.("ready"));
  await link(channel);
  await started;
  process.on("message", ({ write }: Order) => {
    const pushed = write.map((jid, nth) =>
      channel.push(
        `whatsapp:${jid}`,
        { blocks: [{ kind: "text", text: `pemberitahuan ${nth}` }], choices: [] },
        `bench ${nth}`,
      ),
    );
    void Promise.all(pushed).then(() => tell({ sent: write.length }));
  });
}

/** A channel that has just started may need a moment to take requests. */
async function link({ pair }: Channel): Promise<void> {
  let isLinked = false;
  while (!isLinked) {
    await pair?.(
      {},
      (step) => {
        if (step.kind === "qr") tell({ qr: step.text });
        if (step.kind === "paired") isLinked = true;
      },
      new AbortController().signal,
    );
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

type Talk = { converse: Converse; mayKeep: MayKeep };

/** Loaded only here, so that the echo's memory is that of the channel. */
async function openAnswers(dataFolder: string, log: Log): Promise<Talk> {
  const { openService } = await import("../../../src/build.ts");
  const settings = readSettings({ DATA_DIR: dataFolder });
  return openService({ settings, log, clock: systemClock, version: "bench" });
}

/** The conversation as it is, and in place of the answer the text said back. */
function echo(log: Log): Talk {
  const converse = createConversation({
    route: (text) => ({ handle: ({ rest }) => ({ blocks: [{ kind: "text", text: rest }], choices: [] }), rest: text }),
    memory: createMemory(systemClock),
    quota: createQuota(systemClock),
    log,
  });
  return { converse, mayKeep: () => true };
}
