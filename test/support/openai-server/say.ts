import type { ServerResponse } from "node:http";
import { sampleOf } from "./sample.ts";
import type { Answer, Asked } from "./types.ts";

/** How words go out: all at once, or piece by piece. */
export type Said = {
  text: string;
  refusal?: string;
  reason: "stop" | "length" | "content_filter";
  /** Undefined: none is told. */
  usage: unknown;
};

export const ID = "stand-in-1";
const CREATED = 1_764_000_000;

/** What is said where no script says more. */
export function usualAnswer({ schema }: Asked): Answer {
  return schema === undefined ? "Baik." : (sampleOf(schema) as object);
}

export function textOf(answer: Answer): string {
  return typeof answer === "string" ? answer : JSON.stringify(answer);
}

/** About what it would have cost. */
export function usageOf({ system, user }: Asked, text: string): unknown {
  const [read, written] = [Math.ceil((system.length + user.length) / 4), Math.ceil(text.length / 4)];
  return { prompt_tokens: read, completion_tokens: written, total_tokens: read + written };
}

export function sendJson(response: ServerResponse, status: number, body: unknown, headers: object = {}): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(text),
    "x-request-id": "req_stand_in",
    ...headers,
  });
  response.end(text);
}

export function beginStream(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache" });
  response.flushHeaders();
}

/** One event; resolves when the other side has room for the next. */
export function sendEvent(response: ServerResponse, data: unknown, event?: string): Promise<void> {
  const line = `data: ${typeof data === "string" ? data : JSON.stringify(data)}\n\n`;
  const wrote = response.write(event === undefined ? line : `event: ${event}\n${line}`);
  if (wrote || response.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const goOn = () => {
      response.off("drain", goOn).off("close", goOn);
      resolve();
    };
    response.once("drain", goOn).once("close", goOn);
  });
}

export function chatWhole({ model }: Asked, { text, refusal, reason, usage }: Said): unknown {
  const message = { role: "assistant", content: refusal === undefined ? text : null, refusal: refusal ?? null };
  return {
    ...{ id: `chatcmpl-${ID}`, object: "chat.completion", created: CREATED, model },
    choices: [{ index: 0, message, logprobs: null, finish_reason: reason }],
    ...(usage === undefined ? {} : { usage }),
  };
}

export function chatPiece({ model }: Asked, delta: object, reason: string | null = null): Record<string, unknown> {
  return {
    ...{ id: `chatcmpl-${ID}`, object: "chat.completion.chunk", created: CREATED, model },
    choices: [{ index: 0, delta, logprobs: null, finish_reason: reason }],
  };
}

export function chatUsage({ model }: Asked, usage: unknown): Record<string, unknown> {
  return { ...{ id: `chatcmpl-${ID}`, object: "chat.completion.chunk", created: CREATED, model }, choices: [], usage };
}

export function responseWhole({ model }: Asked, { text, refusal, usage }: Said): Record<string, unknown> {
  const content =
    refusal === undefined ? { type: "output_text", text, annotations: [], logprobs: [] } : { type: "refusal", refusal };
  const message = { type: "message", id: `msg_${ID}`, status: "completed", role: "assistant", content: [content] };
  const { prompt_tokens: read = 0, completion_tokens: written = 0 } = (usage ?? {}) as Record<string, number>;
  return {
    ...{ id: `resp_${ID}`, object: "response", created_at: CREATED, status: "completed", model, error: null },
    ...{ incomplete_details: null, instructions: null, metadata: {}, output: [message] },
    ...{ parallel_tool_calls: true, temperature: 1, tool_choice: "auto", tools: [], top_p: 1 },
    usage: {
      input_tokens: read,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: written,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: read + written,
    },
  };
}
