import type { Report } from "./report.ts";

const MOST_CHARACTERS = 50;

/** `laporan-acara-12-sosialisasi-netralitas.pdf`: plain letters, for every system and chat. */
export function reportFileName({ kind, id, title }: Pick<Report, "kind" | "id" | "title">, ending: string): string {
  const words = title
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-");
  const short = words.slice(0, MOST_CHARACTERS).replace(/^-+|-+$/g, "");
  return `${["laporan", kind, id, short].filter((part) => part !== "").join("-")}.${ending}`;
}
