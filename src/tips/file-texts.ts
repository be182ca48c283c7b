import type { PictureTrouble } from "./clean-picture.ts";
import type { Unwanted } from "./sniff-file.ts";

const NOT_KEPT = "Berkas ini tidak disimpan.";

/** Why a file is not taken, and what to send instead. */
export const fileTexts = {
  empty: `Berkas ini kosong. ${NOT_KEPT} Buka dulu di HP Anda, lalu kirim lagi.`,
  tooLarge: `Berkas ini lebih besar dari 20 MB. ${NOT_KEPT} Kirim sebagai foto atau video biasa, bukan sebagai dokumen, supaya HP mengecilkannya; video panjang potong dulu.`,
  unwanted: {
    archive: `Arsip (ZIP, RAR, dan sejenisnya) tidak kami terima. ${NOT_KEPT} Keluarkan isinya, lalu kirim satu per satu sebagai foto atau PDF.`,
    office: `Dokumen Word, Excel, dan PowerPoint tidak kami terima, karena membawa nama pembuatnya dan dapat berisi perintah tersembunyi. ${NOT_KEPT} Kirim foto atau tangkapan layarnya. PDF juga boleh, tetapi dapat memuat nama pembuatnya.`,
    page: `Halaman web dan gambar SVG tidak kami terima, karena dapat menjalankan perintah. ${NOT_KEPT} Kirim tangkapan layarnya.`,
    program: `Aplikasi dan program tidak kami terima. ${NOT_KEPT} Kirim tangkapan layar dari yang ingin Anda tunjukkan.`,
    picture: `Gambar jenis ini (misalnya GIF, BMP, TIFF) tidak kami terima. ${NOT_KEPT} Kirim tangkapan layarnya, atau kirim sebagai foto biasa.`,
    sound: `Rekaman jenis ini tidak kami terima. ${NOT_KEPT} Simpan dulu sebagai MP3 atau M4A, atau ketik apa yang terdengar.`,
    video: `Video jenis ini tidak kami terima. ${NOT_KEPT} Simpan dulu sebagai MP4, atau kirim sebagai video biasa, bukan sebagai dokumen.`,
    text: `Berkas teks tidak kami terima. ${NOT_KEPT} Salin isinya dan kirim sebagai pesan biasa.`,
    unknown: `Jenis berkas ini tidak kami kenal. ${NOT_KEPT} Kirim sebagai foto, PDF, rekaman suara, atau video MP4; tangkapan layar juga boleh.`,
  } satisfies Record<Unwanted, string>,
  picture: {
    "too-large": `Gambar ini terlalu besar untuk dibersihkan. ${NOT_KEPT} Kirim sebagai foto biasa, bukan sebagai dokumen, atau kirim tangkapan layarnya.`,
    broken: `Gambar ini rusak atau tidak utuh. ${NOT_KEPT} Buka dulu di HP Anda, lalu kirim lagi, atau kirim tangkapan layarnya.`,
    "too-slow": `Gambar ini terlalu lama dibersihkan. ${NOT_KEPT} Kirim tangkapan layarnya, atau kirim sebagai foto biasa, bukan sebagai dokumen.`,
    busy: `Sedang banyak gambar yang dibersihkan. ${NOT_KEPT} Tunggu satu menit, lalu kirim lagi.`,
    unavailable: `Gambar belum dapat kami bersihkan sekarang. ${NOT_KEPT} Ceritakan dulu isinya dengan tulisan, lalu coba kirim lagi nanti.`,
  } satisfies Record<PictureTrouble, string>,
};
