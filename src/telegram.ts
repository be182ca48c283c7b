import { createTelegramChannel } from "./channels/telegram/channel.ts";
import type { Channel, TakesAll } from "./chat/channel.ts";
import type { Log } from "./log.ts";
import type { Settings } from "./settings.ts";
import type { Database } from "./stores/database.ts";
import { createJournal } from "./stores/journal-sqlite.ts";

export type TelegramParts = {
  settings: Settings;
  token: string;
  log: Log;
  database: Database;
  menu: ReadonlyArray<{ command: string; help: string }>;
  takesAll?: TakesAll;
};

/** Opens Telegram, by webhook when an address and a secret for it are set. */
export function openTelegram({ settings, token, log, database, menu, takesAll }: TelegramParts): Channel {
  const { TELEGRAM_API_ROOT, TELEGRAM_WEBHOOK_SECRET, PUBLIC_URL } = settings;
  const secret = TELEGRAM_WEBHOOK_SECRET?.reveal();
  return createTelegramChannel({
    token,
    apiRoot: TELEGRAM_API_ROOT,
    webhook: PUBLIC_URL === undefined || secret === undefined ? undefined : { publicUrl: PUBLIC_URL, secret },
    menu,
    journal: createJournal(database, token),
    log,
    ...(takesAll === undefined ? {} : { takesAll }),
  });
}
