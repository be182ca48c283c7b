import { existsSync } from "node:fs";
import type { PairingRequest, PairingStep } from "./chat/pairing.ts";
import { SessionDamagedError, SessionUnwritableError } from "./chat/session-store.ts";
import { pause } from "./delivery/backoff.ts";
import { createLog } from "./log.ts";
import { askHidden, type PromptStreams } from "./passphrase.ts";
import type { Settings } from "./settings.ts";
import { readStoreKey, type StoreKey, StoreKeyError } from "./store-key.ts";
import { FolderTakenError, FolderUnusableError, takeFolder } from "./stores/owner.ts";
import { whatsappFile } from "./stores/whatsapp-database.ts";
import { eraseWhatsAppStore, holdsDevice, openWhatsAppStore } from "./stores/whatsapp-store.ts";

export type KeySources = {
  settings: Settings;
  environment: Readonly<Record<string, string | undefined>>;
  terminal: PromptStreams | undefined;
};

/** The key that seals the session: from its file, or from the operator where there is a terminal and no file. */
export function storeKeyOf({ settings, environment, terminal }: KeySources): Promise<StoreKey | undefined> {
  const { WHATSAPP_STORE_KEY_FILE: file, DATA_DIR: dataFolder } = settings;
  const prompt = terminal && (() => askPassphrase(terminal, !existsSync(whatsappFile(dataFolder))));
  return readStoreKey({ file, dataFolder, environment, prompt });
}

/** A new one is asked for twice: a slip of the finger would lock the session up for good. */
async function askPassphrase(terminal: PromptStreams, isNew: boolean): Promise<string> {
  for (;;) {
    const typed = await askHidden("Passphrase of the WhatsApp session (Enter for none): ", terminal);
    if (!isNew || typed === "" || (await askHidden("The same again: ", terminal)) === typed) return typed;
    terminal.output.write("These were not the same.\n");
  }
}

/** WhatsApp's settings as the channel takes them. */
export function whatsappSettings(settings: Settings) {
  const { WHATSAPP_WS_URL: url, WHATSAPP_ROOT_KEY: rootKey, WHATSAPP_VERIFY: verify, WHATSAPP_VERSION } = settings;
  const numbers = WHATSAPP_VERSION?.split(".").map(Number);
  const version = numbers && ([numbers[0] ?? 0, numbers[1] ?? 0, numbers[2] ?? 0] as const);
  return { url, rootKey, version, verify };
}

const NO_KEY =
  "Without a key the link would be lost when this command ends. Start the service (npm start), then run this beside it; " +
  "or set WHATSAPP_STORE_KEY_FILE, see docs/whatsapp.md.";

/** What is said where a number is linked and the key of its session is not given. */
export const locked = {
  says: "A number is linked in DATA_DIR, and the key of its session is not given",
  remedy:
    "Give the key back (WHATSAPP_STORE_KEY_FILE, or type it at the start) and start again, or forget that link with " +
    '"npm run -s desk -- whatsapp unlink"; only then another can be made',
} as const;
export const lockedText = `${locked.says}. ${locked.remedy}.`;

/**
 * Why the session, which nobody has open, could not be used by a service; undefined when it could, or there is none. A
 * session that is served meanwhile is fine.
 */
export async function troubleAtRest(sources: KeySources): Promise<string | undefined> {
  const { DATA_DIR } = sources.settings;
  if (!existsSync(whatsappFile(DATA_DIR))) return undefined;
  let giveBack: (() => void) | undefined;
  try {
    giveBack = takeFolder(DATA_DIR, { isDesk: true });
    const key = await storeKeyOf(sources);
    if (key === undefined) return holdsDevice(DATA_DIR) ? lockedText : undefined;
    await (await openWhatsAppStore(DATA_DIR, key.material)).close();
    return undefined;
  } catch (error) {
    if (error instanceof FolderTakenError) return undefined;
    if (SAYS_WHY.some((kind) => error instanceof kind)) return (error as Error).message;
    throw error;
  } finally {
    giveBack?.();
  }
}

const SAYS_WHY = [StoreKeyError, SessionDamagedError, SessionUnwritableError, FolderUnusableError];

/** Links a number while no service runs, straight into the stored session. */
export async function linkHere(
  sources: KeySources,
  request: PairingRequest,
  step: (step: PairingStep) => void,
  signal: AbortSignal,
): Promise<void> {
  const { settings } = sources;
  const giveBack = takeFolder(settings.DATA_DIR, { isDesk: true });
  try {
    const key = await storeKeyOf(sources);
    if (key === undefined) return step({ kind: "failed", text: holdsDevice(settings.DATA_DIR) ? lockedText : NO_KEY });
    await withConnection(settings, key, true, (connection) => connection.pair(request, step, signal));
  } finally {
    giveBack();
  }
}

/**
 * Unlinks the number while no service runs, or one without WhatsApp (`beside`), and says what became of it; undefined when no
 * device is linked here. A session that cannot be opened (its key is lost, or it is damaged) is removed unopened.
 */
export async function unlinkHere(sources: KeySources, { beside } = { beside: false }): Promise<string | undefined> {
  const { settings } = sources;
  const giveBack = beside ? nothing : takeFolder(settings.DATA_DIR, { isDesk: true });
  try {
    if (!existsSync(whatsappFile(settings.DATA_DIR))) return undefined;
    const key = await storeKeyOf(sources);
    try {
      if (key !== undefined) {
        let reached = false;
        await withConnection(settings, key, !beside, async (connection, opened) => {
          const enough = new AbortController();
          await Promise.race([opened, pause(REACH_MS, enough.signal)]);
          enough.abort();
          reached = connection.state().kind === "open";
          await connection.unlink();
        });
        return unlinkedText(reached);
      }
    } catch (error) {
      if (!(error instanceof StoreKeyError || error instanceof SessionDamagedError)) throw error;
    }
    eraseWhatsAppStore(settings.DATA_DIR);
    return `the session is removed, unopened; ${ON_PHONE}`;
  } finally {
    giveBack();
  }
}

/** What became of a device, by whether WhatsApp could be told. */
export function unlinkedText(told: boolean): string {
  return told ? "the device is unlinked and its session forgotten" : `the session is forgotten; ${ON_PHONE}`;
}

const ON_PHONE = "on the phone remove the device too: WhatsApp, Settings, Linked devices";
/** How long WhatsApp may take to let the device in, which alone can tell it that the device goes. */
const REACH_MS = 15_000;

type LinkOnly = ReturnType<typeof import("./channels/whatsapp/connect/link-only.ts").createLinkOnly>;

async function withConnection(
  settings: Settings,
  key: StoreKey,
  formerOwnerIsDead: boolean,
  work: (connection: LinkOnly, opened: Promise<void>) => Promise<void>,
): Promise<void> {
  const { store, lease, close } = await openWhatsAppStore(settings.DATA_DIR, key.material, { formerOwnerIsDead });
  try {
    const { createLinkOnly } = await import("./channels/whatsapp/connect/link-only.ts");
    const log = createLog("silent");
    const connection = createLinkOnly({ store, lease, settings: whatsappSettings(settings), log });
    const opened = Promise.withResolvers<void>();
    try {
      await connection.start(opened.resolve, nothing);
      await work(connection, opened.promise);
    } finally {
      await connection.stop();
    }
  } finally {
    await close();
  }
}

const nothing = () => {};
