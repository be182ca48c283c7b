/** Where a sentence stands in a situation: a part, for a list which item, and which sentence of it (both from 0). */
export type Place = readonly [
  situation: string,
  part: "answer" | "sanction" | "conditions" | "pppk",
  item: number,
  sentence: number,
];
export type Paraphrase = { place: Place; text: string };

const list = (situation: string, rows: ReadonlyArray<readonly [Place[1], number, number, string]>): Paraphrase[] =>
  rows.map(([part, item, sentence, text]) => ({ place: [situation, part, item, sentence], text }));

/** What a model that keeps to its prompt makes of sentences of ours: it stays near them, and talks to somebody. */
export const near: readonly Paraphrase[] = [
  ...list("foto-bersama-calon", [
    [
      "answer",
      0,
      0,
      "Jadi, Bapak/Ibu, jangan berfoto bersama calon lalu memasangnya di media sosial atau tempat lain yang bisa dilihat umum.",
    ],
    [
      "answer",
      0,
      1,
      "Sebelum calon ditetapkan hal itu melanggar kode etik, dan setelah ditetapkan menjadi pelanggaran disiplin.",
    ],
    ["conditions", 0, 0, "Perlu diingat, berlaku juga untuk status WhatsApp, story, foto profil, dan kiriman di grup."],
    [
      "conditions",
      3,
      0,
      "Suami atau istri calon punya ketentuan sendiri: boleh berfoto bersama pasangannya tanpa simbol dukungan.",
    ],
    ["sanction", 0, 0, "Sebelum penetapan calon: sanksi moral, yakni pernyataan tertutup atau terbuka."],
    ["pppk", 0, 0, "PPPK sama-sama harus netral."],
    ["pppk", 0, 1, "Hukumannya mengikuti peraturan disiplin instansi serta perjanjian kerja."],
  ]),
  ...list("hadir-kampanye", [
    [
      "answer",
      0,
      0,
      "Paling aman Anda tidak hadir, sebab para pejabat dan aturan berbeda pandangan soal ASN yang hanya datang menyimak.",
    ],
    ["answer", 0, 0, "Singkatnya, paling aman Anda tidak hadir."],
    [
      "answer",
      0,
      1,
      "Jika tetap hadir, lakukan di luar jam kerja, diam saja, tanpa atribut, seragam, kendaraan dinas, gerakan dukungan, atau foto.",
    ],
    [
      "answer",
      0,
      1,
      "Kalau Anda tetap hadir, lakukan di luar jam kerja, diam saja, tanpa atribut, seragam, kendaraan dinas, gerakan dukungan, atau foto.",
    ],
    ["conditions", 3, 0, "Tidak ada edaran kepala daerah atau instansi yang melarang kehadiran."],
    [
      "sanction",
      0,
      1,
      "Jika hadir sambil memberi dukungan, sanksinya moral sebelum penetapan calon dan hukuman disiplin berat bagi PNS sesudahnya.",
    ],
    ["pppk", 0, 0, "PPPK juga harus netral, jadi saran yang sama berlaku."],
  ]),
  ...list("golput", [
    [
      "answer",
      0,
      0,
      "Dalam aturan netralitas dan disiplin ASN yang kami periksa, tidak ada kewajiban mencoblos dan tidak ada hukuman bagi yang tidak mencoblos.",
    ],
    ["answer", 0, 1, "Artinya, memilih adalah hak Anda; netral tidak berarti harus mengosongkan suara."],
    [
      "conditions",
      0,
      0,
      "Perlu diketahui, tidak memilih juga bukan bukti bahwa Anda netral; yang dinilai adalah sikap dan perbuatan di depan umum.",
    ],
  ]),
  ...list("bisa-dipecat", [
    [
      "answer",
      0,
      0,
      "Bisa, tetapi tidak otomatis: pemberhentian hanya satu dari tiga jenis hukuman berat dan baru diputuskan setelah pemeriksaan.",
    ],
    [
      "answer",
      0,
      0,
      "Dapat, tapi tidak otomatis: pemberhentian hanya satu dari tiga jenis hukuman berat dan baru diputuskan sesudah pemeriksaan.",
    ],
    ["answer", 0, 1, "Yang pasti berujung pemberhentian adalah menjadi anggota atau pengurus partai politik."],
    [
      "conditions",
      1,
      0,
      "ASN yang sudah ditetapkan KPU sebagai calon tetapi tidak mundur diberhentikan tidak dengan hormat.",
    ],
    [
      "pppk",
      0,
      0,
      "Perjanjian kerja PPPK bisa diputus karena pelanggaran disiplin berat, dan diputus tidak dengan hormat jika menjadi anggota atau pengurus partai.",
    ],
  ]),
  ...list("batas-lapor-pilkada", [
    [
      "answer",
      0,
      0,
      "Bapak/Ibu, untuk pilkada (gubernur, bupati, wali kota), laporan disampaikan ke Bawaslu paling lambat 7 hari sejak pelanggaran diketahui atau ditemukan.",
    ],
    [
      "answer",
      0,
      0,
      "Untuk pilkada (gubernur, bupati, wali kota), laporan disampaikan ke Bawaslu paling lambat tujuh hari sejak pelanggaran diketahui atau ditemukan.",
    ],
    ["answer", 0, 1, "Yang dipakai hari kalender, jadi Sabtu, Minggu, dan hari libur ikut dihitung."],
    ["conditions", 3, 0, "Jika terlambat, isinya masih bisa disampaikan sebagai informasi awal."],
    ["conditions", 3, 0, "Isinya masih dapat disampaikan sebagai informasi awal bila terlambat."],
  ]),
  ...list("sanksi-moral", [
    [
      "answer",
      0,
      0,
      "Sanksi moral merupakan pernyataan tertulis dari pejabat pembina kepegawaian bahwa Anda melanggar kode etik, disampaikan secara tertutup atau terbuka.",
    ],
    [
      "answer",
      0,
      1,
      "Ini bukan teguran dan bukan hukuman disiplin, tetapi dapat ditambah tindakan administratif atas rekomendasi Majelis Kode Etik.",
    ],
    ["conditions", 2, 0, "Majelis Kode Etik harus memberi kesempatan membela diri, dan putusannya bersifat final."],
    ["sanction", 0, 0, "Pernyataan tertutup atau pernyataan terbuka, dan bisa ditambah tindakan administratif."],
  ]),
  ...list("mendampingi-pasangan", [
    [
      "answer",
      0,
      0,
      "Bapak/Ibu, boleh mendampingi suami atau istri yang menjadi calon, asalkan pasif: menemani saat mendaftar, hadir tanpa ikut berkampanye, dan berfoto tanpa simbol dukungan.",
    ],
    ["answer", 0, 1, "Untuk ikut deklarasi atau kampanyenya, PNS perlu menjalani CLTN."],
    [
      "conditions",
      1,
      0,
      "Tidak menjadi juru kampanye, pembicara acara partai, atau anggota tim, serta tidak mengajak orang.",
    ],
    [
      "conditions",
      2,
      0,
      "Tidak mengampanyekan pasangan di media sosial, termasuk like, komentar, dan membagikan tautan.",
    ],
    ["pppk", 0, 0, "PPPK tidak memiliki CLTN, jadi hanya bisa menemani secara pasif di luar jam kerja."],
    ["pppk", 0, 1, "Tanyakan dulu batasnya ke instansi Bapak/Ibu."],
  ]),
  ...list("posko-di-rumah", [
    [
      "answer",
      0,
      0,
      "Mohon jangan menyediakan rumah, warung, atau tanah Anda sebagai posko atau tempat rapat pendukung calon.",
    ],
    [
      "answer",
      0,
      1,
      "Menyelenggarakan pertemuan yang memihak calon tidak boleh, juga di rumah sendiri dan di luar jam kerja.",
    ],
    [
      "conditions",
      0,
      0,
      'Kata "posko" tidak tersurat dalam aturan; yang dinilai adalah kegiatan memihak yang Anda adakan atau izinkan.',
    ],
    ["sanction", 0, 0, "Mengadakan pertemuan yang memihak calon diancam hukuman disiplin berat."],
  ]),
  ...list("merahasiakan-pilihan", [
    ["answer", 0, 0, "Pilihan Anda rahasia: tidak ada yang berhak memaksa Anda menyebutkannya, termasuk atasan."],
    ["answer", 0, 0, "Pilihan Bapak/Ibu rahasia: tidak ada yang berhak memaksa Bapak/Ibu menyebutkannya."],
    [
      "answer",
      0,
      1,
      "Bercerita sekadarnya kepada keluarga inti tidak diatur tersurat, tetapi begitu berubah menjadi ajakan memilih, itu dilarang.",
    ],
    ["conditions", 2, 0, 'Menjawab "itu rahasia saya" atau tersenyum saja sudah cukup dan sopan.'],
  ]),
  ...list("diwajibkan-atasan-hadir", [
    [
      "answer",
      0,
      0,
      "Anda boleh menolak perintah hadir di kampanye atau acara calon, karena ASN harus bebas dari campur tangan politik.",
    ],
    ["answer", 0, 1, "Justru atasan yang mengerahkan pegawai yang melanggar."],
    ["conditions", 2, 0, "Tolak dengan sopan, sebaiknya tertulis, dan tetap kerjakan tugas harian Anda."],
    ["sanction", 0, 0, "Atasan yang mengerahkan pegawai terancam hukuman disiplin berat jika ia PNS."],
    ["pppk", 0, 0, "PPPK pun diperbolehkan menolak."],
    ["pppk", 0, 1, "Bila Anda diancam kontraknya tidak diperpanjang, simpan buktinya dan laporkan."],
  ]),
  ...list("unggah-di-luar-jam-kerja", [
    [
      "answer",
      0,
      0,
      "Tetap dilarang: pelanggaran disiplin dihitung dari ucapan, tulisan, dan perbuatan di dalam maupun di luar jam kerja.",
    ],
    ["answer", 0, 1, "Unggahan dukungan pada malam hari atau hari libur sama saja nilainya."],
    ["conditions", 0, 0, "Memakai telepon dan kuota pribadi tidak mengubah penilaian."],
    ["pppk", 0, 0, "PPPK tetap wajib netral di luar jam kerja."],
  ]),
  ...list("iuran-bawahan", [
    [
      "answer",
      0,
      0,
      "Mengumpulkan uang dari bawahan atau rekan kantor untuk calon tidak diperbolehkan, apa pun namanya: iuran, sumbangan sukarela, atau potongan gaji.",
    ],
    ["answer", 0, 1, "Pegawai boleh menolak membayar, dan penolakan itu bukan pelanggaran."],
    ["conditions", 1, 0, "Ingat, meminta sesuatu karena jabatan juga dilarang tersendiri."],
    [
      "sanction",
      0,
      0,
      "Mencari dana untuk calon dan meminta sesuatu terkait jabatan sama-sama diancam hukuman disiplin berat.",
    ],
  ]),
  ...list("dipanggil-tidak-hadir", [
    [
      "answer",
      0,
      0,
      "Jika Anda tidak datang pada panggilan pertama, Anda dipanggil sekali lagi; jika tetap tidak datang, hukuman bisa diputus dari bukti yang ada tanpa keterangan Anda.",
    ],
    ["answer", 0, 1, "Jadi lebih baik hadir, karena itulah kesempatan Anda menjelaskan."],
    [
      "conditions",
      1,
      0,
      "Jarak panggilan dan pemeriksaan paling lambat tujuh hari kerja, begitu juga panggilan kedua.",
    ],
  ]),
  ...list("cpns-netral", [
    ["answer", 0, 0, "Ya, CPNS juga wajib netral, walaupun masih dalam masa percobaan."],
    ["answer", 0, 0, "CPNS (calon PNS) wajib netral, meski masih dalam masa percobaan."],
    ["conditions", 0, 0, "Larangan mendukung calon berlaku di dalam dan di luar jam kerja."],
  ]),
  ...list("hadir-deklarasi", [
    [
      "answer",
      0,
      0,
      "Bapak/Ibu, jangan hadir di deklarasi calon atau ikut rombongan yang mengantar calon mendaftar ke KPU.",
    ],
    [
      "conditions",
      0,
      0,
      "Berlaku untuk deklarasi bakal calon, deklarasi pasangan calon, dan deklarasi dukungan kelompok atau relawan.",
    ],
    ["sanction", 0, 0, "Sebelum penetapan calon, hadir sambil memberi dukungan: sanksi moral tertutup atau terbuka."],
  ]),
  ...list("pidana-pasal-494", [
    [
      "answer",
      0,
      0,
      "ASN dapat dipidana menurut Pasal 494 UU Pemilu, tetapi hanya bila ia menjadi pelaksana atau tim kampanye pemilu.",
    ],
    [
      "conditions",
      1,
      0,
      "Like, foto, komentar, atau sekadar hadir bukan sasaran pasal ini; jalurnya disiplin atau kode etik.",
    ],
  ]),
];

/** What a model makes of them that keeps to no words: as true as the others, and too free to be compared. */
export const free: readonly Paraphrase[] = [
  ...list("foto-bersama-calon", [
    ["answer", 0, 0, "Sebaiknya Bapak/Ibu tidak mengunggah foto bersama calon ke media sosial."],
    ["conditions", 0, 0, "Larangan ini juga mencakup status WhatsApp, story, dan foto profil."],
    [
      "sanction",
      0,
      1,
      "Kalau calon sudah ditetapkan dan fotonya untuk mendukung, PNS bisa kena hukuman disiplin berat.",
    ],
  ]),
  ...list("hadir-kampanye", [
    ["answer", 0, 0, "Lebih baik Anda tidak datang karena aturannya masih diperdebatkan."],
    ["answer", 0, 1, "Kalaupun hadir, pastikan di luar jam kerja dan tanpa atribut apa pun."],
  ]),
  ...list("batas-lapor-pilkada", [
    ["answer", 0, 0, "Laporan pilkada harus masuk ke Bawaslu dalam 7 hari sejak diketahui."],
    ["answer", 0, 1, "Sabtu dan Minggu tetap dihitung karena memakai hari kalender."],
  ]),
  ...list("iuran-bawahan", [
    ["answer", 0, 0, "Menarik iuran dari bawahan untuk calon dilarang."],
    ["answer", 0, 1, "Anda boleh menolak membayar, dan itu bukan pelanggaran."],
  ]),
  ...list("diwajibkan-atasan-hadir", [
    ["answer", 0, 0, "Anda boleh menolak perintah itu karena ASN harus bebas dari campur tangan politik."],
  ]),
];
