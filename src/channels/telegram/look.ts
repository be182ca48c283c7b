import { type IncomingMessage, request as plain } from "node:http";
import { Agent, request as secure } from "node:https";
import { z } from "zod";

/** What Telegram says of a token. Codes only, for errors of the network carry the address, and the token with it. */
export type Looked =
  | {
      kind: "known";
      username: string;
      /** Where Telegram posts updates to; undefined while it posts nowhere. */
      webhook: string | undefined;
      /** By how much this machine's clock is ahead of Telegram's, to a second or so; undefined when it told no time. */
      aheadMs: number | undefined;
    }
  | { kind: "refused"; code: string }
  | { kind: "unreachable"; code: string };

const meSchema = z.object({ result: z.object({ username: z.string().regex(/^\w{1,64}$/) }) });
const webhookSchema = z.object({ result: z.object({ url: z.string() }) });

const MOST_BYTES = 100_000;

/** Asks Telegram who a token belongs to, and takes nothing from whoever serves it. Never rejects. */
export async function lookAtTelegram(token: string, apiRoot: string, timeoutMs = 8_000): Promise<Looked> {
  const ask = (method: string) => get(new URL(`/bot${token}/${method}`, apiRoot), timeoutMs);
  try {
    const me = await ask("getMe");
    if (me.status === 401 || me.status === 404) return { kind: "refused", code: String(me.status) };
    if (me.status !== 200) return { kind: "unreachable", code: `HTTP ${me.status}` };
    const { username } = meSchema.parse(JSON.parse(me.body)).result;
    const { url } = webhookSchema.parse(JSON.parse((await ask("getWebhookInfo")).body)).result;
    return { kind: "known", username, webhook: url === "" ? undefined : url, aheadMs: me.aheadMs };
  } catch (error) {
    return { kind: "unreachable", code: codeOf(error) };
  }
}

/** Asks Telegram's server for nothing but what time it is; `aheadMs` as above. Never rejects. */
export async function lookAtClock(
  apiRoot: string,
  timeoutMs = 8_000,
): Promise<{ kind: "told"; aheadMs: number | undefined } | { kind: "unreachable"; code: string }> {
  try {
    return { kind: "told", aheadMs: (await get(new URL("/", apiRoot), timeoutMs)).aheadMs };
  } catch (error) {
    return { kind: "unreachable", code: codeOf(error) };
  }
}

function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  const isWord = typeof code === "string" && /^[A-Z][A-Z_]{2,40}$/.test(code);
  return isWord ? code : "no answer of Telegram's";
}

/** With more patience for the second address family than Node's 250 ms, as the bot has. */
const PATIENT = new Agent({ autoSelectFamilyAttemptTimeout: 2_000 });

type Answer = { status: number; body: string; aheadMs: number | undefined };

async function get(url: URL, timeoutMs: number): Promise<Answer> {
  const asked = Date.now();
  const signal = AbortSignal.timeout(timeoutMs);
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const late = (error: Error) => (signal.aborted ? Object.assign(new Error("late"), { code: "ETIMEDOUT" }) : error);
    const request =
      url.protocol === "https:" ? secure(url, { signal, agent: PATIENT }, resolve) : plain(url, { signal }, resolve);
    request.once("error", (error) => reject(late(error))).end();
  });
  const heard = Date.now();
  let body = "";
  response.setEncoding("utf8");
  for await (const chunk of response) {
    body += chunk;
    if (body.length > MOST_BYTES) break;
  }
  const told = Date.parse(response.headers.date ?? "");
  // The header leaves out parts of a second: half of one is the likeliest.
  const aheadMs = Number.isNaN(told) ? undefined : (asked + heard) / 2 - (told + 500);
  return { status: response.statusCode ?? 0, body, aheadMs };
}
