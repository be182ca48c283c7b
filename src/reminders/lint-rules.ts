/** One in digits or words, as numbers on ballots are said; `02` is "nol dua" or "kosong dua". */
const NUMBER = String.raw`(?:0?[1-9]|1\d|2[0-4]|(?:(?:nol|kosong)[ -])?(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan))(?![\p{L}\p{N}]|[.,:/]\d)`;
/** The word before a ballot number. */
const ORDER = String.raw`(?:(?:nomor|nomer|no|nmr)\b\.? ?(?:urut\b )?|urutan\b |#)`;
const OFFICES = `(?:presiden|wakil presiden|gubernur|wakil gubernur|bupati|wakil bupati|wali ?kota|wakil wali ?kota|kepala daerah|legislatif|anggota (?:dpr|dprd|dpd|legislatif)|senator)`;
/** Who stands for election, without naming anybody. */
export const CANDIDATE = String.raw`(?:paslon\w*|pasangan calon|pasangan (?=${NUMBER})|(?:bakal )?calon ${OFFICES}|bacalon|balon ${OFFICES}|capres\w*|cawapres\w*|caleg\w*|bacaleg|cagub\w*|cawagub|cabup\w*|cawabup|cawalkot|cawali|petahana)`;
const PERSON = `(?:bapak|pak|ibu|bu|beliau|dia|bang|mas|kakak|putra daerah|jagoan|idola|tokoh)`;
const SIDE = String.raw`(?:${CANDIDATE}|${ORDER}${NUMBER}|${PERSON}|partai(?! politik)|(?:dia|kami)\b|si ${NUMBER})`;
/** Leads from a call to its object. */
const GAP = `(?:(?:untuk|kepada|pada|bagi|terhadap|dan|atau|ya|yuk|saja|yang|hanya|gambar|salah satu|seorang|suatu|para|memenangkan|kemenangan|memilih|ke|cuma|para) ){0,3}`;

/**
 * `call` asks for a side, and is only let through where it is forbidden right there · `deed` is what officials are warned of, let
 * through in any sentence that warns · `mention` only names a side, let through where the talk is of rules or neutrality.
 */
export type LintRule = { kind: "call" | "deed" | "mention"; pattern: RegExp; why: string };

const why = {
  vote: "ajakan memilih",
  number: "nomor urut peserta pemilihan",
  win: "ajakan memenangkan salah satu pihak",
  support: "ajakan mendukung salah satu pihak",
  slogan: "slogan kampanye",
  hashtag: "tagar kampanye",
  gesture: "salam atau simbol nomor urut",
  candidate: "menyebut peserta pemilihan di luar penjelasan aturan",
  party: "atribut atau kegiatan partai politik",
  campaign: "kegiatan kampanye",
} as const;

/** With the edges of words; a hyphen, a slash or a point counts as one. */
function words(pattern: string): RegExp {
  return new RegExp(String.raw`(?<![\p{L}\p{N}#])(?:${pattern})(?![\p{L}\p{N}])`, "giu");
}

export const lintRules: readonly LintRule[] = [
  { kind: "call", pattern: words(`coblos(?:lah|in)?(?! (?:ulang|surat))(?: ${GAP}${SIDE})?`), why: why.vote },
  { kind: "call", pattern: words(`(?:pilih(?:lah|an)?|vote|tusuk) ${GAP}${SIDE}`), why: why.vote },
  {
    kind: "call",
    pattern: words(`pilih(?:lah)? ${GAP}(?:partai politik|pemimpin (?:kita|kami|ini))`),
    why: why.vote,
  },
  {
    kind: "call",
    pattern: words(
      `(?:berikan|titip|mohon|minta) (?:suara|dukungan|doa restu)(?: anda| kita)? (?:untuk|kepada|bagi|ke) ${SIDE}`,
    ),
    why: why.support,
  },
  {
    kind: "call",
    pattern: words(
      String.raw`menangkan(?! (?:hadiah|lomba|kejuaraan|door ?prize|undian|pertandingan|penghargaan|juara|kuis|tender|perkara|gugatan))\S*(?: ${GAP}${SIDE})?`,
    ),
    why: why.win,
  },
  {
    kind: "call",
    pattern: words(
      `(?:satukan|bulatkan|rapatkan|amankan) (?:suara|barisan|dukungan|kemenangan|tekad) (?:untuk|demi|bagi|dan) (?:${SIDE}|kemenangan|menang)`,
    ),
    why: why.win,
  },
  {
    kind: "call",
    pattern: words(`menang(?:kan)? (?:satu|1|sekali) putaran|(?:satu|1|sekali) putaran`),
    why: why.slogan,
  },
  { kind: "call", pattern: words(`dukung(?:lah|an penuh)? ${GAP}${SIDE}`), why: why.support },
  {
    kind: "call",
    pattern: words(
      `lanjutkan (?:${NUMBER} periode|(?:kepemimpinan|perjuangan|pengabdian|karya|kiprah|kerja nyata)(?: ${PERSON})?|${PERSON})`,
    ),
    why: why.slogan,
  },
  { kind: "call", pattern: /(?:(?<=^|[.!?,;:\n"“]\s*|\bayo )lanjutkan(?=\s*(?:[!"”\n]|$)))/giu, why: why.slogan },
  {
    kind: "call",
    pattern:
      /(?<!(?:maksimal|paling lama|semester|masa jabatan|jabatan|selama|pengurus|untuk|dalam|tiap|setiap|laporan) )(?<![\p{L}\p{N}#])(?:dua|tiga|[23]) ?periode(?! (?:laporan|pelaporan|anggaran|pengurus|pendaftaran|waktu))(?![\p{L}\p{N}])/giu,
    why: why.slogan,
  },
  {
    kind: "call",
    pattern: words(
      `ganti ${OFFICES}|${OFFICES} (?:pilihan|idaman|dambaan) (?:kita|kami|rakyat)|(?:for|menuju|next) (?:president|${OFFICES}(?! (?:baru|terpilih))|ri ?1|kursi ${OFFICES})`,
    ),
    why: why.slogan,
  },
  {
    kind: "call",
    pattern: words(`(?:paslon|capres|caleg|calon|partai|jagoan) (?:kita|kami|idola|pilihan|terbaik|nomor satu)`),
    why: why.support,
  },
  {
    kind: "call",
    pattern:
      /#\w*(?:\d+ ?periode|lanjutkan|menang|pilih(?!ancerdas|ankepaladaerah)|coblos|dukung(?!netral|pemilu|pilkada)|ganti(?:presiden|bupati|gubernur|walikota)|salam\d|\d?jari|ri1\b|for(?:president|ri)|nomor\d|no\d|(?<!\d)0[1-9]\b|paslon|capres|cagub|cabup|caleg|satuputaran|perubahan\d)\w*/giu,
    why: why.hashtag,
  },
  {
    kind: "deed",
    pattern: words(
      String.raw`(?:men|me|mem|di|pen)(?:coblos|pilih|dukung|menangkan)\w* ${GAP}(?:${ORDER}${NUMBER}|${CANDIDATE}|partai)`,
    ),
    why: why.support,
  },
  { kind: "deed", pattern: words(`(?:dukungan|keberpihakan|simpati) ${GAP}${SIDE}`), why: why.support },
  {
    kind: "deed",
    pattern: words(
      String.raw`(?:deklarasi|konsolidasi|pengukuhan|silaturahmi|temu kader|rapat akbar) ${GAP}(?:dukungan|pemenangan|tim (?:sukses|pemenangan)|relawan|${CANDIDATE}|partai(?! politik\b))`,
    ),
    why: why.campaign,
  },
  {
    kind: "deed",
    pattern: words(`kampanye (?:akbar|${CANDIDATE}|partai|terbuka)|(?:hadiri|ikuti|ramaikan|sukseskan) kampanye`),
    why: why.campaign,
  },
  {
    kind: "deed",
    pattern: words(
      `tim ?(?:sukses|pemenangan)|timses|pemenangan (?:${SIDE}|pemilu|pilkada|pileg|pilpres)|relawan ${GAP}(?:${SIDE}|pemenangan)`,
    ),
    why: why.campaign,
  },
  {
    kind: "deed",
    pattern: words(
      `(?:atribut|kaus|kaos|bendera|seragam|logo|jaket|topi|baliho|spanduk|stiker) (?:partai|parpol|kampanye|${CANDIDATE})`,
    ),
    why: why.party,
  },
  {
    kind: "deed",
    pattern: words(`salam (?:(?:${NUMBER}|dua|tiga) ?jari|jempol|metal|${NUMBER}|perubahan|kemenangan)|${NUMBER} jari`),
    why: why.gesture,
  },
  {
    kind: "deed",
    pattern: words(
      String.raw`(?:nomor|nomer|no|nmr)\b\.? ?urut (?:peserta pemilu )?${NUMBER}(?! (?:pada |di |dalam )?(?:daftar|lampiran|absen|antre))`,
    ),
    why: why.number,
  },
  {
    kind: "deed",
    pattern: words(`(?<!kursi )(?<!meja )(?:nol|kosong)[ -](?:satu|dua|tiga|empat)|${CANDIDATE} ${ORDER}?${NUMBER}`),
    why: why.number,
  },
  { kind: "mention", pattern: words(CANDIDATE), why: why.candidate },
];
