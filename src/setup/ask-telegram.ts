import { lookAtTelegram } from "../channels/telegram/look.ts";
import { isGivenElsewhere } from "./ask-office.ts";
import type { Asker } from "./asker.ts";
import { type Draft, isUsable } from "./draft.ts";

const NAME = "TELEGRAM_BOT_TOKEN";

/** The bot's token, tried out on Telegram; resolves to the bot's name there, where it is known. */
export async function askTelegram(ask: Asker, draft: Draft): Promise<string | undefined> {
  ask.topic(
    "Telegram",
    [
      "Di Telegram buka @BotFather, kirim /newbot, lalu salin tokennya ke sini. Token itu seperti kata sandi.",
      "Tanpa token bot berjalan di terminal ini saja, tanpa internet.",
    ],
    "TELEGRAM_BOT_TOKEN=… di .env",
  );
  if (isGivenElsewhere(ask, draft, NAME)) return undefined;
  if (draft.isOverruled(NAME)) ask.say(`! ${NAME} sudah ditetapkan di lingkungan (environment) dan mengalahkan .env.`);
  for (;;) {
    const present = draft.get(NAME);
    const typed = await ask.secret(
      present === "" ? "Token bot (Enter: tanpa Telegram)" : "Token bot (Enter: tetap yang sekarang, tanda -: hapus)",
    );
    if (typed === "-") {
      draft.set(NAME, "");
      ask.say("Token dihapus: tanpa Telegram.");
      return undefined;
    }
    const token = typed === "" ? present : typed;
    if (token === "") return undefined;
    const tried = await tryOut(ask, draft, token);
    if (tried.kind === "bad" && typed !== "") continue;
    if (tried.kind === "unsure" && typed !== "" && !(await ask.yes(tried.question, tried.usual))) continue;
    draft.set(NAME, token);
    return tried.kind === "bad" ? undefined : tried.username;
  }
}

type Tried =
  | { kind: "good"; username: string }
  | { kind: "unsure"; username?: string; question: string; usual: boolean }
  | { kind: "bad" };

async function tryOut(ask: Asker, draft: Draft, token: string): Promise<Tried> {
  if (!isUsable(NAME, token)) {
    ask.say("✘ Ini bukan token: bentuknya angka, titik dua, lalu huruf. Salin sekali lagi seluruhnya dari @BotFather.");
    return { kind: "bad" };
  }
  const root = draft.effective("TELEGRAM_API_ROOT") || "https://api.telegram.org";
  if (!isUsable("TELEGRAM_API_ROOT", root)) {
    ask.say(
      "✘ TELEGRAM_API_ROOT di .env bukan alamat https:// tanpa jalur. Betulkan dengan tangan, lalu jalankan lagi.",
    );
    return { kind: "unsure", question: "Simpan token ini tanpa diperiksa?", usual: true };
  }
  const looked = await lookAtTelegram(token, root);
  switch (looked.kind) {
    case "refused":
      ask.say(
        `✘ Telegram menolak token ini (${looked.code}). Salin sekali lagi dari @BotFather: /mybots, pilih botnya, API Token.`,
      );
      return { kind: "bad" };
    case "unreachable":
      ask.say(
        `! Telegram tidak terjangkau dari sini (${looked.code}), jadi token belum diperiksa. Periksa jaringannya.`,
      );
      return { kind: "unsure", question: "Simpan token ini tanpa diperiksa?", usual: true };
    case "known": {
      const { username, webhook } = looked;
      ask.say(`✓ Telegram mengenal bot ini: @${username}`);
      if (webhook === undefined || isOurs(webhook, draft.effective("PUBLIC_URL"))) return { kind: "good", username };
      ask.say(
        `! Token ini sedang dipakai layanan lain: Telegram mengirim pesannya ke ${hostOf(webhook)}.`,
        "  Bila bot ini dinyalakan, layanan itu tidak menerima apa-apa lagi.",
      );
      return { kind: "unsure", username, question: "Tetap pakai token ini?", usual: false };
    }
  }
}

function hostOf(address: string): string {
  return URL.parse(address)?.host ?? "alamat yang tidak dikenal";
}

function isOurs(webhook: string, publicUrl: string): boolean {
  return publicUrl !== "" && URL.parse(webhook)?.origin === URL.parse(publicUrl)?.origin;
}
