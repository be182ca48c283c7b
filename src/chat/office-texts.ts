import type { AskReason } from "../office/asked.ts";
import type { Role } from "../office/officer.ts";

const reasons: Readonly<Record<AskReason, string>> = {
  tidak_tahu: "bot belum tahu",
  tidak_membantu: "jawaban tidak membantu",
  tanya_petugas: "menunggu jawaban",
};

const SCHEDULES = "membuat acara (/acara_baru, daftarnya /acara) dan siaran (/siaran)";
const rights: Readonly<Record<Role, string>> = {
  admin: `menjawab (/antrean), ${SCHEDULES}, menyetujui usulan, acara, dan siaran rekan (/setujui), melihat angka (/statistik)`,
  penyetuju: `menjawab (/antrean), ${SCHEDULES}, menyetujui usulan, acara, dan siaran rekan (/setujui), melihat angka (/statistik)`,
  petugas: `menjawab (/antrean), mengusulkan jawaban baru, ${SCHEDULES}, melihat angka (/statistik)`,
  pembaca: "melihat angka (/statistik)",
};

/** What the bot says about officers, to those who ask them and to themselves. */
export const officeTexts = {
  offer: (text: string) =>
    `Boleh pertanyaan ini saya teruskan kepada petugas, tanpa nama dan nomor Anda? Yang dikirim: «${text}»`,
  offerReply: (office: string, text: string) =>
    `Petugas ${office} akan menjawab di obrolan ini. Yang dikirim: «${text}». Alamat obrolan Anda disimpan hanya sampai dijawab, paling lama 30 hari, lalu dihapus; petugas tidak melihatnya. Jangan sebut jabatan atau tempat yang hanya satu orang.`,
  hiddenNote:
    "Kata yang bisa menunjuk orang saya ganti ⟨…⟩. Kalau jadi tak jelas, pilih Jangan lalu tulis ulang tanpa nama.",
  thanks: "Terima kasih. Yang dihitung hanya jumlahnya, tanpa nama.",
  sorry: "Terima kasih sudah memberi tahu.",
  sent: "Terkirim tanpa nama. Petugas memakainya untuk melengkapi jawaban.",
  sentForReply: "Terkirim. Jawaban petugas akan masuk ke obrolan ini.",
  notSent: "Baik, tidak dikirim dan tidak disimpan.",
  nothingToSend:
    "Belum ada pertanyaan yang bisa diteruskan. Tulis pertanyaan Anda tentang netralitas dulu, lalu pilih Tanya petugas.",
  aboutSomebody:
    "Pesan seperti itu tidak saya teruskan kepada petugas, sebab bisa menunjuk orang. Tulis ulang sebagai pertanyaan umum tanpa menyebut siapa pun. Bila Anda hendak melaporkan pelanggaran, ketik /lapor.",
  takenBack: "Sudah dicabut; alamat obrolan Anda dihapus.",
  nothingLeft:
    "Setelah nama dan nomor dihapus, tidak ada yang tersisa untuk diteruskan. Tulis ulang dengan kata-kata umum, tanpa nama.",
  queueFull: (office: string) =>
    `Antrean pertanyaan sedang penuh. Datang atau telepon ${office}, BKD/BKPSDM, atau Bawaslu setempat.`,
  tooMany: "Hari ini Anda sudah meneruskan lima pertanyaan. Coba lagi besok, atau datangi kantornya.",
  notInGroup: "Untuk bertanya kepada petugas, buka percakapan pribadi dengan saya.",
  officerAnswer: (office: string) => `💬 Jawaban petugas ${office}`,
  youAsked: "Pertanyaan Anda",
  byOfficer: "Dijawab oleh petugas, bukan oleh bot. Ini informasi, bukan nasihat hukum.",
  closed:
    "Pertanyaan ini ditutup tanpa jawaban di sini. Datangi atau telepon kantornya, BKD/BKPSDM, atau Bawaslu setempat.",

  choice: {
    send: "Kirim",
    dont: "Jangan",
    takeBack: "Cabut pertanyaan",
    queue: "Antrean",
    save: "Simpan",
    teachAs: (wanted: boolean, title: string) => `${wanted ? "Kirim" : "Simpan"}, ajarkan: ${title}`,
    teachNew: (wanted: boolean) => `${wanted ? "Kirim" : "Simpan"}, jadikan jawaban baru`,
    rewrite: "Tulis ulang",
    close: "Tutup tanpa jawaban",
    closeYes: "Ya, tutup",
    cancel: "Batal",
    approve: "Setujui",
    reject: "Tolak",
    later: "Nanti",
  },

  redeemed: (name: string, role: Role) =>
    `Anda kini petugas "${name}" dengan peran ${role}. Yang bisa Anda lakukan: ${rights[role]}. Hapus pesan berisi kode tadi.`,
  status: (name: string, role: Role) => `Anda petugas "${name}" dengan peran ${role}: ${rights[role]}.`,
  redeemHow: "Tulis /petugas lalu kode undangan dari admin, misalnya /petugas abcd-efgh-jkmn-pqrs.",
  codeRefused: "Kode itu tidak berlaku: salah tulis, sudah dipakai, atau lewat 24 jam. Minta kode baru kepada admin.",
  addressTaken:
    "Obrolan ini sudah milik petugas lain. Satu obrolan untuk satu petugas: minta admin mencabut yang lama (officer revoke), lalu kirim kode ini lagi.",
  tooManyCodes: "Terlalu banyak percobaan. Coba lagi satu jam lagi.",
  privateOnly: "Perintah petugas hanya bisa di percakapan pribadi.",
  mayNot: (role: Role) => `Peran ${role} tidak mencakup ini. Yang bisa Anda lakukan: ${rights[role]}.`,

  queueEmpty: "Antrean kosong: tidak ada pertanyaan yang menunggu.",
  queueList: (count: number) => `${count} pertanyaan menunggu. Pilih satu untuk dijawab.`,
  notDelivered: (ids: readonly number[]) =>
    `Jawaban untuk pertanyaan ${ids.join(", ")} tidak bisa dikirim: penanyanya tidak terjangkau lagi lewat aplikasi chat.`,
  queueItem: (text: string, reason: AskReason) => `${reason === "tanya_petugas" ? "⏳" : "•"} ${text}`,
  asked: (id: number, reason: AskReason, day: string) => `Pertanyaan ${id} (${reasons[reason]}, ${day})`,
  answeredWith: (title: string) => `Waktu itu bot menjawab dengan: ${title}.`,
  writeAnswer: 'Tulis jawabannya sebagai pesan biasa. Sebut pasalnya bila ada, misalnya "pasal 5 huruf n pp 94/2021".',
  noSuchQuestion: (id: string) => `Pertanyaan ${id} tidak ada. Ketik /antrean untuk melihat yang menunggu.`,
  alreadyAnswered:
    "Pertanyaan itu sudah selesai, mungkin oleh rekan Anda. Ketik /antrean untuk melihat yang masih menunggu.",
  reallyClose: (id: number) => `Tutup pertanyaan ${id} tanpa jawaban? Penanyanya, bila menunggu, akan diberi tahu.`,
  answerProblem: {
    "too-short": "Jawaban itu terlalu pendek. Tulis paling sedikit sepuluh huruf.",
    "too-long": "Jawaban itu terlalu panjang. Tulis paling banyak 2.000 huruf.",
    link: "Jawaban tidak boleh memuat tautan selain alamat .go.id. Hapus tautannya lalu tulis lagi.",
    mark: "Jawaban tidak boleh memuat tanda centang U+2714; tanda itu hanya untuk laporan yang sudah tersimpan. Tulis lagi tanpanya.",
  },
  preview: (id: number) => `Jawaban untuk pertanyaan ${id}:`,
  whatNow: "Apa yang dilakukan dengan jawaban ini?",
  answered: "Jawaban terkirim.",
  saved: "Jawaban disimpan; tidak ada yang menunggu balasan.",
  proposed: (id: number) => `Usulan ${id} menunggu persetujuan petugas lain (/setujui).`,
  whichVerdict: "Apa putusan jawaban baru itu?",
  needsBasis:
    'Putusan itu perlu dasar: tulis ulang jawabannya dengan pasal yang ada pada saya, misalnya "pasal 9 ayat 2 uu 20/2023".',
  keptBeside: (id: number) =>
    `Jawaban Anda untuk pertanyaan ${id} tetap tersimpan. Ketik /jawab ${id} untuk melanjutkan.`,
  cancelled: "Dibatalkan. Pertanyaannya tetap di antrean.",

  nothingPending: "Tidak ada usulan, acara, atau siaran yang menunggu persetujuan.",
  pendingList: (count: number, alone: boolean) =>
    `${count} menunggu. ${alone ? "Acara dan siaran milik sendiri disetujui dua kali, berselang 30 menit; usulan jawaban tetap oleh petugas lain." : "Yang membuat atau mengusulkan tidak bisa menyetujui miliknya sendiri."}`,
  proposal: (id: number, what: string, by: string, day: string) => `Usulan ${id}: ${what} (oleh ${by}, ${day})`,
  noSuchProposal: "Usulan itu tidak ada. Ketik /setujui untuk melihat yang menunggu.",
  sameOfficer: "Ini usulan Anda sendiri; petugas lain yang harus menyetujui.",
  alreadyDecided: "Usulan itu sudah diputuskan.",
  unusable: {
    unreadable: "Usulan ini rusak dan tidak bisa berlaku. Tolak saja, lalu usulkan lagi.",
    "no-such-situation": "Keadaan yang dituju usulan ini sudah tidak ada. Tolak, lalu usulkan ke keadaan lain.",
    "no-such-passage":
      "Pasal yang disebut usulan ini tidak ada pada saya. Tolak, lalu tulis ulang dengan pasal yang ada.",
    overlaps: "Tanggal pada usulan ini bertumpuk dengan tahapan yang sudah berlaku. Tolak, lalu usulkan tanggal lain.",
    "nothing-to-withdraw": "Usulan yang hendak dicabut tidak sedang berlaku.",
  },
  approved: "Disetujui dan sudah berlaku.",
  rejected: "Ditolak; tidak ada yang berubah.",
  later: "Baik, usulannya tetap menunggu.",
} as const;
