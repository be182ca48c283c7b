import { pino } from "pino";

/** The only things a log line may carry. Nothing a person wrote, no name, no number, no address, no token. */
export type LogFields = {
  channel?: "terminal" | "telegram" | "whatsapp";
  ms?: number;
  count?: number;
  of?: number;
  version?: string;
  /** The class of an error and its code, never its message: that may quote what a person wrote. */
  error?: string;
};

export type Log = Record<"debug" | "info" | "warn" | "error", (event: LogEvent, fields?: LogFields) => void>;

/** From the finest on. */
export const logLevels = ["trace", "debug", "info", "warn", "error", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

/** A log whose level can be changed while it is used. */
export type ServiceLog = Log & {
  level(): LogLevel;
  setLevel(level: LogLevel): void;
  /** How often each event was a warning or an error since the start, also those that its level leaves out. */
  troubles(): ReadonlyMap<LogEvent, number>;
};

/** Every event that is logged; a fixed list, so that no text can slip in as an event. */
export type LogEvent =
  | "started"
  | "stopped"
  | "ready"
  | "learning"
  | "handler_failed"
  | "handler_timeout"
  | "over_quota"
  | "crashed"
  | "log_level_changed"
  // Receiving: it failed and is tried again, it works again, another receiver uses the token, the token is refused.
  | "not_receiving"
  | "receiving_again"
  | "conflict"
  | "token_refused"
  | "webhook_not_set"
  | "webhook_not_removed"
  | "webhook_lost"
  | "not_confirmed"
  | "update_unreadable"
  // Sending: a call failed; WhatsApp allows no new chats; groups are not answered for today, or too large; a message got no answer and never will.
  | "not_sent"
  | "new_chats_held"
  | "groups_held"
  | "unanswered"
  | "menu_not_set"
  // The language model: not answering, answering again; its key, its name or its bill is not in order, it does not take what is asked, or says nothing of use; the day's tokens are used up.
  | "model_on"
  | "model_down"
  | "model_back"
  | "model_key_refused"
  | "model_not_found"
  | "model_unpaid"
  | "model_not_taken"
  | "model_useless"
  | "model_tokens_used"
  // What nobody asked for: one could not be delivered (yet), the outbox could not be read.
  | "undelivered"
  | "delivery_failed"
  // Something of a report could not be stored or shredded; its writer was told.
  | "tip_failed"
  // Addresses that waited too long for an answer could not be forgotten today.
  | "forgetting_failed"
  // The knowledge: read again, not usable as it is on disk, learned anew.
  | "reloaded"
  | "knowledge_unusable"
  | "learned"
  | "learning_failed"
  // Vectors of the knowledge: how many are computed, all are, they could not be had and are tried again; for how many of the ways of writing they help.
  | "embedding"
  | "embedded"
  | "embedding_failed"
  | "embedding_unused"
  | "fusing_measured"
  // After a crash: an update was under way at three starts and is given up. A disk that fails.
  | "given_up"
  | "taken_as_sent"
  | "journal_failed"
  | "counts_failed"
  | "picture_failed"
  // No number is linked; the session is kept in memory only; one is there without its key; its key lies on a disk, or for others to read. What the desk asked of the service could not be done.
  | "not_linked"
  | "session_in_memory"
  | "session_locked"
  | "key_on_disk"
  | "key_for_others"
  // The system would write this process's memory to a disk when it dies.
  | "core_dumps"
  | "control_failed"
  // WhatsApp: a device was linked, unlinked by us, or removed by WhatsApp; the number was blocked; the login refused.
  | "linked"
  | "unlinked"
  | "link_lost"
  | "number_blocked"
  | "login_refused"
  // The stored session is damaged, cannot be written, belongs to another process.
  | "session_damaged"
  | "session_unusable"
  | "session_taken"
  // Open, but nothing comes through; the end of the backlog was not announced; the library complained, or failed.
  | "deaf"
  | "backlog_unannounced"
  | "library_warned"
  | "library_failed";

const ALLOWED: ReadonlySet<string> = new Set<keyof LogFields>(["channel", "ms", "count", "of", "version", "error"]);

/** JSON lines on stderr. Fields that are not allow-listed are dropped, whatever the types said. */
export function createLog(level: LogLevel, destination: { write(line: string): void } = process.stderr): ServiceLog {
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );
  const troubles = new Map<LogEvent, number>();
  const write =
    (at: keyof Log) =>
    (event: LogEvent, fields: LogFields = {}) => {
      if (at === "warn" || at === "error") troubles.set(event, (troubles.get(event) ?? 0) + 1);
      const kept = Object.fromEntries(Object.entries(fields).filter(([name]) => ALLOWED.has(name)));
      logger[at]({ event, ...kept });
    };
  return {
    ...{ debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") },
    level: () => logger.level as LogLevel,
    setLevel(next) {
      logger.level = next;
    },
    troubles: () => troubles,
  };
}

/** What may be said of an error in a log: its class and code. */
export function errorName(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const code = (error as { code?: unknown }).code;
  return typeof code === "string" ? `${error.name} ${code}` : error.name;
}
