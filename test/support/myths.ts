import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { verdicts } from "../../src/knowledge/situation.ts";

const mythSchema = z.strictObject({
  id: z.string(),
  claim: z.string(),
  ask: z.array(z.string()).length(3),
  myth: z.array(z.string()).min(1),
  said: z.array(z.string()).min(1),
  v: z.array(z.enum(verdicts)).min(1),
  c: z.array(z.string()),
});
export type Myth = z.infer<typeof mythSchema>;

/** The commonly misreported claims of `test/questions/myths.yaml`. */
export function readMyths(): Myth[] {
  return z.array(mythSchema).parse(parse(readFileSync("test/questions/myths.yaml", "utf8")));
}

/** Sentences; a list item is one too. "No. 2" and "Rp12.000" do not end one. */
export function sentences(text: string): string[] {
  return text
    .split(/\n+|(?<=[.!?;])\s+(?=[\p{Lu}"“(])/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "");
}

/** A sentence with one of these says that a claim is wrong. */
const DENIES =
  /\b(bukan|keliru|salah|tidak benar|tidak betul|belum|sudah diubah)\b|\btidak (lagi )?(boleh|dapat|bisa) (lagi )?ditulis\b/i;

/** The first sentence that affirms what the pattern describes, or undefined. */
export function affirmed(text: string, pattern: string | RegExp): string | undefined {
  const claim = new RegExp(pattern, "i");
  return sentences(text).find((sentence) => claim.test(sentence) && !DENIES.test(sentence));
}
