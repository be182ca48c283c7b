const names = { acara: "acara", siaran: "siaran" } as const;
type Kind = keyof typeof names;

/** What officers are told when they agree to events and broadcasts. */
export const releaseTexts = {
  line: (kind: Kind, title: string, people: string) => `${kind === "acara" ? "📅" : "📣"} ${title} (${people} orang)`,
  title: (kind: Kind, id: number, title: string) => `🔎 Periksa ${names[kind]} ${id}: ${title}`,
  beginning: "⬇️ Inilah yang diterima orang:",
  ending: "⬆️ Sampai di sini.",
  facts: (audience: string, people: string, madeBy: string) =>
    `Sasaran: ${audience}. Penerima sekarang: ${people} orang. Dibuat oleh ${madeBy}.`,
  nobodyOf: (parts: readonly string[]) =>
    `⚠️ Belum ada pelanggan dengan ${parts.join(", ")}. Periksa ejaannya; bila salah, orang yang dimaksud tidak ikut terhitung.`,
  madeByNoOfficer: (madeBy: string) =>
    `⚠️ ${madeBy} bukan petugas lagi. Pastikan kantor memang menghendakinya sebelum menyetujui.`,
  times: "Waktu kirim",
  atOnce: "Segera sesudah disetujui",
  ownAlone: "Ini buatan Anda sendiri. Kantor ini memakai satu petugas: setujui dua kali, berselang 30 menit.",
  ownOne: "Ini buatan Anda sendiri; petugas lain yang harus menyetujuinya.",
  agreeTwice: (command: string) =>
    `Kantor ini memakai satu petugas: setujui sekarang (${command}), lalu sekali lagi sesudah 30 menit. Penyetuju lain, bila ada, cukup sekali.`,
  othersAgree: (command: string) => `Petugas lain diberi tahu untuk menyetujuinya (${command}).`,
  unknown: (kind: Kind, id: number) =>
    `Tidak ada ${names[kind]}${id > 0 ? ` ${id}` : " itu"}. Ketik /setujui untuk melihat yang menunggu.`,
  moved: "Isinya berubah sejak Anda melihatnya, jadi belum disetujui. Inilah yang sekarang:",
  approved: (kind: Kind, people: string, alone: boolean) =>
    `Disetujui: ${names[kind]} untuk ${people} orang.${alone ? " Dicatat sebagai «satu petugas»." : ""}`,
  confirmLater: (time: string) =>
    `Konfirmasi pertama dicatat. Kantor ini memakai satu petugas: pikirkan dulu, lalu setujui sekali lagi mulai pukul ${time}.`,
  together: (people: string) =>
    `Ini bersama kiriman Anda sejak kemarin menjangkau ${people} orang, lebih dari yang boleh dilepas satu petugas sendiri.`,
  linted: "Ada kata yang menurut pemeriksaan tidak netral. Perbaiki, atau loloskan dengan alasan:",
  refused: {
    "second-needed": "Ini buatan Anda sendiri dan menjangkau lebih dari 20 orang; petugas lain yang harus menyetujui.",
    "not-approver": "Yang menyetujui harus penyetuju atau admin.",
    sliced: "Di atas 20 orang petugas lain, penyetuju atau admin, yang harus menyetujui.",
    already: "Itu sudah disetujui.",
    over: "Acara itu sudah selesai atau dibatalkan, jadi tidak bisa disetujui lagi.",
  },
  askReason: "Mengapa kata itu tetap boleh dikirim? Tulis alasannya; ia dicatat dalam jejak audit bersama nama Anda.",
  reallyOverride: (reason: string, kind: Kind, id: number, people: string) =>
    `Alasan Anda: «${reason}». Loloskan ${names[kind]} ${id} untuk ${people} orang dengan alasan ini?`,
  reasonLength: (fewest: number, most: number) => `Tulis alasan ${fewest} sampai ${most} huruf, atau «batal».`,
  notAReason: "Itu pertanyaan, bukan alasan, jadi belum diloloskan. Ketik /setujui bila hendak melanjutkan.",
  stillWaiting: "Baik, tetap menunggu persetujuan.",
  choice: {
    agreeNow: "Setujui sekarang",
    approve: "Setujui",
    override: "Loloskan dengan alasan",
    overrideYes: "Ya, loloskan",
    rewrite: "Tulis ulang alasan",
    cancel: "Batal",
    later: "Nanti",
    see: "Lihat",
    confirm: "Lihat lagi",
  },
} as const;
