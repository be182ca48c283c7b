/** A word or a mark of a sentence: as it is written, and what it is compared by. */
export type Token = { shown: string; means: string };

/**
 * Ways of writing that mean the same wherever they stand; whoever adds one must be able to exchange it in any sentence of any law.
 * What serves the search is far too wide for that: it takes "disuruh" for "dipaksa", and a stemmer "pelapor" for "terlapor".
 */
const SAME: ReadonlyArray<readonly [means: string, ...ways: string[]]> = [
  ["#dilarang", "dilarang", "tidak boleh", "tak boleh", "tidak diperbolehkan", "tidak dibolehkan"],
  ["#boleh", "boleh", "diperbolehkan", "dibolehkan"],
  ["#dapat", "dapat", "bisa"],
  ["#wajib", "wajib", "harus"],
  ["#tidak", "tidak", "tak"],
  ["#bila", "bila", "jika", "kalau", "apabila"],
  ["#setelah", "setelah", "sesudah"],
  ["#tetapi", "tetapi", "tapi"],
  ["#karena", "karena", "sebab"],
  ["#walau", "walaupun", "meskipun", "walau", "meski"],
  ["#agar", "agar", "supaya"],
  ["#dan", "dan", "serta"],
  ["#yaitu", "yaitu", "yakni"],
  ["#adalah", "adalah", "ialah", "merupakan"],
  ["#misalnya", "misalnya", "contohnya"],
  ["#saat", "saat", "ketika", "pada saat"],
  ["#menurut", "menurut", "berdasarkan"],
  ["#minimal", "minimal", "paling sedikit", "sekurang-kurangnya"],
  ["#terlanjur", "terlanjur", "telanjur"],
  ["#anda", "anda", "bapak/ibu", "ibu/bapak"],
  ["asn", "asn", "aparatur sipil negara"],
  ["pns", "pns", "pegawai negeri sipil"],
  ["#medsos", "medsos", "media sosial"],
  ...["satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"].map(
    (word, at): readonly [string, ...string[]] => [String(at + 1), word],
  ),
];

const LONGEST_WAY = 3;
const WAYS: ReadonlyMap<string, string> = new Map(SAME.flatMap(([means, ...ways]) => ways.map((way) => [way, means])));

/** Marks that part a sentence; they count like words, for "tidak, boleh" is not "tidak boleh". */
export const MARKS: ReadonlySet<string> = new Set([",", ";", ":", "(", ")", '"', "–", "."]);

/** The words and marks of a text in their order. */
export function tokensOf(text: string): Token[] {
  const shown = text.split(/\s+/).flatMap(peel);
  const tokens: Token[] = [];
  for (let at = 0; at < shown.length; ) {
    const taken = longestWay(shown, at);
    tokens.push({ shown: shown.slice(at, at + taken.length).join(" "), means: taken.means });
    at += taken.length;
  }
  return tokens;
}

/** A run without spaces, cut into the word and the marks around it. */
function peel(run: string): string[] {
  const [, before = "", word = "", after = ""] = /^([("]*)(.*?)([.,;:)"]*)$/.exec(run) ?? [];
  return [...before, ...(word === "" ? [] : [word]), ...after];
}

function longestWay(shown: readonly string[], at: number): { means: string; length: number } {
  for (let length = Math.min(LONGEST_WAY, shown.length - at); length > 0; length -= 1) {
    const means = WAYS.get(
      shown
        .slice(at, at + length)
        .join(" ")
        .toLowerCase(),
    );
    if (means !== undefined) return { means, length };
  }
  const word = (shown[at] ?? "").toLowerCase();
  return { means: COMMANDS.get(word) ?? word, length: 1 };
}

/** Commands that mean the same with and without their "me-" ("unggah", "mengunggah"), and are no nouns. */
const COMMANDS: ReadonlyMap<string, string> = new Map(
  "unggah:mengunggah pasang:memasang bagikan:membagikan sebarkan:menyebarkan pakai:memakai gunakan:menggunakan laporkan:melaporkan simpan:menyimpan hapus:menghapus catat:mencatat tolak:menolak minta:meminta serahkan:menyerahkan ajukan:mengajukan hubungi:menghubungi tanyakan:menanyakan hindari:menghindari sampaikan:menyampaikan lakukan:melakukan jelaskan:menjelaskan kirim:mengirim bawa:membawa sertakan:menyertakan tunjukkan:menunjukkan ajak:mengajak cari:mencari bayar:membayar kembalikan:mengembalikan siapkan:menyiapkan kumpulkan:mengumpulkan ceritakan:menceritakan tinggalkan:meninggalkan hentikan:menghentikan beri:memberi ambil:mengambil"
    .split(" ")
    .map((pair) => pair.split(":"))
    .map(([bare = "", full = ""]) => [full, bare]),
);

/** Words that a claim may leave out: they only say that there is more of the kind. */
export const LIGHT: ReadonlySet<string> = new Set(["juga", "pula"]);

/** What a claim may begin with, each by itself or two of them; a comma may follow. It says nothing. */
export const OPENERS: ReadonlyArray<readonly string[]> = [
  "jadi",
  "artinya",
  "singkatnya",
  "intinya",
  "maka",
  "dengan kata lain",
  "dengan begitu",
  "karena itu",
  "oleh karena itu",
  "untuk itu",
  "selain itu",
  "di samping itu",
  "perlu diingat",
  "perlu diingat bahwa",
  "perlu diketahui",
  "perlu diketahui bahwa",
  "perlu anda ketahui",
  "perlu anda ketahui bahwa",
  "yang perlu diingat",
  "yang perlu anda ingat",
  "ingat",
  "sebagai catatan",
  "sebagai pengingat",
  "dalam hal ini",
  "mohon",
  "tolong",
  "bapak/ibu",
].map((words) => tokensOf(words).map(({ means }) => means));
