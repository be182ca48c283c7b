import { describe, expect, it } from "vitest";
import type { Transcribe } from "../../src/answer/model.ts";
import { FileUnavailableError, type IncomingFile } from "../../src/chat/incoming-file.ts";
import { createMemory } from "../../src/chat/memory.ts";
import type { Message } from "../../src/chat/message.ts";
import { createRouter } from "../../src/chat/routes.ts";
import { texts } from "../../src/chat/texts.ts";
import { createVoice } from "../../src/chat/voice.ts";
import { voiceTexts } from "../../src/chat/voice-texts.ts";
import { conversationOver, says } from "../support/conversation.ts";

const VOICE = Buffer.concat([Buffer.from("OggS"), Buffer.alloc(60, 7)]);

/** Somebody who sends voice notes to a conversation that says back what it read; the clock is moved by hand. */
function talk({ words = "boleh like?", transcribe }: { words?: string; transcribe?: Transcribe | undefined } = {}) {
  let now = Date.parse("2026-11-22T03:00:00Z");
  let day = "2026-11-22";
  const clock = () => new Date(now);
  const state = { quiet: false, held: false, words };
  const sent: Array<{ bytes: Buffer; mime: string; person: string | undefined }> = [];
  /** The very arrays that were handed over. */
  const handed: Uint8Array[] = [];
  const voice = createVoice({
    transcribe:
      transcribe ??
      (async ({ bytes, mime }, { person }) => {
        handed.push(bytes);
        sent.push({ bytes: Buffer.from(bytes), mime, person });
        return state.words;
      }),
    clock,
    today: () => day,
    isQuiet: () => state.quiet,
    isHeld: () => state.held,
  });
  const memory = createMemory(clock);
  const seen: Message[] = [];
  const answer = ({ message, rest }: { message: Message; rest: string }) => {
    seen.push(message);
    return says(`jawaban: ${rest}`, rest === "topik" ? [{ label: "Satu", action: "/pasal" }] : []);
  };
  const router = createRouter({
    routes: [
      ...voice.routes,
      { command: "/pasal", help: undefined, bareWord: false, handle: () => says("ini pilihan satu") },
      { command: "/hapus", help: undefined, bareWord: false, handle: () => says("semua terhapus") },
    ],
    question: answer,
    unknownCommand: answer,
    dialogue: () => says("isian"),
  });
  const { say, heard } = conversationOver(() => says(""), { route: router, memory, voice });
  let fetches = 0;
  const file = (more: Partial<IncomingFile> = {}): IncomingFile => ({
    ...{ name: "suara.ogg", mime: "audio/ogg", size: VOICE.length, ofSeveral: false, spoken: { seconds: 4 } },
    bytes: async () => {
      fetches += 1;
      return Uint8Array.from(VOICE);
    },
    ...more,
  });
  return {
    ...{ state, sent, handed, seen, heard, memory },
    fetches: () => fetches,
    last: () => heard.at(-1),
    say,
    speaks: (more: Partial<IncomingFile> = {}, message: Partial<Message> = {}) =>
      say("", { kind: "file", file: file(more), ...message }),
    pass: (ms: number) => {
      now += ms;
    },
    nextDay: () => {
      day = "2026-11-23";
    },
  };
}

describe("a voice note", () => {
  it("is neither fetched nor sent before its writer agreed, and once agreed is read as if it had been typed", async () => {
    const { speaks, say, last, fetches, sent, seen } = talk();
    await speaks();
    expect(last()).toBe(voiceTexts.ask.join("\n\n"));
    expect(last()).toMatch(/layanan luar.*Jangan dipakai untuk melaporkan seseorang.*\/lapor/s);
    expect([fetches(), sent.length]).toEqual([0, 0]);
    await say("ya");
    expect(last()).toBe(`Saya dengar:\nboleh like?\n\njawaban: boleh like?\n\n${voiceTexts.mishearing}`);
    expect(seen).toMatchObject([{ kind: "text", text: "boleh like?", address: "terminal:a", late: false }]);
    expect(seen[0]).not.toHaveProperty("file");
    expect(sent).toEqual([{ bytes: VOICE, mime: "audio/ogg", person: "terminal:a" }]);
    await speaks();
    expect(last()).toBe("Saya dengar:\nboleh like?\n\njawaban: boleh like?");
  });

  it("is wiped from memory as soon as it was turned into words, or was not", async () => {
    const { speaks, say, handed } = talk();
    await speaks();
    await say("ya");
    expect(handed.map((bytes) => bytes.every((byte) => byte === 0))).toEqual([true]);
    const kept: Uint8Array[] = [];
    const failing = talk({ transcribe: async ({ bytes }) => void kept.push(bytes) as undefined });
    await failing.speaks();
    await failing.say("ya");
    expect(failing.last()).toBe(voiceTexts.trouble);
    expect(kept.map((bytes) => bytes.every((byte) => byte === 0))).toEqual([true]);
  });

  it("is not opened after a no, which is not asked again until its writer says otherwise", async () => {
    const { speaks, say, last, fetches } = talk();
    await speaks();
    await say("tidak");
    expect(last()).toBe(voiceTexts.declined);
    await speaks();
    expect(last()).toBe(voiceTexts.declined);
    expect(fetches()).toBe(0);
    await say("/suara");
    expect(last()).toContain(voiceTexts.nowDeclined);
    await say("ya, boleh");
    expect(last()).toBe(voiceTexts.agreed);
    await speaks();
    expect(last()).toContain("jawaban: boleh like?");
    await say("/suara");
    expect(last()).toContain(voiceTexts.nowAgreed);
    await say("tidak");
    await speaks();
    expect(last()).toBe(voiceTexts.declined);
  });

  it("agrees for one person and nobody else, and is asked about anew after a restart", async () => {
    const { speaks, say, last } = talk();
    await speaks();
    await say("ya");
    await speaks({}, { address: "terminal:b" });
    expect(last()).toContain(voiceTexts.ask[0]);
    const restarted = talk();
    await restarted.speaks();
    expect(restarted.last()).toContain(voiceTexts.ask[0]);
  });

  it("is forgotten ten minutes after it was asked about, and so is all of it that a report set aside", async () => {
    const { speaks, say, last, pass, fetches, memory } = talk();
    await speaks();
    pass(10 * 60_000 + 1);
    await say("ya");
    expect(last()).toBe(voiceTexts.agreedTooLate);
    const other = talk();
    await other.speaks();
    other.memory.setAside("terminal:a");
    await other.say("/suara ya", { kind: "button" });
    expect(other.last()).toBe(voiceTexts.agreed);
    expect([fetches(), other.fetches()]).toEqual([0, 0]);
    expect(memory.glance("terminal:a")?.voice).toBeUndefined();
  });

  it("is the last of several that came before the answer, and its writer is told so", async () => {
    const { speaks, say, last, sent } = talk();
    await speaks();
    await speaks({ bytes: async () => Uint8Array.from([...VOICE, 1]) });
    await say("ya");
    expect(last()).toContain(voiceTexts.earlier);
    expect(sent.map(({ bytes }) => bytes.length)).toEqual([VOICE.length + 1]);
  });

  it("chooses among what was on offer before it was asked about, and never a command that needs a slash", async () => {
    const { speaks, say, last, state } = talk({ words: "Satu." });
    await say("topik");
    await speaks();
    await say("ya");
    expect(last()).toContain("ini pilihan satu");
    state.words = " /hapus ";
    await speaks();
    expect(last()).toContain("jawaban: hapus");
  });

  it("shows no address that whoever heard it made up, nor words without end", async () => {
    const words = `Lihat https://palsu.example/a atau palsu.example dan tanya @penipu lalu ${"bla ".repeat(200)}`;
    const { speaks, say, last } = talk({ words });
    await speaks();
    await say("ya");
    const shown = last()?.split("\n\n")[0] ?? "";
    expect(shown).toContain("Lihat … atau … dan tanya … lalu bla");
    expect(shown.length).toBeLessThan(330);
  });

  it("that holds what the tip line keeps says that a voice already went outside, and that a report will not", async () => {
    const { speaks, say, last, state } = talk();
    await speaks();
    state.held = true;
    await say("ya");
    expect(last()).toContain(voiceTexts.held);
    expect(last()).not.toContain(voiceTexts.mishearing);
  });

  it.each<[string, Partial<IncomingFile>, string]>([
    ["too long", { spoken: { seconds: 121 } }, voiceTexts.tooLong(2)],
    ["too large", { size: 2 * 1024 * 1024 + 1 }, voiceTexts.tooLong(2)],
    ["passed on from others", { spoken: undefined as never }, voiceTexts.recording],
    ["a film", { spoken: undefined as never, mime: "video/mp4" }, voiceTexts.recording],
  ])("that is %s is not even asked about", async (_, more, words) => {
    const { speaks, last, fetches } = talk();
    await speaks(more);
    expect([last(), fetches()]).toEqual([words, 0]);
  });

  it.each<[string, Partial<IncomingFile>, string]>([
    ["larger than it said", { bytes: async () => new Uint8Array(2 * 1024 * 1024 + 1) }, voiceTexts.tooLong(2)],
    ["no voice at all", { bytes: async () => Buffer.from("%PDF-1.7 rahasia") }, voiceTexts.trouble],
    ["gone", { bytes: () => Promise.reject(new FileUnavailableError("gone")) }, voiceTexts.notFetched],
  ])("that is %s stays here", async (_, more, words) => {
    const { speaks, say, last, sent } = talk();
    await speaks(more);
    await say("ya");
    expect([last(), sent]).toEqual([words, []]);
  });

  it("without words is asked for once more, and an error of ours gets an apology", async () => {
    const { speaks, say, last, state } = talk();
    state.words = " … ";
    await speaks();
    await say("ya");
    expect(last()).toBe(voiceTexts.nothing);
    await speaks({ bytes: () => Promise.reject(new TypeError("rusak")) });
    expect(last()).toBe(texts.apology);
  });

  it("is turned into words ten times a day for each person", async () => {
    const { speaks, say, last, sent, nextDay } = talk();
    await speaks();
    await say("ya");
    for (let times = 1; times < 11; times += 1) await speaks();
    expect(last()).toBe(voiceTexts.enough(10));
    expect(sent).toHaveLength(10);
    nextDay();
    await speaks();
    expect(sent).toHaveLength(11);
  });

  it("gets outside neither from a quiet chat, nor from a group, nor late, nor out of a dialogue", async () => {
    const { speaks, say, last, sent, state, memory } = talk();
    await speaks();
    state.quiet = true;
    await say("ya");
    expect(last()).toBe(voiceTexts.notNow);
    await speaks();
    expect(last()).toBe(voiceTexts.notNow);
    state.quiet = false;
    await speaks({}, { place: "group" });
    expect(last()).toBe(texts.fileOnly);
    await speaks({}, { late: true });
    expect(last()).toContain(texts.fileOnly);
    memory.of("terminal:a").dialogue = { kind: "broadcasting" };
    await speaks();
    expect(last()).toBe(texts.fileOnly);
    expect(sent).toEqual([]);
    memory.of("terminal:a").dialogue = undefined;
    await speaks();
    expect(sent).toHaveLength(1);
  });

  it("with words below it is answered for these alone", async () => {
    const { speaks, last, sent } = talk();
    await speaks({}, { text: "boleh pasang stiker?" });
    expect(last()).toBe(`jawaban: boleh pasang stiker?\n\n${texts.fileUnread}`);
    expect(sent).toEqual([]);
  });
});

describe("without a language model", () => {
  it("a voice note is asked for in writing, and so is whoever wants to agree", async () => {
    const clock = () => new Date("2026-11-22T03:00:00Z");
    const voice = createVoice({
      ...{ transcribe: undefined, clock, today: () => "2026-11-22" },
      ...{ isQuiet: () => false, isHeld: () => false },
    });
    const route = createRouter({
      ...{ routes: voice.routes, question: () => says(""), unknownCommand: () => says("") },
      dialogue: () => says(""),
    });
    const { say, heard } = conversationOver(() => says(""), { route, voice });
    const bytes = () => Promise.reject(new Error("fetched"));
    const file = { name: "suara.ogg", mime: "audio/ogg", size: 1, ofSeveral: false, spoken: { seconds: 1 }, bytes };
    await say("", { kind: "file", file });
    await say("/suara");
    expect(heard).toEqual([voiceTexts.type, voiceTexts.type]);
  });
});
