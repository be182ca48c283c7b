import type { Answer } from "./answer-part.ts";
import type { Reader, ReaderList } from "./reader.ts";

/**
 * Names of those who read a case now: whom the reporter's parts were sealed to (`names`), without those who passed it on and with those
 * whom they passed it to. `may` says whom a case may be passed to at all.
 */
export function readersAfter(
  names: readonly string[],
  answers: readonly Pick<Answer, "meta">[],
  may: (name: string) => boolean,
): string[] {
  const now = new Set(names);
  for (const { meta } of answers) {
    if (meta.passed === undefined) continue;
    now.delete(meta.by);
    for (const name of meta.passed.filter(may)) now.add(name);
  }
  return [...now].sort();
}

/** Those of them who are on the list today, with today's keys. */
export function readersNow({ readers }: { readers: readonly string[] }, list: ReaderList): Reader[] {
  return list.readers.filter(({ name }) => readers.includes(name));
}
