import { z } from "zod";

/** Where a regulation or a passage of it stands: in force, in force with changes, or repealed. */
export const statuses = ["berlaku", "diubah", "dicabut"] as const;
export type Status = (typeof statuses)[number];

export const confidences = ["tinggi", "sedang", "rendah"] as const;
export type Confidence = (typeof confidences)[number];

/** `pp-94-2021/pasal-5/huruf-n/angka-6`: a regulation's id, then its parts. */
export const passageId = z
  .string()
  .regex(
    /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\/(?:pasal|ayat|huruf|angka|lampiran|diktum|bab|penjelasan)(?:-[a-z0-9]+)*)*$/,
    'id bagian ditulis seperti "pp-94-2021/pasal-5/huruf-n/angka-6"',
  );

export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "tanggal ditulis TTTT-BB-HH, misalnya 2026-11-22");

/** A law or circular, as its front matter states it. */
export const regulationSchema = z.strictObject({
  judul: z.string().min(5),
  singkat: z.string().min(3),
  alias: z.array(z.coerce.string()).default([]),
  status: z.enum(statuses),
  catatan: z.string().optional(),
  berlaku: day.optional(),
  sampai: day.optional(),
  diganti: passageId.optional(),
  /** The regulations that this one amends: its articles take the place of theirs of the same number. */
  mengubah: z.array(passageId).default([]),
  dicek: day,
  dipantau: z.boolean().default(false),
  /** How many people have read every passage against its source; the second did not write it. */
  diperiksa: z.int().min(1).max(9).default(1),
  keyakinan: z.enum(confidences),
  sumber: z.array(z.string().regex(/^https?:\/\//, "sumber harus alamat http(s)")).min(1),
});

export type Regulation = z.infer<typeof regulationSchema> & { id: string };

/** The smallest citable part of a regulation, with our own summary of it. */
export type Passage = {
  id: string;
  regulation: string;
  /** As lawyers write it: "Pasal 5 huruf n angka 6 PP 94/2021". */
  label: string;
  title: string;
  /** Our own summary; never the official wording. */
  ringkasan: string;
  status: Status;
  /** The id of what applies instead, where something does. */
  replacedBy: string | undefined;
  /** Days (inclusive) between which it is law; undefined means unknown or open. */
  from: string | undefined;
  until: string | undefined;
  checked: string;
  watched: boolean;
  confidence: Confidence;
  sources: readonly string[];
};

/** The label lawyers use, from a passage's path and its regulation's short name. */
export function passageLabel(id: string, shortName: string): string {
  const upper = id.includes("/lampiran");
  const parts = id
    .split("/")
    .slice(1)
    .map((part) => {
      const [kind = "", ...rest] = part.split("-");
      const value = rest.join("-");
      if (kind === "pasal")
        return `Pasal ${/^[ivx]+$/.test(value) ? value.toUpperCase() : value.replace(/[a-z]+$/, (letter) => letter.toUpperCase())}`;
      if (kind === "ayat") return `ayat (${value})`;
      if (kind === "lampiran") return `Lampiran ${value.toUpperCase()}`;
      if (kind === "huruf") return `huruf ${upper ? value.toUpperCase() : value}`;
      if (kind === "diktum") return `diktum ${value}`;
      return value === "" ? kind : `${kind} ${value}`;
    })
    // "Penjelasan Pasal 5 huruf a", though its path ends with it.
    .sort((a, b) => Number(b === "penjelasan") - Number(a === "penjelasan"));
  return [...parts, shortName].join(" ").replace(/^./, (first) => first.toUpperCase());
}

/** The first day it was law; where only the year of its regulation is known, the first of that year. */
export function firstDay({ from, regulation }: Passage): string {
  return from ?? `${/\d{4}$/.exec(regulation)?.[0] ?? "0000"}-01-01`;
}

/** Whether the passage was law on that day (`YYYY-MM-DD`). */
export function inForce(passage: Passage, on: string): boolean {
  if (on < firstDay(passage)) return false;
  if (passage.until !== undefined && on > passage.until) return false;
  return passage.status !== "dicabut" || passage.until !== undefined;
}
