import { existsSync } from "node:fs";
import { type FolderLooked, LITTLE_BYTES, lookAtFolder, tryWriting } from "../desk/look-at-folder.ts";
import { databaseFile } from "../stores/database.ts";
import { keep } from "./ask-office.ts";
import type { Asker } from "./asker.ts";
import { type Draft, isUsable } from "./draft.ts";

const USUAL = "./data";

/** Where the data lies; resolves to whether it is to be closed to other accounts. */
export async function askFolder(ask: Asker, draft: Draft): Promise<{ close: boolean }> {
  ask.topic(
    "Folder data",
    ["Semua yang disimpan bot ada di sini. Sebaiknya di diska terenkripsi, dan hanya untuk akun bot."],
    "DATA_DIR di .env, lalu mkdir -m 700 FOLDER",
  );
  const present = draft.get("DATA_DIR") || USUAL;
  for (;;) {
    const folder = await ask.text("Folder data", present);
    const looked = isUsable("DATA_DIR", folder) ? tried(folder) : lookAtFolder(folder);
    if (looked.kind === "unusable" || !isUsable("DATA_DIR", folder)) {
      ask.say(whyNot(folder, looked));
      // Whoever keeps what was there is not held up; the doctor says it again.
      if (folder !== present) continue;
      return { close: false };
    }
    ask.say(
      looked.kind === "there"
        ? `✓ ${folder} bisa ditulisi, sisa ruang ${gigabytes(looked.freeBytes)}`
        : `✓ ${folder} akan dibuat, hanya untuk akun ini; sisa ruang ${gigabytes(looked.freeBytes)}`,
    );
    if (looked.freeBytes < LITTLE_BYTES) ask.say("! Ruangnya sedikit: sediakan paling sedikit 1 GB.");
    if (folder !== present && existsSync(databaseFile(present)))
      ask.say(
        `! Data yang lama tetap di ${present}. Bila mau ikut: hentikan bot, lalu pindahkan seluruh isi foldernya.`,
      );
    keep(draft, "DATA_DIR", folder, USUAL);
    if (looked.kind === "to-be-made" || !looked.openToOthers) return { close: false };
    return { close: await ask.yes(`${folder} bisa dibuka akun lain. Tutup sekarang (chmod 700)?`, true) };
  }
}

function tried(folder: string): FolderLooked {
  const looked = lookAtFolder(folder);
  const trouble = looked.kind === "unusable" ? undefined : tryWriting(folder);
  return trouble === undefined ? looked : { kind: "unusable", code: trouble };
}

function whyNot(folder: string, looked: FolderLooked): string {
  return looked.kind === "unusable"
    ? `✘ ${folder} tidak bisa dipakai (${looked.code}). Pilih folder lain, atau beri akun ini hak menulis di sana.`
    : "✘ Tulis folder itu lengkap, tanpa ~ di depan, misalnya /home/ana/sinetral. Coba lagi.";
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1024 ** 3).toLocaleString("id-ID", { maximumFractionDigits: 1 })} GB`;
}
