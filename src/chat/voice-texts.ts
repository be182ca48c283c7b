/** Every sentence about voice notes. */
export const voiceTexts = {
  type: "Pesan suara belum bisa saya dengarkan; rekamannya tidak saya buka dan tidak saya simpan. Ketik saja pertanyaan Anda: singkat dan salah ketik tidak apa-apa.",
  recording:
    "Rekaman, video, dan suara terusan tidak saya buka dan tidak saya simpan. Ketik saja pertanyaan Anda. Kalau ini bukti pelanggaran, ketik /lapor dulu, lalu kirim lagi di sana.",
  ask: [
    "Pesan suara Anda belum saya buka. Boleh saya ubah jadi teks?",
    "Suara dikirim ke layanan luar untuk diubah jadi teks; di sini langsung dibuang. Jangan dipakai untuk melaporkan seseorang: untuk itu ketik /lapor.",
    "Cukup setuju sekali; ubah kapan saja dengan /suara. Kalau tidak, ketik saja pertanyaannya.",
  ],
  /** The same without a recording at hand. */
  askAhead: "Boleh pesan suara Anda saya ubah jadi teks?",
  nowAgreed: "Sekarang: Anda sudah setuju.",
  nowDeclined: "Sekarang: pesan suara Anda tidak saya buka.",
  choice: { yes: "Ya, boleh", no: "Tidak" },
  agreed: "Baik, pesan suara Anda akan saya ubah jadi teks. Kirim suaranya sekarang, atau ketik saja.",
  agreedTooLate:
    "Baik, pesan suara Anda akan saya ubah jadi teks. Yang tadi sudah tidak ada pada saya: kirim sekali lagi, atau ketik saja.",
  declined: "Baik, pesan suara tidak saya buka. Ketik saja pertanyaannya. Kalau berubah pikiran, ketik /suara.",
  heard: "Saya dengar:",
  mishearing: "Salah dengar? Ketik saja yang benar. Izin suara dapat diubah dengan /suara.",
  earlier: "Hanya pesan suara terakhir yang saya dengarkan; kirim lagi yang sebelumnya bila perlu.",
  held: "Suara tadi sudah lewat layanan luar. Yang Anda ketik atau rekam di dalam laporan tidak dikirim ke layanan luar.",
  tooLong: (minutes: number) =>
    `Pesan suara itu terlalu panjang; paling lama ${minutes} menit. Rekam yang lebih pendek, atau ketik saja pertanyaannya.`,
  enough: (most: number) =>
    `Hari ini sudah ${most} pesan suara Anda saya dengarkan. Ketik saja pertanyaannya; besok boleh dengan suara lagi.`,
  nothing:
    "Saya tidak menangkap kata-kata dalam pesan suara itu. Rekam lagi di tempat yang lebih tenang, atau ketik saja.",
  trouble: "Pesan suara itu belum bisa diubah jadi teks sekarang. Ketik saja pertanyaan Anda.",
  notFetched: "Pesan suara itu tidak bisa saya ambil. Kirim sekali lagi, atau ketik saja pertanyaannya.",
  notNow:
    "Pesan suara ini tidak saya buka dan tidak dikirim ke mana pun. Ketik saja pertanyaannya. Kalau ini bagian dari laporan, ketik /lapor, atau /cek dan kodenya.",
  privateOnly: "Pesan suara hanya saya dengarkan dalam obrolan pribadi.",
} as const;
