import { WA_CERT_DETAILS } from "@whiskeysockets/baileys";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type BanCare, createBanCare } from "../../../../src/channels/whatsapp/send/ban-care.ts";
import { countStrangers } from "../../../../src/channels/whatsapp/send/count-strangers.ts";
import { usualSendTiming } from "../../../../src/channels/whatsapp/send/send-timing.ts";
import type { ColdBudget } from "../../../../src/delivery/cold-budget.ts";
import { type BareBot, pairedBareBot } from "../../../support/bare-baileys.ts";
import { silentLog } from "../../../support/conversation.ts";
import { loopbackOnly } from "../../../support/loopback-only.ts";
import { startWhatsApp, type WhatsAppServer } from "../../../support/whatsapp-server/server.ts";

loopbackOnly();
// libsignal prints whole sessions on ordinary traffic.
vi.spyOn(console, "info").mockImplementation(() => undefined);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
let server: WhatsAppServer;
let bot: BareBot;
let clock: number;
const attached: Array<() => void> = [];

beforeAll(async () => {
  server = await startWhatsApp({ oneTimeKeys: "few" });
  WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(server.rootKey, "hex");
  bot = await pairedBareBot(server, { defaultQueryTimeoutMs: 500 });
});

afterAll(async () => {
  await bot.socket.end(undefined);
  await server.stop();
});

beforeEach(() => {
  clock = Date.parse("2026-11-29T03:00:00Z");
  server.account.restrict();
  server.account.limit({ used: 0, total: 1_000 });
});

afterEach(() => {
  for (const detach of attached.splice(0)) detach();
  server.faults.clear();
  expect(server.unhandled).toEqual([]);
});

const today = () => new Date(clock).toISOString().slice(0, 10);

/** A budget in memory, as an officer left it. */
function budget(perDay: number | undefined, since = today()): ColdBudget & { days: Map<string, number> } {
  const days = new Map<string, number>();
  return {
    days,
    allowed: async () => (perDay === undefined ? undefined : { perDay, since }),
    used: async (day) => days.get(day) ?? 0,
    use: async (day) => void days.set(day, (days.get(day) ?? 0) + 1),
  };
}

function careWith(allowed: ColdBudget | undefined): BanCare {
  const care = createBanCare({ budget: allowed, timing: usualSendTiming, log: silentLog, now: () => clock, today });
  attached.push(care.attach(bot.socket));
  return care;
}

const asked = () => server.events.filter((event) => event.kind === "query" && event.key.startsWith("w:mex")).length;
const admit = (care: BanCare, jid: string) => care.admit(bot.socket, jid);

/** Admits and counts strangers until that is refused; resolves to how many and why not more. */
async function exhaust(care: BanCare): Promise<{ count: number; why: unknown }> {
  for (let count = 0; ; count += 1) {
    try {
      await admit(care, server.person().pn);
      await care.spend(`push ${today()} ${count}`);
    } catch (why) {
      return { count, why };
    }
  }
}

describe("writing to somebody who wrote first", () => {
  it.each(["lid", "pn"] as const)("needs nobody's permission, by whichever name: they wrote by %s", async (by) => {
    const before = asked();
    const care = careWith(undefined);
    const person = server.person();
    await bot.message(await person.says("halo", { by }));
    expect(await admit(care, person.lid)).toBe("warm");
    expect(await admit(care, person.pn)).toBe("warm");
    expect(asked()).toBe(before);
  });

  it("goes on while WhatsApp allows no new chats", async () => {
    server.account.restrict({ until: clock + HOUR });
    const care = careWith(budget(10));
    const person = server.person();
    await bot.message(await person.says("halo"));
    await expect(admit(care, server.person().pn)).rejects.toMatchObject({ kind: "throttled" });
    expect(await admit(care, person.lid)).toBe("warm");
  });

  it("counts them as such once they answered, and not because they were written to", async () => {
    const care = careWith(budget(10));
    const person = server.person();
    expect(await admit(care, person.pn)).toBe("cold");
    await bot.socket.sendMessage(person.pn, { text: "Besok apel." });
    await person.next();
    expect(await admit(care, person.pn)).toBe("cold");
    await bot.message(await person.says("Baik."));
    expect(await admit(care, person.pn)).toBe("warm");
  });

  it("is told of many at once, without asking", async () => {
    const wrote = server.person();
    await bot.message(await wrote.says("halo"));
    const before = asked();
    const strangers = Array.from({ length: 60 }, (_, at) => `62899${at}@s.whatsapp.net`);
    expect(await countStrangers(bot.socket, [wrote.lid, wrote.pn, ...strangers])).toBe(60);
    expect(asked()).toBe(before);
  });

  it("holds for groups", async () => {
    expect(await admit(careWith(undefined), "120363000000000000@g.us")).toBe("warm");
  });
});

describe("writing to somebody who never wrote", () => {
  it("is refused unless an officer allowed it, and nothing is asked", async () => {
    const before = asked();
    for (const nothing of [undefined, budget(undefined)])
      await expect(admit(careWith(nothing), server.person().pn)).rejects.toMatchObject({
        kind: "throttled",
        code: "never_wrote",
      });
    expect(asked()).toBe(before);
  });

  it("stays within what an officer allowed a day, and goes on the next day", async () => {
    const allowed = budget(3);
    const care = careWith(allowed);
    const first = await exhaust(care);
    expect(first).toMatchObject({ count: 3, why: { kind: "throttled", code: "cold_budget" } });
    expect(await care.budget()).toEqual({ today: 0, perDay: 3 });
    clock += DAY;
    expect((await exhaust(care)).count).toBe(3);
    expect([...allowed.days.values()]).toEqual([3, 3]);
  });

  it.each([
    [0, 20],
    [2, 20],
    [3, 50],
    [7, 100],
    [14, 200],
    [60, 200],
  ])("begins slowly: after %i days at most %i", async (days, most) => {
    const since = new Date(clock - days * DAY).toISOString().slice(0, 10);
    expect((await careWith(budget(10_000, since)).budget()).today).toBe(most);
    expect((await careWith(budget(7, since)).budget()).today).toBe(7);
  });

  it("counts a push that is tried again once, and two at the same time twice", async () => {
    const allowed = budget(2);
    const care = careWith(allowed);
    await Promise.all([care.spend("a"), care.spend("a"), care.spend("b")]);
    expect(allowed.days.get(today())).toBe(2);
    await expect(care.spend("c")).rejects.toMatchObject({ kind: "throttled", code: "cold_budget" });
    await care.spend("a");
  });

  it("waits for the end of a lock on the account, which is asked for and not tried out", async () => {
    server.account.restrict({ until: clock + 2 * HOUR });
    const allowed = budget(10);
    const care = careWith(allowed);
    await expect(admit(care, server.person().pn)).rejects.toMatchObject({
      kind: "throttled",
      code: "no_new_chats",
      retryAfterMs: 2 * HOUR,
    });
    expect(allowed.days.size).toBe(0);
    server.account.restrict();
    clock += 2 * HOUR;
    expect(await admit(care, server.person().pn)).toBe("cold");
  });

  it("waits when WhatsApp's own quota is used up, and goes on when there is more", async () => {
    server.account.limit({ used: 40, total: 40, status: "CAPPED" });
    const care = careWith(budget(10));
    await expect(admit(care, server.person().pn)).rejects.toMatchObject({ retryAfterMs: usualSendTiming.restMs });
    expect(care.standing()).toMatchObject({ quota: { used: 40, total: 40, warned: true } });
    server.account.limit({ used: 40, total: 80 });
    await vi.waitFor(async () => expect(await admit(care, server.person().pn)).toBe("cold"), { timeout: 60_000 });
  });

  it.each([1, 1_000])("waits for the next cycle where WhatsApp tells when that is, in units of %i ms", async (unit) => {
    const care = careWith(budget(10));
    const cycle_end_timestamp = String((clock + 5 * HOUR) / unit);
    bot.socket.ev.emit("message-capping.update", { total_quota: 9, used_quota: 9, cycle_end_timestamp });
    await vi.waitFor(() => expect(care.standing().heldUntil).toBe(clock + 5 * HOUR), { timeout: 60_000 });
  });

  it("hears of both at once, in the middle of the day", async () => {
    const care = careWith(budget(10));
    const person = server.person();
    expect(await admit(care, person.pn)).toBe("cold");
    server.account.restrict({ until: clock + HOUR });
    await vi.waitFor(() => expect(care.standing().heldUntil).toBe(clock + HOUR), { timeout: 60_000 });
    await expect(care.spend("a")).rejects.toMatchObject({ kind: "throttled", code: "no_new_chats" });
    server.account.restrict();
    await vi.waitFor(() => expect(care.standing().heldUntil).toBe(0), { timeout: 60_000 });
    server.account.limit({ used: 9, total: 9 });
    await vi.waitFor(() => expect(care.standing().heldUntil).toBe(clock + usualSendTiming.restMs), { timeout: 60_000 });
    await expect(admit(care, person.pn)).rejects.toMatchObject({ retryAfterMs: usualSendTiming.restMs });
  });

  it("waits when WhatsApp does not say how the account stands", async () => {
    server.faults.silence("w:mex");
    await expect(admit(careWith(budget(10)), server.person().pn)).rejects.toMatchObject({
      kind: "throttled",
      code: "standing",
    });
  });

  it("rests when a chat was refused, even if WhatsApp knows of no lock", async () => {
    const care = careWith(budget(10));
    const before = asked();
    care.refused(bot.socket);
    await server.waitFor(() => asked() > before, "the question whether there is a lock");
    await expect(admit(care, server.person().pn)).rejects.toMatchObject({ kind: "throttled", code: "no_new_chats" });
    clock += usualSendTiming.restMs;
    expect(await admit(care, server.person().pn)).toBe("cold");
  });
});
