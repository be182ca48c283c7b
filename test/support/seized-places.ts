import { hash } from "node:crypto";
import { type Place, placesIn } from "./leaks.ts";

const PAGE = 4_096;

/** Copies of folders taken one after the other; pages that an earlier copy had already are kept once. */
export type Seized = {
  /** Copies everything that lies in a folder at this moment, as whoever takes the machine does. */
  copy(folder: string): void;
  /** All that any copy held; a page comes with those around it. */
  places(): Place[];
  count(): number;
};

export function createSeized(): Seized {
  const seen = new Set<string>();
  const kept: Place[] = [];
  let count = 0;

  function keepNew({ name, bytes }: Place): void {
    const pages = Math.ceil(bytes.length / PAGE);
    const isNew = Array.from({ length: pages }, (_, at) => {
      const page = hash("md5", bytes.subarray(at * PAGE, (at + 1) * PAGE), "base64");
      return !seen.has(page) && seen.add(page) !== undefined;
    });
    for (let from = 0; from < pages; from += 1) {
      if (isNew[from] !== true) continue;
      let until = from;
      while (isNew[until] === true) until += 1;
      const piece = bytes.subarray(Math.max(0, from - 1) * PAGE, (until + 1) * PAGE);
      kept.push({ name: `copy ${count}: ${name}`, bytes: Buffer.from(piece) });
      from = until;
    }
  }

  return {
    copy(folder) {
      count += 1;
      for (const place of placesIn(folder)) {
        // What a file is called tells as much.
        kept.push({ name: `the name of ${place.name}`, bytes: Buffer.from(place.name) });
        keepNew(place);
      }
    },
    places: () => kept,
    count: () => count,
  };
}
