import { describe, expect, it } from "vitest";
import { isStop } from "../../src/chat/stop-said.ts";

describe("STOP", () => {
  it.each([
    "STOP",
    "stop.",
    " Stop! ",
    "stoppp",
    "ＳＴＯＰ",
    "🛑 stop 🛑",
    "berhenti",
    "Berhenti.",
    "BRENTI",
    "brenti dong",
    "berenti ya pak",
    "tolong berhenti",
    "mohon stop ya min, terima kasih",
    "unsubscribe",
    "Unsub",
    "berhenti langganan",
    "berhenti berlangganan",
    "stop langganan",
    "saya mau berhenti langganan",
    "batalkan langganan",
    "hentikan pesan ini",
    "stop kirim pesan ke saya",
    "jangan kirim lagi",
    "jgn kirim pesan lagi",
    "stop dulu ya",
    "STOP STOP",
    "stop semua",
    "saya mau berhenti",
    "tolong dihentikan",
    "stop notif",
    "hentikan pengiriman",
    "tolong jangan kirim pesan ke saya lagi",
  ])("is meant by %j", (text) => {
    expect(isStop(text)).toBe(true);
  });

  it.each([
    "",
    "berhenti dari jabatan camat boleh?",
    "kalau mau maju harus berhenti?",
    "saya mau berhenti jadi pns",
    "berhenti kampanye",
    "stop kampanye di kantor",
    "hentikan siaran",
    "stop hoaks",
    "stop politik uang",
    "saya mau berhenti dari partai",
    "apa sanksi kalau tidak berhenti langganan koran partai",
    "langganan",
    "batal",
    "cara berhenti langganan?",
    "boleh berhenti langganan koran?",
    `stop ${"ya ".repeat(40)}`,
  ])("is not meant by %j", (text) => {
    expect(isStop(text)).toBe(false);
  });
});
