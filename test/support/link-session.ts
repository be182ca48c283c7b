import { createWhatsAppChannel } from "../../src/channels/whatsapp/channel.ts";
import type { SessionStore } from "../../src/chat/session-store.ts";
import { createLog } from "../../src/log.ts";
import { openWhatsAppStore } from "../../src/stores/whatsapp-store.ts";
import type { WhatsAppServer } from "./whatsapp-server/server.ts";

/** What a test may know of a linked session: the ids under which the bot will send. */
export type LinkedSession = Pick<SessionStore, "idFor">;

/** Links the account's device and leaves its session in the folder, sealed, for a process to come. */
export async function linkSession(server: WhatsAppServer, folder: string, material: Buffer): Promise<LinkedSession> {
  const { store, lease, close } = await openWhatsAppStore(folder, material);
  const channel = createWhatsAppChannel({
    store,
    lease,
    settings: { url: server.url, rootKey: server.rootKey, version: undefined, verify: "strict" },
    mayKeep: () => false,
    commands: new Set(),
    today: () => new Date().toISOString().slice(0, 10),
    log: createLog("silent"),
  });
  const started = channel.start(
    async () => undefined,
    () => undefined,
  );
  await link(server, channel.pair);
  await started;
  await channel.stop();
  await close();
  return { idFor: store.idFor };
}

/** Scans until it is linked; a channel that has just started may need a moment to take requests. */
export async function link(
  server: WhatsAppServer,
  pair: ReturnType<typeof createWhatsAppChannel>["pair"],
): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    let isLinked = false;
    await pair?.(
      {},
      (step) => {
        if (step.kind === "qr") void server.account.scan(step.text);
        if (step.kind === "paired") isLinked = true;
      },
      new AbortController().signal,
    );
    if (isLinked) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error("the number could not be linked");
}
