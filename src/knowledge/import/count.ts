import type { Provision } from "./provision.ts";

/** How many parts of each kind a document has. */
export type Counts = Record<"pasal" | "ayat" | "huruf" | "angka" | "penjelasan" | "lampiran", number>;

/** Counts parts by kind; those of an elucidation count as one for each article it explains, and one for its general part. */
export function countProvisions(provisions: readonly Pick<Provision, "id">[]): Counts {
  const counts: Counts = { pasal: 0, ayat: 0, huruf: 0, angka: 0, penjelasan: 0, lampiran: 0 };
  const explained = new Set<string>();
  for (const { id } of provisions) {
    const parts = id.split("/").slice(1);
    const last = parts.at(-1) ?? "";
    if (last === "penjelasan") {
      explained.add(parts.find((part) => part.startsWith("pasal-")) ?? "");
      continue;
    }
    const kind = last.split("-")[0] as keyof Counts;
    if (kind in counts && kind !== "penjelasan") counts[kind] += 1;
  }
  return { ...counts, penjelasan: explained.size };
}
