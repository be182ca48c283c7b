import { describe, expect, it } from "vitest";
import {
  afterDisconnect,
  type Disconnect,
  GivenUpError,
} from "../../../../src/channels/whatsapp/connect/disconnects.ts";
import { LeaseLostError, SessionDamagedError, SessionUnwritableError } from "../../../../src/chat/session-store.ts";

/** An error as the library gives it. */
function told(message: string, statusCode?: number, data?: unknown): Error {
  return Object.assign(new Error(message), { data }, statusCode === undefined ? {} : { output: { statusCode } });
}

function nextOf(error: unknown): string {
  const what = afterDisconnect(error);
  return "state" in what ? `${what.next} ${what.state}` : what.next;
}

describe("how a connection ended decides what comes next", () => {
  it.each<[string, Error, string]>([
    ["a restart that the server asks for", told("Stream Errored (restart required)", 515), "at_once"],
    ["a torn wire", told("Connection Terminated", 428), "again"],
    ["a silent server", told("Connection was lost", 408), "again"],
    ["a refused port", told("WebSocket Error (connect ECONNREFUSED 127.0.0.1:1)", 408), "again"],
    ["trouble at WhatsApp", told("Stream Errored (unknown)", 503), "again"],
    ["trouble at the login", told("Connection Failure", 503), "again"],
    ["an unnamed failure", told("Connection Failure", 500), "again"],
    ["a stream error without a code", told("Stream Errored (ack)", 500), "again"],
    ["an error without a status", new Error("whatever"), "again"],
    ["another program on the same link", told("Stream Errored (conflict)", 440), "stop replaced"],
    ["a device removed on the phone", told("Stream Errored (conflict)", 401), "forget"],
    ["a login that is not known", told("Connection Failure", 401), "forget"],
    ["a blocked number", told("Connection Failure", 403), "stop banned"],
    ["a banned number", told("Connection Failure", 406), "stop banned"],
    ["a number blocked for a while", told("Connection Failure", 402), "slowly banned"],
    ["a phone without linked devices", told("Multi-device beta not joined", 411), "stop refused"],
    ["the same at the login", told("Connection Failure", 411), "stop refused"],
    ["a version too old", told("Connection Failure", 405), "slowly refused"],
    ["a request it does not like", told("Connection Failure", 400), "slowly refused"],
    ["a reason nobody knows yet", told("Connection Failure", 418), "slowly refused"],
    ["a foreign certificate", told("noise intermediate certificate signature invalid", 400), "slowly refused"],
    ["a session that went to another process", new LeaseLostError(), "again"],
    ["a session that cannot be written", new SessionUnwritableError("Make room."), "again"],
    ["a session that cannot be read", new SessionDamagedError("Mend it."), "stop refused"],
  ])("%s", (_name, error, next) => {
    expect(nextOf(error)).toBe(next);
  });

  it("takes nothing that a proxy answers on the way for WhatsApp's word", () => {
    for (const status of [400, 401, 402, 403, 405, 406, 440])
      expect(nextOf(told(`WebSocket Error (Unexpected server response: ${status})`, status))).toBe("again");
  });

  it("tries again whatever made us give up a socket ourselves", () => {
    for (const why of ["watchdog", "upgrade", "deaf", "library", "store"] as const)
      expect(afterDisconnect(new GivenUpError(why, "401"))).toEqual({ next: "again", code: why });
  });

  it("waits as long as a block lasts, a week at most", () => {
    const waitOf = (expire: unknown) => {
      const what: Disconnect = afterDisconnect(told("Connection Failure", 402, { reason: "402", expire }));
      return what.next === "slowly" ? what.afterMs : 0;
    };
    expect(waitOf("3600")).toBe(3_600_000);
    expect(waitOf("99999999")).toBe(7 * 86_400_000);
    expect(waitOf("soon")).toBeUndefined();
  });

  it("says what to do wherever somebody must do something", () => {
    for (const status of [401, 402, 403, 405, 411, 440]) {
      const what = afterDisconnect(told("Connection Failure", status));
      expect("says" in what && what.says).toMatch(/(desk whatsapp|phone|docs\/whatsapp)/);
    }
  });
});
