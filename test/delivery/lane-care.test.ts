import { describe, expect, it } from "vitest";
import { createLaneCare } from "../../src/delivery/lane-care.ts";
import { SendError, type SendFailure } from "../../src/delivery/send-error.ts";
import type { MailingDelivery } from "../../src/reminders/mailing.ts";
import { newMailing } from "../support/subscribers.ts";

const retry = { firstMs: 1_000, mostMs: 8_000 };
const rest = { firstMs: 100, mostMs: 400 };

function delivery(attempts = 0): MailingDelivery {
  const mailing = { ...newMailing(), id: 1, state: "open" as const, reason: undefined };
  return { id: 1, address: "telegram:1", attempts, resent: false, token: 1, mailing };
}

function lane() {
  let now = 0;
  const care = createLaneCare({ retry, rest }, () => now);
  return {
    care,
    pass: (ms: number) => {
      now += ms;
    },
    fails: (kind: SendFailure, { attempts = 0, retryAfterMs = 0 } = {}) =>
      care.judge(new SendError(kind, { retryAfterMs }), delivery(attempts)),
  };
}

describe("a message that fails", () => {
  it.each([
    ["gone", { state: "failed", reason: "gone" }],
    ["rejected", { state: "failed", reason: "rejected" }],
    ["unknown", { state: "unknown" }],
    ["stopped", { state: "pending", counts: false, afterMs: 0 }],
    ["expired", { state: "pending", counts: false }],
    ["misconfigured", { state: "pending", counts: false }],
    ["throttled", { state: "pending", counts: false }],
    ["offline", { state: "pending", counts: true }],
  ] as const)("as %s is settled as %j", (kind, expected) => {
    expect(lane().fails(kind)).toMatchObject(expected);
  });

  it("may have arrived when nobody knows what failed", () => {
    expect(lane().care.judge(new TypeError("bug"), delivery())).toEqual({ state: "unknown" });
  });

  it("waits longer each time, unevenly, and is given up after ten tries", () => {
    const waits = Array.from({ length: 9 }, (_, attempts) => lane().fails("offline", { attempts }));
    for (const [at, settled] of waits.entries()) {
      const full = Math.min(8_000, 1_000 * 2 ** at);
      if (settled.state !== "pending") throw new Error(settled.state);
      expect(settled.afterMs).toBeGreaterThanOrEqual(full / 2);
      expect(settled.afterMs).toBeLessThanOrEqual(full);
    }
    expect(lane().fails("offline", { attempts: 9 })).toEqual({ state: "failed", reason: "tries" });
  });

  it("is offered at leisure to a channel that has ended", () => {
    const { care, fails } = lane();
    for (let times = 0; times < 5; times += 1) fails("stopped");
    expect(care.restMs()).toBeGreaterThan(0);
  });

  it("waits as long as the platform says, however often", () => {
    const settled = lane().fails("throttled", { attempts: 50, retryAfterMs: 7_728_000 });
    expect(settled).toEqual({ state: "pending", afterMs: 7_728_000, counts: false });
  });
});

describe("a lane", () => {
  it("has three under way, and goes on at once after one or two failures", () => {
    const { care, fails } = lane();
    expect(care.width()).toBe(3);
    fails("offline");
    fails("unknown");
    expect([care.width(), care.restMs()]).toEqual([3, 0]);
  });

  it("rests after three in a row, longer each time up to a limit, tries one, and is whole when it arrives", () => {
    const { care, fails, pass } = lane();
    for (let at = 0; at < 3; at += 1) fails("offline");
    expect(care.width()).toBe(1);
    expect(care.restMs()).toBeGreaterThanOrEqual(50);
    expect(care.restMs()).toBeLessThanOrEqual(100);
    pass(100);
    expect(care.restMs()).toBe(0);
    for (let at = 0; at < 9; at += 1) fails("unknown");
    expect(care.restMs()).toBeGreaterThanOrEqual(200);
    expect(care.restMs()).toBeLessThanOrEqual(400);
    care.arrived();
    expect([care.width(), care.restMs()]).toEqual([3, 0]);
  });

  it("takes no message's try away while nothing arrives at all", () => {
    const { fails } = lane();
    fails("offline");
    fails("offline");
    expect(fails("offline", { attempts: 9 })).toMatchObject({ state: "pending", counts: false });
  });

  it("rests at once when the operator has to mend something", () => {
    const { care, fails } = lane();
    fails("misconfigured");
    expect(care.width()).toBe(1);
    expect(care.restMs()).toBeGreaterThan(0);
  });

  it.each(["gone", "rejected"] as const)("works on when the platform answers %s", (kind) => {
    const { care, fails } = lane();
    for (let at = 0; at < 5; at += 1) fails("offline");
    fails(kind);
    expect([care.width(), care.restMs()]).toEqual([3, 0]);
  });

  it("does not rest for what only some persons have to wait for", () => {
    const { care, fails } = lane();
    for (let at = 0; at < 50; at += 1) fails("throttled", { retryAfterMs: 3_600_000 });
    expect([care.width(), care.restMs()]).toEqual([3, 0]);
  });
});
