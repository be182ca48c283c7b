import type { Token } from "./leaving-tokens.ts";
import type { LeavingWords } from "./leaving-words.ts";
import { honorifics, namedPlaces, noNames, noPersons } from "./names.ts";
import { seldomNames } from "./word-names.ts";

/** Behind these a name may take a while: "nama saya memang ...". */
const ANNOUNCE = new Set(
  "nama namanya bernama panggilan dipanggil panggil inisial inisialnya berinisial atasnama an".split(" "),
);
const ANNOUNCED_FOR = 3;
/** Behind these stand days, months, years and towns. */
const BORN = new Set("lahir ttl kelahiran tgllahir dob".split(" "));
const BORN_FOR = 6;
/** Words that go with "nama", "jalan", "partai" and are none. */
const NO_NAMES = new Set("asli baik sehat santai kaki dinas calonnya politik".split(" "));
/** No name looks like this, of the words that are in the list at all. */
const VERB = /^(?:me[mnlrwyg]|di[a-z]{4}|ber[a-z]{3}|ter[a-z]{3}|nge[a-z]{2}|nya[a-z]{3}|nyo[a-z]{3})[a-z]*$/;

/**
 * Follows a text word by word and says of each whether a name may stand there. Behind "Pak" and the like nothing is shown but offices
 * and what goes on with the sentence; behind an office that followed, behind what names a place or an account, only what is plainly no
 * name.
 */
export function namesBehind({ isFrequent }: LeavingWords): (token: Token, hidden: boolean) => boolean {
  let behind: "nothing" | "honorific" | "office" | "place" = "nothing";
  let announced = 0;
  let born = 0;

  function isPlain(word: string): boolean {
    return (
      NO_NAMES.has(word) ||
      noNames.has(word) ||
      noPersons.has(word) ||
      ((isFrequent(word) || VERB.test(word)) && !seldomNames.has(word))
    );
  }

  function mayBeName(word: string): boolean {
    const isNumber = /^\p{N}/u.test(word);
    if (born > 0 && (isNumber || seldomNames.has(word))) return true;
    if (behind === "honorific") return !noNames.has(word) && !noPersons.has(word) && !honorifics.has(word);
    if (behind === "place") return isNumber || !isPlain(word);
    return (behind === "office" || announced > 0) && !isNumber && !isPlain(word);
  }

  function next(word: string, hidden: boolean): typeof behind {
    if (honorifics.has(word)) return "honorific";
    if (namedPlaces.has(word)) return "place";
    if (hidden) return behind === "honorific" ? "office" : behind;
    return (behind === "honorific" || behind === "office") && OFFICES.has(word) ? "office" : "nothing";
  }

  return (token, hidden) => {
    const word = token.parts[0]?.toLowerCase() ?? "";
    const mayBe = mayBeName(word);
    behind = next(word, hidden || mayBe);
    announced = ANNOUNCE.has(word) ? ANNOUNCED_FOR : announced - 1;
    born = BORN.has(word) ? BORN_FOR : born - 1;
    if (token.ends) {
      behind = "nothing";
      announced = 0;
      born = 0;
    }
    return mayBe;
  };
}

/** What is said behind "Pak" and before the name. */
const OFFICES = new Set(
  "camat lurah kepala kadis kabid kabag kasi kasubag sekda sekcam sekdis bupati wabup walikota wawali wali gubernur wagub ketua wakil kades sekdes kadus guru dosen atasan pimpinan pejabat direktur kapus kepsek menteri presiden rt rw haji desa dinas kantor bidan perawat dokter polisi tentara satpam sopir bendahara petugas pegawai staf calon caleg cagub cabup cawali".split(
    " ",
  ),
);
