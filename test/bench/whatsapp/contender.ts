import { join } from "node:path";
import { startWhatsApp, type WhatsAppServer } from "../../support/whatsapp-server/server.ts";
import { type Watch, watch } from "../../support/whatsapp-watch.ts";
import type { Crowd } from "../load.ts";
import { type RunningBot, runBot } from "../run-bot.ts";
import { createCrowd } from "./crowd.ts";
import { type BotKind, type BotTask, isPeer, type Order, type Told } from "./task.ts";

/** A bot in its process, and a stand-in of its own in this one. */
export type Contender = {
  kind: BotKind;
  server: WhatsAppServer;
  seen: Watch;
  crowd: Crowd;
  bot: RunningBot;
  /** Resident memory when it was ready. */
  started: number | undefined;
  /** Has it write to people; resolves when the server took everything. */
  writes(order: Order): Promise<void>;
  close(): Promise<void>;
};

/** Messages that each phone keeps. */
const KEEP = 20;

/** Starts a bot and links it. */
export async function openContender(kind: BotKind): Promise<Contender> {
  const server = await startWhatsApp({ keep: KEEP });
  const seen = watch(server);
  let sent = () => {};
  const told = (said: unknown) => {
    const what = said as Told;
    // A QR that was taken back meanwhile is followed by another.
    if ("qr" in what) server.account.scan(what.qr).catch(() => undefined);
    else sent();
  };
  const task: Omit<BotTask, "dataFolder"> = { kind, url: server.url, rootKey: server.rootKey };
  const bot = await runBot(join("whatsapp", isPeer(kind) ? "peer.ts" : "bot.ts"), task, told);
  return {
    kind,
    server,
    seen,
    crowd: createCrowd(server, seen),
    bot,
    started: bot.memory(),
    writes(order) {
      const done = new Promise<void>((resolve) => {
        sent = resolve;
      });
      bot.say(order);
      return done;
    },
    async close() {
      await bot.close();
      await server.stop();
    },
  };
}
