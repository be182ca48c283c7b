import type { EventBody } from "./event.ts";

/** What people see of an event, by the names they know it under. */
export const shownFields = {
  title: "Judul",
  when: "Waktu",
  place: "Tempat",
  map: "Peta",
  mode: "Cara",
  link: "Tautan",
  speakers: "Narasumber",
  unit: "Penyelenggara",
  letter: "Nomor surat",
  note: "Catatan",
} as const;
export type ShownField = keyof typeof shownFields;

/** What may change without anybody agreeing again: it goes out in the fixed text. */
const FREE = new Set<keyof EventBody>(["startsAt", "endsAt", "openEnd", "zone", "place", "map", "link"]);

/** What people see as one thing: when it is. */
const TIMES = new Set<keyof EventBody>(["startsAt", "endsAt", "openEnd", "zone"]);

/** The fields of which two bodies say something else. */
export function changedFields(one: EventBody, other: EventBody): Array<keyof EventBody> {
  const names = new Set([...Object.keys(one), ...Object.keys(other)] as Array<keyof EventBody>);
  return [...names].filter((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]));
}

/** Whether such a change takes no approval. */
export function isFree(fields: ReadonlyArray<keyof EventBody>): boolean {
  return fields.every((field) => FREE.has(field));
}

/** The changes that people see. */
export function shownChanges(one: EventBody, other: EventBody): ShownField[] {
  const changed = changedFields(one, other);
  const isTime = changed.some((field) => TIMES.has(field));
  const names = Object.keys(shownFields) as ShownField[];
  return names.filter((name) => (name === "when" ? isTime : (changed as string[]).includes(name)));
}
