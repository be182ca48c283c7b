/** Another word in the place of one: the words, and how a liar would exchange them. */
const EXCHANGES: ReadonlyArray<readonly [RegExp, readonly string[]]> = [
  [/\b(?:dilarang|tidak boleh|jangan)\b/gi, ["boleh", "dapat", "wajib", "tidak dilarang", "tidak perlu"]],
  [/\b(?:boleh|dibolehkan)\b/gi, ["dilarang", "wajib", "tidak boleh", "dapat"]],
  [/\b(?:wajib|harus)\b/gi, ["boleh", "dapat", "tidak wajib", "dilarang", "sebaiknya"]],
  [/\b(?:dapat|bisa)\b/gi, ["tidak dapat", "wajib", "pasti", "boleh"]],
  [/\b(?:tidak|bukan|belum)\b/gi, ["sudah", "selalu", "juga"]],
  [/\bhanya\b/gi, ["juga", "semua"]],
  [/\bkecuali\b/gi, ["termasuk", "juga"]],
  [/\btanpa\b/gi, ["dengan", "memakai"]],
  [/\b(?:bila|jika|kalau)\b/gi, ["walaupun", "dan", "tanpa"]],
  [/\bsebelum\b/gi, ["setelah", "selama"]],
  [/\b(?:setelah|sesudah)\b/gi, ["sebelum"]],
  [/\b(?:PNS|PPPK|CPNS|ASN)\b/g, ["calon", "PNS", "PPPK", "pensiunan", "honorer", "Anda"]],
  [/\b(?:atasan|pejabat|pimpinan)\b/gi, ["bawahan", "calon", "siapa pun"]],
  [/\b(?:calon|partai)\b/gi, ["atasan", "pegawai", "lawan"]],
  [/\b(?:Bawaslu|KPU|BKN|BKD)\b/g, ["KPU", "Bawaslu", "polisi", "partai"]],
  [/\b(?:berat|sedang|ringan)\b/gi, ["ringan", "sedang", "berat"]],
  [/\b(?:suami|istri)\b/gi, ["anak", "teman"]],
  [/\b(?:dan|serta)\b/gi, ["atau"]],
  [/\batau\b/gi, ["dan"]],
  [/\bdi dalam\b/gi, ["di luar"]],
  [/\bdi luar\b/gi, ["di dalam", "pada"]],
  [/\bpaling lambat\b/gi, ["paling cepat", "setelah"]],
  [/\bme(?=[a-z]{5})/gi, ["di"]],
  [/\bdi(?=[a-z]{5})/gi, ["me"]],
];

const RESTRICTIONS =
  /,? ?\b(?:kecuali|hanya|bila|jika|kalau|asal|asalkan|selama|sepanjang|tanpa|sebelum|setelah|sesudah|tetapi|namun|walaupun|meskipun|dengan syarat)\b/gi;
const DENIALS = /\b(?:tidak|jangan|bukan|belum|tanpa) ?/gi;
const INTRUDERS =
  "Budi,pasangan nomor dua,Partai Anu,yang terbaik,pilih,dukung,menangkan,tidak,boleh,hanya,kecuali,semua,aman,gratis,situs.com,081234567890,2,Joko".split(
    ",",
  );
const MARKS = ["\u200b", "\u202e", "\u2066", "\u0000", "**", "`", "[x](y)", "<b>", "@admin", "https://a.b", "#"];
const LOOKALIKES: Readonly<Record<string, string>> = { a: "а", e: "е", o: "о", p: "р", c: "с", i: "і" };

/** Which of several things is done where: each is taken by its remainder, so that any numbers will do. */
export type Pick = readonly [number, number];

/** Ways to change what a sentence says. Each gives another text, or the same where there is nothing to be changed. */
export const mutators: Readonly<Record<string, (sentence: string, pick: Pick, other: string) => string>> = {
  "exchanges a word for another": (sentence, [a, b]) => {
    const fits = EXCHANGES.flatMap(([words, others]) =>
      [...sentence.matchAll(words)].map((match) => ({ match, others })),
    );
    const chosen = at(fits, a);
    return chosen === undefined ? sentence : replaced(sentence, chosen.match, at(chosen.others, b) ?? "");
  },
  "drops a denial": (sentence, [a]) => {
    const match = at([...sentence.matchAll(DENIALS)], a);
    return match === undefined ? sentence : replaced(sentence, match, "");
  },
  "drops a restriction with all that hangs on it": (sentence, [a]) => {
    const match = at([...sentence.matchAll(RESTRICTIONS)], a);
    if (match === undefined) return sentence;
    const rest = sentence.slice(match.index + 1);
    const end = rest.search(/[,;.]/);
    return `${sentence.slice(0, match.index)}${end < 0 ? "" : rest.slice(end)}`;
  },
  "drops the word of a restriction": (sentence, [a]) => {
    const match = at([...sentence.matchAll(RESTRICTIONS)], a);
    return match === undefined ? sentence : replaced(sentence, match, "");
  },
  "ends ahead of a restriction": (sentence, [a]) => {
    const match = at(
      [...sentence.matchAll(RESTRICTIONS)].filter(({ index }) => index > 10),
      a,
    );
    return match === undefined ? sentence : `${sentence.slice(0, match.index)}.`;
  },
  "begins behind a denial": (sentence, [a]) => {
    const match = at([...sentence.matchAll(DENIALS)], a);
    return match === undefined ? sentence : sentence.slice(match.index + match[0].length);
  },
  "changes a number": (sentence, [a, b]) => {
    const match = at([...sentence.matchAll(/\d+/g)], a);
    return match === undefined ? sentence : replaced(sentence, match, String(Number(match[0]) + 1 + (b % 9)));
  },
  "puts a word in": (sentence, [a, b]) => inserted(sentence, a, at(INTRUDERS, b) ?? ""),
  "puts a word of its own in again": (sentence, [a, b]) => inserted(sentence, a, at(sentence.split(" "), b) ?? ""),
  "puts a comma in": (sentence, [a]) => {
    const words = sentence.split(" ");
    const place = a % Math.max(1, words.length - 1);
    return words.map((word, index) => (index === place && !/[,;:.]$/.test(word) ? `${word},` : word)).join(" ");
  },
  "takes a comma out": (sentence, [a]) => {
    const match = at([...sentence.matchAll(/[,;:]/g)], a);
    return match === undefined ? sentence : replaced(sentence, match, "");
  },
  "ends a sentence in its middle": (sentence, [a]) => {
    const words = sentence.split(" ");
    const place = 1 + (a % Math.max(1, words.length - 2));
    const rest = words.slice(place).join(" ");
    return words.length < 3 ? sentence : `${words.slice(0, place).join(" ").replace(/\W*$/, "")}. ${capital(rest)}`;
  },
  "swaps two words": (sentence, [a, b]) => {
    const words = sentence.replace(/\.$/, "").split(" ");
    const [one, two] = [a % words.length, b % words.length];
    return `${words.map((word, index) => (index === one ? words[two] : index === two ? words[one] : word)).join(" ")}.`;
  },
  "swaps two parts between commas": (sentence, [a, b]) => {
    const parts = sentence.replace(/\.$/, "").split(", ");
    const [one, two] = [a % parts.length, b % parts.length];
    return `${parts.map((part, index) => (index === one ? parts[two] : index === two ? parts[one] : part)).join(", ")}.`;
  },
  "drops a word": (sentence, [a]) => {
    const words = sentence.replace(/\.$/, "").split(" ");
    return `${words.filter((_, index) => index !== a % words.length).join(" ")}.`;
  },
  "drops some words beside each other": (sentence, [a, b]) => {
    const words = sentence.replace(/\.$/, "").split(" ");
    const from = a % words.length;
    const to = from + 1 + (b % 6);
    return `${words.filter((_, index) => index < from || index >= to).join(" ")}.`;
  },
  "goes on with half of another sentence": (sentence, [a, b], other) => {
    const [one, two] = [sentence.split(" "), other.split(" ")];
    return [...one.slice(0, 1 + (a % one.length)), ...two.slice(b % two.length)].join(" ");
  },
  "says another sentence": (_, __, other) => other,
  "adds another sentence": (sentence, _, other) => `${sentence} ${other}`,
  "hides something in it": (sentence, [a, b]) => {
    const place = a % (sentence.length + 1);
    return sentence.slice(0, place) + (at(MARKS, b) ?? "") + sentence.slice(place);
  },
  "writes a letter of another alphabet": (sentence, [a]) => {
    const match = at([...sentence.matchAll(/[aeopci]/g)], a);
    return match === undefined ? sentence : replaced(sentence, match, LOOKALIKES[match[0]] ?? "");
  },
  "shouts a word": (sentence, [a]) => {
    const match = at([...sentence.matchAll(/\b[a-z]{2,}\b/g)], a);
    return match === undefined ? sentence : replaced(sentence, match, match[0].toUpperCase());
  },
};

function at<T>(all: readonly T[], pick: number): T | undefined {
  return all[pick % Math.max(1, all.length)];
}

function replaced(sentence: string, match: RegExpExecArray, by: string): string {
  return sentence.slice(0, match.index) + by + sentence.slice(match.index + match[0].length);
}

function inserted(sentence: string, place: number, word: string): string {
  const words = sentence.replace(/\.$/, "").split(" ");
  const index = place % (words.length + 1);
  return `${[...words.slice(0, index), word, ...words.slice(index)].join(" ")}.`;
}

function capital(text: string): string {
  return text.replace(/^./, (first) => first.toUpperCase());
}
