import type { Choice, Message } from "../chat/message.ts";
import type { KnownBy, Prompt } from "./part.ts";
import { tipTexts } from "./tip-texts.ts";

/** What the words of a report are for, in this order; anything else is content. */
export type Said =
  | { kind: "cancel" | "done" | "skip" | "yes" }
  | { kind: "check"; rest: string }
  | { kind: "report"; rest: string }
  | { kind: "command"; word: string }
  | { kind: "other"; text: string };

const WORDS: ReadonlyArray<readonly [RegExp, "cancel" | "done" | "skip" | "yes"]> = [
  [/^\/?batal(?:kan)?$/, "cancel"],
  [/^\/?selesai$/, "done"],
  [/^\/?(?:lewati|lewat|skip)$/, "skip"],
  [/^\/?(?:ya|iya)$/, "yes"],
];

const REPORTS = new Set(["/lapor", "/laporkan", "/melapor", "/laporan"]);

/** Reads a text, or what a button stands for, as a word of the dialogue. */
export function readSaid(text: string): Said {
  const trimmed = text.trim();
  const bare = trimmed.toLowerCase().replace(/[\s.!✅]+$/u, "");
  for (const [form, kind] of WORDS) if (form.test(bare)) return { kind };
  const [first = ""] = trimmed.split(/\s/, 1);
  // "/lapor, pak camat …" and "/cek: kata-kata" are meant for it too.
  const word = first
    .toLowerCase()
    .replace(/[.,:;!?]+$/, "")
    .replace(/@\w+$/, "");
  const rest = trimmed.slice(first.length).trim();
  if (word === "/cek") return { kind: "check", rest };
  if (REPORTS.has(word) || bare === "lapor") return { kind: "report", rest };
  // Said back to its writer, so without whatever else stands there.
  const command = /^\/\p{L}[\p{L}\p{N}_]*/u.exec(word)?.[0];
  return command === undefined ? { kind: "other", text: trimmed } : { kind: "command", word: command };
}

/** What a message stands for among the choices on offer: a button for its action, a number or a label for the choice it names. */
export function chosen({ kind, text }: Message, choices: readonly Choice[]): string {
  if (kind !== "text") return text;
  const said = text.trim().toLowerCase();
  const number = /^(\d{1,2})[.)]?$/.exec(said)?.[1];
  const choice =
    number === undefined ? choices.find(({ label }) => label.toLowerCase() === said) : choices[Number(number) - 1];
  return choice?.action ?? text;
}

type KnownByChoice = { label: string; action: string; knownBy: KnownBy };

const onlyMe: KnownByChoice = { label: "Hanya saya", action: "tahu saya", knownBy: "hanya-saya" };
const few: KnownByChoice = { label: "Kurang dari 5 orang", action: "tahu sedikit", knownBy: "<5" };
const some: KnownByChoice = { label: "5 sampai 20 orang", action: "tahu beberapa", knownBy: "5-20" };
const many: KnownByChoice = { label: "Lebih dari 20 orang", action: "tahu banyak", knownBy: ">20" };

/** The fewest first, so that "1" is one person whichever way it is meant. */
export const knownByChoices: readonly KnownByChoice[] = [onlyMe, few, some, many];

const ONLY_ME = /^(?:(?:cuma|cuman|cm|hanya|hny)\s+)?(?:saya|sy|aku)(?:\s+(?:sendiri|sendirian|aja|saja|doang))?$/;
const COUNT =
  /^(?:(?:kira-kira|kira2|sekitar|cuma|cuman|hanya|ada)\s+)?(\d{1,4})(?:\s*(?:orang|org))?(?:\s+(?:aja|saja|doang))?$/;

/** How many know of it: a choice by its button or label and, where that was asked last, a number of people. */
export function saidKnownBy(text: string, prompt: Prompt | undefined): KnownByChoice | undefined {
  const said = text
    .trim()
    .toLowerCase()
    .replace(/[.!]+$/, "");
  const choice = knownByChoices.find(({ action, label }) => action === text || label.toLowerCase() === said);
  if (choice !== undefined || prompt !== "tahu") return choice;
  if (ONLY_ME.test(said)) return onlyMe;
  const count = Number(COUNT.exec(said)?.[1] ?? Number.NaN);
  if (Number.isNaN(count)) return undefined;
  if (count <= 1) return onlyMe;
  if (count < 5) return few;
  return count <= 20 ? some : many;
}

/** Behind /cek: an answer to a summary, and no code. */
export function isConsent(rest: string): boolean {
  return /^(?:setuju|tidak)$/i.test(rest.trim());
}

/** What "BERHENTI" may be meant for, with what ends the report and what goes on with it. */
export function stopChoices(end: string, goOn: string): Choice[] {
  return [
    { label: tipTexts.choice.stopReport, action: end },
    { label: tipTexts.choice.stopSubscription, action: "/berhenti langganan" },
    { label: tipTexts.choice.goOn, action: goOn },
  ];
}

/** Answers to a summary that is to be passed on. */
export const consentChoices: readonly Choice[] = [
  { label: tipTexts.choice.agree, action: "/cek setuju" },
  { label: tipTexts.choice.disagree, action: "/cek tidak" },
];

const GO_ON = "y|yes|yup|ya+|iya+|ok|oke|okey|okay|sip|siap|baik|boleh|lanjut|lanjutkan|setuju|paham|mengerti";
const GO_ON_SAID = new RegExp(
  `^(?:saya |sy |aku )?(?:${GO_ON})(?: (?:${GO_ON}|saya|sy|aku|mau|lapor|melapor|silakan|silahkan|pak|bu|min|kak))*$`,
);
const BEFORE = "tolong|tlg|mohon|maaf|saya|sy|aku|mau|ingin|minta|di";
const CANCEL = [
  "b ?a ?t ?a ?l|btl|btal|batl|batla|batall+|batal(?:kan|in|lah)|dibatalkan|cancel|cansel|kensel",
  "(?:gak|ga|gk|nggak|ngga|enggak|tidak|tdk|nda) jadi",
  "(?:di)?hapus(?:kan|in|lah)?|delete|(?:di)?(?:cabut|tarik)",
  "(?:jangan|jgn) (?:di)?(?:simpan|kirim|kirimkan|lanjut|lanjutkan|lanjutin|terusin|teruskan|proses)",
  "(?:stop|setop|berhenti|hentikan) (?:lapor|melapor|laporan|laporannya)",
].join("|");
const BEHIND =
  "lapor|melapor|aja|saja|ya+|deh|dong|lah|dulu|kembali|laporan|laporannya|laporanku|saya|sy|aku|ini|itu|tadi|semua|semuanya|sekarang|takut|pak|bu|min|kak";
const CANCELLING = new RegExp(`^(?:(?:${BEFORE}) )*(?:${CANCEL})(?: (?:${BEHIND}))*$`);

function letters(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, " ")
    .trim();
}

/** "ok", "iya saya mengerti", "lanjut": as good as YA where that is what was asked, and nowhere else. */
export function isGoOn(action: string): boolean {
  return GO_ON_SAID.test(letters(action));
}

/** "batal aja", "btal", "gak jadi": whoever says so is asked, for it is neither the word nor a story. */
export function isNearlyCancel(text: string): boolean {
  return text.length < 60 && CANCELLING.test(letters(text)) && readSaid(text).kind !== "cancel";
}

const NO = "bukan|tidak|tdk|tak|nggak|ngga|enggak|engga|kagak|gak|ga|gk|no|nope|ndak|nda";
const WITH_NO = "laporan|lapor|melapor|usah|perlu|mau|ini|dulu|ya|kok|sih|ah|deh|pak|bu|min|kak|makasih|terima|kasih";
const ASKING = "tanya|nanya|bertanya|pertanyaan";
const WITH_ASKING = "cuma|cuman|cm|hanya|hny|saya|sy|aku|ingin|doang|aja|saja|biasa|itu";
const NO_SAID = new RegExp(
  `^(?:${NO})(?: (?:${NO}|${WITH_NO}))*$|^(?=.*\\b(?:${ASKING})\\b)(?:(?:${NO}|${ASKING}|${WITH_NO}|${WITH_ASKING})(?: |$))+$`,
);

/**
 * "bukan", "tidak, cuma tanya", "ini pertanyaan": whoever says so, and no more than that, is believed. "Ga cuma itu, dia juga
 * mengancam" goes on telling.
 */
export function isNo(action: string): boolean {
  return NO_SAID.test(letters(action));
}
