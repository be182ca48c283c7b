/** Words of elections, of pressure and of reporting, none of which belongs in why somebody does not come or who comes instead. */
const TELLING =
  /(?<!\p{L})(?:paslon|caleg|cagub|cabup|cawali|cawalkot|cakada|calon(?! (?:jemaah|jamaah|haji|pengantin|pegawai|asn|pns|cpns))|pasangan calon|petahana|partai|parpol|kampanye|kampanyekan|timses|tim sukses|(?:nyo|co|men?co)blos|(?:di|men)?dukung(?:an)?|deklarasi|pilih nomor|sembako|amplop|sogok(?:an)?|suap|pungli|ktp|baliho|(?:di|me|nye?)?suruh|menyuruh|nyuruh|(?:di|me)?paksa(?:an)?|memaksa|(?:di|meng)?ancam(?:an)?|mengancam|diintimidasi|intimidasi|dimutasi|dipecat|tekanan|ditekan|curang|korupsi|(?:me|di)?langgar|melanggar|pelanggaran|(?:me)?lapor(?:kan)?|takut)(?!\p{L})/iu;

/**
 * Whether a short remark may tell of a violation, so that it must not be kept where officers read it: by its words alone, and on
 * the careful side, for what is told there could reach the very person it is about.
 */
export function mayTell(remark: string): boolean {
  return TELLING.test(remark.normalize("NFKC"));
}
