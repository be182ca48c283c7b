import { Agent } from "node:https";
import { Telegram } from "telegraf";
import { toFailure } from "./errors.ts";

/** The Bot API. Every failure is a SendError or a ChatMovedError; none carries what was sent. */
export type Client = {
  call(method: string, payload: Readonly<Record<string, unknown>>, options: CallOptions): Promise<unknown>;
};

export type CallOptions = { timeoutMs: number; signal?: AbortSignal };

/**
 * Telegraf's client with a time limit of ours (its own is 500 s), without its habit of answering calls through the webhook
 * (their failure would be unknowable), and with more patience for the second address family than Node's 250 ms.
 */
export function createClient(token: string, apiRoot: string): Client {
  const telegram = new Telegram(token, {
    apiRoot,
    webhookReply: false,
    agent: new Agent({ keepAlive: true, autoSelectFamilyAttemptTimeout: 2_000 }),
  });
  const call = telegram.callApi.bind(telegram) as (
    method: string,
    payload: object,
    options: { signal: AbortSignal },
  ) => Promise<unknown>;

  return {
    async call(method, payload, { timeoutMs, signal }) {
      const limit = new AbortController();
      const abort = () => limit.abort();
      const timer = setTimeout(abort, timeoutMs);
      signal?.addEventListener("abort", abort, { once: true });
      if (signal?.aborted === true) abort();
      try {
        return await call(method, { ...payload }, { signal: limit.signal });
      } catch (error) {
        throw toFailure(error);
      } finally {
        clearTimeout(timer);
        signal?.removeEventListener("abort", abort);
      }
    },
  };
}
