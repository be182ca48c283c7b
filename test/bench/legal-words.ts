const split = (text: string) => text.trim().split(/\s+/);

/** Roots of legal and office Indonesian; the generated text derives longer words from them. */
export const roots: readonly string[] = split(`
  adil aju akhir akibat akta aktif alas alih ambil amanat ancam anggar anggota angkat apel arah arsip asas asli atur
  awal awas ayom bagi bahas baku banding bangun bantu batal batas bayar bebas beban bela benar bentuk berat beri berkas
  berlaku bersih bimbing bina bubuh bukti buat cabut cadang cakup calon camat catat cegah cermat cipta cuti daftar
  dakwa dalil damping dana dasar data daya debat denda dinas disiplin duduk dukung dugaan edar ekonomi etik evaluasi
  fasilitas format formulir gaji ganggu ganti gelar gerak golong gugat guna gugur hadir hak hakim hambat hapus harta
  hasil henti hibah hitung hubung hukum ijin ikat iklan ikut imbau indikator informasi ingat instansi integritas isi
  izin jabat jalan jamin janji jasa jawab jelas jenis jujur jual kaji kampanye kandidat kait kantor karir kas kawal
  kecuali kegiatan kelola kembali kena kendali kepala kerja kerugian ketat kewajiban kira klarifikasi kode komisi
  kontrak koordinasi korupsi kualifikasi kuasa kumpul kunjung kurang kursi laksana lapor larang latih layan lelang
  lembaga lengkap lepas libat limpah lindung lingkup lunas maju makna maksud mandat mandiri manfaat masa masalah masuk
  materi merek milik minta mohon mufakat mulai mundur musyawarah mutasi mutu nama naskah negara netral niat nilai norma
  nyata objek operasi organisasi padu pajak paksa pakai pangkat pantau partai patuh pegawai pegang pelihara penuh
  perangkat perintah periksa periode perkara pilih pimpin pindah pinjam pokok polisi potong prakarsa preferensi prinsip
  prosedur proses protokol publik pulih pungut putus rahasia raih rakyat rancang rapat rawat rekam rekomendasi rencana
  resmi retribusi risiko ruang rugi rujuk rumus saksi saing salah sampai sanggah sangka sanksi sebar selenggara
  selesai seleksi sengketa serah serta sesuai setia setor setuju siap sidang sifat simpan simpul sisa sistem sosial
  status struktur suara subjek sumber sumpah surat survei susun syarat tafsir tahap tahan taksir tambah tanda tanggung
  tarif tata tegak tegur teliti tempat tentu tera terap terbit terima tertib tetap timbang tindak tinggi tingkat tinjau
  titip tolak tugas tuju tukar tulis tunda tunggak tunjang tunjuk tuntut turut ubah ujian ukur umum undang unit unsur
  upah upaya urai urus usaha usul usut utama utus verifikasi wajib wakil waktu warga wenang wilayah yudisial zona
`);

/** Parts of the made-up names of places and people that fill the long tail of any law. */
export const syllables: readonly string[] = split(`
  ba be bi bo bu da di do du ga gi go ja ji jo ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni no nu pa pe pi po
  ra re ri ro ru sa se si so su ta te ti to tu wa wi ya yu bang dang jang kar lang mang nang par rang sang tan war
`);

/** How a clause of a law begins. */
export const openings: readonly string[] = `
  Setiap pegawai wajib
  Setiap orang yang
  Setiap pegawai aparatur sipil negara dilarang
  Pejabat pembina kepegawaian
  Pejabat yang berwenang menetapkan
  Dalam hal
  Dalam melaksanakan tugas sebagaimana dimaksud pada ayat (1),
  Ketentuan lebih lanjut mengenai
  Pelanggaran terhadap ketentuan sebagaimana dimaksud pada ayat (2) dikenai
  Pemerintah daerah bertanggung jawab atas
  Gubernur, bupati, dan wali kota
  Badan pengawas dapat meminta
  Panitia menyampaikan laporan mengenai
  Permohonan diajukan secara tertulis kepada
  Biaya yang timbul untuk
  Tata cara
  Paling lambat 14 (empat belas) hari kerja sejak
  Kepala dinas menunjuk
  Pemegang izin berhak atas
  Dokumen sebagaimana dimaksud dalam Pasal 7 memuat
`
  .trim()
  .split("\n")
  .map((line) => line.trim());

/** How a clause may end. */
export const closings: readonly string[] = `
  sesuai dengan ketentuan peraturan perundang-undangan
  sebagaimana dimaksud pada ayat (3)
  diatur dengan peraturan kepala daerah
  dikenai sanksi administratif
  paling sedikit satu kali dalam satu tahun
  dengan memperhatikan asas umum pemerintahan yang baik
  kepada pejabat yang berwenang
  setelah mendapat persetujuan tertulis
`
  .trim()
  .split("\n")
  .map((line) => line.trim());
