import { describe, expect, it } from "vitest";
import { createMayLeave } from "../../src/chat/may-leave.ts";
import { type Dialogue, newRemembered } from "../../src/chat/memory.ts";
import type { Message } from "../../src/chat/message.ts";
import { createQuiet, QUIET_MS } from "../../src/chat/quiet.ts";
import { shippedAnswering } from "../support/answering.ts";

const { tells, mayAccuse, answer } = await shippedAnswering();

const question = "apakah pns boleh like postingan caleg?";
/** A question that tells a little, as most do. */
const unclear = "temen kantor ngajak foto bareng, boleh ga ya";
const report = "kemarin pak camat membagikan kaos calon di kantor";

const HALF_HOUR = 30 * 60_000;

/** What may leave of one person's messages, at a clock that is moved by hand. */
function leaving({ takesReports = false, ranFor = HALF_HOUR } = {}) {
  let now = Date.parse("2026-11-22T03:00:00Z");
  const clock = () => new Date(now);
  const quiet = createQuiet(clock);
  const { mayLeave, mayBePiece } = createMayLeave({ quiet, tells, accuses: mayAccuse, clock, takesReports });
  now += ranFor;
  const remembered = newRemembered();
  const asked = (text: string, message: Partial<Message> = {}, dialogue?: Dialogue) => ({
    message: { ...plain, text, ...message },
    rest: text.trim(),
    ...{ remembered, dialogue },
  });
  return {
    ...{ quiet, remembered },
    pass: (ms: number) => {
      now += ms;
    },
    may: (...said: Parameters<typeof asked>) => mayLeave(asked(...said)),
    mayBePiece: (text: string) => mayBePiece(asked(text)),
    mayLeave,
  };
}

const plain: Omit<Message, "text"> = {
  ...{ channel: "telegram", address: "telegram:6", id: "1", kind: "text", place: "private", late: false },
};

describe("what may leave this machine at all", () => {
  it("is a question that somebody types, be it that it tells a little or who asks", () => {
    const { may } = leaving();
    for (const text of [question, unclear, "nomor saya 0812 3456 7890, boleh like?"])
      expect(may(text), text).toBe(true);
  });

  it("is nothing late, with a file, by a button, in a dialogue, or held and then said to be no report", () => {
    const { may, mayLeave, remembered } = leaving();
    expect(may(question, { late: true })).toBe(false);
    expect(may(question, { kind: "file" })).toBe(false);
    expect(may(question, { kind: "button" })).toBe(false);
    expect(may(question, { guarded: true })).toBe(false);
    for (const kind of ["broadcasting", "event-form"] as const) expect(may(question, {}, { kind })).toBe(false);
    expect(may(question, {}, { kind: "answering", id: 1 })).toBe(false);
    // What was written into a form, and is answered as a question after a tap.
    const message = { ...plain, text: "2" };
    expect(mayLeave({ message, rest: question, remembered, dialogue: undefined })).toBe(false);
  });

  it("is nothing that tells of somebody, by itself or with the question before it", async () => {
    const { may, remembered } = leaving();
    expect(may(report)).toBe(false);
    const more = "boleh tidak kalau pakai baju biasa";
    expect(may(more)).toBe(true);
    remembered.before = (await answer("tadi malam camat kami ikut kampanye, di rumahnya ada kaos")).after;
    expect(may(more)).toBe(false);
  });

  it("is no follow-up to what had to stay, whose words are read together with it", async () => {
    const { may, remembered } = leaving();
    remembered.before = (await answer("boleh foto bareng calon?")).after;
    expect(may("kalau pppk?")).toBe(true);
    remembered.beforeStays = true;
    expect(may("kalau pppk?")).toBe(false);
    remembered.before = undefined;
    expect(may(question)).toBe(true);
  });

  it("is nothing of a chat for six hours after something was told there, in no other chat", () => {
    const { may, mayBePiece, pass, quiet } = leaving();
    quiet.heard(plain.address);
    expect([may(question), mayBePiece(question)]).toEqual([false, true]);
    expect(may(question, { address: "telegram:7" })).toBe(true);
    pass(QUIET_MS - 1);
    expect(may(question)).toBe(false);
    pass(1);
    expect([may(question), mayBePiece(question)]).toEqual([true, false]);
  });

  it("is only what is plainly a question while a report may have been cut short by the end of the process before", () => {
    const { may, mayBePiece, pass } = leaving({ takesReports: true, ranFor: 0 });
    expect([may(question), mayBePiece(question)]).toEqual([true, false]);
    expect([may(unclear), mayBePiece(unclear)]).toEqual([false, true]);
    pass(HALF_HOUR);
    expect([may(unclear), mayBePiece(unclear)]).toEqual([true, false]);
    expect(leaving({ ranFor: 0 }).may(unclear)).toBe(true);
  });
});

describe("who told of something", () => {
  it("is remembered of so many chats and no longer than six hours; when there is no room, all are taken for one of them", () => {
    let now = 0;
    const quiet = createQuiet(() => new Date(now), 3);
    for (const address of ["a", "b", "c"]) {
      now += 1;
      quiet.heard(address);
    }
    expect(quiet.isWithin("z", QUIET_MS)).toBe(false);
    quiet.heard("d");
    expect([quiet.size(), quiet.isWithin("z", QUIET_MS), quiet.isWithin("a", QUIET_MS)]).toEqual([3, true, true]);
    now += QUIET_MS - 2;
    expect([quiet.isWithin("z", QUIET_MS), quiet.isWithin("b", QUIET_MS)]).toEqual([false, true]);
    now += 2;
    expect([quiet.size(), quiet.isWithin("d", QUIET_MS)]).toEqual([0, false]);
  });
});
