import { lookAtSocket, WHATSAPP_SOCKET } from "../desk/look-at-socket.ts";
import { readStoreKey, StoreKeyError } from "../store-key.ts";
import { isGivenElsewhere } from "./ask-office.ts";
import type { Asker } from "./asker.ts";
import { type Draft, isUsable } from "./draft.ts";

const KEY_FILE = "WHATSAPP_STORE_KEY_FILE";

/** Whether WhatsApp is used, whether it can be reached, and where the key of its session lies. */
export async function askWhatsApp(ask: Asker, draft: Draft): Promise<void> {
  ask.topic(
    "WhatsApp",
    [
      "Jalur ini tidak resmi dan nomornya bisa diblokir WhatsApp kapan saja. Utamakan Telegram; lihat docs/whatsapp.md.",
    ],
    "WHATSAPP=baileys dan WHATSAPP_STORE_KEY_FILE=… di .env",
  );
  const isOn = draft.get("WHATSAPP") === "baileys";
  const wanted = await ask.yes("Pakai WhatsApp juga?", isOn);
  if (wanted !== isOn) draft.set("WHATSAPP", wanted ? "baileys" : "off");
  if (!wanted) return;
  await reach(ask, draft);
  if (isGivenElsewhere(ask, draft, KEY_FILE)) return;
  const present = draft.get(KEY_FILE);
  for (;;) {
    const typed = await ask.text("Berkas kunci sesi WhatsApp (tanda -: tanpa kunci)", present === "" ? "-" : present);
    const file = typed === "-" ? "" : typed;
    if (file === "") {
      draft.set(KEY_FILE, "");
      ask.say("! Tanpa kunci, sesi hanya di memori: nomor harus ditautkan lagi setiap kali bot dinyalakan.");
      return;
    }
    const wrong = await wrongWith(file, draft.effective("DATA_DIR") || "./data");
    if (wrong === undefined) {
      draft.set(KEY_FILE, file);
      return ask.say("✓ Berkas kuncinya bisa dipakai");
    }
    ask.say(
      `✘ ${wrong}`,
      "Buatlah di memori, bukan di diska, misalnya: (umask 077; openssl rand -hex 32 > /run/sinetral-whatsapp-key)",
    );
    if (file === present) return;
  }
}

async function reach(ask: Asker, draft: Draft): Promise<void> {
  const given = draft.effective("WHATSAPP_WS_URL");
  const address = given !== "" && isUsable("WHATSAPP_WS_URL", given) ? given : WHATSAPP_SOCKET;
  const { host } = new URL(address);
  const looked = await lookAtSocket(address);
  ask.say(
    looked.reached
      ? `✓ ${host} terjangkau dari sini`
      : `! ${host} tidak terjangkau dari sini (${looked.code}). Bot akan mencoba terus; buka jalannya di tembok api (keluar, TLS).`,
  );
}

async function wrongWith(file: string, dataFolder: string): Promise<string | undefined> {
  try {
    await readStoreKey({ file, dataFolder, environment: {} });
    return undefined;
  } catch (error) {
    if (error instanceof StoreKeyError) return error.message;
    throw error;
  }
}
