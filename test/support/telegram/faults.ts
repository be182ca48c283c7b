import { STATUS_CODES } from "node:http";
import { Refusal, tooManyRequests } from "./refusal.ts";
import type { Fault, Fields } from "./types.ts";

export type Faults = {
  add(fault: Fault): void;
  /** The first fault that fits, one of its times used up. */
  take(method: string, params: Fields): Fault | undefined;
  clear(): void;
};

export function createFaults(): Faults {
  const queued: Array<{ fault: Fault; left: number }> = [];
  return {
    add: (fault) => {
      queued.push({ fault, left: fault.times ?? 1 });
    },
    take: (method, params) => {
      if (queued.length === 0) return undefined;
      const at = queued.findIndex(({ fault }) => fits(fault, method, params));
      const found = queued[at];
      if (found === undefined) return undefined;
      found.left -= 1;
      if (found.left <= 0) queued.splice(at, 1);
      return found.fault;
    },
    clear: () => {
      queued.length = 0;
    },
  };
}

function fits({ method, contains }: Fault, called: string, params: Fields): boolean {
  if (method !== "*" && method.toLowerCase() !== called.toLowerCase()) return false;
  return contains === undefined || JSON.stringify(params).includes(contains);
}

/** Whether a call is carried out in spite of the fault. */
export function letsThrough({ method, times, contains, delayMs, resetAfter, truncateAfter, ...rest }: Fault): boolean {
  if (resetAfter || truncateAfter) return true;
  return delayMs !== undefined && Object.values(rest).every((value) => value === undefined);
}

/** What a fault answers in place of the method, when it answers at all. */
export function faultRefusal({ code, description, retryAfter, html }: Fault): Refusal {
  if (retryAfter !== undefined && (code === undefined || code === 429) && description === undefined) {
    return tooManyRequests(retryAfter);
  }
  const status = code ?? (retryAfter === undefined ? (html === undefined ? 500 : 502) : 429);
  const parameters = retryAfter === undefined ? undefined : { retry_after: retryAfter };
  return new Refusal(status, description ?? STATUS_CODES[status] ?? `Error ${status}`, parameters);
}
