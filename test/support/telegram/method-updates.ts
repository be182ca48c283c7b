import type { MethodCall } from "./methods.ts";
import { flagOf, integerOf, listOf, textOf } from "./params.ts";
import { badRequest, conflict } from "./refusal.ts";
import type { Fields } from "./types.ts";
import type { Update } from "./updates.ts";

/** A result with the words Telegram adds to it. */
export type Described = { result: unknown; description: string };

export async function getUpdates({ state, params, onGone }: MethodCall): Promise<Update[] | "gone"> {
  if (state.webhook.target() !== undefined) {
    throw conflict(
      "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
  }
  state.updates.allow(listOf(params, "allowed_updates", "String"));
  const seconds = Math.min(50, Math.max(0, integerOf(params, "timeout") ?? 0));
  return state.updates.poll({
    offset: integerOf(params, "offset") ?? 0,
    limit: Math.min(100, Math.max(1, integerOf(params, "limit") ?? 100)),
    timeoutMs: Math.min(seconds * 1_000, state.longPollMs),
    onGone,
  });
}

export function setWebhook(call: MethodCall): Described {
  const { state, params } = call;
  const url = textOf(params, "url");
  if (url === "") return deleteWebhook(call);
  checkAddress(url);
  const secret = textOf(params, "secret_token");
  if (secret.length > 256) throw badRequest("secret token is too long");
  if (!/^[\w-]*$/.test(secret)) throw badRequest("secret token contains unallowed characters");
  const maxConnections = Math.min(100, Math.max(1, integerOf(params, "max_connections") ?? 40));
  state.updates.allow(listOf(params, "allowed_updates", "String"));
  const drop = flagOf(params, "drop_pending_updates");
  const now = state.webhook.target();
  if (!drop && now?.url === url && now.secret === secret && now.maxConnections === maxConnections) {
    return { result: true, description: "Webhook is already set" };
  }
  if (drop) state.updates.drop();
  state.updates.interrupt(conflict("terminated by setWebhook request"));
  state.webhook.set({ url, secret, maxConnections });
  return { result: true, description: "Webhook was set" };
}

/** Telegram wants HTTPS on one of four ports; this machine's own addresses are let through for tests. */
function checkAddress(address: string): void {
  if (!URL.canParse(address)) throw badRequest("invalid webhook URL specified");
  const { protocol, hostname, port } = new URL(address);
  if (protocol !== "http:" && protocol !== "https:") throw badRequest("invalid webhook URL specified");
  if (/^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(hostname)) return;
  if (protocol === "http:") throw badRequest("bad webhook: An HTTPS URL must be provided for webhook");
  if (!["", "443", "80", "88", "8443"].includes(port)) {
    throw badRequest("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443");
  }
}

export function deleteWebhook({ state, params }: MethodCall): Described {
  if (flagOf(params, "drop_pending_updates")) state.updates.drop();
  const was = state.webhook.target() !== undefined;
  state.webhook.remove();
  return { result: true, description: was ? "Webhook was deleted" : "Webhook is already deleted" };
}

export function getWebhookInfo({ state }: MethodCall): Fields {
  return state.webhook.info();
}
