import { createStemmer } from "../../src/answer/stem.ts";
import { rawWords } from "../../src/answer/words.ts";

const SIZE = 256;
const PLACES = 6;

/** Words for the same thing, as somebody would say them who never saw the question sets. */
const SAME = [
  "suka like jempol love reaksi",
  "unggah posting upload status story update",
  "bagi share sebar repost terus forward",
  "kampanye nyaleg promosi",
  "calon caleg paslon kandidat cabup cagub capres cawalkot",
  "partai parpol",
  "mobil kendara motor randis oto",
  "uang duit dana biaya",
  "boleh bisa angsal pareng kenging may can allow",
  "pegawai pns asn aparatur civil servant",
  "honorer kontrak",
  "pasang suami istri laki bini",
  "foto selfie gambar swafoto jepret",
  "pilih coblos nyoblos vote",
  "kelompok grup wag group",
  "hukum sanksi kena punish",
  "atas bos pimpin kepala kadis",
  "netral neutral",
  "hadir ikut datang nonton join",
].map((line) => line.split(" "));

const stemmer = createStemmer([]);
const same = new Map(SAME.flatMap((words) => words.map((word) => [stemmer.stem(word), words[0] ?? word] as const)));

/**
 * A model for embeddings that knows a little: roots of words, some words for the same thing, and nothing of sentences. The same
 * text has the same vector; texts of no common word have nothing in common.
 */
export function stemVector(text: string): number[] {
  const vector = new Array<number>(SIZE).fill(0);
  for (const word of rawWords(text).filter(({ length }) => length > 2)) {
    const root = stemmer.stem(word);
    add(vector, same.get(root) ?? root);
  }
  const length = Math.hypot(...vector);
  return length === 0 ? vector.with(0, 1) : vector.map((number) => number / length);
}

function add(vector: number[], word: string): void {
  let hash = 0x811c_9dc5;
  for (const byte of Buffer.from(word)) hash = Math.imul(hash ^ byte, 0x0100_0193) >>> 0;
  for (let at = 0; at < PLACES; at += 1) {
    hash = Math.imul(hash ^ at, 0x0100_0193) >>> 0;
    const place = (hash >>> 8) % SIZE;
    vector[place] = (vector[place] ?? 0) + (hash & 1 ? 1 : -1);
  }
}
