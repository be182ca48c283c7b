import type { ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { sendJson } from "./say.ts";
import type { Fault, Placed, Recorded } from "./types.ts";

export type Faults = {
  add(fault: Placed): void;
  /** The fault that this call meets, one of its times used up. */
  take(call: Recorded): Fault | undefined;
  clear(): void;
};

export function createFaults(): Faults {
  let placed: Array<{ fault: Placed; left: number }> = [];
  return {
    add(fault) {
      const usual = fault.kind === "refuses" ? Number.POSITIVE_INFINITY : 1;
      placed.push({ fault, left: fault.times ?? usual });
    },
    take(call) {
      const found = placed.find(({ fault }) => fits(fault, call));
      if (found === undefined) return undefined;
      found.left -= 1;
      if (found.left <= 0) placed = placed.filter((one) => one !== found);
      return found.fault;
    },
    clear() {
      placed = [];
    },
  };
}

function fits(fault: Placed, { path, body }: Recorded): boolean {
  if (fault.path !== undefined && fault.path !== path) return false;
  if (fault.kind !== "refuses") return true;
  const found = body[fault.field];
  if (found === undefined) return false;
  return fault.value === undefined || (found as { type?: unknown }).type === fault.value;
}

const TYPES: Readonly<Record<number, string>> = {
  401: "invalid_api_key",
  403: "permission_denied",
  404: "model_not_found",
  429: "rate_limit_exceeded",
};

/**
 * Does what a fault does in place of an answer; false when the answer is only spoilt by it. What it says quotes the call, as real
 * servers do.
 */
export function isWhole(fault: Fault | undefined, call: Recorded, response: ServerResponse): boolean {
  switch (fault?.kind) {
    case "status": {
      const { status, headers = {}, error = {} } = fault;
      const message = `Refused with ${status}: ${call.headers["authorization"]} asked ${call.raw.toString("utf8", 0, 4000)}`;
      const type = status >= 500 ? "server_error" : "invalid_request_error";
      sendJson(
        response,
        status,
        { error: { message, type, param: null, code: TYPES[status] ?? null, ...error } },
        headers,
      );
      return true;
    }
    case "refuses": {
      const { field, value } = fault;
      const what = value === undefined ? field : `${field}.type`;
      const message = `Unsupported parameter: '${what}'${value === undefined ? "" : ` of type '${value}'`} is not supported with this model.`;
      const error = { message, type: "invalid_request_error", param: field, code: "unsupported_parameter" };
      const detail = [{ type: "extra_forbidden", loc: ["body", field], msg: "Not permitted", input: call.body }];
      const repr = `1 validation error:\n  {'type': 'literal_error', 'loc': ('body', '${field}'), 'msg': 'No', 'input': ${call.raw}}`;
      const others = { object: "error", type: "Bad Request", param: null, code: 400 };
      const bodies = {
        error: [400, { error }],
        message: [400, { ...others, message: repr }],
        detail: [422, { detail }],
        "message with detail": [422, { ...others, message: { detail } }],
      } as const;
      const [status, body] = bodies[fault.as ?? "error"];
      sendJson(response, status, body);
      return true;
    }
    case "hang":
      return fault.after === "nothing";
    case "cut":
      if (fault.pieces > 0) return false;
      response.destroy();
      return true;
    case "says":
      response.writeHead(200, {
        "content-type": fault.type ?? "application/json",
        ...(fault.gzip === true ? { "content-encoding": "gzip" } : {}),
      });
      response.end(fault.gzip === true ? gzipSync(fault.text) : fault.text);
      return true;
    case "redirect":
      response.writeHead(fault.status ?? 307, { location: fault.to });
      response.end();
      return true;
    default:
      return false;
  }
}
