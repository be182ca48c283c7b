import { lookAtModel, type ModelLooked } from "../desk/look-at-model.ts";
import { readSettings, SettingsError } from "../settings.ts";
import { isGivenElsewhere, keep } from "./ask-office.ts";
import type { Asker } from "./asker.ts";
import { type Draft, isUsable } from "./draft.ts";

const OFFICIAL = "https://api.openai.com/v1";
const KEY = "OPENAI_API_KEY";
const NAMES = ["OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_MODEL"] as const;

/** Whether a language model helps, and which; tried out by a question of a few words. */
export async function askModel(ask: Asker, draft: Draft): Promise<void> {
  ask.topic(
    "Model bahasa",
    [
      "Boleh tidak ada: bot menjawab sendiri. Dengan model, pertanyaan keluar dari mesin ini sebagai kata-kata pilihan saja,",
      "tanpa nama dan nomor; laporan tidak pernah. Lihat docs/operations.md.",
    ],
    "OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_MODEL di .env",
  );
  const before = new Map(NAMES.map((name) => [name, draft.get(name)]));
  const isOn = draft.get(KEY) !== "" || draft.get("OPENAI_BASE_URL") !== "" || draft.given(KEY) === "given";
  const without = () => {
    for (const name of ["OPENAI_API_KEY", "OPENAI_BASE_URL"] as const) draft.set(name, "");
  };
  if (!(await ask.yes("Pakai model bahasa?", isOn))) return without();
  const isGiven = isGivenElsewhere(ask, draft, KEY);
  for (;;) {
    await askOne(ask, draft, { isOn, isGiven });
    if (isGiven)
      return ask.say("  Modelnya tidak dicoba: kuncinya hanya ada pada layanan. Lihat catatannya (log) sesudah mulai.");
    const looked = await tried(draft);
    ask.say(inWords(looked));
    if (looked.kind === "answers") return;
    const next = await ask.choose("Lalu?", CHOICES, "keep");
    if (next === "keep") return;
    if (next === "without") {
      for (const [name, value] of before) draft.set(name, value);
      return without();
    }
  }
}

const CHOICES = [
  { value: "keep", name: "simpan saja apa adanya; tanpa model bot tetap menjawab" },
  { value: "again", name: "isi lagi" },
  { value: "without", name: "tanpa model bahasa" },
] as const;

type Known = { isOn: boolean; isGiven: boolean };

async function askOne(ask: Asker, draft: Draft, { isOn, isGiven }: Known): Promise<void> {
  for (;;) {
    const base = await ask.text("Alamat API", draft.get("OPENAI_BASE_URL") || OFFICIAL);
    if (isUsable("OPENAI_BASE_URL", base)) {
      keep(draft, "OPENAI_BASE_URL", base, OFFICIAL);
      break;
    }
    ask.say("✘ Beri alamat https://…/v1 (http:// hanya untuk mesin ini), tanpa ? dan #. Coba lagi.");
  }
  while (!isGiven) {
    const hasKey = draft.get("OPENAI_API_KEY") !== "";
    const key = await ask.secret(
      hasKey || isOn ? "Kunci API (Enter: tetap yang sekarang, tanda -: hapus)" : "Kunci API (Enter: tanpa kunci)",
    );
    if (key === "") break;
    if (key === "-" || isUsable("OPENAI_API_KEY", key)) {
      draft.set("OPENAI_API_KEY", key === "-" ? "" : key);
      break;
    }
    ask.say("✘ Kunci ditulis dalam satu baris tanpa spasi. Salin sekali lagi.");
  }
  for (;;) {
    const model = await ask.text("Nama model", draft.get("OPENAI_MODEL") || "gpt-5.4-mini");
    if (isUsable("OPENAI_MODEL", model)) return keep(draft, "OPENAI_MODEL", model, "gpt-5.4-mini");
    ask.say("✘ Nama model terdiri dari huruf, angka dan . / : @ + - _. Coba lagi.");
  }
}

async function tried(draft: Draft): Promise<ModelLooked> {
  const all = draft.environment();
  const given = Object.fromEntries(NAMES.map((name) => [name, all[name]]));
  // Neither key nor address means OpenAI without a key, which it refuses.
  const asked = given["OPENAI_API_KEY"] === "" && given["OPENAI_BASE_URL"] === "" ? { OPENAI_BASE_URL: OFFICIAL } : {};
  try {
    return await lookAtModel(readSettings({ ...given, ...asked }));
  } catch (error) {
    if (error instanceof SettingsError) return { kind: "silent", event: undefined, code: error.message };
    throw error;
  }
}

function inWords(looked: ModelLooked): string {
  switch (looked.kind) {
    case "answers":
      return `✓ Model menjawab dalam ${looked.ms} ms`;
    case "misshapen":
      return "! Model menjawab, tetapi tidak dalam bentuk yang diminta. Coba model lain.";
    case "off":
      return "! Tanpa kunci dan tanpa alamat, model tidak dipakai.";
    case "silent":
      return `✘ Model tidak menjawab (${looked.code}). ${REMEDY[looked.event ?? ""] ?? "Periksa alamat dan jaringannya."}`;
  }
}

const REMEDY: Readonly<Record<string, string>> = {
  model_key_refused: "Kuncinya ditolak: salin lagi, atau beri kunci itu hak atas model ini.",
  model_not_found: "Alamat atau nama modelnya tidak dikenal di sana.",
  model_unpaid: "Akun kunci ini tidak punya saldo.",
  model_not_taken: "Server itu tidak menerima permintaan kami: coba model lain.",
};
