/**
 * An invented regulation about an invented matter, damaged as scans damage real ones: heads and stamps between lines, page
 * marks, catchwords, digits read as letters, parts run on in one line, references that look like headings.
 */
export const kiteRegulation = `
PRESIDEN
PERATURAN PEMERINTAH REPUBLIK INDONESIA
NOMOR 77 TAHUN 2031
TENTANG
PENERBANGAN LAYANG-LAYANG KOTA
DENGAN RAHMAT TUHAN YANG MAHA ESA
Menimbang : a. bahwa layang-layang menyenangkan warga; b. bahwa benangnya perlu diatur;
Mengingat : Pasal 9 ayat (1) Undang-Undang Nomor 3 Tahun 2Ol9 tentang Angin;
MEMUTUSKAN:
McNetapKan : PERATURAN PEMERINTAH TENTANG PENERBANGAN LAYANG-LAYANG KOTA.
BAB I
KETENTUAN UMUM
Pasal I
Dalam Peraturan Pemerintah ini yang dimaksud dengan:
1. Layang-layang adalah benda ringan berekor yang ditarik benang pNS angin. I'l( l.lo f fltrr< ^- A 2. Pilot 2. Pilot adalah orang
yang memegang benang.
3. Lapangan adalah tempat terbuka tanpa kabel.
PFTESIDEN REPUBLIK INDONESIA
- 2 -
BAB II
KEWAJIBAN DAN LARANGAN
Bagian Kesatu
Kewajiban
Pasal 2
Pilot wajib menjaga benangnya sebagaimana dimaksud dalam Pasal 1 angka 2 dan ketentuan dalam
Pasal 3 ayat (2).
Bagian Kedua
Larangan
Pasal 3 (1) Pilot dilarang:
a. menerbangkan layang-layang di dekat menara; : il( Nlo l0(,15,) /r b. memotong b. memotong benang pilot lain;
c. memakai benang berlapis kaca dengan cara: f . melapisinya sendiri;
2. membelinya dari orang lain; atau
3. menyuruh orang lain melapisinya; dan
d. tidur sambil menerbangkan layang-layang. (21 Larangan sebagaimana dimaksud pada ayat (1) huruf c angka 3
berlaku juga pada hari libur. SK No 106893 A (3) Pengawas . (3) Pengawas
dapat menyita benang paling lama l4 (empat belas) hari.
Pasal 4
Pengawas menegur pilot yang melang-
gar Pasal 3 ayat (1), ayat (21, dan ayat (3), menurut peraturan perundang-
undangan.
Pasal 5
Teguran diberikan:
a. secara lisan; dan
b. secara tertulis. Pasal 6 Teguran dicatat oleh penga-
was dalam buku angin. BAB III PENUTUP Pasal 7 Peraturan Pemerintah ini mulai berlaku pada tanggal diundangkan. Agar. . .
- 3 -
Agar setiap orang mengetahuinya, memerintahkan pengundangan Peraturan Pemerintah ini.
Ditetapkan di Kota Angin
PENJELASAN
ATAS
PERATURAN PEMERINTAH REPUBLIK INDONESIA
NOMOR 77 TAHUN 2031
TENTANG
PENERBANGAN LAYANG-LAYANG KOTA
I. UMUM
Layang-layang digemari segala umur sehingga lapangan harus aman.
II. PASAL DEMI PASAL
Pasal 1
Cukup ^jelas.
Pasal 2
Cukup ^jelas : ,t/ NIO l0r)l().1 A
Pasal 3
Ayat (1) Huruf a Yang dimaksud dengan "menara" termasuk tiang bendera. Huruf b Cukup jelas. Huruf c Angka 1 Cukup jelas. Angka 2
Membeli termasuk menukar. Angka 3 Cukup jelas. Ayat (21 Ayat (2) Cukup jelas. Ayat (a) Pasal Pasal
4 Cukup jelas.
Pasal 5
Cukup jelas. Pasal 6 Cukup jelas.
Pasal 7
Cukup jelas.
TAMBAHAN LEMBARAN NEGARA REPUBLIK INDONESIA NOMOR 9999
LAMPIRAN II
PERATURAN PEMERINTAH REPUBLIK INDONESIA
NOMOR 77 TAHUN 2031
DAFTAR BENANG
A. Benang yang boleh
1. benang katun | merah
2. benang rami | putih
B. Benang yang dilarang
1. benang kaca | bening
2. benang kawat | abu-abu
3. benang listrik | hitam
`;

/** An invented act that changes the regulation above. */
export const kiteAmendment = `
UNDANG-UNDANG REPUBLIK INDONESIA NOMOR 12 TAHUN 2033 TENTANG PERUBAHAN KEDUA ATAS PERATURAN PEMERINTAH NOMOR 77 TAHUN 2031 TENTANG PENERBANGAN LAYANG-LAYANG KOTA
DENGAN RAHMAT TUHAN YANG MAHA ESA
Menimbang: bahwa perlu perubahan;
MEMUTUSKAN:
Menetapkan: UNDANG-UNDANG TENTANG PERUBAHAN KEDUA ATAS PERATURAN PEMERINTAH NOMOR 77 TAHUN 2031.
Pasal I
Beberapa ketentuan dalam Peraturan Pemerintah Nomor 77 Tahun 2031 tentang Penerbangan Layang-layang Kota diubah sebagai berikut:
1. Ketentuan Pasal 1 angka 2 diubah sehingga Pasal 1 berbunyi sebagai berikut:
Pasal 1
Dalam Peraturan Pemerintah ini yang dimaksud dengan:
1. Layang-layang adalah benda berekor.
2. Pilot adalah orang atau kelompok yang memegang benang.
3. Lapangan adalah tempat terbuka.
2. Di antara huruf b dan huruf c ayat (1) Pasal 3 disisipkan 1 (satu) huruf, yakni huruf b1, sehingga Pasal 3 berbunyi sebagai berikut:
Pasal 3
(1) Pilot dilarang:
a. terbang di dekat menara;
b. memotong benang;
b1. meneriaki pilot lain; dan
c. tidur.
(1a) Larangan pada ayat (1) berlaku pula bagi pembantu pilot.
(2) Ketentuan Pasal 1 berlaku.
3. Di antara Pasal 4 dan Pasal 5 disisipkan 2 (dua) pasal, yakni Pasal 4A dan Pasal 4B yang berbunyi sebagai berikut:
Pasal 4A
Pengawas memakai topi.
Pasal 4B
(1) Topi berwarna jingga.
(2) Topi sebagaimana dimaksud dalam Pasal 4A disediakan kota.
4. Pasal 5 dan Pasal 6 dihapus.
Pasal II
Undang-Undang ini mulai berlaku pada tanggal diundangkan.
Disahkan di Kota Angin
PENJELASAN ATAS UNDANG-UNDANG NOMOR 12 TAHUN 2033
I. UMUM
Perubahan ini perlu.
II. PASAL DEMI PASAL
Pasal I
Angka 1
Pasal 1
Cukup jelas.
Angka 3
Pasal 4A
Topi dapat berupa helm.
Pasal II
Cukup jelas.
`;

export function pagesOf(text: string): Array<{ number: number; lines: string[] }> {
  return [{ number: 1, lines: text.split("\n") }];
}
