import fc from "fast-check";
import { newReader } from "../support/tip-case.ts";
import { cheapKeys, openTipDoor } from "../support/tip-door.ts";

export type FuzzRun = { messages: number; seed: number; folder?: string };

export type FuzzResult = {
  messages: number;
  marked: number;
  /** Not stored, and said so. */
  refused: number;
  /** What came out otherwise than it went in, and what was answered by nothing that is to be answered so. */
  changed: string[];
  unanswered: string[];
  problems: string[];
  logged: string[];
};

/** A case takes no more. */
const A_CASE = 40;

/** What people's phones, and people who try, may send: all of Unicode, halves of it, marks that turn the line, kilobytes without a space. */
const anything = fc.oneof(
  { arbitrary: fc.string({ unit: "binary", maxLength: 60 }), weight: 4 },
  { arbitrary: fc.string({ unit: "grapheme", maxLength: 200 }), weight: 3 },
  {
    arbitrary: fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 80 })
      .map((all) => String.fromCharCode(...all)),
    weight: 3,
  },
  {
    arbitrary: fc
      .array(
        fc.constantFrom(
          ..."\u0000\u200d\u200f\u202e\u2066\u2069\ufeff\ud83d\udc69",
          "👩‍👩‍👧‍👦",
          "é",
          "\r\n",
          "\n\n{}",
          "00000010 00000010\n",
          "ah",
          " ",
        ),
        { maxLength: 40 },
      )
      .map((all) => all.join("")),
    weight: 3,
  },
  {
    arbitrary: fc
      .tuple(fc.string({ unit: "binary", minLength: 1, maxLength: 9 }), fc.integer({ min: 100, max: 6_000 }))
      .map(([of, times]) => of.repeat(times).slice(0, 16_000)),
    weight: 1,
  },
  {
    arbitrary: fc.constantFrom(
      "age-encryption.org/v1\n-> X25519 a\n",
      '{"meta":{"n":1}}',
      "../../keys.db",
      "'; drop table cases; --",
      "%s%n",
      "\\u0000",
    ),
    weight: 1,
  },
);

/** Sends such messages as parts of reports and opens each as a reader does. */
export async function runFuzz({ messages, seed, folder }: FuzzRun): Promise<FuzzResult> {
  const readers = [await newReader("ana"), await newReader("budi")];
  const [ana] = readers;
  const door = await openTipDoor({ readers, keys: cheapKeys, ...(folder === undefined ? {} : { folder }) });
  const result: FuzzResult = {
    ...{ messages: 0, marked: 0, refused: 0, changed: [], unanswered: [], problems: [], logged: [] },
  };
  try {
    const texts = fc.sample(anything, { numRuns: messages, seed });
    for (let from = 0; from < texts.length; from += A_CASE) {
      const who = `telegram:${from}`;
      await door.begins(who);
      const stored: string[] = [];
      for (const text of texts.slice(from, from + A_CASE)) {
        result.messages += 1;
        const said = await door.says(who, text);
        if (said.startsWith("✔")) stored.push(text);
        else if (said === "" || /^jawaban:|Maaf/.test(said)) result.unanswered.push(JSON.stringify([text, said]));
        else result.refused += 1;
      }
      result.marked += stored.length;
      const newest = (await door.store.cases()).map(({ id }) => id);
      const opened = (await door.opened(ana ?? readers[0] ?? (await newReader("x")))).find(({ case: id }) =>
        newest.includes(id),
      );
      result.problems.push(...(opened?.problems ?? ["a case is not there"]));
      const seen = opened?.parts.map(({ text }) => text) ?? [];
      stored.forEach((text, at) => {
        if (seen[at] !== text) result.changed.push(JSON.stringify([text, seen[at]]).slice(0, 200));
      });
      if (seen.length !== stored.length) result.changed.push(`${stored.length} marked, ${seen.length} there`);
      for (const id of newest) await door.store.shred(id);
    }
    result.logged = door.logged;
    return result;
  } finally {
    await door.close();
  }
}
