/**
 * Everyday words of Indonesian as people write them to a bot, chat spellings and what is heard in offices among them; chosen so that none
 * is somebody's name, a place or a party. Written for this list; one meaning each, order does not matter.
 */
export const commonWords: ReadonlySet<string> = new Set(
  `
  ada adalah adakah adanya agak agar ah aja akan akankah akhir akhirnya akibat akibatnya aku akun alamat alasan alasannya alat
  ancam ancaman anda andai andaikan aneh anggap anggota anggotanya angka antara antar antre antrean apa apaan apabila apakah apalagi
  apanya aplikasi arah arahan arahkan artinya arti asal asalkan asli atas atasan atasannya atau ataukah ataupun atur aturan aturannya
  awal awalnya ayah ayo ayolah babak baca bacaan bagai bagaimana bagaimanakah bagi bagian bagikan bahan bahas bahasa bahaya bahkan
  bahwa baik baiknya baju bakal balas balasan balik bangun bangga bantu bantuan banyak banyaknya bapak bapaknya barang barangkali
  barusan baru batal batas batasan batasannya bawa bawah bawahan bayar beberapa beda bedanya begini beginian begitu begitulah belakang
  belakangan belanja beli beliau belum belumkah benar benarkah bener bentar bentuk bentuknya berada berakhir beramai berani berangkat
  berapa berapakah berarti berasal berat beratnya berbagai berbagi berbeda berbentuk berbicara berbuat bercanda bercerita berdasarkan
  berdiri berdua berfoto bergabung bergambar bergaya berhak berharap berhenti berhubungan beri berikan berikut berikutnya beritahu
  berita berjalan berjanji berkaitan berkali berkantor berkata berkenaan berkomentar berkumpul berlaku berlangsung bermaksud bermain
  bermasalah berniat bernyanyi berpakaian berpendapat berperan berpihak berpikir berpose bersalah bersama bersamaan bersangkutan
  bersedia bersikap bersumpah bertanya bertanggung bertemu bertentangan bertugas berubah berupa berurusan berusaha besok besoknya betul
  betulkah biar biarkan biarpun biasa biasanya bicara bicarakan bidang bikin bila bilang bilangnya bingung bisa bisakah bisanya bohong
  boleh bolehkah bolehlah bolos bos bosnya buang buat buatan buatkan buka bukan bukanlah bukankah bukannya bukti buktinya bukunya
    busuk butuh buruk bundel bus butir cabut cacat calon calonnya capek cara caranya cari catat catatan cek cekcok celah
  cemas cepat cepatnya cerita ceritanya cetak coba cobalah cocok contoh contohnya cukup cukupkah cuma cuman curang curhat curiga cuti
  dadakan daftar daftarnya dagang dalam dalamnya dampak dan dana dananya dapat dapatkah dapatnya dari darimana daripada dasar dasarnya
  data datang datanya debat demi demikian dengan dengar dengarkan depan depannya deh desak di dia diabaikan diadakan diadukan diajak
  diajarkan diajukan diakui dialihkan diam diambil diambilkan diamkan diancam dianggap dianjurkan diantar diapakan diarahkan diatur
  dibaca dibagi dibagikan dibahas dibalas dibandingkan dibangun dibantu dibatalkan dibatasi dibawa dibayar dibebaskan dibedakan dibeli
  diberi diberikan diberitahu dibicarakan dibikin dibilang dibiarkan dibolehkan dibuang dibuat dibuka dibuktikan dibutuhkan dicabut
  dicari dicatat dicatut dicegah dicek diceritakan dicetak dicopot dicoret dicurigai didapat didata didatangi didaftarkan didengar
  didiamkan didorong didukung diedarkan digaji diganti digantikan digeser digunakan dihadiri dihapus diharapkan diharuskan dihindari
  dihitung dihubungi dihukum diingatkan diintimidasi diizinkan dijadikan dijalankan dijamin dijanjikan dijatuhi dijatuhkan dijawab
  dijelaskan dijemput dijual dikasih dikatakan dikaitkan dikeluarkan dikembalikan dikenai dikenakan dikerjakan diketahui dikirim
  dikirimi dikritik dikumpulkan dikurangi dikutip dilakukan dilapor dilaporkan dilarang dilepas dilihat dilindungi dimaksud dimana
  dimarahi dimasukkan dimiliki diminta dimulai dimutasi dinaikkan dinilai dinonaktifkan dinyatakan diomongin dipaksa dipakai dipakaikan
  dipanggil dipasang dipasangi dipastikan dipecat dipegang dipekerjakan diperbaiki diperbolehkan diperhatikan diperiksa diperintah
  diperintahkan diperlihatkan diperlukan diperpanjang dipersilakan dipertanyakan dipilih dipimpin dipindah dipindahkan dipinjam
  dipinjamkan dipisah dipotong diproses diprotes dipublikasikan dipungut diputus diputuskan dirapatkan diri dirinya dirugikan disangka
  disahkan disalahkan disampaikan disamakan disanksi disaksikan disarankan disebar disebarkan disebut disebutkan disediakan diselesaikan
  diserahkan disetor disetujui disewa disiapkan disidang disiplin disimpan disuruh disusun ditandai ditangani ditangkap ditanya
  ditanyakan ditarik ditawari ditawarkan ditegur ditekan diteken ditempel ditempelkan ditemukan ditentukan diterapkan diteruskan
  diterima ditetapkan ditindak ditinggal ditinjau ditolak ditonton ditugaskan ditulis ditumpangi ditunda ditunjuk ditunjukkan dituduh
  dituntut ditutup diubah diucapkan diulang diumumkan diundang diungkap diurus diusulkan diwajibkan diwakili dokumen dompet dong dorong
  dosa dua dukung dukungan dukungannya dulu dulunya duduk duga dugaan duit duluan dus edaran efek ekstra ember emang enak enam
  engga enggak entah entar facebook fakta fasilitas favorit fitur formal formulir foto fotonya fungsi gabung gagal gaji gajinya
  gambar gambarnya gampang ganggu ganti gantinya geli gelap gerak gimana gitu goyang grup grupnya gratis gugat gunakan
  gunanya habis hadap hadapi hadir hadiri hadiah hafal hak haknya hal halaman halangan halnya hampir handphone hanya hapus harap
  harapkan harga hargai harian harus haruskah harusnya hasil hasilnya hati heran hendak hentikan hilang himbauan hindari hitung honor
  hubungan hubungannya hubungi hukum hukuman hukumannya hukumnya ialah ibadah ibaratnya ibu ibunya identitas ijin ikatan iklan ikut
  ikutan ikutin ikuti imbauan imbas ini inilah info informasi ingat ingatkan ingin inginkan instansi instansinya instruksi internal
  internet isi isinya istilah istilahnya istri istrinya itu itulah itupun iya izin izinnya jabat jabatan jabatannya jadi jadinya jadwal
  jadwalnya jajaran jalan jalani jalur jam jaminan jangan janganlah jangankan janji jarang jatah jatuh jauh jawab jawaban jawabannya
  jawabnya jelas jelaskan jelasnya jelek jemput jenis jenisnya jika jikalau jual jualan jumlah jumlahnya jurus kabar kabarnya kadang kaget
  kait kaitan kaitannya kaku kalah kalau kali kalian kalimat kalo kami kampanye kampanyenya kamu kan kanan kantor kantornya kapan kapankah
  kapanpun karena karenanya kartu kasus kasusnya kata katakan katanya kawan kaya kayak kayaknya ke keadaan keadaannya keanggotaan keaslian
  kebanyakan keberatan kebetulan kebijakan kebutuhan kecewa kecil kecuali kecurangan kedatangan kedua keduanya kegiatan kegiatannya
  kehadiran kehilangan kejadian kejadiannya kejar kekuasaan keluar keluarga keluarganya keluhan kelompok kemana kemaren kemarin
  kemarinnya kemauan kembali kemudian kena kenal kenalan kenapa kendala kendaraan kenyataan kepada kepadanya kepentingan keperluan
  kepikiran keputusan keras keren kerabat kerja kerjaan kerjakan kerjanya kertas kesalahan kesalahannya kesempatan kesimpulannya kesini
  ketahuan ketat ketemu ketentuan ketentuannya keterangan ketika ketinggalan ketua ketuanya keuangan kewajiban kewenangan khawatir khusus
  khususnya kirain kira kiranya kiri kirim kirimin kirimkan kita kok komen komentar komentarnya komplain kondisi kondisinya konsekuensi
  konsekuensinya konsultasi konten kontrak kontraknya kostum kotak kritik kuat kue kukuh kumpul kumpulan kumpulkan kunjungan kurang kurangi
  kurangnya kursi lagi lah lahan lain lainnya lakukan laku laksanakan lalu lama lamanya lambang lambat lampiran lancar landasan langgar
  langkah langkahnya langsung lanjut lanjutan lanjutkan lantas laporan laporannya laporin laporkan larang larangan larangannya lawan layak
  layanan lebih lebihnya leluasa lembaga lembar lengkap lengkapnya lepas lewat libur liburan lihat lima lingkungan lingkup link logo
  loh lokal lokasi lolos lomba longgar lowongan luar lulus lumayan lupa lurus maaf maafkan macam macamnya mahal makanan makanya makan
  makasih maka makin maklum maksud maksudku maksudnya malah malam malamnya malas malu mampir mampu mana manapun mandi mangkir marah
  mari marilah masa masalah masalahnya masing masih masihkah masuk masukan masukin masukkan masyarakat mata mati mau maunya maupun media
  medsos melainkan melaksanakan melakukan melalui melampaui melanggar melanjutkan melapor melaporkan melarang melawan melayani melepas
  melewati melibatkan melihat melindungi meluangkan memaafkan memahami memajang memakai memaki memaksa memaksakan memanfaatkan memanggil
  memang memantau memasang memasuki memasukkan mematuhi membaca membagi membagikan membahas membalas membandingkan membantah membantu
  membatalkan membawa membayar membebaskan membela membeli memberi memberikan memberitahu membiarkan membicarakan membolehkan membongkar
  membuat membuka membuktikan membutuhkan memecat memegang memerintah memerintahkan memeriksa memerlukan memfasilitasi memihak memiliki
  memilih memimpin meminjam meminjamkan meminta memohon memotong memperbaiki memperbolehkan memperingatkan memperlihatkan mempersoalkan
  memproses mempromosikan memprotes mempunyai memutus memutuskan menaikkan menahan menambah menampilkan menandai menang menangani mengajak
  mengajar mengajukan mengaku mengambil mengancam mengantar menganggap menganjurkan mengapa mengarah mengarahkan mengatakan mengatur
  mengedarkan mengelak mengeluarkan mengenakan mengenal mengerti mengetahui mengganggu mengganti menggunakan menghadap menghadiri
  menghapus menghalangi mengharuskan menghina menghindari menghitung menghubungi mengikuti mengimbau mengingat mengingatkan menginginkan
  mengirim mengirimkan mengisi mengizinkan mengobrol mengomentari mengontrak mengubah mengucapkan mengulang mengumpulkan mengumumkan
  mengundang mengundurkan mengunggah menguntungkan mengurangi mengurus mengusulkan menikah menilai menimbulkan meninggal meninggalkan
  menit menjabat menjadi menjadikan menjaga menjalani menjalankan menjanjikan menjawab menjelang menjelaskan menjual menolak menonton
  mencalonkan mencari mencatat mencegah mencoba mencoblos mendadak mendaftar mendaftarkan mendampingi mendapat mendapatkan mendatangi
  mendengar mendukung mending mendorong menentukan menerima menerapkan menerbitkan meneruskan menetapkan mengerjakan menempel menempelkan
  menemani menemukan menegur menekan menepis mentang mentok menulis menulari menunda menunggu menunjuk menunjukkan menurut menurutmu
  menuju menutup menuduh menyanyi menyalahkan menyatakan menyebabkan menyebar menyebarkan menyebut menyebutkan menyediakan menyelesaikan
  menyeluruh menyentuh menyepakati menyerahkan menyesal menyetujui menyewa menyiapkan menyimpan menyinggung menyumbang menyuruh menyusun
  merasa merasakan mereka merekam merugikan merupakan mesti mestinya meski meskipun mewajibkan mewakili milik miliknya minggu mingguan
  minimal minta mintain mirip misal misalkan misalnya mobil mobilnya modal modus mogok mohon momen motor motornya muda mudah mudahan
  muka mulai mulainya mulut mumpung muncul mundur mungkin mungkinkah murah mustahil musti nah naik nakal namun nanti nantinya nanya nangis
  nasib nasihat nasional ngaku ngajak ngapain ngasih ngerti ngga nggak ngikut ngobrol ngomong niat niatnya nih nilai nilainya nol nomor
  nomornya nonton nunggu nyata nyatanya nyuruh obat obrolan ogah oke oknum olah oleh omong omongan ongkos online opini orang orangnya
  organisasi otomatis pada padahal padanya pagi paham pahami pajang pakai pakaian pake paksa paksaan paling panggil panggung panitia
  panjang pantas papan para parah paragraf pasal pasalnya pasang pasangan pasangannya pasti pastikan pastinya patokan patuh patungan payah
  pecat pedoman pegang pegawai pegawainya pekerja pekerjaan pekerjaannya pelaku pelaksanaan pelan pelanggar pelanggaran pelapor pelayanan
  peluang pemahaman pemain pemakaian pemanggilan pemasangan pembagian pembahasan pembayaran pembelaan pemberhentian pemberian
  pembinaan pembuat pembuktian pemecatan pemeriksaan pemerintah pemerintahan pemilihan pemilik peminjaman pencalonan pendapat pendapatan
  pendaftaran pendek penduduk pendukung penerimaan pengaduan pengajuan pengalaman pengarahan pengaruh pengaruhnya pengawas pengawasan
  pengecualian pengertian penggunaan pengumuman pengunduran pengurus pengurusan penilaian penindakan penjara penjelasan penjelasannya
  penting pentingnya penuh penundaan penurunan penyalahgunaan penyebab penyelenggara penyelesaian peran peranan perasaan peraturan
  peraturannya perbedaan perbedaannya perbuatan percaya percuma pergi perhatian perhatikan perihal peringatan perintah perintahnya peristiwa
  perjalanan perkara perkataan perlindungan perlu perlukah permintaan permisi permohonan pernah pernahkah pernyataan perorangan
  persetujuan persiapan persis persoalan persyaratan pertama pertamanya pertanyaan pertanyaannya pertemuan pesan pesannya peserta pesta
  petugas pidana pihak pihaknya pikir pikiran pilih pilihan pilihannya pimpinan pimpinannya pindah pindahan pinggir pinjam pinjaman pintar
  pinter plat plis pokok pokoknya politik pose posisi posisinya posting postingan postingannya potong potongan prinsip prinsipnya pribadi
  profesi profil program proses prosesnya prosedur prosedurnya protes publik pulang pun pungutan punya punyanya pusat pusing putus putusan
  ragu ramai rame rapat rapatnya rasa rasanya rata ratusan rawan refleksi reaksi rekam rekaman rekan rekening relawan resiko resmi
  resminya ribet ribu ribuan ribut rincian ringan ringkas ringkasnya risiko risikonya rombongan ruang ruangan rugi rumah rumahnya rumit
  rupanya rusak saat saatnya saja saksi salah salahkah salahnya sama sambil sambut sampai samping sampaikan sanggup sangat sanksi sanksinya
  saran sarana sarapan sasaran satu satunya saudara saya sayang sayangnya sebab sebabnya sebagai sebagaimana sebagian sebaiknya sebaliknya
  sebelah sebelum sebelumnya sebenarnya sebentar seberapa sebetulnya sebisa sebuah sebut sebutan sebutkan sedang sedangkan sederhana sedih
  sedikit segala segalanya segera sehabis seharian seharusnya sehingga sehubungan seingat sejak sejauh sejumlah sekadar sekalian sekali
  sekaligus sekalipun sekarang sekedar sekeluarga sekian sekitar sekitarnya sekolah sekolahan selain selaku selalu selama selamanya
  selanjutnya selesai selesaikan selebihnya seluruh seluruhnya semacam semakin semalam semalaman sembarang sembarangan sementara semestinya
  semisal semoga sempat semua semuanya semula senantiasa sendiri sendirian sengaja sengketa senior sepakat sepanjang sepele seperti
  sepertinya sepihak sepuluh sering seringkali serius seru seseorang seserahan sesuai sesuaikan sesuatu sesudah sesudahnya sesungguhnya
  setahu setahun setelah setelahnya setengah seterusnya setiap setidaknya setuju siang siap siapa siapakah siapapun siapnya siaran
  sibuk sidang sifat sifatnya sih sikap sikapnya silakan silahkan simbol simpan simpel sindir singkat singkatnya sini sinilah sisa situ
  situasi sopan sore soal soalnya sosial sosialisasi spanduk staf status statusnya stiker suami suaminya suara suaranya suasana subuh suatu
  sudah sudahkah sulit sumbangan sumpah sungguh supaya surat suratnya suruh suruhan susah susul syarat syaratnya tahan tahap tahapan
  tahu tahunan tahunya tak takut takutnya tambah tambahan tampaknya tampil tanda tandanya tanggal tanggapan tanggung tanpa tanya tanyakan
  tanyanya tapi tarik tarung tata taruh tau tawaran tegas teguran tekan tekanan tema teman temannya tembak tempat tempatnya tempel temuan
  tenaga tenang tentang tentu tentunya tenggat tepat tepatnya terakhir terang terasa terbatas terbit terbuka terbukti tercatat terdaftar
  terdapat terdekat terduga tergabung terganggu tergantung terhadap terhadapnya terhitung terima teringat terjadi terjerat terkait
  terkena terkenal terlalu terlambat terlanjur terlebih terlibat terlihat termasuk ternyata terpaksa terpasang terpilih terpisah
  tersangka tersebut tersendiri tersinggung tertangkap tertarik tertentu tertulis tertutup terus terusan terutama terserah tetap tetangga
  tetapi tiap tiba tidak tidakkah tidaknya tidur tiga timbulnya tim tindak tindakan tindakannya tindaklanjut tinggal tinggi tipe tipis
  titip tokoh tolak tolong tonton topik tua tuduhan tugas tugasnya tuh tujuan tujuannya tukar tulis tulisan tulisannya tumben tunggu
  tunjangan tunjuk turun turut tutup ubah ucap ucapan ucapkan ujian ujung ukuran ulah ulang umum umumnya undang undangan undangannya
  unggah unggahan unggahannya unsur untuk untukku upload urus urusan urusannya usah usaha usai usia usul usulan utang utuh uang uangnya
  wajar wajib wajibkah waktu waktunya walau walaupun warga warganya warna warnanya warung wewenang wow yah yaitu yakni yang
  absen acara acaranya admin adminnya adik adiknya adukan agama akhirat aksi aktif aktivitas aman amplop anak anaknya anggaran angkat
  apel arisan aset asrama asosiasi atasanku atasanmu atribut backdrop badan bagan bahu balai baliho bangku bank banner batik bayi bazar
  bencana bendahara bendera bensin berkas bendel berdesakan bertamu berpasangan berseragam berkeluarga bercampur bersebelahan
  bertetangga berteman bersaudara bersalaman bersepeda bibi bidan bolehin broadcast budaya bukber buku bunyi bunyinya cabang cap
  caption cegah ceramah chat chattingan cium coblos coblosan cucu dangdut dapur deklarasi dekat dekatnya dekorasi denda depot desain
  desa desanya diskusi distribusi dokter domisili dosen dusta editan ekonomi embusan emoji email event fanpage fans festival flyer follow
  followers forum forward fotokopi freelance galau gantungan gapura gedung gereja gerakan gotong guru gurunya hajatan halal haram hape
  haji honorer honornya hotel hujan hutang ijazah ikatannya instagram inspeksi ipar jabatanku jalanan jaket jari jemaah jempol jilbab
  jujurnya kades kader kaos kampung kampus kamera karyawan karyawannya kas kategori kaus kegiatanku kelas kelurahan kemeja kenduri
  kepala kepalanya kepengurusan kerudung kesehatan ketik khitanan khotbah kirab klik klinik koalisi kode komunitas kompak konser kontestan
  koperasi kopi kop koran korban kos kostumnya kotor kuasa kuliah kuota kurban kutipan laptop latihan lapangan lapor layar lebaran lelang
  lembur lencana like likes live lurah lurahnya lokakarya magang majelis makalah makam manfaat mantan mantannya masjid masker mata melayat
  menantu mertua mertuanya meme mengaji mengantre mengkritik menginap menjenguk menyapa mengeluh mengepos menghargai menyela mewawancarai
  minum minuman mitos model moderator mudik mushola musik musyawarah nenek netral netralitas netralnya ngopi nikah nikahan nobar novel
  ojek olahraga ongkir operator ormas ortu otonomi pabrik paguyuban pakaiannya paket pameran pamflet pandangan panjat pantai parkir partai
  partainya pasar paslon patroli patungannya pawai pelajar pelatihan pelihara peluncuran pembicara pemberitaan pemilih pemilu pemuda penasihat
  penceramah pendamping pengajian pengantin pengunjung penjual penonton pensiun pensiunan pensiunannya penulis perangkat perawat perayaan
  percakapan perusahaan pilkada pilkades pilpres pin podcast polisi polling ponakan posko poster posyandu praktik prajurit profilnya
  promosi proyek puasa puskesmas ranting rapor razia redaksi reels regu relasi repost reuni riset rohani rompi saksinya salaman salat
  sambutan samsat sanggar santunan satpam seksi sekretaris selebaran seluler sembako seminar sepeda sepupu seragam sertifikat sewa sholat
  simpatisan siswa skripsi sms soalan solat sopir sosmed souvenir status story story suvenir survei syukuran tablig tahlilan tamu tanah
  tantangan taruhan tas tayang tayangan telepon televisi tenda ternak tentara teras terminal terpal toko tokoh topi tuan tugu tuntutan
  turnamen twibbon ulama ultah upacara urunan usahaku viral video videonya visi wakil wakilnya wali wartawan webinar wisuda wudu
  yayasan zakat ziarah zoom
  abis adain aj ajakin apus aq ato bagus2 bbrp bgaimana bgmn bgt bkn blg blh blm bln bner bnr bnyk bole boleh2 bpk brg brp bs bsk bsok buk bwt
  byk cm cpt cuekin dapet dateng dgn dgr disuru dkk dll dlm dlu dmn dpt dr dsb dst eh emg engga g ga gajelas gak gapapa gausah gimna
  gini gitu2 gk gmn gmana gpp gt hehe hrs hrsnya iyaa jd jg jgn jwb kalo kaga kagak kasi katany kayanya kl klo klu km kmn kmrn kmren
  kmu knp kq krn krna ksh ktemu ktny lbh lg lgi lgsg liat liatin lo loh lu makasi makasih maksudny males mank mao mba mbak mgkn mhn mksd mksh
  mlh mo mrk msh msk mslh mst msti mungkin2 ngajakin ngak ngambil ngasi ngebantu ngeliat ngelike ngerasa ngeshare ngepost ngikutin ngomongin
  nmr nnti nonjob nti nyampe nyebar nyimpen nyoblos nyuruhin ok org orgnya pake pakek pas pd pdhl pengen pgn plg plis plus pny ppk pst
  punyaku sampe sblm sbnrnya sbg sdh sdg sdr sebnrnya sekarng sekrg sgt siapin skali skarang skr skrg sll sm smpe smua sndiri sorry spt spy
  srg stlh sy sya tdk temen temenku tgl thn tlg tlong tmn tnp tny tp tpi trims trs trus ttg ttp tuk tw udah udh ush utk wkwk yaudah yg yng
  satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas belas puluh ratus juta miliar pertama kedua ketiga keempat
  senin selasa rabu kamis jumat sabtu minggu januari februari maret agustus september oktober november desember
  asn pns pppk p3k cpns kpu bawaslu panwaslu panwascam kpps pps ppk bkn bkd bkpsdm kasn dpr dprd dpd tni polri bumn bumd bpd rt rw kesbangpol
  inspektorat korpri pileg pilgub pilbup pilwalkot caleg cagub cabup cawabup cawali cawagub timses parpol legislatif eksekutif
  uu pp skb se pkpu perbawaslu perpres permendagri ayat huruf bab angka wa fb ig hp tv sk kta ktp nip nik sd smp sma smk tk bpjs
  mendagri menpan menpanrb pj plt plh kemendagri ppid spt sppd skp tukin dpmd satpol pkk
  camat bupati gubernur walikota wabup wagub sekda sekdes sekcam kadis kabid kabag kasi kasubag kades kadus kapus kepsek menteri presiden
  direktur pejabat dinas kecamatan kabupaten kota provinsi puskesmas rsud tps
  `
    .trim()
    .split(/\s+/),
);
