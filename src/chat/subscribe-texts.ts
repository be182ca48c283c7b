import type { Topic } from "../reminders/people.ts";

/**
 * What people agree to, by the number that is kept with their consent. A wording that somebody agreed to is never changed; a
 * new one gets the next number.
 */
export const consentWordings: Readonly<Record<string, string>> = {
  "1": "Dengan berlangganan, Anda setuju alamat obrolan ini serta topik, unit, dan kelompok Anda disimpan kantor, hanya untuk mengirim undangan, pengingat, dan pengumuman. Nama Anda tidak ditanyakan. Berhenti kapan saja dengan menulis STOP; /hapus menghapus semuanya.",
};

/** The wording that is shown now. */
export const CONSENT = "1";

/** What is said about subscribing, joining, stopping and being forgotten. */
export const subscribeTexts = {
  consent: consentWordings[CONSENT] ?? "",
  privateOnly:
    "Langganan hanya untuk percakapan pribadi, supaya tidak dibaca seluruh grup. Buka obrolan pribadi dengan saya, lalu tulis /langganan.",
  intro: (office: string) =>
    `${office} dapat mengirim kepada Anda di sini: undangan dan pengingat kegiatan, serta pengumuman.`,
  haveCode: 'Punya kode dari kantor? Tulis "gabung" dan kodenya, atau pindai QR-nya.',
  topics: (topics: readonly Topic[]) => {
    if (topics.length === 2) return "undangan dan pengingat kegiatan, serta pengumuman";
    return topics[0] === "broadcasts" ? "pengumuman" : "undangan dan pengingat kegiatan";
  },
  subscribed: (topics: string, unit: string | undefined) =>
    `Anda berlangganan: ${topics}. ${unit === undefined ? "Unit: belum dipilih." : `Unit: ${unit}.`}`,
  subscribedNow: (topics: string) => `Baik, mulai sekarang Anda menerima ${topics}.`,
  unitHelps: "Pilih unit kerja Anda supaya yang sampai memang untuk Anda.",
  changeHow: "Pilih di bawah untuk mengubahnya.",
  choice: {
    both: "Kegiatan dan pengumuman",
    events: "Kegiatan saja",
    broadcasts: "Pengumuman saja",
    unit: "Pilih unit",
    otherUnit: "Ganti unit",
    noUnit: "Tanpa unit",
    stop: "Berhenti",
    again: "Langganan lagi",
    subscribe: "Langganan",
    profile: "Yang tersimpan tentang saya",
    join: "Ya, gabung",
    erase: "Hapus data saya",
    eraseYes: "Ya, hapus semua",
    keep: "Jangan hapus",
  },
  whichUnit: 'Di unit mana Anda bekerja? Pilih, atau tulis "unit" dan sebagian namanya, misalnya: unit kesehatan',
  unitFound: (words: string) => `Unit yang memuat "${words}":`,
  unitNone: (words: string) =>
    `Tidak ada unit yang memuat "${words}". Coba sebagian namanya saja, atau pilih dari daftar.`,
  noUnits: "Kantor belum memasukkan daftar unit. Langganan Anda tetap berlaku tanpa unit.",
  unitChosen: (unit: string) => `Unit Anda sekarang ${unit}.`,
  unitCleared: "Unit Anda tidak lagi tercatat.",
  subscribeFirst: "Unit dicatat setelah Anda berlangganan.",
  stopped: "Baik, langganan Anda sudah dihentikan. Undangan, pengingat, dan pengumuman tidak lagi dikirim ke sini.",
  stoppedMore:
    "Pesan yang sudah dalam perjalanan mungkin masih tiba. Topik dan unit Anda masih tersimpan kalau-kalau Anda kembali; /hapus menghapusnya.",
  alreadyStopped: "Langganan Anda sudah berhenti; tidak ada yang dikirim ke sini.",
  nothingToStop:
    "Anda tidak berlangganan apa pun di sini, jadi tidak ada yang perlu dihentikan. Bertanya tetap bisa kapan saja.",
  joinHow: 'Tulis "gabung" lalu kodenya, misalnya: gabung BAKUR-TIMOL. Kodenya ada di kartu atau pesan dari kantor.',
  joinAsk: (group: string) => `Kode ini untuk ${group}.`,
  joinReplaces: (unit: string) => `Sekarang Anda tercatat di ${unit}; itu akan diganti.`,
  joinedAlready: (group: string) => `Anda sudah bergabung sebagai ${group}.`,
  joined: (group: string) => `Anda bergabung sebagai ${group}, dan menerima kegiatan serta pengumuman untuk Anda.`,
  codeUnknown: (code: string) =>
    `Kode "${code}" tidak dikenal. Periksa hurufnya (bentuknya seperti BAKUR-TIMOL), pindai lagi QR-nya, atau mintalah kode kepada bagian kepegawaian.`,
  whoWrites: (office: string) => `Saya SiNetral, bot ${office} untuk netralitas ASN.`,
  writesBecause: (day: string) =>
    `Anda menerima pesan di sini karena obrolan ini berlangganan sejak ${day}. Untuk berhenti, tulis STOP.`,
  writesNever:
    "Anda tidak berlangganan, jadi undangan dan pengumuman tidak dikirim ke sini. Saya menulis lebih dulu hanya kepada yang berlangganan sendiri (/langganan).",
  asksNothing: "Saya tidak pernah meminta uang, kata sandi, atau NIP. Bila ragu, tanyakan langsung kepada kantor itu.",
  tooManyCodes: "Terlalu banyak percobaan kode. Coba lagi satu jam lagi, atau pilih unit lewat /langganan.",
} as const;

/** One line a command, for menu and help. */
export const subscribeHelp = {
  langganan: "undangan, pengingat, dan pengumuman dari kantor",
  berhenti: "berhenti berlangganan; cukup tulis STOP",
  profil: "apa yang tersimpan tentang Anda",
} as const;
