import { contentOf } from "./plain-words.ts";
import type { Words } from "./words.ts";

/** What a message wants of an answer already given, and nothing else: "sanksinya apa?", "dasarnya pasal berapa?" */
export type MoreOf = "sanction" | "risk" | "basis" | "reason";

const CONSEQUENCE = new Set(["hukuman", "akibat", "denda", "diapakan"]);
const WHICH = new Set(["apa", "berapa", "apakah", "bagaimana", "seberapa", "apanya", "siapa"]);
const PERMISSION = new Set(["boleh", "bisa"]);

/** Words beside which nothing but the sanction, or the basis, is asked. */
const SANCTION = new Set([...CONSEQUENCE, "ancam"]);
const BASIS = new Set([
  "dasar",
  "pasal",
  "rujuk",
  "dalil",
  "uu",
  "hukum",
  "aturan",
  "atur",
  "ayat",
  "mana",
  "bunyi",
  "sebut",
]);
const NAMES_BASIS = new Set(["dasar", "pasal", "rujuk", "dalil", "uu", "aturan"]);

const REASON = new Set(["mengapa", "alas", "alasan", "begitu", "gitu", "larang", "demikian", "sampai"]);

const LONGEST_MORE = 7;

/** What more of the answer before is wanted, if the message asks nothing else. */
export function asksMore(words: Words): MoreOf | undefined {
  const { stems } = words;
  const rest = contentOf(words).filter((stem) => !WHICH.has(stem));
  if (stems.length > LONGEST_MORE || rest.length === 0) return undefined;
  if ((rest.includes("mengapa") || rest.includes("alas")) && rest.every((stem) => REASON.has(stem))) return "reason";
  if (stems.some((stem) => PERMISSION.has(stem) || stem === "siapa")) return undefined;
  if (rest.every((stem) => SANCTION.has(stem)) && rest.some((stem) => CONSEQUENCE.has(stem) || stem === "ancam"))
    return stems.includes("tidak") ? "risk" : "sanction";
  const asksPlace = !stems.includes("bagaimana") && !stems.includes("tidak");
  if (asksPlace && rest.every((stem) => BASIS.has(stem)) && rest.some((stem) => NAMES_BASIS.has(stem))) return "basis";
  return undefined;
}

/** "Sanksinya apa?", not "kena sanksi tidak?": the second asks whether one may. */
export function asksSanction(stems: readonly string[]): boolean {
  return stems.some((word, at) => {
    if (!CONSEQUENCE.has(word) || stems.some((each) => PERMISSION.has(each))) return false;
    const near = stems.slice(Math.max(0, at - 2), at + 3);
    return near.some((each) => WHICH.has(each));
  });
}

/** "Kenapa kami tidak boleh?" asks for the reason; that it is forbidden is known. */
export function asksWhy(stems: readonly string[]): boolean {
  return stems.slice(0, 4).includes("mengapa");
}

/** "Boleh pasang baliho?" */
export function asksPermission({ stems }: Words): boolean {
  return stems.some((stem) => PERMISSION.has(stem));
}

/** What a judgement is asked with: "kena ga ya", "itu salah kah". */
const JUDGEMENT = new Set(["kena", "larang", "salah", "langgar", "aman", "masalah", "dosa"]);

/** "Boleh kah itu?" asks whether one may, and "itu kena ga ya" whether one did wrong; neither says what. */
export function asksNothingInParticular(words: Words): boolean {
  const judged = words.stems.some((stem) => JUDGEMENT.has(stem));
  return (judged || asksPermission(words)) && contentOf(words).every((stem) => JUDGEMENT.has(stem));
}
