import fc from "fast-check";

type Edit = { what: "insert" | "delete" | "replace" | "swap" | "cut" | "lead"; at: number; to: number; word: number };

/** Up to three things done to the words of a sentence. */
export const edits: fc.Arbitrary<Edit[]> = fc.array(
  fc.record({
    what: fc.constantFrom<Edit["what"]>("insert", "delete", "replace", "swap", "cut", "lead"),
    at: fc.nat(60),
    to: fc.nat(60),
    word: fc.nat(400),
  }),
  { maxLength: 3 },
);

/** A sentence after them; new words come from the pool. */
export function edited(sentence: string, todo: readonly Edit[], pool: readonly string[]): string {
  const words = sentence.split(" ");
  for (const { what, at, to, word } of todo) {
    const [here, there, other] = [at % words.length, to % words.length, pool[word % pool.length] ?? ""];
    switch (what) {
      case "insert":
        words.splice(here, 0, other);
        break;
      case "delete":
        if (words.length > 1) words.splice(here, 1);
        break;
      case "replace":
        words[here] = other;
        break;
      case "swap":
        [words[here], words[there]] = [words[there] ?? "", words[here] ?? ""];
        break;
      case "cut":
        if (here > 0) words.splice(here);
        break;
      case "lead":
        words.unshift("Jadi,");
        break;
    }
  }
  return words.join(" ");
}
