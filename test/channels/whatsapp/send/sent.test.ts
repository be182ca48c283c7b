import { proto } from "@whiskeysockets/baileys";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createSent, type Sent } from "../../../../src/channels/whatsapp/send/sent.ts";
import type { SessionStore } from "../../../../src/chat/session-store.ts";
import { texts } from "../../../../src/chat/texts.ts";
import { openWhatsAppStore } from "../../../../src/stores/whatsapp-store.ts";
import { silentLog } from "../../../support/conversation.ts";
import { newFolder, removeFolder } from "../../../support/process.ts";

const MINUTE = 60_000;
const key = Buffer.alloc(32, 7);
/** Stretching the key takes its time, so only what is about a restart has one. */
const noKey = undefined;
let folder: string;
let clock: number;
let closing: Array<() => Promise<void>>;

beforeEach(() => {
  folder = newFolder();
  clock = Date.now();
  closing = [];
});

afterEach(async () => {
  for (const close of closing) await close();
  removeFolder(folder);
});

/** What a process remembers; opened once more it is the next process. */
async function open(
  material: Buffer | undefined = noKey,
): Promise<Sent & { store: SessionStore; end(): Promise<void> }> {
  const { store, lease, close } = await openWhatsAppStore(folder, material);
  await lease.take();
  // Without an identity nothing is kept.
  await store.write([], "{}");
  closing = [close];
  const end = async () => {
    closing = [];
    await lease.release();
    await close();
  };
  return { ...createSent({ store, log: silentLog, now: () => clock }), store, end };
}

const says = (text: string) => proto.Message.fromObject({ extendedTextMessage: { text } });
const text = (message: proto.IMessage | undefined) => message?.extendedTextMessage?.text;
const until = (minutes: number) => clock + minutes * MINUTE;

describe("what was sent lately", () => {
  it("is gone from memory when its time is over, though nothing else is sent and something may stay longer", async () => {
    const id = "3EB0000000000000000001";
    const sent = await open();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      await sent.put("longer", says("dari petugas"), { until: until(72 * 60), lasting: false });
      await sent.put(id, says("kode Anda"), { until: until(15), lasting: false });
      vi.advanceTimersByTime(14 * MINUTE);
      expect(text(await sent.getMessage({ id }))).toBe("kode Anda");
      clock += 15 * MINUTE;
      vi.advanceTimersByTime(MINUTE);
      // That of ids of ours nothing is known is said where nothing is in memory.
      expect(text(await sent.getMessage({ id }))).toBe(texts.answerGone);
      expect(text(await sent.getMessage({ id: "longer" }))).toBe("dari petugas");
    } finally {
      vi.useRealTimers();
    }
  });

  it("is found by its id alone, whatever address asks", async () => {
    const sent = await open();
    await sent.put("A", says("halo"), { until: until(15), lasting: true });
    expect(text(await sent.getMessage({ id: "A", remoteJid: "1@lid" }))).toBe("halo");
    expect(text(await sent.getMessage({ id: "A", remoteJid: "62@s.whatsapp.net", participant: "1:2@lid" }))).toBe(
      "halo",
    );
    expect(await sent.getMessage({ id: "B" })).toBeUndefined();
    expect(await sent.getMessage({})).toBeUndefined();
  });

  it("is found after a restart if it may be written down, and only then", async () => {
    const before = await open(key);
    await before.put("A", says("halo"), { until: until(15), lasting: true });
    await before.put("B", says("tentang laporan Anda"), { until: until(15), lasting: false });
    expect(text(await before.getMessage({ id: "B" }))).toBe("tentang laporan Anda");
    await before.end();
    const after = await open(key);
    expect(text(await after.getMessage({ id: "A" }))).toBe("halo");
    expect(await after.getMessage({ id: "B" })).toBeUndefined();
  });

  it("is written down without the words that it answers", async () => {
    const sent = await open();
    const contextInfo = { stanzaId: "Q", participant: "17@lid", quotedMessage: { conversation: "boleh like?" } };
    const message = { extendedTextMessage: { text: "halo", contextInfo } };
    await sent.put("A", message, { until: until(15), lasting: true });
    expect(await sent.getMessage({ id: "A" })).toEqual(message);
    const written = proto.Message.decode(Buffer.from((await sent.store.sent.get("A")) ?? "", "base64"));
    expect(written.toJSON()).toEqual({ extendedTextMessage: { text: "halo" } });
  });

  it("is followed by a word on it when it is gone, so that no phone waits for it for ever", async () => {
    const ours = `3EB0${"A1".repeat(9)}`;
    const before = await open(key);
    await before.put(ours, says("tentang laporan Anda"), { until: until(15), lasting: false });
    await before.end();
    const after = await open(key);
    expect(text(await after.getMessage({ id: ours }))).toMatch(/tidak kami simpan.*tanyakan sekali lagi/);
    expect(await after.getMessage({ id: "3EB0NOTOURS" })).toBeUndefined();
  });

  it("is forgotten when its time is over", async () => {
    const sent = await open();
    await sent.put("A", says("halo"), { until: until(15), lasting: false });
    clock += 15 * MINUTE;
    expect(await sent.getMessage({ id: "A" })).toBeUndefined();
  });

  it("keeps two thousand in memory and the rest where it may", async () => {
    const sent = await open();
    await sent.put("first", says("pertama"), { until: until(15), lasting: false });
    for (let at = 0; at < 2_000; at += 1) await sent.put(`${at}`, says(`${at}`), { until: until(15), lasting: false });
    expect(await sent.getMessage({ id: "first" })).toBeUndefined();
    expect(text(await sent.getMessage({ id: "0" }))).toBe("0");
  });

  it("is sent even when it cannot be written down", async () => {
    const sent = await open();
    await sent.end();
    await sent.put("A", says("halo"), { until: until(15), lasting: true });
    expect(text(await sent.getMessage({ id: "A" }))).toBe("halo");
  });
});
