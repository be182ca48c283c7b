import type { Asker } from "./asker.ts";
import { type Draft, isUsable } from "./draft.ts";

const ZONES = [
  { value: "WIB", name: "WIB: Sumatra, Jawa, Kalimantan Barat dan Tengah" },
  { value: "WITA", name: "WITA: Bali, Nusa Tenggara, Sulawesi, Kalimantan lainnya" },
  { value: "WIT", name: "WIT: Maluku, Papua" },
] as const;

/** The office's name and its time. */
export async function askOffice(ask: Asker, draft: Draft): Promise<void> {
  ask.topic(
    "Kantor",
    ["Nama yang disebut bot saat menyapa, dan zona waktunya."],
    "OFFICE_NAME dan OFFICE_ZONE di .env",
  );
  for (;;) {
    const name = await ask.text("Nama kantor", draft.get("OFFICE_NAME") || "Kesbangpol");
    if (isUsable("OFFICE_NAME", name)) {
      keep(draft, "OFFICE_NAME", name, "Kesbangpol");
      break;
    }
    ask.say("Nama paling panjang 80 huruf dan tidak boleh kosong. Coba lagi.");
  }
  const present = draft.get("OFFICE_ZONE");
  const usual = ZONES.find(({ value }) => value === present)?.value ?? "WIB";
  keep(draft, "OFFICE_ZONE", await ask.choose("Zona waktu", ZONES, usual), "WIB");
}

/** What is left at its usual value need not be written down. */
export function keep(draft: Draft, name: Parameters<Draft["set"]>[0], value: string, usual: string): void {
  if (value !== usual || draft.get(name) !== "") draft.set(name, value);
}

/**
 * Says that the service is given a secret in another way, and takes out of the file what would end its start there; false where that is
 * not so. Where nobody can see it, it only says what to mind.
 */
export function isGivenElsewhere(ask: Asker, draft: Draft, name: Parameters<Draft["set"]>[0]): boolean {
  const given = draft.given(name);
  if (given === "maybe")
    ask.say(
      `! Unit systemd di mesin ini dapat memberikan ${name} sebagai credential. Bila itu sudah dipasang, jangan isi lagi di sini:`,
      "  ditetapkan dua kali, bot tidak mau mulai.",
    );
  if (given !== "given") return false;
  ask.say(
    `✓ ${name} diberikan kepada layanan sebagai credential, jadi tidak ditulis di .env (dua-duanya: bot tidak mau mulai).`,
    '  Menggantinya: docs/operations.md, "Under systemd" atau "In a container".',
  );
  if (draft.get(name) !== "") {
    draft.set(name, "");
    ask.say(`! ${name} yang ada di .env dihapus.`);
  }
  return true;
}
