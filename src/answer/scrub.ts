/** A text without what could tell who is meant: names, numbers, addresses; each is shown as {@link HIDDEN}. */
export type Scrub = (text: string) => string;

export const HIDDEN = "⟨…⟩";

/** Addresses of any kind: mail, web, accounts. */
const ADDRESS =
  /\S+@\S+|(?:https?:\/\/|www\.|t\.me\/|wa\.me\/)\S+|@\w+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|id|net|org|me|co)\b\S*/gi;
const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}]+)*/gu;
const ACRONYM = /^\p{Lu}{2,5}$/u;
const YEAR = /^(?:19[4-9]\d|20\d\d)$/;

/** What stands before a name. */
const HONORIFICS = words(
  "pak bu bapak ibu bpk sdr sdri saudara saudari bang abang mas mbak kak kaka kakak om tante haji hj dr drs dra ir prof ustad ustaz pendeta romo tuan nyonya bernama namanya nama",
);
/** What may stand behind one of those without being a name. */
const NO_NAMES = words(
  "camat lurah kepala kadis kabid kasi kasubag sekda sekcam bupati walikota wali gubernur ketua kades sekdes guru dosen atasan pimpinan direktur kapus kepsek menteri presiden rt rw dan di ke yang saya kami dia itu ini atau juga kalau mau apa apakah boleh izin tanya mohon tolong min admin ya sekalian semua kandung sepupu ipar istri suami anak calon caleg desa dinas kantor pns asn pppk",
);
/** Given names that are words too; hidden when written like a name or beside one. */
const ALSO_NAMES = words(
  "budi dewi putra putri wahyu indah intan mawar bunga surya bintang cahaya agung bagus slamet sri rahmat hidayat iman fajar bulan mega ayu cinta permata jaya sakti setia mulia suci utama guntur satria nur adi eka dwi tri catur",
);
/** Written with a capital in mid-sentence and still no name of a person. */
const NO_PERSON = words(
  "asn pns pppk cpns kpu bawaslu panwaslu panwascam kpps pps ppk bkn bkd bkpsdm kasn dpr dprd dpd mk tni polri bumn bumd kesbangpol inspektorat korpri pemilu pilkada pilpres pileg pilkades wa whatsapp ig instagram fb facebook tiktok youtube telegram twitter zoom uu pp skb se perbawaslu pkpu perpres permendagri pasal ayat huruf angka lampiran tahun nomor tps undang peraturan pemerintah bupati gubernur walikota camat lurah kepala dinas desa kecamatan kelurahan kabupaten kota provinsi januari februari maret april mei juni juli agustus september oktober november desember senin selasa rabu kamis jumat sabtu minggu allah tuhan indonesia wib wita wit sk kta ktp nip nik rt rw sd smp sma smk rsud puskesmas saya anda",
);

/**
 * Keeps only words that the bot knows, that are not written like a name and do not follow what announces one; numbers stay
 * while they are short or a year. Better a word too many hidden than a name shown: the writer sees the result before it
 * goes anywhere.
 */
export function createScrub(knows: (word: string) => boolean): Scrub {
  return (original) => {
    const text = original.toWellFormed().normalize("NFKC").replaceAll(ADDRESS, ` ${HIDDEN} `);
    const shouts = isShouted(text);
    let afterHonorific = false;
    let besideHidden = false;
    let end = 0;
    let scrubbed = "";
    for (const match of text.matchAll(WORD)) {
      const gap = text.slice(end, match.index);
      const word = match[0];
      const lower = word.toLowerCase();
      const startsSentence = end === 0 || /[.!?:\n"“(]\s*$/.test(gap);
      if (/[.!?\n]/.test(gap)) afterHonorific = false;
      const capital =
        !shouts && !startsSentence && /^\p{Lu}/u.test(word) && !ACRONYM.test(word) && !NO_PERSON.has(lower);
      const isName: boolean =
        (afterHonorific && !NO_NAMES.has(lower)) || (ALSO_NAMES.has(lower) && (capital || besideHidden));
      const hide: boolean = capital || isName || !isPlain(lower, knows);
      scrubbed += gap + (hide ? HIDDEN : word);
      end = match.index + word.length;
      // A name may go on: "Pak Budi Santoso".
      afterHonorific = HONORIFICS.has(lower) || (hide && afterHonorific && /^\s*$/.test(text.slice(end, end + 1)));
      besideHidden = hide;
    }
    return merged(scrubbed + text.slice(end));
  };
}

/** Whether enough is left of a scrubbed text to be worth anybody's while. */
export function saysSomething(scrubbed: string): boolean {
  return (scrubbed.replaceAll(HIDDEN, " ").match(/\p{L}{2,}/gu) ?? []).length >= 2;
}

function isPlain(word: string, knows: (word: string) => boolean): boolean {
  if (/^\p{N}+$/u.test(word)) return word.length <= 3 || YEAR.test(word);
  if (/\p{N}{4,}/u.test(word)) return false;
  return word.length <= 2 || NO_PERSON.has(word) || HONORIFICS.has(word) || NO_NAMES.has(word) || knows(word);
}

function isShouted(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  return letters.filter((letter) => /\p{Lu}/u.test(letter)).length > letters.length / 2;
}

/** Several hidden words beside each other say how long a name is: they become one. */
function merged(text: string): string {
  return text
    .replace(new RegExp(`${HIDDEN}(?:[\\s.\\-/]*${HIDDEN})+`, "g"), HIDDEN)
    .replace(/[ \t]+/g, " ")
    .trim();
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(" "));
}
