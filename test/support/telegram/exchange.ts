import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { parseRequest, readBody } from "./body.ts";
import { faultRefusal, letsThrough } from "./faults.ts";
import { carryOut, methodName, type Outcome, outcomeOf } from "./methods.ts";
import { Refusal } from "./refusal.ts";
import type { State } from "./state.ts";
import type { Fault, Fields } from "./types.ts";

/** Where a request was sent: what follows the token, and its query. */
export type Target = { method: string; query: string };

/** Serves one call from its first byte to the record of its answer. */
export async function exchange(
  state: State,
  { method, query }: Target,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const record = recorder(state, methodName(method));
  const read = await readRequest(request, query);
  if (read === undefined) return;
  if (read instanceof Refusal) {
    answer(response, record({}, outcomeOf(read)));
    return;
  }
  const { params, uploads } = read;
  const fault = state.faults.take(method, params);
  if (fault?.delayMs !== undefined) await pause(fault.delayMs, undefined, { ref: false });
  if (fault !== undefined && !letsThrough(fault)) {
    failBefore(fault, response, (outcome) => record(params, outcome));
    return;
  }
  const onGone = (listener: () => void) => {
    if (response.destroyed) listener();
    else response.once("close", listener);
  };
  const outcome = await carryOut(method, { state, params, uploads, onGone });
  if (outcome === undefined) {
    record(params, { status: 0, body: "", error: "the client went away" });
  } else if (fault?.resetAfter) {
    record(params, { ...outcome, status: 0, error: "reset after it was done" });
    reset(response);
  } else if (fault?.truncateAfter) {
    answer(response, half(record(params, { ...outcome, error: "half of the answer lost" })));
  } else {
    answer(response, record(params, outcome));
  }
}

async function readRequest(request: IncomingMessage, query: string) {
  try {
    const body = await readBody(request);
    return body === undefined ? undefined : parseRequest(query, request.headers["content-type"] ?? "", body);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

function failBefore(fault: Fault, response: ServerResponse, record: (outcome: Outcome) => Outcome): void {
  if (fault.hang) {
    record({ status: 0, body: "", error: "never answered" });
  } else if (fault.reset) {
    record({ status: 0, body: "", error: "reset before it was done" });
    reset(response);
  } else if (fault.truncate) {
    answer(response, record({ status: 200, body: '{"ok":true,"result":{"mess', error: "half an answer" }));
  } else {
    const outcome = outcomeOf(faultRefusal(fault));
    if (fault.html === undefined) answer(response, record(outcome));
    else answer(response, record({ ...outcome, body: fault.html }), "text/html");
  }
}

/** Keeps a call as soon as its outcome is known, before anyone else can know it. */
function recorder(state: State, method: string): (params: Fields, outcome: Outcome) => Outcome {
  const startedAt = Date.now();
  return (params, outcome) => {
    const { status, error, retryAfter } = outcome;
    state.calls.add({
      method,
      params,
      status,
      ...(error === undefined ? {} : { error }),
      ...(retryAfter === undefined ? {} : { retryAfter }),
      startedAt,
      at: Date.now(),
    });
    state.waiting.changed();
    return outcome;
  };
}

function half(outcome: Outcome): Outcome {
  return { ...outcome, body: outcome.body.slice(0, Math.floor(outcome.body.length / 2)) };
}

function reset(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}

/** Writes an answer, if anyone is still there to read it. */
export function answer(response: ServerResponse, outcome: Outcome, type = "application/json"): void {
  if (response.destroyed || response.writableEnded) return;
  const { status, body, retryAfter } = outcome;
  response.setHeader("content-type", type);
  response.setHeader("content-length", Buffer.byteLength(body));
  if (retryAfter !== undefined) response.setHeader("retry-after", retryAfter);
  response.statusCode = status;
  response.end(body);
}
