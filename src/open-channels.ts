import type { Service } from "./build.ts";
import { createTerminalChannel, type TerminalStreams } from "./channels/terminal/channel.ts";
import type { Channel } from "./chat/channel.ts";
import type { Log } from "./log.ts";
import type { Settings } from "./settings.ts";
import type { WhatsAppSession } from "./whatsapp.ts";

export type ChannelParts = {
  settings: Settings;
  log: Log;
  service: Service;
  /** The session of a linked device, where WhatsApp is wanted. */
  whatsapp: WhatsAppSession | undefined;
  streams: TerminalStreams;
};

/** The channels that are set, or the terminal when none is; a new one joins here. */
export async function openChannels({ settings, log, service, whatsapp, streams }: ChannelParts): Promise<Channel[]> {
  // What only one channel needs is loaded only with it, so that the others, the terminal and `ask` start without.
  const channels: Channel[] = [];
  if (whatsapp !== undefined) {
    const { createWhatsApp } = await import("./whatsapp.ts");
    channels.push(createWhatsApp({ settings, session: whatsapp, log, ...service }));
  }
  if (settings.TELEGRAM_BOT_TOKEN !== undefined) {
    const { openTelegram } = await import("./telegram.ts");
    channels.push(openTelegram({ settings, token: settings.TELEGRAM_BOT_TOKEN.reveal(), log, ...service }));
  }
  return channels.length > 0 ? channels : [createTerminalChannel(streams)];
}
