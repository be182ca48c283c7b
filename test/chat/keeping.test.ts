import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createKeeping, type KeepingParts } from "../../src/chat/keeping.ts";
import { createMemory } from "../../src/chat/memory.ts";
import type { Message } from "../../src/chat/message.ts";
import { createQuiet } from "../../src/chat/quiet.ts";
import { isStop } from "../../src/chat/stop-said.ts";
import { shippedAnswering } from "../support/answering.ts";
import { computedMs } from "../support/computing.ts";

const { tells, mayAccuse, answer } = await shippedAnswering();

const question = "apakah pns boleh like postingan caleg?";
const report = "kemarin pak camat membagikan kaos calon di kantor";

const HALF_HOUR = 30 * 60_000;

/** What may be kept of one person's messages, by a process that runs for half an hour, at a clock that is moved by hand. */
function keeping(parts: Partial<KeepingParts> = {}) {
  let now = Date.parse("2026-11-22T03:00:00Z");
  const clock = () => new Date(now);
  const memory = createMemory(clock);
  const inReport = { open: false };
  const mayKeep = createKeeping({
    ...{ tells, accuses: mayAccuse, memory, clock },
    ...{ closed: () => inReport.open, urgent: isStop },
    ...parts,
  });
  now += HALF_HOUR;
  const address = "whatsapp:6@lid";
  return {
    inReport,
    remembered: () => memory.of(address),
    pass: (ms: number) => {
      now += ms;
    },
    may: (text: string, message: Partial<Message> = {}) =>
      mayKeep({ channel: "whatsapp", address, id: "1", kind: "text", text, place: "private", late: false, ...message }),
  };
}

function messages(file: string, label: string): string[] {
  const lines = readFileSync(`test/questions/${file}`, "utf8").trim().split("\n");
  return lines
    .map((line) => JSON.parse(line) as { q: string; v: string })
    .flatMap(({ q, v }) => (v === label ? [q] : []));
}

describe("what may be written down until it is answered", () => {
  it.each([
    question,
    "/topik",
    "/topik 2",
    "apa sanksinya?",
    "honorer bole jd caleg ga",
    "boleh pasang stiker calon di mobil?",
  ])("is a plain question or command: %j", (text) => {
    expect(keeping().may(text)).toBe(true);
  });

  it.each([
    report,
    "/lapor",
    "Lapor",
    "lapor lurah saya",
    "/cek kata sandi rahasia",
    "cek",
    "/petugas ABCD-EFGH",
    "nomor saya 0812 3456 7890",
    "bagaimana dengan Bapak Sutrisno?",
    "nomor dua",
    "/topik pawai partai di alun alun",
    "bantuan",
    "dia eselon 3",
    "beliau hadir di acara partai pakai baju korpri",
    "sekda hadir deklarasi, apa itu melanggar?",
    "lurahku ikut pawai, boleh?",
    "apa boleh asn yang itu ikut kampanye?",
    "bolehkah kantor kami dipakai rapat?",
  ])("is not %j", (text) => {
    expect(keeping().may(text)).toBe(false);
  });

  it("is no text longer than what the guards read", () => {
    expect(keeping().may(`${question} `.repeat(30))).toBe(false);
  });

  it("is nothing that is long, which is not even read", () => {
    const clock = () => new Date(0);
    const tells = () => {
      throw new Error("read");
    };
    const mayKeep = createKeeping({ tells, accuses: mayAccuse, memory: createMemory(clock), clock });
    const text = "a.".repeat(32_000);
    const message = {
      channel: "whatsapp",
      address: "whatsapp:6@lid",
      id: "1",
      kind: "text",
      place: "private",
    } as const;
    expect(mayKeep({ ...message, text, late: false })).toBe(false);
  });

  it("is no file and nothing that came late", () => {
    expect(keeping().may(question, { kind: "file" })).toBe(false);
    expect(keeping().may(question, { late: true })).toBe(false);
  });

  it("is no number, which may stand for a report, nor the label of one", () => {
    const { may, remembered } = keeping();
    expect(may("2")).toBe(false);
    remembered().choices = [{ label: "Cara melapor", action: "/lapor" }];
    expect(may("cara melapor")).toBe(false);
  });

  it("is nothing that the same person says in the half hour after telling of somebody", () => {
    const { may, pass } = keeping();
    expect(may(report)).toBe(false);
    expect(may(question)).toBe(false);
    expect(may(question, { address: "whatsapp:7@lid" })).toBe(true);
    pass(HALF_HOUR + 1);
    expect(may(question)).toBe(true);
  });

  it("is nothing that the same person says in the half hour after a file, whatever it shows", () => {
    const { may, pass } = keeping();
    expect(may("", { kind: "file" })).toBe(false);
    expect(may(question)).toBe(false);
    pass(HALF_HOUR + 1);
    expect(may(question)).toBe(true);
  });

  it("is neither the yes to a voice note nor what follows within half an hour, though that alone tells of nobody", () => {
    const quiet = createQuiet(() => new Date(0));
    const { may, pass, remembered } = keeping({ quiet });
    const spoken = { name: "suara.ogg", mime: "audio/ogg", size: 9, ofSeveral: false, spoken: { seconds: 2 } };
    const bytes = () => Promise.reject(new Error("fetched"));
    expect(may("", { kind: "file", file: { ...spoken, bytes } })).toBe(false);
    remembered().choices = [{ label: "Ya, boleh", action: "/suara ya" }];
    for (const said of ["ya", "ok", "Tidak", "/suara ya", question]) expect(may(said), said).toBe(false);
    expect(quiet.size()).toBe(0);
    pass(HALF_HOUR + 1);
    expect(may(question)).toBe(true);
  });

  it("is nothing in the first half hour of a process, which does not know who told of somebody before", () => {
    let now = 0;
    const clock = () => new Date(now);
    const mayKeep = createKeeping({ tells, accuses: mayAccuse, memory: createMemory(clock), clock });
    const message = {
      channel: "whatsapp",
      address: "whatsapp:6@lid",
      id: "1",
      kind: "text",
      place: "private",
    } as const;
    now = HALF_HOUR - 1;
    expect(mayKeep({ ...message, text: question, late: false })).toBe(false);
    now = HALF_HOUR;
    expect(mayKeep({ ...message, text: question, late: false })).toBe(true);
  });

  it("is the next plain question of somebody who only wrote a number", () => {
    const { may } = keeping();
    expect(may("nomor saya 0812 3456 7890")).toBe(false);
    expect(may(question)).toBe(true);
  });

  it("is nothing that an officer writes in a dialogue, which would be forgotten after a restart", () => {
    const { may, remembered } = keeping();
    remembered().dialogue = { kind: "answering", id: 1 };
    expect(may(question)).toBe(false);
  });

  it("is nothing of a report, whatever it looks like, nor what the same person says in the half hour after", () => {
    const { may, pass, inReport } = keeping();
    expect(may(question)).toBe(true);
    inReport.open = true;
    expect([may(question), may("/topik"), may("STOP")]).toEqual([false, false, false]);
    inReport.open = false;
    pass(HALF_HOUR - 1_000);
    expect(may(question)).toBe(false);
    pass(HALF_HOUR);
    expect(may(question)).toBe(true);
  });

  it("is STOP in a dialogue too, but not after a report, nor late", () => {
    const { may, remembered } = keeping();
    remembered().dialogue = { kind: "answering", id: 1 };
    expect(may("brenti dong")).toBe(true);
    expect(may("STOP", { late: true })).toBe(false);
    expect([may(report), may("STOP")]).toEqual([false, false]);
  });

  it("reads a message together with the question before it", async () => {
    const { may, remembered } = keeping();
    const text = "boleh tidak kalau pakai baju biasa";
    expect(may(text)).toBe(true);
    remembered().before = (await answer("tadi malam camat kami ikut kampanye, di rumahnya ada kaos")).after;
    expect(may(text)).toBe(false);
  });

  it("leaves out every report of the guards' own tests, and ninety-five careless ones in a hundred", () => {
    const guards = ["guards-dev.jsonl", "guards-held.jsonl", "guards-fresh.jsonl", "guard-new.jsonl"];
    expect(guards.flatMap((file) => messages(file, "lapor")).filter((text) => keeping().may(text))).toEqual([]);
    const careless = readFileSync(join(import.meta.dirname, "careless-reports.txt"), "utf8")
      .trim()
      .split("\n");
    expect(careless.filter((text) => keeping().may(text)).length / careless.length).toBeLessThanOrEqual(0.05);
  });

  it("is nothing that the tip line holds, be it behind a command, and nothing that follows", async () => {
    const ordinary = ["guards-dev.jsonl", "guards-held.jsonl", "guards-fresh.jsonl", "guard-new.jsonl"];
    const texts = ["biasa", "di_luar_cakupan", "tolak", "dilema", "lapor"].flatMap((label) =>
      ordinary.flatMap((file) => messages(file, label)),
    );
    expect(texts.filter((text) => mayAccuse(text) && keeping().may(text))).toEqual([]);
    const { may } = keeping();
    expect([may("/camat bagi duit ke warga"), may(question)]).toEqual([false, false]);
  });

  it("lets one ordinary question in twenty in at least: the others are held instead", () => {
    const ordinary = ["guards-held.jsonl", "guards-fresh.jsonl"].flatMap((file) => messages(file, "biasa"));
    expect(ordinary.filter((text) => keeping().may(text)).length / ordinary.length).toBeGreaterThanOrEqual(0.05);
  });

  it("decides within a few milliseconds", () => {
    const { may } = keeping();
    const before = computedMs();
    for (let at = 0; at < 100; at += 1) may(`${question} ${at}`);
    expect((computedMs() - before) / 100).toBeLessThan(20);
  });
});
