import type { Vocabulary } from "../knowledge/vocabulary.ts";
import { createStemmer } from "./stem.ts";
import { rawWords } from "./words.ts";

/** The ways people write: carefully, as in a chat, in a few words, dictated, in a regional language, in English. */
export const registerNames = ["formal", "santai", "singkat", "suara", "daerah", "inggris"] as const;
export type Register = (typeof registerNames)[number];

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/**
 * Words that only one language has, and that hold its sentences together: what a message is about is borrowed freely
 * ("like", "upload"), these are not. Javanese; Sundanese; Banjar and Kutai; Minang; Maluku, Papua and Manado; Bugis.
 */
const REGIONAL = words(
  `kulo kula nyuwun pripun piye nopo opo ora mboten angsal pareng wonten sampun dereng durung arep nek lek iki iku kowe
  sampean panjenengan bojo bojoku karo kanggo kangge dhewe mung jare mbesuk dadi sopo ngopo sedulur pundi wis
  abdi naon naha kumaha teu henteu keur jeung tiasa hoyong lamun saha sabaraha iraha kunaon cenah atuh kenging meunang
  ulun pian kawa kada handak etam buhan ikam unda kuitan
  ambo denai indak buliah baa dima rancak
  katong beta dorang torang kitorang seng tra trada ale kase pigi paitua maitua
  kodong iyye tabe bolehji bisaji`,
);

const ENGLISH = words(
  `the a an is are am was can could may should must will would do does did i my we our you your he she they them his her
  who what when where why how which if and or not of for from with to in on at by about just still some any there`,
);

/** Words of talk that no letter to an office has. */
const TALK = words(
  "sih dong dongs nih tuh deh kok lho loh min mimin kak gan bro sis guys wkwk hehe btw gaes yah aku gue gua gpp aja",
);

/** Standard words whose other spellings are habits of writing rather than another name for a thing. */
const LITTLE_WORDS = words(
  `kalau apakah bagaimana mengapa berapa kapan siapa dimana yang dan dengan untuk dari dalam pada karena seperti sudah
  belum tidak bukan jangan boleh bisa harus saya kami dia mereka orang teman semua tetapi tetap saja lagi juga ada itu ini
  sama masih sedang nanti tadi kemarin hari benar tahun tolong terima kasih minta mau bilang pakai ikut hadir tahu lihat`,
);

const FEW_WORDS = 4;
/** As long as a dictated story, without a mark that a keyboard would have set. */
const DICTATED = 25;
const ENGLISH_SHARE = 0.25;

/**
 * Builds the sorting of messages by how they are written. English is told by its share of English little words, a
 * regional language by a single word only it has, dictation by length without marks, then what is short, and chat by
 * particles, drawn-out letters, doubled words with a 2, an alias of a little word that no dictionary has ("yg", "ga"),
 * or by beginning without a capital; what is left was written with care.
 */
export function createRegisterReader({ spellings }: Pick<Vocabulary, "spellings">): (text: string) => Register {
  const dictionary = createStemmer([]);
  const isChat = (word: string) =>
    TALK.has(word) || (LITTLE_WORDS.has(spellings.get(word) ?? "") && !dictionary.knows(word));
  return (text) => {
    const said = rawWords(text);
    const english = said.filter((word) => ENGLISH.has(word)).length;
    if (english >= 2 && english / said.length >= ENGLISH_SHARE) return "inggris";
    if (said.some((word) => REGIONAL.has(word))) return "daerah";
    if (said.length >= DICTATED && !/[.,;:?!]/.test(text)) return "suara";
    if (said.length <= FEW_WORDS) return "singkat";
    if (said.some(isChat) || /^\P{L}*\p{Ll}/u.test(text) || /(\p{Ll})\1{2}|\p{L}{3}2\b/u.test(text)) return "santai";
    return "formal";
  };
}
