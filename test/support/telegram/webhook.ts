import { setTimeout as pause } from "node:timers/promises";
import { isFields } from "./params.ts";
import type { Fields, WebhookState } from "./types.ts";
import type { Update, Updates } from "./updates.ts";

export type WebhookTarget = { url: string; secret: string; maxConnections: number };

export type Webhook = {
  /** Posts what is pending, and what comes, to an address. */
  set(target: WebhookTarget): void;
  remove(): void;
  target(): WebhookTarget | undefined;
  state(): WebhookState | undefined;
  /** What `getWebhookInfo` says. */
  info(): Fields;
  offer(update: Update): void;
  redeliver(id: number): Promise<number>;
};

export type WebhookParts = {
  updates: Updates;
  retryMs: number;
  timeoutMs: number;
  now(): number;
  changed(): void;
  /** Carries out the call an endpoint may answer with. */
  reply(method: string, params: Fields): void;
};

type Posting = WebhookTarget & {
  closed: AbortController;
  /** What waits to be posted, by chat: a chat's updates go one after the other. */
  chats: Map<number, Update[]>;
  running: number;
  turns: Array<() => void>;
  error?: { message: string; date: number };
};

/** How many posted updates can still be posted again. */
const remembered = 1_000;

export function createWebhook({ updates, retryMs, timeoutMs, now, changed, reply }: WebhookParts): Webhook {
  let posting: Posting | undefined;
  const posted = new Map<number, Update>();

  function offer(update: Update, to = posting): void {
    if (to === undefined) return;
    const chat = chatOf(update);
    const queue = to.chats.get(chat);
    if (queue === undefined) {
      const made = [update];
      to.chats.set(chat, made);
      void drain(to, chat, made);
    } else {
      queue.push(update);
    }
  }

  async function drain(to: Posting, chat: number, queue: Update[]): Promise<void> {
    let delay = retryMs;
    for (let update = queue[0]; update !== undefined && !to.closed.signal.aborted; update = queue[0]) {
      if (isGood(await inTurn(to, update))) {
        delay = retryMs;
        queue.shift();
        remember(update);
      } else if (!to.closed.signal.aborted) {
        await pause(delay, undefined, { ref: false });
        delay = Math.min(delay * 2, retryMs * 64);
      }
    }
    to.chats.delete(chat);
  }

  function remember(update: Update): void {
    updates.confirm(update.update_id);
    posted.set(update.update_id, update);
    const [oldest] = posted.keys();
    if (posted.size > remembered && oldest !== undefined) posted.delete(oldest);
    changed();
  }

  async function inTurn(to: Posting, update: Update): Promise<number> {
    if (to.running >= to.maxConnections) await new Promise<void>((resolve) => to.turns.push(resolve));
    else to.running += 1;
    try {
      return to.closed.signal.aborted ? 0 : await post(to, update);
    } finally {
      // A turn is handed on as it is, so that no other can slip in between.
      const next = to.turns.shift();
      if (next === undefined) to.running -= 1;
      else next();
    }
  }

  async function post(to: Posting, update: Update): Promise<number> {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(new Error("Read timeout expired")), timeoutMs);
    const close = () => abort.abort();
    to.closed.signal.addEventListener("abort", close);
    try {
      const response = await fetch(to.url, {
        method: "POST",
        redirect: "manual",
        headers: {
          "content-type": "application/json",
          ...(to.secret === "" ? {} : { "x-telegram-bot-api-secret-token": to.secret }),
        },
        body: JSON.stringify(update),
        signal: abort.signal,
      });
      const answer = await response.text();
      if (!isGood(response.status)) {
        note(to, `Wrong response from the webhook: ${response.status} ${response.statusText}`);
      } else if (answer.startsWith("{")) {
        replyWith(answer);
      }
      return response.status;
    } catch (error) {
      if (!to.closed.signal.aborted) note(to, wordsOf(error));
      return 0;
    } finally {
      clearTimeout(timer);
      to.closed.signal.removeEventListener("abort", close);
    }
  }

  function replyWith(answer: string): void {
    try {
      const { method, ...params } = JSON.parse(answer);
      if (typeof method === "string" && !/^(get.*|setwebhook|deletewebhook|close|logout)$/i.test(method)) {
        reply(method, params);
      }
    } catch {}
  }

  function note(to: Posting, message: string): void {
    to.error = { message, date: Math.floor(now() / 1_000) };
    changed();
  }

  function remove(): void {
    posting?.closed.abort();
    for (const turn of posting?.turns.splice(0) ?? []) turn();
    posting = undefined;
  }

  return {
    offer,
    remove,
    set: (target) => {
      remove();
      posting = { ...target, closed: new AbortController(), chats: new Map(), running: 0, turns: [] };
      for (const update of updates.pending()) offer(update);
    },
    target: () => posting,
    state: () => {
      if (posting === undefined) return undefined;
      return { url: posting.url, ...(posting.error === undefined ? {} : { lastError: posting.error.message }) };
    },
    info: () => ({
      url: posting?.url ?? "",
      has_custom_certificate: false,
      pending_update_count: updates.count(),
      ...(posting === undefined ? {} : { max_connections: posting.maxConnections }),
      ...(posting?.error === undefined
        ? {}
        : { last_error_date: posting.error.date, last_error_message: posting.error.message }),
      ...(updates.allowed() === undefined ? {} : { allowed_updates: updates.allowed() }),
    }),
    redeliver: async (id) => {
      const update = posted.get(id) ?? [...updates.pending()].find(({ update_id }) => update_id === id);
      if (posting === undefined || update === undefined)
        throw new Error(`no webhook, or no update ${id} to post again`);
      return post(posting, update);
    },
  };
}

function isGood(status: number): boolean {
  return status >= 200 && status < 300;
}

function wordsOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (!isFields(cause)) return String(cause);
  if (cause["code"] === "ECONNREFUSED") return "Connection refused";
  if (cause["code"] === "ECONNRESET" || cause["code"] === "UND_ERR_SOCKET") return "Webhook connection closed";
  return String(cause["message"]);
}

/** The chat an update belongs to, 0 for one of none. */
function chatOf({ update_id: _, ...kinds }: Update): number {
  const [content] = Object.values(kinds);
  if (!isFields(content)) return 0;
  const message = isFields(content["message"]) ? content["message"] : content;
  const about = message["chat"] ?? content["from"] ?? content["user"];
  return isFields(about) ? Number(about["id"]) : 0;
}
