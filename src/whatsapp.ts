import { createWhatsAppChannel } from "./channels/whatsapp/channel.ts";
import type { Channel, Health } from "./chat/channel.ts";
import type { MayKeep } from "./chat/keeping.ts";
import { storeKeyOf, whatsappSettings } from "./linked-device.ts";
import type { Log } from "./log.ts";
import { terminalOf } from "./passphrase.ts";
import type { Settings } from "./settings.ts";
import type { StoreKey } from "./store-key.ts";
import { createColdBudget } from "./stores/cold-budget-sqlite.ts";
import type { Database } from "./stores/database.ts";
import { openWhatsAppStore, type WhatsAppStore } from "./stores/whatsapp-store.ts";

/** The session of the linked device, and what is to be said of its key. */
export type WhatsAppSession = WhatsAppStore & { remark: Remark | undefined };

/**
 * Opens the session; the caller has taken the folder. The key is asked for here, and whatever is wrong with it or the session
 * ends the start: a StoreKeyError or SessionDamagedError says what to do.
 */
export async function openWhatsAppSession(settings: Settings, log: Log): Promise<WhatsAppSession> {
  const terminal = terminalOf(process);
  const key = await storeKeyOf({ settings, environment: process.env, terminal });
  const opened = await openWhatsAppStore(settings.DATA_DIR, key?.material, { formerOwnerIsDead: true });
  const remark = remarkOn(key);
  if (remark !== undefined) {
    log.warn(remark.event, { channel: "whatsapp" });
    terminal?.output.write(`WhatsApp: ${remark.says}. ${remark.remedy}.\n`);
  }
  if ((await opened.store.creds()) === undefined) {
    log.warn("not_linked", { channel: "whatsapp" });
    terminal?.output.write("WhatsApp: no number is linked. In another window: npm run -s desk -- whatsapp pair\n");
  }
  return { ...opened, remark };
}

export type WhatsAppParts = {
  settings: Settings;
  log: Log;
  session: WhatsAppSession;
  database: Database;
  mayKeep: MayKeep;
  menu: ReadonlyArray<{ command: string }>;
  today: () => string;
};

/** Makes the channel over its session, which is closed when the channel has ended. */
export function createWhatsApp(parts: WhatsAppParts): Channel {
  const { settings, log, session, database, mayKeep, menu, today } = parts;
  const channel = createWhatsAppChannel({
    store: session.store,
    lease: session.lease,
    settings: whatsappSettings(settings),
    mayKeep,
    commands: new Set(menu.map(({ command }) => command)),
    budget: createColdBudget(database, "whatsapp"),
    today,
    log,
  });
  const { health } = channel;
  return {
    ...channel,
    // The session is closed after its last use and before the process ends.
    ended: channel.ended.finally(session.close),
    ...(health !== undefined && { health: () => withRemark(health(), session.remark) }),
  };
}

type Remark = { event: "session_in_memory" | "key_on_disk"; says: string; remedy: string };

function remarkOn(key: StoreKey | undefined): Remark | undefined {
  if (key === undefined)
    return {
      event: "session_in_memory",
      says: "the session is in memory only and the link is lost when the service ends",
      remedy: "Set WHATSAPP_STORE_KEY_FILE to keep it, see docs/whatsapp.md",
    };
  if (!key.onDisk) return undefined;
  return {
    event: "key_on_disk",
    says: "the key of the session lies on a disk, or nobody can tell that it does not",
    remedy: "Keep it in memory (a systemd credential, or a file in /run), see docs/whatsapp.md",
  };
}

/** A remark is advice: it makes nothing wrong that works, and waits behind what does not. */
function withRemark(health: Health, remark: Remark | undefined): Health {
  // Of a session in memory the channel tells by itself.
  if (remark?.event !== "key_on_disk") return health;
  return { ...health, says: `${health.says}; ${remark.says}`, remedy: health.remedy ?? remark.remedy };
}
