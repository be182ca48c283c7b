import type { Verdict } from "../knowledge/situation.ts";
import { tipTexts } from "../tips/tip-texts.ts";

/** The sign and word a verdict is shown with. */
export const verdictTitle: Readonly<Record<Verdict, string>> = {
  boleh: "✅ BOLEH",
  dilarang: "⛔ DILARANG",
  bersyarat: "⚠️ TERGANTUNG KEADAAN",
  penjelasan: "ℹ️ PENJELASAN",
  tidak_tahu: "🤔 BELUM TAHU",
  di_luar_cakupan: "",
  tolak: "",
  lapor: "",
};

/** The word for a verdict inside a sentence. */
export const verdictWord: Readonly<Record<Verdict, string>> = {
  boleh: "boleh",
  dilarang: "dilarang",
  bersyarat: "tergantung keadaan",
  penjelasan: "penjelasan",
  tidak_tahu: "belum tahu",
  di_luar_cakupan: "di luar bahasan",
  tolak: "tidak dilayani",
  lapor: "laporan",
};

/** Everything the bot says that is not in `knowledge/`. */
export const texts = {
  heading: {
    conditions: "Perhatikan",
    open: "Lain halnya",
    sanction: "Sanksi",
    disagreement: "Pejabat berbeda pendapat",
    steps: "Yang bisa Anda lakukan",
    basis: "Dasar hukum",
    meant: "Mungkin maksud Anda",
    commands: "Perintah",
  },
  status: { berlaku: "berlaku", diubah: "sudah diubah", dicabut: "dicabut" },
  replacedBy: (label: string) => `kini ${label}`,
  movedTo: (asked: string, status: string, present: string) => `${asked} ${status}. Yang berlaku sekarang: ${present}.`,
  amendedBy: (asked: string, present: string) =>
    `${asked} sudah diubah. Bunyi yang berlaku sekarang ada di ${present}.`,
  heldThen: (asked: string, day: string, held: string) =>
    `${asked} belum atau tidak lagi berlaku pada ${day}. Yang berlaku waktu itu: ${held}.`,
  summaryOnly: "Ini ringkasan kami, bukan bunyi resmi peraturannya.",
  checkedOn: (day: string) => `Keadaan hukum menurut pengecekan ${day}.`,
  checkedLongAgo: (day: string, days: number) =>
    `Aturan ini terakhir kami cek pada ${day}, lebih dari ${days} hari lalu, padahal termasuk yang bisa berubah; pastikan dulu di JDIH atau bagian hukum bahwa belum berubah.`,
  byLawOf: (day: string) =>
    `Rujukan disesuaikan dengan yang berlaku pada ${day}; uraiannya menurut pengetahuan sekarang, jadi cocokkan dengan naskah waktu itu.`,
  notLawThen: (day: string) =>
    `Yang menjadi dasar jawaban saya belum berlaku pada ${day}, dan aturan yang berlaku waktu itu belum ada pada saya. Tanyakan bagian hukum atau BKD/BKPSDM.`,
  answeredForAsn:
    "Jawaban sebelumnya berlaku bagi pegawai ASN. Tulis pertanyaannya lengkap bila Anda memerlukan rinciannya.",
  notYetLaw: "belum berlaku pada tanggal itu",
  writtenWithModel: "Sebagian kalimat disusun ulang dengan bantuan mesin dan sudah dicocokkan dengan sumbernya.",
  lowConfidence:
    "Aturannya tidak tersurat atau sumbernya lemah; mintalah kepastian tertulis dari BKD/BKPSDM atau Bawaslu.",
  notAdvice:
    "Ini informasi, bukan nasihat hukum. Untuk perkara Anda sendiri, tanyakan BKD/BKPSDM, inspektorat, atau Bawaslu.",
  suggestions: "Saya belum yakin menangkap pertanyaan Anda.",
  suggestionsNone:
    "Saya belum punya jawaban untuk itu. Coba tulis dengan kata lain, atau tanyakan BKD/BKPSDM, inspektorat, atau Bawaslu setempat.",
  replyWith: (most: number) => (most === 1 ? "Balas 1." : `Balas 1–${most}.`),
  replyWithInGroup: (most: number) =>
    most === 1 ? "Balas pesan ini dengan angka 1." : `Balas pesan ini dengan angkanya, 1–${most}.`,
  suggestionsHow: "Balas angkanya, atau tulis pertanyaan Anda dengan kata lain.",
  unknownReference: (asked: string) =>
    `Naskah atau ringkasan ${asked} belum ada pada saya, jadi saya tidak bisa mengutip isinya. Bacalah di JDIH (jdihn.go.id) atau mintalah salinannya di bagian hukum kantor Anda.`,
  stage: {
    name: {
      "sebelum-penetapan": "tahap sebelum penetapan calon",
      "setelah-penetapan": "tahap setelah penetapan calon",
      kampanye: "masa kampanye",
      "masa-tenang": "masa tenang",
      "hari-pemungutan": "hari pemungutan suara",
      "setelah-pemungutan": "tahap setelah pemungutan suara",
    },
    today: (day: string) => `Hari ini, ${day},`,
    onDay: (day: string) => `Pada ${day},`,
    running: (day: string, election: string, stage: string, according: string, checked: string) =>
      `${day} ${election} berada pada ${stage}, menurut ${according} (dicek ${checked}).`,
    none: (day: string, elections: string) =>
      `${day} tidak ada tahapan ${elections} yang berjalan; jawabannya bergantung pada tahap kejadiannya.`,
    anyElection: "pemilu atau pilkada",
    ask: 'Pada tahap apa kejadiannya? Pilih di bawah, atau tulis misalnya "kalau sudah ditetapkan?"',
    otherwise: "Tahap lain",
  },
  choice: {
    passage: "Lihat bunyi ringkas pasalnya",
    steps: "Kalau sudah terlanjur",
    stepsAnyway: "Yang bisa saya lakukan",
    officer: "Tanya petugas",
    wholeWording: "Baca naskah lengkapnya",
    helpful: "👍",
    unhelpful: "👎",
    more: "Lanjut",
    topics: "Daftar topik",
    report: "Saluran lapor",
    aside: { question: "Pertanyaan", report: "Laporan" },
  },
  tooLong: (most: number) =>
    `Pesan Anda terlalu panjang untuk saya baca. Tulis pertanyaannya saja, paling banyak ${most} huruf.`,
  unreadable: "Pesan itu tidak memuat tulisan yang bisa saya baca. Tulis pertanyaan Anda dengan kata-kata biasa.",
  fileOnly:
    "Saya hanya membaca tulisan. Foto, berkas, suara, stiker, dan kontak tidak saya buka dan tidak saya simpan. Tulis pertanyaan Anda dengan kata-kata. Kalau itu bukti pelanggaran, ketik /lapor dulu, lalu kirim di sana.",
  fileUnread: "Berkas yang Anda kirim tidak saya buka dan tidak saya simpan; jawaban ini hanya untuk tulisannya.",
  fileUnavailable: {
    "too-large": "Berkas itu terlalu besar; paling besar 20 MB. Kirim yang lebih kecil.",
    gone: "Berkas itu tidak ada lagi di server aplikasi chat. Kirim sekali lagi.",
    damaged: "Berkas itu rusak di jalan. Kirim sekali lagi.",
    offline: "Berkas itu belum dapat saya ambil. Coba kirim lagi sebentar lagi.",
  },
  late: "Pesan ini sampai ketika layanan sedang terhenti, maka baru terjawab sekarang.",
  lateReport: "Bila tadi Anda hendak melapor, ketik /lapor untuk mulai lagi.",
  groupReport: tipTexts.group,
  apology: "Maaf, ada gangguan di pihak kami dan pertanyaan itu belum terjawab. Silakan kirim sekali lagi.",
  tooSlow: "Maaf, jawabannya terlalu lama disiapkan. Silakan kirim sekali lagi.",
  answerGone:
    "Maaf, jawaban di sini tidak terbaca di ponsel Anda dan tidak kami simpan, jadi tidak bisa dikirim ulang. Silakan tanyakan sekali lagi.",
  overQuota: (seconds: number) => `Pertanyaan Anda banyak sekali dalam waktu singkat. Coba lagi ${seconds} detik lagi.`,
  done: "Selesai.",
  aside: {
    question: (name: string) => `Ini ${name.toLowerCase()}, atau pertanyaan? Kalimat itu belum saya simpan.`,
    report: (name: string) => `Ini ${name.toLowerCase()}, atau laporan? Kalimat itu belum saya simpan.`,
  },
  staleChoice: "Pilihan itu sudah tidak ada. Tulis pertanyaan Anda, atau /topik untuk melihat daftar.",
  welcome: (office: string) => [
    `Selamat datang. Saya SiNetral, dipakai ${office} untuk menjawab pertanyaan tentang netralitas ASN dalam pemilu dan pilkada, lengkap dengan dasar hukumnya.`,
    'Tulis saja pertanyaan Anda seperti mengobrol, misalnya: "boleh like postingan caleg?", "suami saya nyalon, saya PNS harus apa?", atau "pasal 5 huruf n pp 94/2021".',
    "Yang Anda tanyakan tidak disimpan sesudah terjawab, kecuali Anda sendiri meneruskannya kepada petugas.",
  ],
  help: [
    "Tulis pertanyaan dengan bahasa sehari-hari; singkatan dan salah ketik tidak apa-apa.",
    'Pertanyaan lanjutan boleh pendek: "kalau PPPK?", "kalau di luar jam kerja?", "sanksinya apa?".',
    "Kalau ada pilihan bernomor, balas angkanya.",
  ],
  topics: "Pilih topik, atau langsung tulis pertanyaan Anda.",
  topicQuestions: (title: string) => `${title}: pilih yang mirip dengan keadaan Anda.`,
  passageHow:
    'Tulis rujukannya, misalnya "/pasal 5 huruf n pp 94/2021", "/pasal 280 uu pemilu", atau kata yang dicari, misalnya "/pasal kendaraan dinas".',
  wordingOf: (label: string) => `Naskah ${label}`,
  wordingGoesOn: (label: string) => `Naskah ${label} (lanjutan)`,
  elucidationOf: (label: string) => `Penjelasan resmi ${label}`,
  wordingFrom: (day: string, fingerprint: string) =>
    `Naskah dari berkas yang diimpor kantor pada ${day}, sidik ${fingerprint}. Hasil baca mesin; cocokkan dengan naskah aslinya sebelum dikutip.`,
  summaryBesideWording: 'Yang tidak berjudul "Naskah" atau "Penjelasan resmi" adalah ringkasan kami.',
  wordingByParts: "Naskahnya sudah diimpor kantor; sebut pasalnya untuk membaca bunyinya.",
  statusByFile: (status: string) => `${status} menurut berkas, belum dicek petugas`,
  passageNone: "Tidak ada bagian peraturan yang cocok dengan kata itu.",
  passageFound: "Bagian peraturan yang memuat kata itu:",
  reportLimits:
    "Tenggat laporan resmi ke Bawaslu pendek: 7 hari kerja sejak diketahui untuk pemilu, 7 hari kalender untuk pilkada. Saluran yang ada:",
  privacy: [
    "Pertanyaan Anda tidak disimpan sesudah terjawab dan tidak dicatat. Pertanyaan terakhir diingat di memori paling lama 30 menit supaya Anda bisa bertanya lanjutan, lalu hilang.",
    "Pesan suara hanya didengarkan bila kantor ini memakai layanan AI dan Anda sudah setuju: suara dikirim ke layanan luar untuk diubah jadi teks, dan di sini langsung dibuang. Jangan dipakai untuk melapor; suara di dalam /lapor tidak dikirim. Izinnya diubah dengan /suara.",
    "Hanya bila Anda memilih Kirim, pertanyaan yang nama dan nomornya sudah dihapus disimpan bagi petugas. Dengan Tanya petugas, alamat obrolan Anda ikut disimpan sampai jawabannya terkirim, lalu dihapus.",
    "Bila Anda berlangganan, alamat obrolan, topik, unit, dan kelompok Anda disimpan untuk mengirim undangan dan pengumuman. /profil menunjukkan semuanya, STOP menghentikan kiriman, /hapus menghapusnya.",
    "Yang dihitung hanya jumlah per pekan: topik apa, berapa yang belum terjawab, dan 👍/👎; tanpa orang, alamat, jam, atau isi. Laporan dan pertanyaan tentang cara melapor tidak dihitung sama sekali.",
    "Laporan rahasia (/lapor) dikunci begitu tiba, tanpa nama, nomor, atau akun Anda; sesudah itu hanya pembaca yang ditunjuk dapat membukanya. Tidak ada yang diteruskan ke layanan AI. Dihapus 90 hari sesudah selesai, paling lama 365 hari; dari cadangan 7 hari kemudian. Anda dapat menghapusnya sendiri: BATAL selagi laporan terbuka, atau /cek, kodenya, lalu BATAL dua kali.",
    "Catatan teknis (log) hanya memuat kejadian dan lamanya, tanpa isi pesan, nama, atau nomor.",
    "Aplikasi chat yang Anda pakai (misalnya Telegram atau WhatsApp) tetap melihat pesan, nomor, dan waktu Anda; itu di luar kendali kami, juga untuk laporan. Jangan kirim data pribadi orang lain bila tidak perlu.",
    "UU 27/2022 memberi Anda hak tahu, membetulkan, dan menghapus data Anda, serta menarik persetujuan. Untuk langganan: /profil dan /hapus. Laporan hanya terbuka dengan kodenya: tanpa itu kami tidak tahu mana milik Anda. Selebihnya tanyakan kepada kantor ini.",
  ],
  privacyOutside: [
    "Kantor ini memakai layanan AI untuk merapikan jawaban. Yang dikirim ke sana hanya kata-kata umum dari pertanyaan yang Anda ketik: nama, tempat, nomor, alamat, dan kata yang tidak kami kenal diganti ⟨…⟩. Siapa Anda tidak ikut dikirim. Kata-kata itu dan balasannya diingat di memori paling lama enam jam, tanpa penanyanya. Yang tampak menceritakan pelanggaran, foto dan berkas, isian petugas, dan apa pun dalam enam jam sesudah laporan tidak dikirim.",
  ],
  privacyOnWhatsApp: [
    "Di WhatsApp, pertanyaan biasa ditulis di komputer kami dalam keadaan terkunci (terenkripsi) sampai jawabannya terkirim, lalu dihapus; jawabannya tinggal terkunci 15 menit. Yang mungkin menceritakan pelanggaran tidak ditulis sama sekali.",
    "WhatsApp mengharuskan kami menyimpan, juga terkunci, kunci percakapan dengan nomor Anda. Dari situ, siapa pun yang menguasai komputer ini beserta kuncinya bisa tahu bahwa nomor Anda pernah menulis ke sini. Ponsel kantor pemilik nomor ini melihat semua pesan.",
  ],
  about: (version: string, regulations: number, passages: number, situations: number, checked: string) => [
    `SiNetral ${version}, perangkat lunak bebas berlisensi GPL-3.0 atau yang lebih baru.`,
    `Pengetahuannya ${situations} keadaan yang bertumpu pada ${passages} bagian dari ${regulations} peraturan dan putusan, dicek ${checked}. Isinya ringkasan kami, bukan naskah resmi.`,
    "Bot ini netral: tidak menyebut, menilai, atau mendukung calon maupun partai mana pun. Jawabannya informasi, bukan nasihat hukum.",
  ],
  pressed: "Bila Anda disuruh atau ditekan melakukannya, Anda dapat menceritakannya: ketik /lapor.",
  unknownCommand: (command: string) => `Perintah ${command} tidak ada. Ketik /bantuan untuk melihat yang ada.`,
} as const;

/** One line a command, for menu and help. */
export const help = {
  start: "mulai dari awal",
  bantuan: "cara memakai bot ini",
  topik: "daftar topik dan pertanyaan",
  pasal: "cari pasal, misalnya /pasal 280 uu pemilu",
  lapor: "melapor secara rahasia, dan saluran lain",
  cek: "balasan dan status, dengan kode",
  privasi: "apa yang kami simpan dan tidak",
  tentang: "versi dan sumber pengetahuan",
} as const;
