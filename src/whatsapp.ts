import { createWhatsAppChannel } from "./channels/whatsapp/channel.ts";
import type { Channel, Health, TakesAll } from "./chat/channel.ts";
import type { MayKeep } from "./chat/keeping.ts";
import type { Message } from "./chat/message.ts";
import { locked, lockedText, storeKeyOf, whatsappSettings } from "./linked-device.ts";
import type { Log } from "./log.ts";
import { terminalOf } from "./passphrase.ts";
import type { Settings } from "./settings.ts";
import type { StoreKey } from "./store-key.ts";
import { createColdBudget } from "./stores/cold-budget-sqlite.ts";
import type { Database } from "./stores/database.ts";
import { eraseWhatsAppStore, holdsDevice, openWhatsAppStore, type WhatsAppStore } from "./stores/whatsapp-store.ts";

/** The session of the linked device, and what is to be said of its key. */
export type WhatsAppSession = WhatsAppStore & { remarks: readonly Remark[] };

/**
 * Opens the session; the caller has taken the folder. The key is asked for here, and whatever is wrong with it or the session
 * ends the start: a StoreKeyError or SessionDamagedError says what to do.
 */
export async function openWhatsAppSession(settings: Settings, log: Log): Promise<WhatsAppSession> {
  const terminal = terminalOf(process);
  const key = await storeKeyOf({ settings, environment: process.env, terminal });
  const opened = await openWhatsAppStore(settings.DATA_DIR, key?.material, { formerOwnerIsDead: true });
  const isLocked = key === undefined && holdsDevice(settings.DATA_DIR);
  const remarks = isLocked ? [lockedUp] : remarksOn(key);
  for (const remark of remarks) {
    log.warn(remark.event, { channel: "whatsapp" });
    terminal?.output.write(`WhatsApp: ${remark.says}. ${remark.remedy}.\n`);
  }
  if (!isLocked && (await opened.store.creds()) === undefined) {
    log.warn("not_linked", { channel: "whatsapp" });
    terminal?.output.write("WhatsApp: no number is linked. In another window: npm run -s desk -- whatsapp pair\n");
  }
  return { ...opened, remarks };
}

export type WhatsAppParts = {
  settings: Settings;
  log: Log;
  session: WhatsAppSession;
  database: Database;
  mayKeep: MayKeep;
  closed?: (message: Message) => boolean;
  takesAll?: TakesAll;
  menu: ReadonlyArray<{ command: string }>;
  today: () => string;
};

/** Makes the channel over its session, which is closed when the channel has ended. */
export function createWhatsApp(parts: WhatsAppParts): Channel {
  const { settings, log, session, database, mayKeep, menu, today, closed, takesAll } = parts;
  const channel = createWhatsAppChannel({
    store: session.store,
    lease: session.lease,
    settings: whatsappSettings(settings),
    mayKeep,
    ...(closed === undefined ? {} : { closed }),
    ...(takesAll === undefined ? {} : { takesAll }),
    commands: new Set(menu.map(({ command }) => command)),
    budget: createColdBudget(database, "whatsapp"),
    today,
    log,
  });
  const { health, pair, unlink } = channel;
  const folder = settings.DATA_DIR;
  // A second identity beside the first would end with the first.
  const isLocked = () => session.remarks.includes(lockedUp) && holdsDevice(folder);
  return {
    ...channel,
    async pair(...request) {
      if (isLocked()) request[1]({ kind: "failed", text: lockedText });
      else await pair?.(...request);
    },
    async unlink() {
      if (isLocked()) eraseWhatsAppStore(folder);
      else await unlink?.();
    },
    // The session is closed after its last use and before the process ends.
    ended: channel.ended.finally(session.close),
    ...(health !== undefined && {
      health: () => (isLocked() ? { ...health(), ok: false, ...locked } : withRemarks(health(), session.remarks)),
    }),
  };
}

type Remark = {
  event: "session_in_memory" | "session_locked" | "key_on_disk" | "key_for_others";
  says: string;
  remedy: string;
};

const inMemory: Remark = {
  event: "session_in_memory",
  says: "the session is in memory only and the link is lost when the service ends",
  remedy: "Set WHATSAPP_STORE_KEY_FILE to keep it, see docs/whatsapp.md",
};
const lockedUp: Remark = { event: "session_locked", ...locked };
const onDisk: Remark = {
  event: "key_on_disk",
  says: "the key of the session lies on a disk, or nobody can tell that it does not",
  remedy: "Keep it in memory (a systemd credential, or a file in /run), see docs/whatsapp.md",
};
const forOthers: Remark = {
  event: "key_for_others",
  says: "others may read the key file of the session",
  remedy: "Run chmod 600 on the key file",
};

function remarksOn(key: StoreKey | undefined): Remark[] {
  if (key === undefined) return [inMemory];
  return [...(key.onDisk ? [onDisk] : []), ...(key.forOthers ? [forOthers] : [])];
}

/** A remark is advice: it makes nothing wrong that works, and its remedy waits behind what does not. */
function withRemarks(health: Health, remarks: readonly Remark[]): Health {
  // Of a session in memory the channel tells by itself, and one that was locked is gone by now.
  const told = remarks.filter((remark) => remark !== inMemory && remark !== lockedUp);
  if (told.length === 0) return health;
  const says = [health.says, ...told.map((remark) => remark.says)].join("; ");
  return { ...health, says, remedy: health.remedy ?? told.map((remark) => remark.remedy).join(". ") };
}
