import { parseBefore } from "../reminders/due.ts";
import type { FormStep } from "./event-form.ts";

/** What an answer to a step can lack. */
export const formProblems = {
  sign: "Tanda centang U+2714 hanya untuk laporan yang sudah tersimpan. Tulis lagi tanpa tanda itu.",
  line: (fewest: number, most: number) => `Tulis ${fewest} sampai ${most} huruf dalam satu pesan.`,
  note: (most: number) => `Catatan itu terlalu panjang. Tulis paling banyak ${most} huruf.`,
  link: {
    map: "Itu bukan tautan. Salin tautan dari aplikasi peta (diawali https://), atau titiknya, misalnya -3.6954, 128.1814.",
    link: "Itu bukan tautan. Salin tautan rapatnya, diawali https://.",
  },
  choose: "Pilih salah satu tombol di bawah.",
  speakers: (most: number, characters: number) =>
    `Tulis paling banyak ${most} narasumber, satu per baris, masing-masing paling banyak ${characters} huruf.`,
  reminders: "Tulis misalnya: 7 hari, 1 hari, 1 jam. Atau pilih tombol di bawah.",
  files: "Kirim berkasnya di sini, atau pilih tombol di bawah.",
  when: {
    past: "Waktu itu sudah lewat. Pilih bila memang benar, atau tulis waktu yang lain.",
    far: "Waktu itu masih lebih dari setahun setengah lagi. Pilih bila memang benar, atau tulis waktu yang lain.",
  },
} as const;

/** The steps by the word in their actions. */
export const stepWord: Readonly<Record<FormStep, string>> = {
  title: "judul",
  place: "tempat",
  map: "peta",
  when: "waktu",
  zone: "zona",
  mode: "cara",
  link: "tautan",
  speakers: "narasumber",
  unit: "unit",
  letter: "surat",
  note: "catatan",
  files: "lampiran",
  audience: "sasaran",
  reminders: "pengingat",
};

/** The steps as their buttons name them. */
export const stepName: Readonly<Record<FormStep, string>> = {
  title: "Judul",
  place: "Tempat",
  map: "Peta",
  when: "Waktu",
  zone: "Zona",
  mode: "Cara",
  link: "Tautan",
  speakers: "Narasumber",
  unit: "Unit",
  letter: "Surat",
  note: "Catatan",
  files: "Lampiran",
  audience: "Sasaran",
  reminders: "Pengingat",
};

export const formTexts = {
  ask: {
    title: "Apa judul acaranya?",
    place: "Di mana tempatnya? Untuk acara daring tulis nama aplikasinya.",
    map: "Ada tautan peta tempatnya? Tempel di sini.",
    when: "Kapan? Tulis misalnya: kamis 10 oktober jam 8 sampai 12. Atau pilih harinya.",
    zone: "Jam di zona waktu mana?",
    mode: "Bagaimana caranya?",
    link: "Apa tautan rapat daringnya?",
    speakers: "Siapa narasumbernya? Satu per baris.",
    unit: "Unit mana penanggung jawabnya?",
    letter: "Berapa nomor suratnya?",
    note: "Ada yang perlu ditambahkan? Misalnya pakaian atau yang harus dibawa.",
    files: "Ada lampiran? Kirim berkasnya (PDF atau gambar).",
    audience: "Siapa sasarannya?",
    reminders: "Kapan diingatkan sebelum mulai? Ketuk untuk menambah atau membuang.",
  } satisfies Record<FormStep, string>,
  askTime: (day: string) => `${day}. Jam berapa mulainya?`,
  askEnd: (said: string) => `${said}. Sampai jam berapa? Bila belum tahu, pilih «Sampai selesai».`,
  audienceHow:
    'Bisa juga ditulis: unit:BKPSDM, kecamatan:"Tarakan Barat" & tag:eselon-4, atau semua & bukan tag:honorer.',
  count: (audience: string, people: string) => `${audience}: ${people} berlangganan sekarang.`,
  now: (name: string, value: string) => `${name} sekarang: ${value}`,
  took: (name: string, value: string) => `${name}: ${value}`,
  leftOut: (name: string) => `${name}: kosong`,
  begin:
    "Saya pandu membuat acara, satu pertanyaan sekali. Tulis «batal» untuk berhenti; yang sudah diisi tetap tersimpan.",
  unfinished: (title: string, when: string) => `Ada formulir yang belum selesai: «${title}», disimpan ${when}.`,
  untitled: "tanpa judul",
  kept: "Formulirnya tersimpan. Ketik /acara_baru untuk melanjutkan.",
  keptBeside: (title: string) => `Formulir acara «${title}» tetap tersimpan. Ketik /acara_baru untuk melanjutkan.`,
  waits: "Formulir acaranya menunggu. Ketik /acara_baru untuk melanjutkan.",
  sayAgain: "Tulisan itu tidak saya ingat lagi. Tulis sekali lagi.",
  noForm: "Formulir itu sudah tidak ada. Ketik /acara_baru untuk memulai.",
  reallyDiscard: "Buang formulir ini? Isinya hilang.",
  discarded: "Formulirnya dibuang.",
  useButtons:
    "Pakai tombol di bawah pratinjau: ✏️ untuk membetulkan, atau kirim. Mau bertanya hal lain? Tulis «batal» dulu; formulirnya tersimpan.",
  followed: (steps: readonly FormStep[]) =>
    `Sementara itu petugas lain mengubah acara ini (${steps.map((step) => stepName[step]).join(", ")}). Formulir ini sudah mengikutinya; yang Anda ubah sendiri tetap. Periksa lagi.`,
  unsaved: "Ini perubahan Anda yang belum disimpan.",
  moved: "Isinya sudah berubah sejak pratinjau itu. Ini yang sekarang:",
  fileTaken: (name: string, ofSeveral: boolean) =>
    ofSeveral
      ? `Terlampir: ${name}. Dari kiriman bersama hanya ini yang saya terima; kirim yang lain satu per satu.`
      : `Terlampir: ${name}. Boleh kirim lagi.`,
  notAFile: "Kirim berkas PDF, PNG, atau JPEG, paling besar 20 MB.",
  tooManyFiles: (most: number) => `Paling banyak ${most} lampiran. Kosongkan dulu bila hendak menggantinya.`,
  choice: {
    skip: "Lewati",
    empty: "Kosongkan",
    skipAll: "Langsung ke pratinjau",
    back: "⬅️ Kembali",
    preview: "⬅️ Pratinjau",
    goOn: "Lanjut",
    enough: "Cukup",
    moreUnits: "Unit lain…",
    edit: (name: string) => `✏️ ${name}`,
    on: (label: string) => `☑️ ${label}`,
    off: (label: string) => `⬜ ${label}`,
    modes: { luring: "Luring (tatap muka)", daring: "Daring", hybrid: "Hybrid" },
    tomorrow: "Besok",
    dayAfter: "Lusa",
    openEnd: "Sampai selesai",
    otherTime: "Ganti jam",
    everybody: (count: string) => `Semua (${count} orang)`,
    unit: (unit: string, count: string) => `${unit} (${count})`,
    goOnWith: "Lanjutkan",
    goOnForm: "Lanjutkan formulir",
    startAnew: "Buang, mulai baru",
    later: "Simpan dulu",
    discard: "Buang",
    reallyDiscard: "Ya, buang",
  },
} as const;

/** What stands around the preview. */
export const previewTexts = {
  beginning: "⬇️ Inilah yang diterima orang:",
  buttons: (labels: readonly string[]) => `Tombol di bawahnya: ${labels.join(" · ")}`,
  ending: "⬆️ Sampai di sini.",
  audience: (audience: string, people: string) => `Sasaran: ${audience} (${people}).`,
  corrected: (people: string, isAtOnce: boolean) =>
    isAtOnce
      ? `⚠️ Begitu disimpan, ${people} yang sudah diberi tahu langsung menerima koreksi, juga pada jam tenang.`
      : `⚠️ Sesudah petugas lain menyetujui, ${people} yang sudah diberi tahu menerima koreksi.`,
  reminders: "Pengingat dikirim",
  reminder: (moment: string, label: string) => `${moment} (${label})`,
  missed: (label: string) => `${label}: sudah lewat, tidak dikirim`,
  noReminders: "Tidak ada pengingat yang dikirim.",
  incomplete: (name: string) => `${name} belum lengkap.`,
  unusable: "Ada yang perlu dibetulkan dulu:",
  submitted: (id: number) => `Acara ${id} tersimpan dan diajukan.`,
  sent: (id: number) => `Acara ${id} tersimpan; pengingatnya dijadwalkan.`,
  over: "Acara itu tersimpan, tetapi waktunya sudah lewat, jadi tidak ada yang dikirim.",
  changed: (id: number, told: number) =>
    told === 0
      ? `Perubahan acara ${id} tersimpan.`
      : `Perubahan acara ${id} tersimpan; ${told} orang yang sudah diberi tahu menerima koreksinya.`,
  changedAnew: "Perubahan tersimpan.",
  unchangeable: {
    unknown: "Acara itu sudah tidak ada, jadi tidak bisa diubah.",
    over: "Acara itu sudah selesai, jadi tidak bisa diubah lagi.",
    cancelled: "Acara itu sudah dibatalkan, jadi tidak bisa diubah lagi.",
  },
  choice: {
    send: "📨 Kirim",
    submit: "📨 Simpan & ajukan",
    save: "📨 Simpan perubahan",
    edit: (name: string) => `✏️ ${name}`,
    later: "Simpan dulu",
    discard: "Buang",
    see: "Lihat acaranya",
  },
} as const;

/** "7 hari sebelum" for `P7D`. */
export function sayReminder(reminder: string): string {
  const before = parseBefore(reminder);
  if (before === undefined) return reminder;
  if ("days" in before && before.days === 0) return "hari itu pukul 08.00";
  if ("days" in before) return `${before.days} hari sebelum`;
  const [hours, minutes] = [Math.floor(before.minutes / 60), before.minutes % 60];
  return [...(hours > 0 ? [`${hours} jam`] : []), ...(minutes > 0 ? [`${minutes} menit`] : []), "sebelum"].join(" ");
}
