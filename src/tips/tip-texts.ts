import type { ChannelName } from "../chat/message.ts";
import { spellDay } from "../clock.ts";
import type { Prompt, TipStatus } from "./part.ts";

/** What each platform keeps and sees, in the reporter's words. */
const platform: Readonly<Record<ChannelName, string>> = {
  telegram:
    "Telegram tahu Anda menulis ke sini dan dapat membaca pesan ke bot. Obrolan ini tetap ada di HP Anda sampai Anda hapus.",
  whatsapp:
    "WhatsApp tahu Anda menulis ke sini, dan nomor Anda biasanya terdaftar atas nama Anda. Ponsel kantor pemilik nomor ini ikut menerima pesan Anda, dan di komputer kami tersimpan terkunci bahwa nomor Anda pernah menulis ke sini. Obrolan ini tetap ada di HP Anda sampai Anda hapus.",
  terminal: "Terminal ini dapat menyimpan apa yang Anda ketik, dan siapa pun yang melihat layarnya ikut membaca.",
};

/** Everything the tip line says. */
export const tipTexts = {
  consent: (channel: ChannelName) =>
    [
      "Laporan ini rahasia, tetapi bukan tanpa jejak. Bacalah dulu:",
      "• Nama, nomor, dan akun Anda tidak kami simpan bersama laporan. Isinya dikunci; hanya pembaca yang ditunjuk dapat membukanya.",
      `• ${platform[channel]}`,
      "• Ketika tiba, pesan Anda terbuka sekejap di komputer kami sebelum dikunci.",
      "• Cerita yang hanya diketahui sedikit orang dapat menunjuk ke Anda. Jangan pakai HP, Wi-Fi, atau komputer kantor.",
      "• Tanpa identitas, ini informasi awal, bukan laporan resmi. Laporan resmi ke Bawaslu perlu identitas dan ada tenggatnya: 7 hari kerja sejak diketahui untuk pemilu, 7 hari kalender untuk pilkada.",
      "• Perlindungan hukum bagi pelapor belum tentu berlaku di sini. Untuk itu tanyakan kepada LPSK atau Bawaslu.",
      "• Ceritakan yang Anda tahu, dan katakan bila tidak yakin; itu tidak apa-apa. Yang dapat dituntut adalah laporan yang sengaja dikarang.",
      "• Laporan dihapus 90 hari sesudah selesai ditangani, paling lama satu tahun.",
      "• Anda dapat berhenti kapan saja: ketik BATAL.",
    ].join("\n"),
  goOn: "Lanjut? Balas YA, atau pilih:",
  choice: {
    yes: "Ya, saya mengerti",
    safer: "Jalur lebih aman",
    cancel: "Batal",
    all: "Semua boleh membaca",
    next: "Lanjut",
    except: (who: string, chosen: boolean) => `${chosen ? "⛔ " : ""}${who}`,
    skip: "Lewati",
    done: "Selesai",
    heldYes: "Ya, laporan rahasia",
    heldNo: "Bukan, ini pertanyaan",
    heldForget: "Lupakan saja",
    agree: "Setuju ringkasan itu",
    disagree: "Tidak setuju",
    stopReport: "Hapus laporan ini",
    stopSubscription: "Berhenti berlangganan",
    goOn: "Lanjutkan laporan",
  },
  about: (channel: ChannelName, readers: string) => [
    `Laporan lewat bot ini dapat dibaca: ${readers}. Siapa dari mereka yang TIDAK boleh membaca, Anda yang memilih, sebelum bercerita.`,
    `Nama, nomor, dan akun Anda tidak kami simpan bersama laporan, dan isinya dikunci. ${platform[channel]} Cerita yang hanya diketahui sedikit orang dapat menunjuk ke Anda; jangan pakai HP, Wi-Fi, atau komputer kantor.`,
    "Mulai dengan /lapor: sebelum Anda menyetujui syaratnya, tidak ada yang disimpan. Anda mendapat kode. Balasan dibaca dengan /cek lalu kode itu; laporan dihapus dengan /cek lalu kodenya, lalu BATAL. Kode yang hilang tidak dapat diganti.",
  ],
  closed:
    "Laporan rahasia lewat bot ini belum dibuka, jadi jangan kirim nama, bukti, atau cerita lengkap di sini. Apa yang sudah Anda tulis tidak kami simpan, tetapi pihak pengelola aplikasi chat dapat melihatnya; hapuslah bila perlu.",
  noReaderLeft:
    "Dengan pengecualian itu tidak ada lagi yang dapat membaca laporan ini, maka tidak ada yang kami simpan. Saluran lain:",
  full: "Hari ini laporan yang masuk sudah sebanyak yang dapat kami terima, maka tidak ada yang disimpan. Coba lagi besok, atau pakai saluran lain:",
  excludeAgain: "Atau pilih lagi siapa yang tidak boleh membaca, lalu balas LEWATI. BATAL kalau tidak jadi.",
  exclude: [
    "Siapa yang TIDAK boleh membaca laporan ini? Pilih orang atau bagian yang Anda laporkan, atau yang dekat dengannya. Mereka tidak dapat melihat laporan ini di sistem kami.",
    "Kalau semua boleh, balas LEWATI.",
  ],
  excluded: (who: string) => `Tidak boleh membaca: ${who}. Pilih lagi, atau balas LEWATI untuk melanjutkan.`,
  whoReads: (who: string) => `Yang dapat membaca laporan ini: ${who}.`,
  notAReader:
    "Saya tidak menemukan pembaca dengan nama itu. Pembaca tercatat dengan nama dan bagiannya, bukan jabatannya: kalau yang Anda maksud ada di daftar, pilih dia. Yang tidak ada di daftar memang tidak dapat membaca; kalau begitu balas LEWATI.",
  saidWhoMay:
    "Itu saya baca sebagai siapa yang BOLEH membaca, maka belum ada yang berubah. Pilih atau tulis siapa yang TIDAK boleh membaca; kalau semua boleh, balas LEWATI.",
  canRead: (who: string) => `Yang ada di daftar: ${who}. Tulis nama yang tidak boleh membaca.`,
  codeBefore:
    "Ini kode laporan Anda. Catat di kertas sekarang dan jangan perlihatkan kepada siapa pun. Kode ini tidak kami simpan; kalau hilang, tidak ada yang dapat menggantinya:",
  codeAfter: (channel: ChannelName) =>
    channel === "terminal"
      ? "Dengan kode itu Anda membaca balasan kami dan menambah cerita: /cek lalu kodenya. Yang tertulis di layar ini tidak dapat saya hapus."
      : "Dengan kode itu Anda membaca balasan kami dan menambah cerita: /cek lalu kodenya, dari HP mana pun. Pesan ini saya hapus 10 menit lagi; kalau layanan sempat mati, hapuslah sendiri. Di HP lain yang memakai akun Anda kode ini mungkin sudah terlihat.",
  tell: "Sekarang ceritakan, dalam urutan apa pun: tulisan, foto, dokumen, suara, atau video. Tanda centang dari saya berarti bagian itu sudah terkunci dan tersimpan; tanpa centang belum.",
  prompt: {
    apa: "Apa yang terjadi?",
    siapa: "Siapa yang melakukannya, dan siapa yang melihat?",
    kapan: "Kapan? Hari dan jam kira-kira.",
    dimana: "Di mana?",
    bukti:
      "Ada foto, dokumen, atau rekaman? Kirim di sini. Periksa dulu agar nama atau notifikasi Anda tidak ikut terlihat. Foto kami bersihkan dari jejak kamera; suara Anda dapat dikenali orang.",
    tahu: "Kira-kira berapa orang yang tahu hal ini? Makin sedikit, makin hati-hati kami meneruskannya.",
  } satisfies Record<Prompt, string>,
  promptTail: "(LEWATI kalau tidak tahu, SELESAI kalau sudah cukup.)",
  more: "Ada lagi? Kirim saja. SELESAI kalau sudah cukup.",
  stored: (parts: number) => (parts === 1 ? "✔" : `✔ ${parts} bagian`),
  storedCaption: "Keterangannya ikut tersimpan. Kalau maksudnya membatalkan, kirim BATAL sebagai pesan tersendiri.",
  storedVoice: "Suara Anda tersimpan apa adanya dan dapat dikenali. Lebih aman menuliskannya.",
  storedUncleaned: "Berkas itu belum dibersihkan: bisa memuat jejak pembuatnya, misalnya nama atau tempat.",
  storedCleaned:
    "Jejak kamera di foto itu sudah dibuang; yang tampak di foto tetap tampak. Aslinya terkunci terpisah dan hanya dapat dibuka dua pembaca bersama.",
  storedNoOriginal:
    "Jejak kamera di foto itu sudah dibuang; yang tampak di foto tetap tampak. Aslinya tidak kami simpan.",
  done: (code: boolean) => [
    `Laporan ditutup di obrolan ini. ${code ? "Simpan kodenya: hanya dengan itu Anda dapat kembali (/cek lalu kode)." : "Kembali dengan /cek lalu kode."}`,
    "Kami membalas paling lama 3 hari kerja. Balasan tidak kami kirim ke sini; Anda yang menengoknya.",
    "Ini informasi awal. Kalau hendak melapor resmi, lakukan sendiri ke Bawaslu: 7 hari kerja sejak diketahui untuk pemilu, 7 hari kalender untuk pilkada.",
    "Hapus obrolan ini dari HP Anda, juga di WhatsApp Web atau Telegram Desktop.",
  ],
  empty: "Belum ada yang tersimpan. Ceritakan dulu, atau balas BATAL.",
  cancelledEarly: "Dibatalkan. Tidak ada yang kami simpan.",
  cancelled:
    "Laporan itu dihapus: tidak ada lagi yang dapat membukanya, kami juga tidak. Di cadangan ia hilang dalam 7 hari. Yang terlanjur dibaca atau disalin pembaca tidak dapat kami tarik.",
  cancelledLater: "Sisanya yang masih terkunci di penyimpanan dibersihkan paling lambat besok.",
  earlierTalk: "Pesan dari percakapan sebelum kode tadi, juga di HP lain, hapuslah sendiri.",
  sureToCancel:
    "Ini menghapus seluruh laporan dan balasannya. Balas BATAL sekali lagi kalau yakin; yang lain membiarkannya.",
  meantCancel: "Hendak dihapus? Balas BATAL, satu kata saja. Pesan itu tidak disimpan dan belum ada yang dihapus.",
  takenBack: (many: number) => `${many} pesan di obrolan ini saya hapus.`,
  leftBehind: {
    telegram: (many: number) => `${many} pesan tidak dapat saya hapus; hapuslah sendiri.`,
    whatsapp: (many: number) =>
      `${many} pesan tidak dapat saya hapus: pesan Anda sendiri hanya Anda yang dapat menghapusnya, dan ponsel kantor pemilik nomor ini mungkin masih memuatnya.`,
    terminal: (_many: number) => "Yang tertulis di layar ini tidak dapat saya hapus.",
  } satisfies Record<ChannelName, (many: number) => string>,
  storyHeld: "Cerita itu saya tahan dulu, belum tersimpan. Jawab dulu yang ini:",
  consentFirst: "Itu saya tahan dulu, belum tersimpan. Balas YA kalau Anda mengerti yang di atas, atau BATAL.",
  saferIntro:
    "Tidak ada yang kami simpan. Jalur yang lebih aman: bicara langsung atau kirim surat tertutup, dari tempat dan perangkat yang bukan milik kantor, kepada:",
  fileUnavailable: {
    "too-large":
      "Berkas itu terlalu besar dan tidak tersimpan; paling besar 20 MB. Kirim yang lebih kecil, atau potong menjadi beberapa bagian.",
    gone: "Berkas itu tidak ada lagi di server aplikasi chat dan tidak tersimpan. Kirim sekali lagi.",
    damaged: "Berkas itu rusak di jalan dan tidak tersimpan. Kirim sekali lagi.",
    offline: "Berkas itu belum dapat diambil dan tidak tersimpan. Coba kirim lagi sebentar lagi.",
  },
  captionToo: "Tulisan yang menyertainya juga tidak tersimpan; kirim sebagai pesan tersendiri.",
  idle: "Percakapan laporan tadi sudah saya tutup karena 20 menit tidak ada pesan. Pesan ini tidak disimpan dan tidak dijawab. Untuk melanjutkan laporan: /cek lalu kode. Kalau ini pertanyaan biasa, kirim sekali lagi.",
  late: "Pesan ini terkirim sebelum layanan menyala lagi, jadi belum tentu tersimpan. Kirim sekali lagi bila belum saya beri tanda centang.",
  ownCode: "Pesan itu memuat kode laporan, maka tidak disimpan. Hapus pesan itu, lalu kirim lagi tanpa kodenya.",
  codeLoose:
    "Sepertinya pesan itu memuat kode laporan. Pesannya tidak saya simpan. Untuk membuka laporan: /cek lalu kodenya saja.",
  likeCode:
    "Pesan itu mirip kode laporan, maka tidak disimpan. Kalau itu kode, hapus pesannya; kode dibuka dengan /cek lalu kedelapan katanya. Kalau itu cerita, tulis sekali lagi dengan kalimat lain.",
  oldButton:
    "Tombol itu milik pertanyaan sebelumnya; tidak ada yang berubah atau tersimpan. Siapa yang boleh membaca tidak dapat diganti lagi di laporan ini. Kalau itu keliru, balas BATAL, lalu mulai lagi dengan /lapor.",
  lateNumber:
    "Angka itu milik pertanyaan sebelumnya; tidak ada yang berubah atau tersimpan. Siapa yang boleh membaca tidak dapat diganti lagi di laporan ini. Kalau itu keliru, balas BATAL, lalu mulai lagi dengan /lapor. Kalau itu bagian cerita, tulis dengan kata-kata.",
  noted: (label: string) => `Tercatat: ${label.toLowerCase()}.`,
  whichConsent: "Setujukah Anda ringkasan tadi diteruskan? Pilih satu; sebelum itu jawaban Anda belum tercatat.",
  command: (word: string) =>
    `${word} tidak dijalankan dan tidak disimpan, sebab laporan Anda masih terbuka. Balas SELESAI dulu, atau lanjutkan cerita Anda.`,
  alreadyOpen: "Laporan Anda masih terbuka. Lanjutkan cerita Anda, atau balas SELESAI atau BATAL.",
  stopWhich: "Yang mana yang hendak dihentikan?",
  unreadable:
    "Pesan itu tidak memuat tulisan yang dapat saya simpan. Tulis dengan kata-kata, atau kirim foto atau dokumen.",
  notStored:
    "Bagian itu BELUM tersimpan: penyimpanan sedang bermasalah. Kirim lagi beberapa saat lagi; kalau mendesak, pakai saluran lain (/lapor, Jalur lebih aman).",
  notBegun:
    "Laporan belum dapat dibuka: penyimpanan sedang bermasalah. Tidak ada yang disimpan. Coba lagi nanti; kalau mendesak, pakai saluran lain (/lapor, Jalur lebih aman).",
  notOpened:
    "Laporan belum dapat dibuka: penyimpanan sedang bermasalah. Yang sudah diberi tanda centang tidak berubah. Ketik /cek lalu kodenya lagi beberapa saat lagi.",
  notCancelled:
    "Laporan BELUM terhapus: penyimpanan sedang bermasalah. Isinya masih terkunci seperti tadi. Balas BATAL lagi beberapa saat lagi.",
  noneOpen:
    "Tidak ada laporan yang terbuka di obrolan ini, jadi tidak ada yang berubah. Yang pernah diberi tanda centang tetap tersimpan; untuk melanjutkan atau menghapusnya: /cek lalu kodenya. Yang belum diberi tanda centang sudah saya lupakan; untuk mulai lagi: /lapor.",
  gone: "Laporan ini tidak ada lagi, maka bagian itu tidak disimpan. Untuk mulai lagi: /lapor.",
  readersChanged:
    "Tidak ada lagi pembaca yang boleh membuka laporan ini, maka bagian itu tidak disimpan. Saluran lain:",
  tooMany: {
    parts: "Laporan ini sudah berisi 40 bagian, maka bagian itu tidak disimpan. Mulai laporan lain dengan /lapor.",
    files:
      "Laporan ini sudah berisi 10 berkas, maka berkas itu tidak disimpan. Ceritakan isinya dengan tulisan, atau mulai laporan lain dengan /lapor.",
    characters:
      "Cerita di laporan ini sudah 60.000 huruf, maka bagian itu tidak disimpan. Mulai laporan lain dengan /lapor.",
  },
  held: "Ini seperti cerita tentang pelanggaran seseorang. Belum saya simpan dan belum saya jawab. Lanjutkan sebagai laporan rahasia?",
  heldMore: "Ini juga saya tahan; belum ada yang disimpan. Lanjutkan sebagai laporan rahasia?",
  heldLost: "Sebagian yang tadi ditahan tidak dapat disimpan; kirim lagi yang belum saya beri tanda centang.",
  heldLeft: "Yang tadi saya tahan tidak tersimpan. Kalau itu bagian laporan ini, kirim sekali lagi di bawah.",
  heldForgotten: "Yang tadi saya tahan sudah saya lupakan. Kalau itu laporan, ketik /lapor lalu kirim sekali lagi.",
  forgotten: "Sudah saya lupakan; tidak ada yang disimpan.",
  group:
    "Untuk hal seperti ini jangan di grup: semua anggota membacanya. Kalau terlanjur, hapuslah. Buka percakapan pribadi dengan saya, lalu ketik /lapor.",
  askCode: "Tulis /cek, lalu delapan kata yang Anda catat.",
  noSuchCode:
    "Kode itu tidak membuka laporan apa pun: mungkin salah tulis, sudah lewat masanya, atau laporannya sudah ditarik. Periksa lagi kata-katanya.",
  unclearCode: (at: readonly number[]) =>
    at.length === 0
      ? "Kata-katanya ada semua, tetapi ada yang salah atau tertukar. Periksa catatan Anda, lalu ketik /cek dan kedelapan katanya."
      : `Kata ke-${at.join(", ke-")} tidak saya kenali. Periksa catatan Anda, lalu ketik /cek dan kedelapan katanya.`,
  tooManyTries: (minutes: number) =>
    `Terlalu banyak kode yang dicoba dari obrolan ini. Coba lagi ${minutes} menit lagi.`,
  busyToBegin:
    "Sedang banyak yang membuka laporan, maka belum ada yang disimpan. Balas LEWATI sekali lagi sebentar lagi.",
  busy: "Sedang banyak yang membuka laporan. Coba lagi beberapa menit lagi.",
  status: (word: string) => `Status laporan: ${word}.`,
  noAnswers: "Belum ada balasan. Kami membalas paling lama 3 hari kerja sejak laporan masuk.",
  answer: (day: string) => `Balasan ${spellDay(day)}`,
  askedConsent: "Kami ingin meneruskan ringkasan ini. Apakah Anda setuju? Periksa: adakah yang menunjuk ke Anda?",
  consented: "Jawaban Anda tersimpan terkunci.",
  write: "Untuk menambah, tulis atau kirim saja di sini. SELESAI kalau sudah.",
  codeTyped: (isGoing: boolean) =>
    isGoing
      ? "Pesan Anda yang memuat kode saya hapus 10 menit lagi; kalau layanan sempat mati, hapuslah sendiri."
      : "Hapus pesan Anda yang memuat kode dari obrolan ini: siapa pun yang melihatnya dapat membukanya juga.",
  damaged: "Ada balasan yang tidak dapat dipercaya dan tidak ditampilkan.",
  statusWord: {
    diterima: "diterima, belum ditelaah",
    ditelaah: "sedang ditelaah",
    "perlu-keterangan": "perlu keterangan dari Anda",
    diteruskan: "diteruskan sebagai informasi awal",
    selesai: "selesai",
    "tidak-dapat-ditindaklanjuti": "tidak dapat ditindaklanjuti",
  } satisfies Record<TipStatus, string>,
  statusReason: (reason: string) => `Alasannya: ${reason}`,
} as const;

/** Why a file was not taken; whoever wrote something under it has to hear that it went with the file. */
export function withCaption(refusal: string, caption: string): string {
  return caption.trim() === "" ? refusal : `${refusal} ${tipTexts.captionToo}`;
}
