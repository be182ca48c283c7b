import type { Health } from "../../chat/channel.ts";
import type { SessionStore } from "../../chat/session-store.ts";
import type { Connection, ConnectionState } from "./connect/connection.ts";
import type { BanCare } from "./send/ban-care.ts";

export type HealthParts = {
  connection: Pick<Connection, "state" | "numbers">;
  care: Pick<BanCare, "standing" | "budget">;
  store: Pick<SessionStore, "lasting">;
  now: () => number;
};

type Said = { ok: boolean; says: string; remedy?: string };

const WITHOUT_NUMBER: ReadonlySet<ConnectionState["kind"]> = new Set(["unpaired", "pairing", "logged_out"]);

/** How the channel is, for `doctor` and the metrics. Of persons nothing but how many. */
export function createHealth({ connection, care, store, now }: HealthParts): () => Health {
  /** Counted in the background: whoever asks for it next sees it. */
  let coldLeft = 0;
  return () => {
    void care.budget().then(
      ({ today }) => {
        coldLeft = today;
      },
      () => undefined,
    );
    const state = connection.state();
    const standing = care.standing();
    const { connects, disconnects, watchdog, listeners } = connection.numbers();
    const heldFor = Math.max(0, standing.heldUntil - now());
    return {
      ...inWords(state, heldFor, store.lasting),
      numbers: {
        open: state.kind === "open" ? 1 : 0,
        linked: WITHOUT_NUMBER.has(state.kind) ? 0 : 1,
        banned: state.kind === "banned" ? 1 : 0,
        connects,
        watchdog,
        listeners,
        ...Object.fromEntries(Object.entries(disconnects).map(([code, count]) => [`disconnects_${word(code)}`, count])),
        new_chats_held_seconds: Math.ceil(heldFor / 1000),
        cold_left_today: coldLeft,
        session_lasting: store.lasting ? 1 : 0,
        ...(standing.quota === undefined
          ? {}
          : { new_chat_quota: standing.quota.total, new_chats_used: standing.quota.used }),
      },
    };
  };
}

function inWords(state: ConnectionState, heldFor: number, lasting: boolean): Said {
  const said = stateInWords(state);
  if (said.ok && heldFor > 0)
    return {
      ok: true,
      says: `${said.says}; it lets this number begin no new chats for ${Math.ceil(heldFor / 60_000)} minutes`,
      remedy: "nothing needs doing: who wrote first is answered; write to nobody new from this number meanwhile",
    };
  if (said.ok && !lasting)
    return {
      ...said,
      says: `${said.says}, with a session in memory only`,
      remedy: "set WHATSAPP_STORE_KEY_FILE, or the number must be linked again after every start; see docs/whatsapp.md",
    };
  return said;
}

function stateInWords({ kind, detail, remedy }: ConnectionState): Said {
  switch (kind) {
    case "open":
      return { ok: true, says: "connected to WhatsApp" };
    case "unpaired":
      return { ok: false, says: "no number is linked", remedy: "npm run -s desk -- whatsapp pair" };
    case "pairing":
      return { ok: false, says: "a number is being linked just now" };
    case "connecting":
      return { ok: false, says: "connecting to WhatsApp", remedy: "look again in a moment" };
    case "waiting":
      return {
        ok: false,
        says: detail ?? "the connection was lost; trying again soon",
        remedy: remedy ?? "see whether this machine reaches web.whatsapp.com",
      };
    case "stopped":
      return { ok: false, says: "stopped", remedy: "npm start" };
    case "replaced":
    case "busy":
    case "refused":
    case "logged_out":
    case "banned":
      // What to do is part of what is said.
      return { ok: false, says: detail ?? kind.replace("_", " ") };
  }
}

function word(code: string): string {
  return code.toLowerCase().replace(/[^a-z0-9]+/g, "_");
}
