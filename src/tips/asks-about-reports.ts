/** Somebody else's reports, and other places to report at, are matters of law. */
const ELSEWHERE =
  /\b(?:bawaslu|panwas\p{L}*|kpu|dkpp|kasn|bkn|bkd|bkpsdm|bkpp|inspektorat|menpan\p{L}*|kemenpan\p{L}*|kemendagri|ombudsman|polisi|polres|polda|jaksa|kejaksaan|kpk|ptun|pengadilan|sp4n|span|lapor go id|sigap\p{L}*|lpsk|komisi informasi)\b/u;
/** "Siapa yang melaporkan saya": whoever asks so has been reported. */
const REPORTED =
  /\b(?:(?:me|nge|di)?lapor(?:kan|in)|(?:meng|ng|di)?adu(?:kan|in)?|ngadu) (?:tentang |soal )?(?:saya|sy|aku|gue|gw|kami|kita)\b|\bpelapor\p{L}* (?:saya|sy|aku|gue|gw)\b|\bdilapor\p{L}*\b/u;

/** "Pencemaran nama baik", "bukan rahasia umum": neither is anybody's secret. */
const OTHER = /\b(?:nama baik|rahasia umum|(?:di)?tuntut)\b/;

const I = "(?:saya|sy|aku|gue|gw|kami)";
const REPORT = "(?:(?:me|nge)?lapor|mengadu|ngadu)";
/** The report of whoever asks, or that they report. */
const MINE = [
  `(?:laporan|aduan|pengaduan|cerita)(?: rahasia)? (?:${I}|ini)`,
  "(?:laporan|aduan)ku",
  `${I} (?:(?:yang|yg|mau|ingin|jadi|bisa|akan|sudah|udah|pernah) )*${REPORT}`,
  `(?:kalau|kalo|klo|kl|jika|bila) ${REPORT}`,
].join("|");
const BOT = "bot(?: ini|nya)?|layanan ini|chat ini|nomor ini|lewat sini";
const HERE = `${BOT}|di sini|disini`;
const HOW = "(?:cara|caranya|gimana|bagaimana|gmn)";
const MAY = "(?:bisa|bisakah|boleh|bolehkah)(?: (?:gak|ga|saya|sy|aku|kita|kami))*";
const WHO = "(?:siapa|sapa|sp|siapakah)";
const SEES =
  "(?:mem|di)?baca|(?:me|di)?lihat|(?:mem|di)?buka|(?:mene|di)?rima|nerima|(?:di)?pegang|(?:di)?ketahui|tahu|tau";
const SECRET =
  "aman|rahasia|dirahasiakan|bocor|ketahuan|ketauan|kelihatan|keliatan|terlihat|diketahui|dilacak|terlacak|kelacak|anonim|identitas|nama|nomor|no hp|akun|(?:di|men|me|ter)?simpan|nyimpan";
const SUPERIOR = `(?:atasan|bos|boss|pimpinan|kepala|kadis|kepsek|camat|lurah)\\b.*\\b(?:tahu|tau)`;

const FORMS: readonly RegExp[] = [
  both(MINE, `${WHO}\\b.*\\b(?:${SEES})|(?:${SEES})\\b.*\\b${WHO}`),
  both(MINE, SECRET),
  both(MINE, SUPERIOR),
  both(`${SUPERIOR} ${WHO}`, "(?:me|nge)?lapor"),
  both(BOT, "(?:di|men|me|ter)?simpan|nyimpan|nyimpen"),
  both(HERE, "aman|rahasia|bocor|ketahuan|ketauan|anonim"),
  both(
    BOT,
    `${HOW}\\b.*\\b${REPORT}|${REPORT}.*\\b${HOW}|${MAY} ${REPORT}|${REPORT}.*\\b${WHO}|${WHO}\\b.*\\b${REPORT}`,
  ),
  /\b(?:me|nge)?lapor (?:di|ke|lewat) ?sini\b/,
  both(
    `(?:nomor|nomer|no|akun|nama|identitas)(?: (?:hp|wa|telepon|telegram))? ${I}`,
    "terlihat|kelihatan|keliatan|disimpan|tersimpan|dilacak|terlacak",
  ),
  /\bkode(?:nya)?(?: (?:rahasia|lapor|laporan|pengaduan|aduan|cek))+(?:ku|nya)?\b/,
  both(
    `(?:laporan|aduan)(?:ku| (?:${I}|tadi|kemarin))`,
    "balasan|jawaban|status|dibalas|dijawab|dibaca|hapus|menghapus|hapuskan|ngapus|dihapus|batalkan|membatalkan|tarik",
  ),
  /\bkode(?:nya|ku| saya| sy)? (?:saya )?(?:hilang|ilang|lupa)\b|\b(?:lupa|kehilangan) kode(?:nya|ku| saya)?$/,
  new RegExp(`^(?:${HOW} |${I} |mau )*(?:hapus|menghapus) laporan(?:nya)?$`),
];

/** More words tell something, and ask this beside it at most. */
const MOST_WORDS = 14;
const MOST_CHARACTERS = 200;

/**
 * Whether somebody asks about the reports that this bot takes: who reads them, whether they stay secret, how one begins, comes
 * back or deletes. What is asked about reports elsewhere, or by whoever was reported, is a question like any other.
 */
export function asksAboutReports(text: string): boolean {
  if (text.length > MOST_CHARACTERS) return false;
  const said = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  if (said.split(" ").length > MOST_WORDS || [ELSEWHERE, REPORTED, OTHER].some((other) => other.test(said)))
    return false;
  return FORMS.some((form) => form.test(said));
}

/** Both in a text, in any order. */
function both(one: string, other: string): RegExp {
  return new RegExp(`^(?=.*\\b(?:${one})\\b)(?=.*\\b(?:${other})\\b)`, "u");
}
