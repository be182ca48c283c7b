import { lookAtClock, lookAtTelegram } from "../channels/telegram/look.ts";
import type { Settings } from "../settings.ts";
import type { Check, Finding } from "./finding.ts";

/** So far the clock may be off; reminders and the 24 hours of an invitation go by it. */
const FAIR_MS = 30_000;
const BAD_MS = 300_000;

/**
 * The token, who else uses it, and this machine's clock beside Telegram's; asks Telegram where a token is set, and nobody else. Where
 * the service alone is given the token, only what time it is.
 */
export const checkTelegram: Check = async (settings, _, { secrets }) => {
  const { TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: root, PUBLIC_URL } = settings;
  if (token === undefined && secrets.has("TELEGRAM_BOT_TOKEN")) {
    const says = "not looked at: the service alone is given it, and its line of telegram says whether it is taken";
    const told = await lookAtClock(root);
    const time =
      told.kind === "told" ? clock(told.aheadMs) : unreachable("clock", root, told.code, "the clock was not compared");
    return [{ name: "token", level: "ok", says }, time];
  }
  if (token === undefined)
    return [{ name: "clock", level: "ok", says: "not compared: without Telegram nobody is asked for the time" }];
  const looked = await lookAtTelegram(token.reveal(), root);
  switch (looked.kind) {
    case "refused":
      return [
        {
          ...{ name: "token", level: "bad", says: `Telegram refuses TELEGRAM_BOT_TOKEN (${looked.code})` },
          remedy: "copy it from @BotFather again (/mybots, API Token): npm run setup",
        },
      ];
    case "unreachable":
      return [unreachable("token", root, looked.code, "token, webhook and clock were not checked")];
    case "known":
      return [
        { name: "token", level: "ok", says: `Telegram knows @${looked.username}` },
        webhook(looked.webhook, PUBLIC_URL),
        clock(looked.aheadMs),
      ];
  }
};

function unreachable(name: string, root: string, code: string, what: string): Finding {
  const says = `Telegram cannot be reached from here (${code}); ${what}`;
  const remedy = `see whether this machine reaches ${new URL(root).host}, then look again`;
  return { name, level: "warn", says, remedy };
}

function webhook(posted: string | undefined, publicUrl: Settings["PUBLIC_URL"]): Finding {
  const host = (address: string) => URL.parse(address)?.host ?? "an unknown address";
  const name = "webhook";
  if (posted === undefined) {
    if (publicUrl === undefined) return { name, level: "ok", says: "none, as the bot polls" };
    const says = "PUBLIC_URL is set, but Telegram posts nowhere";
    return { name, level: "warn", says, remedy: "npm start sets it; look at the log for webhook_not_set" };
  }
  if (publicUrl !== undefined && URL.parse(posted)?.origin === URL.parse(publicUrl)?.origin)
    return { name, level: "ok", says: `Telegram posts to ${host(posted)}, as PUBLIC_URL says` };
  const says = `Telegram posts to ${host(posted)}: another service uses this token`;
  return { name, level: "warn", says, remedy: "stop that one, or give this bot a token of its own from @BotFather" };
}

function clock(aheadMs: number | undefined): Finding {
  const name = "clock";
  if (aheadMs === undefined) return { name, level: "ok", says: "not compared: the answer told no time" };
  const off = Math.abs(aheadMs);
  if (off <= FAIR_MS) return { name, level: "ok", says: "within half a minute of Telegram's" };
  const says = `${Math.round(off / 1000)} s ${aheadMs > 0 ? "ahead of" : "behind"} Telegram's`;
  const remedy = "set it by the network: timedatectl set-ntp true";
  return { name, level: off > BAD_MS ? "bad" : "warn", says, remedy };
}
