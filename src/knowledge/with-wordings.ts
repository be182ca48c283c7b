import { type Passage, passageLabel, type Regulation, type Status } from "./passage.ts";
import type { Knowledge } from "./read.ts";
import type { WordingEntry, WordingSource } from "./wording.ts";

/**
 * The knowledge with everything that was imported: regulations known only from their text become citable, and so does
 * every part that has words but no summary. What an imported act changes or deletes is shown as changed, with the act's own
 * part as what applies now; a status that legal staff gave is never overruled. Passages carry no words.
 */
export function withWordings(
  knowledge: Knowledge,
  sources: readonly WordingSource[],
  index: readonly WordingEntry[],
): Knowledge {
  if (sources.length === 0) return knowledge;
  const regulations = new Map(knowledge.regulations);
  const passages = new Map(knowledge.passages);
  for (const source of sources) {
    const known = regulations.get(source.regulation);
    const regulation = known ?? regulationOf(source);
    regulations.set(regulation.id, regulation);
    if (!passages.has(regulation.id)) passages.set(regulation.id, passageOf(regulation, regulation.id, ""));
  }
  for (const { id, regulation: owner, heading } of index) {
    const regulation = regulations.get(owner);
    if (regulation !== undefined && !passages.has(id)) passages.set(id, passageOf(regulation, id, heading));
  }
  const newestLast = index.filter(({ amends }) => amends !== undefined).sort((a, b) => yearOf(a) - yearOf(b));
  const changes = new Map(newestLast.map((entry) => [entry.amends?.id ?? "", entry]));
  if (changes.size > 0) markChanged(passages, changes);
  return { ...knowledge, regulations, passages };
}

function markChanged(passages: Map<string, Passage>, changes: ReadonlyMap<string, WordingEntry>): void {
  for (const [id, passage] of passages) {
    if (passage.replacedBy !== undefined || passage.status === "dicabut") continue;
    // A status that stands beside a summary was given on purpose; one without is only that of the whole regulation.
    if (passage.status !== "berlaku" && passage.ringkasan !== "") continue;
    const article = id.split("/", 2).join("/");
    const change = changes.get(article);
    if (change === undefined || change.amends?.how === "disisipkan" || change.regulation === passage.regulation)
      continue;
    const status: Status = change.amends?.how === "dihapus" ? "dicabut" : "diubah";
    const same = `${change.id}${id.slice(article.length)}`;
    passages.set(id, { ...passage, status, replacedBy: passages.has(same) ? same : change.id });
  }
}

function yearOf({ regulation }: WordingEntry): number {
  return Number(/\d{4}$/.exec(regulation)?.[0] ?? 0);
}

/** A regulation by its imported text alone; nobody of the office has said yet whether it is in force. */
function regulationOf({ regulation, title, importedOn, amends }: WordingSource): Regulation {
  return {
    id: regulation,
    judul: title,
    singkat: shortName(regulation),
    alias: [],
    status: "berlaku",
    dicek: importedOn,
    dipantau: false,
    mengubah: amends === undefined ? [] : [amends],
    diperiksa: 1,
    keyakinan: "rendah",
    sumber: [],
  };
}

function passageOf(regulation: Regulation, id: string, heading: string): Passage {
  return {
    id,
    regulation: regulation.id,
    label: passageLabel(id, regulation.singkat),
    title: heading === "" ? regulation.judul : heading,
    ringkasan: "",
    status: regulation.status,
    replacedBy: regulation.diganti,
    from: regulation.berlaku,
    until: regulation.sampai,
    checked: regulation.dicek,
    watched: regulation.dipantau,
    confidence: regulation.keyakinan,
    sources: regulation.sumber,
  };
}

/** "pp-94-2021" is "PP 94/2021", "se-menpanrb-18-2023" is "SE MENPANRB 18/2023". */
export function shortName(id: string): string {
  const numbered = /^(.*)-([\w.]+)-(\d{4})$/.exec(id);
  if (numbered === null) return id.replaceAll("-", " ").toUpperCase();
  const [, kind = "", number = "", year = ""] = numbered;
  const words = kind.split("-").map((word) => KINDS[word] ?? word.toUpperCase());
  return `${words.join(" ")} ${number.toUpperCase()}/${year}`;
}

const KINDS: Readonly<Record<string, string>> = {
  perbawaslu: "Perbawaslu",
  perpres: "Perpres",
  perppu: "Perppu",
  permendagri: "Permendagri",
  permenpanrb: "PermenPANRB",
  permenkeu: "Permenkeu",
  permen: "Permen",
  perda: "Perda",
  pergub: "Pergub",
  perbup: "Perbup",
  perwali: "Perwali",
  peraturan: "Peraturan",
  surat: "Surat",
};
