/**
 * The bot whose connection flaps, in a process of its own so that its memory is its own: says "ready", says how it is when
 * asked to, and what is left of it when it is to stop. Needs `--expose-gc`.
 */
import { createWhatsAppChannel } from "../../src/channels/whatsapp/channel.ts";
import { createConversation } from "../../src/chat/conversation.ts";
import { createMemory } from "../../src/chat/memory.ts";
import { createQuota } from "../../src/chat/quota.ts";
import { createLog } from "../../src/log.ts";
import { openWhatsAppStore } from "../../src/stores/whatsapp-store.ts";
import { type FlappingTask, flappingTiming, type Sample } from "./whatsapp-flapping-task.ts";

const task = JSON.parse(process.argv[2] ?? "") as FlappingTask;
process.once("disconnect", () => process.exit(0));
let aheadMs = 0;
/** A little longer than the library's. */
const LIBRARY_TIMER_MS = 32_000;

const now = () => Date.now() + aheadMs;
const clock = () => new Date(now());
const log = createLog("silent");
const { store, lease, close } = await openWhatsAppStore(task.folder, Buffer.from(task.material, "base64"));
const channel = createWhatsAppChannel({
  store,
  lease,
  settings: { url: task.url, rootKey: task.rootKey, version: undefined, verify: "strict" },
  mayKeep: () => true,
  commands: new Set(),
  today: () => clock().toISOString().slice(0, 10),
  log,
  timing: flappingTiming,
  limits: { perSecond: Number.POSITIVE_INFINITY, chatMs: 0, groupPerMinute: 1_000_000 },
  now,
});
const converse = createConversation({
  route: (text) => ({ handle: ({ rest }) => ({ blocks: [{ kind: "text", text: rest }], choices: [] }), rest: text }),
  memory: createMemory(clock),
  quota: createQuota(clock),
  log,
});

function sample(): Sample {
  for (let round = 0; round < 3; round += 1) globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  const resources = Object.fromEntries(
    [...Map.groupBy(process.getActiveResourcesInfo(), (kind) => kind)].map(([kind, all]) => [kind, all.length]),
  );
  const handlers = process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0);
  return { heapUsed, external, rss, resources, handlers, numbers: { ...channel.health?.().numbers } };
}

process.on("message", (asked: { aheadMs: number; stop?: true }) => {
  aheadMs = asked.aheadMs;
  void answer(asked.stop === true);
});

async function answer(stop: boolean): Promise<void> {
  if (stop) {
    await channel.stop();
    await close();
    await lastTimers();
  }
  process.send?.(sample());
}

/** The library leaves timers that nothing can end but their time, at most half a minute. */
async function lastTimers(): Promise<void> {
  const end = performance.now() + LIBRARY_TIMER_MS;
  do await new Promise((resolve) => setTimeout(resolve, 250));
  while (process.getActiveResourcesInfo().includes("Timeout") && performance.now() < end);
}

await channel.start(converse, () => void process.send?.("ready"));
