import { TelegramError } from "telegraf";
import { SendError } from "../../delivery/send-error.ts";

/** The group became a supergroup and has another number now. */
export class ChatMovedError extends Error {
  readonly chat: number;

  constructor(chat: number) {
    super("the chat has moved");
    this.name = "ChatMovedError";
    this.chat = chat;
  }
}

/** Telegram does not know this bot: the operator has to give another token. */
export class TokenRefusedError extends Error {
  constructor(code: string) {
    super(
      `Telegram refuses TELEGRAM_BOT_TOKEN (${code}). Copy the token from @BotFather again (/mybots, API Token), and check TELEGRAM_API_ROOT if it is set. See docs/operations.md.`,
    );
    this.name = "TokenRefusedError";
  }
}

/** What was to be deleted is not there. */
export const NOT_THERE = "not_there";

/** Refusals of Telegram's that mean this chat cannot be written to, whatever is sent. */
const GONE =
  /chat not found|user is deactivated|peer_id_invalid|group chat was deactivated|not enough rights|have no rights|chat_write_forbidden|topic_(closed|deleted)|bot is not a member|kicked/i;

/** The connection was never made, so nothing arrived. */
const NEVER_ARRIVED = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENETDOWN",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
]);

/**
 * What a failed call means, in words that carry nothing of it: Telegraf's errors hold the whole payload, and its network
 * errors hold the address with the token.
 */
export function toFailure(error: unknown): SendError | ChatMovedError {
  if (error instanceof TelegramError) return fromTelegram(error);
  const { code, type, name } = (error ?? {}) as { code?: unknown; type?: unknown; name?: unknown };
  const word = [code, type, name].find((each) => typeof each === "string" && /^[\w-]{1,40}$/.test(each)) as string;
  return new SendError(NEVER_ARRIVED.has(word) ? "offline" : "unknown", { code: word ?? "" });
}

function fromTelegram({ code, description, parameters }: TelegramError): SendError | ChatMovedError {
  const moved = (parameters as { migrate_to_chat_id?: unknown } | undefined)?.migrate_to_chat_id;
  if (typeof moved === "number") return new ChatMovedError(moved);
  const at = { code: String(code) };
  if (code === 429) {
    const seconds = Number((parameters as { retry_after?: unknown } | undefined)?.retry_after ?? 1);
    return new SendError("throttled", { ...at, retryAfterMs: Math.max(1, seconds || 1) * 1000 });
  }
  if (code === 403 || (code === 400 && GONE.test(description))) return new SendError("gone", at);
  if (code === 401 || code === 404) return new SendError("misconfigured", at);
  // A gateway that gave up waiting does not know what became of the message.
  if (code === 502 || code === 504) return new SendError("unknown", at);
  if (code === 409 || code >= 500) return new SendError("offline", at);
  if (code === 400 && /message to delete not found/i.test(description))
    return new SendError("rejected", { code: NOT_THERE });
  return new SendError("rejected", at);
}

/** A failure where only sending could tell that a chat has moved. */
export function asSendError(error: unknown): SendError {
  return error instanceof SendError ? error : new SendError("unknown");
}
