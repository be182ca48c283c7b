import type { Remembered } from "./memory.ts";
import type { Choice, Message } from "./message.ts";

/** What a message asks for: a number or a label stands for the choice it was shown with, anything else for itself. */
export function chosenAction({ kind, text }: Message, { choices }: Pick<Remembered, "choices">): string {
  if (kind === "button") return text;
  const said = text.trim().toLowerCase();
  const exact = choices.find(({ label }) => label.toLowerCase() === said);
  const number = numberSaid(text);
  const choice = exact ?? (number === undefined ? labelled(text, choices) : choices[number - 1]);
  return choice?.action ?? text;
}

/** Whoever writes more does not choose. */
const MOST_NUMBER_CHARACTERS = 60;

/** Words people put before a number, and after one. */
const BEFORE =
  /^(?:saya|sy|aku|mau|ingin|tolong|coba|ya|ok|oke|pilih|pilihan|opsi|angka|nomor|nomer|nmr|no|yang|yg|ke) /;
const AFTER =
  / (?:aja|aj|ajah|saja|ya|yaa|yah|dong|deh|dulu|lah|tolong|pak|bu|kak|mas|mbak|min|bang|makasih|terima kasih)$/;

const WORDS = ["satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh"];

/** The number somebody chooses by, however they write it: "2", "no. 2", "yang kedua", "2️⃣"; undefined for anything else. */
export function numberSaid(text: string): number | undefined {
  if (text.length > MOST_NUMBER_CHARACTERS) return undefined;
  let said = bare(text)
    .replace(/^(nomor|nomer|no|ke)(?=\d)/, "$1 ")
    .replace(/(\d)(?=[a-z])/, "$1 ");
  while (AFTER.test(said)) said = said.replace(AFTER, "");
  while (BEFORE.test(said)) said = said.replace(BEFORE, "");
  if (/^\d{1,2}$/.test(said)) return Number(said);
  if (said === "pertama") return 1;
  const at = WORDS.indexOf(said.replace(/^ke(?=[a-z])/, ""));
  return at === -1 ? undefined : at + 1;
}

/** So few letters may begin a question too. */
const FEWEST_LETTERS = 8;

/** What people say to "Ya, gabung". */
const YES = new Set(["ya", "iya", "iyaa", "y", "ok", "oke", "setuju", "mau"]);

function onlyOne<T>([only, ...others]: readonly T[]): T | undefined {
  return others.length === 0 ? only : undefined;
}

/** The choice whose label this is but for case and signs, or of whose label alone it is the beginning. */
function labelled(text: string, choices: readonly Choice[]): Choice | undefined {
  const said = bare(text);
  if (said === "") return undefined;
  const labels = choices.map((choice, at) => ({ choice, label: bare(choice.label), number: at + 1 }));
  const same = labels.find(({ label, number }) => label === said || `${number} ${label}` === said);
  if (same !== undefined) return same.choice;
  if (YES.has(said)) return onlyOne(labels.filter(({ label }) => label.startsWith("ya ")))?.choice;
  const only = onlyOne(labels.filter(({ label }) => label.startsWith(`${said} `)));
  const isEnough = said.replace(/\P{L}/gu, "").length >= FEWEST_LETTERS;
  return isEnough ? only?.choice : undefined;
}

/** The words alone, in lower case; a digit in a box is a digit. */
function bare(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\uFE0F\u20E3]/g, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
