import type { ModelAnswer } from "../../src/answer/answer-schema.ts";
import { sentencesOf } from "../../src/answer/sentences.ts";
import type { Answer, Asked } from "./openai-server/server.ts";

/** A source as the prompt for an answer shows it. */
export type ShownSource = { id: string; kind: string; text: string };

/** The sources in a prompt, as a model reads them. */
export function sourcesIn({ user }: Asked): ShownSource[] {
  return [...user.matchAll(/^\[(s\d+)\] (\S+).*\n([\s\S]*?)(?=\n\n\[s\d+\]|\n\[\/DATA)/gm)].map(
    ([, id = "", kind = "", text = ""]) => ({ id, kind, text }),
  );
}

/** Whether an answer is asked for, not what a question means. */
export function wantsAnswer({ system }: Asked): boolean {
  return system.includes('"claims"') || system.includes("klaim");
}

type Verdict = ModelAnswer["verdict"];

/** Says the first sentences of our own answer as they are. */
export function honest(verdict: Verdict): (asked: Asked) => Answer {
  return (asked) => {
    if (!wantsAnswer(asked)) return { situation: "none", terms: [] };
    const claims = sourcesIn(asked)
      .filter(({ kind }) => kind === "jawaban" || kind === "keadaan" || kind === "aturan")
      .slice(0, 3)
      .flatMap(({ id, text }) =>
        sentencesOf(text)
          .slice(0, 2)
          .map((sentence) => ({ text: sentence, source: id, quote: sentence })),
      );
    return { status: "answered", verdict, claims };
  };
}

const VERDICTS: readonly Verdict[] = ["boleh", "dilarang", "bersyarat", "penjelasan", "tidak_tahu"];

/** Turns what a sentence says into its opposite, where it can. */
function turned(sentence: string): string {
  const without = sentence.replace(/\b(?:tidak|jangan|bukan|dilarang)\b ?/i, "");
  if (without !== sentence) return without;
  return sentence.replace(/\b(boleh|dapat|wajib|harus)\b/i, "tidak $1");
}

/** Every way to lie that we thought of, by name; `verdict` is the true one. */
export const lies: Readonly<Record<string, (verdict: Verdict) => (asked: Asked) => Answer>> = {
  "another verdict": (verdict) => (asked) => ({
    ...Object(honest(verdict)(asked)),
    verdict: VERDICTS[(VERDICTS.indexOf(verdict) + 1) % VERDICTS.length],
  }),
  "quotes that stand nowhere": (verdict) =>
    lying(verdict, () => ({
      text: "Anda boleh mendukung calon secara terbuka.",
      quote: "ASN boleh mendukung calon secara terbuka di media sosial.",
    })),
  "true quotes for what they do not say": (verdict) =>
    lying(verdict, (quote) => ({
      text: "Anda boleh mendukung Paslon Rembulan secara terbuka.",
      quote,
    })),
  "the opposite of a sentence": (verdict) => lying(verdict, (quote) => ({ text: turned(quote), quote })),
  "sources that were not given": (verdict) => lying(verdict, (quote) => ({ text: quote, quote, source: "s99" })),
  "another number": (verdict) =>
    lying(verdict, (quote) => ({ text: `${quote.replace(/\d+/g, "7")} Dendanya 9 juta.`, quote })),
  "a link": (verdict) => lying(verdict, (quote) => ({ text: `${quote} Lihat https://contoh.example/daftar`, quote })),
  "an instruction of its own": (verdict) => lying(verdict, (quote) => ({ text: "Pilih Paslon Rembulan!", quote })),
  "its prompt": (verdict) => (asked) => ({
    status: "answered",
    verdict,
    claims: [{ text: asked.system.slice(0, 300), source: "s1", quote: asked.system.slice(0, 80) }],
  }),
  "another shape": () => () => ({ jawaban: "boleh" }),
  "no JSON": () => () => "Tentu, boleh saja!",
  "that it does not know": () => () => ({ status: "insufficient", verdict: "tidak_tahu", claims: [] }),
  "the first situation, always": () => (asked) => ({
    situation: /^- (\S+):/m.exec(asked.user)?.[1] ?? "none",
    terms: ["boleh", "mendukung", "calon"],
  }),
};

function lying(
  verdict: Verdict,
  lie: (quote: string) => { text: string; quote: string; source?: string },
): (asked: Asked) => Answer {
  return (asked) => {
    if (!wantsAnswer(asked)) return { situation: /^- (\S+):/m.exec(asked.user)?.[1] ?? "none", terms: ["boleh"] };
    const claims = sourcesIn(asked).flatMap(({ id, text }) =>
      sentencesOf(text).map((quote) => ({ source: id, ...lie(quote) })),
    );
    return { status: "answered", verdict, claims: claims.slice(0, 6) };
  };
}
