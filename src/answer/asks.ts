import type { Words } from "./words.ts";

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** Words that ask, as they stand after normalising, and those that want an explanation. */
const ASKS = words("apa apakah adakah bisa dapatkah bagaimana kapan berapa siapa mengapa haruskah wajibkah perlukah");
const EXPLAIN = words("jelas sebut arti maksud definisi beda contoh aturan atur hukuman pasal");
/** How soon: behind a story they ask what comes of it. */
const SOON = { asks: 4, explain: 2 } as const;
/** Asks wherever it stands. */
const MAY = "boleh";

/** The telling itself, the fear of it, proof, pressure, gifts. */
const TELLS =
  /lapor|adu(?:an|kan)?$|rahasia|anonim|samar|identitas|cerita|takut|tau$|tahu|aman|jamin|lindung|hubung|bukti|saksi|foto|video|rekam|lihat|liat|dengar|jadian|laku$|oknum|curiga|ancam|ancem|paksa|suruh|perintah|arahan|minta|pecat|nonjob|nonaktif|mutasi|pindah|potong|tahan|setor|amplop|sembako|uang|duit|dana|terima|kirim|kasih|tunda|tolak|putus|bagi$|kumpul|langgar/;
/** Persons pointed at, times at which something happened, and places where it did. */
const POINTS = words(`
  dia beliau mereka ia orang orangnya seseorang tersebut begini begitu gitu ini sini sana situ katanya ternyata nyatanya karena soal semua satu baru langsung
  tetangga teman rekan bos pimpinan ketua keluarga suami istri bapak ibu anak kakak adik ipar mertua
  tadi kemarin kemaren semalam barusan sering selalu terus malam pagi siang sore lalu pernah
  kantor dinas rsud rs puskesmas posyandu sekolah sd smp sma smk bkd pemda desa dusun kecamatan kelurahan pasar hotel masjid
  gereja gor lapangan alun posko panggung balai rumah satpol korpri kominfo pos grup opd
`);
const FIRST = words("saya kami kita");
/** Behind these the writer speaks of nobody but themself. */
const OF_SELF = words("boleh bisa apakah kalau bagaimana haruskah wajibkah perlukah");
/** Whom a "yang" behind makes one who did something: "asn yang bagi stiker". */
const ANYBODY = words("asn pns pppk cpns honorer tni polri");
const MOST_WORDS = 20;

/**
 * Whether a message is a question and plainly nothing else: it asks before it tells, and holds no word that belongs to a report, that
 * points at somebody, or at what happened where and when. Mistaken on the careful side: most questions tell a little.
 */
export function asksPlainly(
  { standard, stems }: Words,
  raw: readonly string[],
  isActor: (word: string) => boolean,
): boolean {
  if (standard.length > MOST_WORDS || !asks(standard, stems)) return false;
  if ([...raw, ...standard, ...stems].some((word) => TELLS.test(word) || POINTS.has(word))) return false;
  // "Lurahku".
  if (raw.some((word) => /\p{L}{3}ku$/u.test(word))) return false;
  return standard.every((word, at) => {
    const before = standard[at - 1];
    if (before === undefined) return !isActor(word);
    if (FIRST.has(word)) return OF_SELF.has(before);
    if (isActor(word) || isActor(stems[at] ?? "")) return FIRST.has(before);
    return word !== "yang" || !ANYBODY.has(before);
  });
}

function asks(standard: readonly string[], stems: readonly string[]): boolean {
  if (standard.includes(MAY) || standard.slice(0, SOON.asks).some((word) => ASKS.has(word))) return true;
  return [...standard.slice(0, SOON.explain), ...stems.slice(0, SOON.explain)].some((word) => EXPLAIN.has(word));
}
