/**
 * 2,048 everyday Indonesian words for codes that are written down from a screen or from hearing: 4 to 8 letters of a–z, each known by
 * its first four, no two within one letter of another (one changed, added or left out). Left out are names of people, peoples, places,
 * faiths and parties, what stands on ballots or belongs to office life, and whatever hurts or embarrasses. Chosen from the root words
 * of Sastrawi (MIT). What was said in them is on paper: never change, add or move one.
 */
export const CODE_WORDS: readonly string[] = `
  abai abjad abon absah absolut abstrak acara acung adab adaptasi adegan adem adinda admiral adopsi adres aduhai
  aerobik afiliasi agenda agraris ahli ajaib ajang ajudan akademi akar akasia akibat akordeon akrab akrobat aksara
  aksen aktif aktris aktual akuarium akuntan akurat akustik alamat alarm albatros album alergi alfabet aliansi alinea
  alir aljabar almanak alokasi alumni amat ambar ambil ambulans ameba amfibi ampas ampela ampuh anak analog anatomi
  andai andil andong aneh aneka anggrek angin angkasa angsa animasi anjur anoa antar antena antik antologi antre
  antusias anyam anyelir aparat apel apik aplikasi apostrof apotek arca areal arena argumen arisan arkeolog arloji
  armada aroma arsitek artefak artis arus asam asbak asbes aset asing asisten asosiasi aspal aspek aspirasi asrama
  asri asteroid asuh asuransi asyik atap atlas atlet atom atraksi atur audio aula autograf avokad awan ayah ayun
  azimut babad bablas bacang badan badut bagasi bahasa bahtera baik bakat bakiak bakmi bakpao bakso bakteri bakul
  bakwan balap balerina baling balkon balok balsam bambu bandul bangun banjir bantal banyak bapak barbel bareng
  barikade barongan barter baru basah baskom batas baterai batuk bawal bayam bayi bazar beasiswa bebas bebek bedak
  bedeng bekal bekicot beku belakang belenggu belibis beludru bemper bendera bengkok benih benjol bentuk benua beranda
  beres berisik berkas berlian bersin beruang besar besi besok betah beton betul biasa bibit bicara bidang biduk bihun
  bijak bijih bikin bilas bimbing binatang bincang bingkai bintik biografi biola bioskop birama bisbol bisik biskuit
  bisnis bison blangko blazer blender blewah blus bobot bocah bohlam boks bolpoin bolu bonang bonceng boneka bongkar
  bonsai bonus bordir boros bosan botani botol boyong brankas brifing brigade briket brilian brokat brosur browser
  bual buaya bubar bubung bugenvil buih bujuk bukit buklet bulat bulir buluh bumerang bumi buncis bundar bungsu buntut
  bursa busana busur butik buyut cacing cadas cadik cair cakap cakram cambang camil campur canang candi canggih cantum
  capai capit capung cawat cebur cecak cegah cekung celana celetuk celoteh celup cemara cemberut cemeti cempaka cendol
  cengkeh centong cepat ceplok ceramah cerdas ceret cerita cermat cerna cerobong cerpen cicip cikal cilik cincin
  ciprat cipta coba cocok cokelat colong comblang comel congak contoh corak coreng cuaca cubit cucur cukai cukil cukup
  cuma cungkil cuping curah cuti dadu daging dahaga dahulu dakon dalam damba dampak danau dandan dangdut dansa darat
  dasar dasbor dasi daster datang daur dawai dawet dayung debar debu decit definisi degup dekade delapan delegasi
  delima delman delta dempul denah dendeng dengar denim denyut deodoran depan deposit derap derek dering dermaga desak
  detail detektor devisa dewasa diagram dialek diameter didik diesel diet digital dimensi dinamis dinding dingin
  diploma direktur disiplin diskon dobel dodol dokar dokter dokumen dolan domain domino dompet donat dongeng dorong
  dosis drakula drama drum duduk duku dulang dunia durasi durian duta ecer edar edisi edit efektif efisien ekologi
  ekonomi eksak eksodus ekspor ekstra ekuator elastis elegan elektron elemen elevator elok email emas embara ember
  emblem embun empat emping empuk enau endap endemi enduro energi enggan engkau engsel enteng entok entri enzim epilog
  episode eram erang ergonomi erosi esensi estafet estetika etalase eternit etika etnik evaluasi evolusi faedah faktor
  fakultas famili fanfare fantasi farmasi fasih fauna favorit fenomena feri festival fiber figur fiksi filateli film
  filsafat filter final firasat fisika fiting flamingo flanel flora fokus folio folklor fondasi formula forum fosfor
  fosil fotokopi fragmen frasa furnitur gabah gabus gading gado gagas gaharu galaksi galeri galon galur gambut gamelan
  gampang gandum gang ganjal ganteng gapura garansi garis garpu garuk gatal gaun gawang gaya gayuh gebrak gebyar
  gedung gejala gelar gelegar gelitik gema gembira gemercik gemilang gempita gemuruh genap gencat gendang generasi
  gengsi genre genta geografi geologi geometri gerabah gerbang gerendel gergaji gerhana gerigi gerobak gerutu geser
  gesit getas getir getuk giat gigih gilap giling gimbal ginseng gips girang gitar gizi gladiol gletser global glukosa
  golek golf gondola gonggong gorden gores gorila gosok gotong goyah grafik gramofon granat gratis griya grosir grup
  gubuk guci gudang gudeg gugah gugus gulali gulita gulma gulung gumam gumpal gumul guncang gundah gunggung gunting
  gurami gurih guru guyon guyur habitat hadir halau halte haluan hambat hampar handuk hangat hanyut hapus harap hari
  harmoni harpun harta hasil hayati heboh hektare helai helipad helm hemat hembus hendak hening heran heroik hias
  hibiskus hibur hidrogen hidup higienis hikayat hilang hilir himne himpun hinggap historis hitung homogen horizon
  hormat hotel hujan humor huni huruf ibarat ibunda ideal identik idiom idola ijuk ikan ikhtiar iklim ikut ilham
  ilmiah ilmu ilusi imbau imbuh imitasi imla indeks indikasi induk ingat ingkar inovasi insinyur inspeksi institut
  insulin integral intip intonasi intuisi ipar irigasi iris ironi isap isolator isotop istimewa italik itik izin
  jadwal jagat jago jagung jahe jahit jajar jaket jalan jambul jamin jamu jangkau janur jarak jaring jarum jasa
  jasmani jatah jati jauh jawab jeda jejak jelang jelita jelujur jembatan jempol jemur jenaka jendela jenguk jenius
  jenjang jentik jepit jepret jerami jerigen jernih jeruji jilid jinak jingga jinjing joging joglo jongkok joran judul
  jumbo jumlah jumput jungkat junior jurang juri jurnal jurus justru kabin kabut kaca kadang kafe kaftan kaget kagum
  kaidah kail kaisar kakao kakek kaktus kaku kaldu kalem kalimat kalkun kalori kalung kambing kamera kampung kamus
  kanal kancing kandar kanguru kanji kanopi kantuk kanvas kapan kapri kapsul kapten kapur karamba karbon karcis kardus
  kargo karisma karnaval karpet kartun kasir kasuari katalog katering katrol katup kawasan kayak kebaya kebun kecapi
  kecipir kecoak kecrek kecuali kedai kedelai kedip kedok kejora keju kekang kelapa kelereng kelinci kelola keluh
  kemah kembar kemeja kemiri kemoceng kemudi kenari kencur kendali kenikir kental kenyang keong kepak keping kepul
  keramik kereta kerikil kerja keropos kertas kerupuk keset kesturi ketan ketela ketik ketoprak ketupat khas khusus
  kibas kicau kidung kijang kikis kilat kilogram kimia kimono kincir kinetik kini kios kiper kiprah kira kirim kisah
  kismis klaim klakson klasik klepon klien klinik kliping kloset klub knalpot koala kobar koboi kocak koin koki kokok
  kokpit kolam koleksi kolibri kolonel koma komedi komodo komputer kondisi kongsi konkret konser kontak konvoi
  koperasi kopling kopra koral korek koridor kornet kosakata kosinus kosmetik kosong kostum krayon kreasi krecek
  kredit kristal kritik kroket kuaci kualitas kuartal kuat kubah kubik kucing kuda kuis kuitansi kukuh kulak kuliah
  kulkas kumbang kumpul kumur kuncup kuningan kunjung kuno kuntum kunyah kuota kupas kupluk kupon kurir kurma kursus
  kurung kusen kuskus kutip kutub kuyup kwartet kwetiau label labirin labuh lacak laci ladam laguna lahap lahir lajur
  lalat lambai lampion lamun lancong landas langsir lanskap lantai lapang lapis laptop laras laron larva laser lateks
  latih laut lavender layar layu lazim lazuardi lebaran lebih lega legenda legit lekas lekuk lelap leleh leluasa
  lemari lembur lemon lempar lengkung lensa lentera lereng lesung letak letnan letus level lewat liar licin lilit
  limau limbah limusin lincah lindung linear linggis linting liontin lipat lipstik lirik lisan lisensi listrik liter
  liuk lobak lobi lobster lodeh logam logika lokan loket lolos lomba lompat loncat longsor lonjak lontong loper losmen
  lotek loyang luap lubang lugas lugu luhur lukis lumayan lumbung lumer lumpur lumrah lumut lunak luncur lunglai luruh
  lusa lusin lutung macan macet maestro magma magnet mahal mahkota mahligai mahoni majalah majemuk majikan maju
  makaroni makna mamalia mampu manajer mancur mandau manfaat mangkuk manis manja mantap manusia manyala marah margin
  maritim markas marmer martabak masak masinis masker massal matador mate matriks mayones medali media meja mekar
  meleset melinjo melodi melur membran memoar mempelai menara mendung menit mentah merana mercon merdu merica merpati
  mesin metal meter metode metrik mewah migrasi mikrofon mikser milenium miliuner mimik mimosa mimpi minat mineral
  minibus minta minum minyak mirip misal mistar mitra mobil modal modern mogok molekul momen moncong monitor monolog
  montase monumen morse mosaik motivasi motor muara mudah mudik muhibah mujair mujur mulai mulus muncul mundur mungil
  mural murbei murid musafir museum musim muslin mustang mutiara mutu nadi nakal nakhoda nalar naluri nampan nangka
  nanti napas narasi nasihat naskah nautika navigasi nekat nektar nelayan nenek neon neraca neuron ngarai ngengat
  niaga nikel nikmat nilai nipah nitrogen noktah nomad nominal norma notasi notes novelis nugat nutrisi nyala nyamuk
  nyanyi nyaring nyenyak nyiur nyonya oase oasis obat obeng objek obor obras oksigen oktaf olahraga oleh ombak oncom
  onderdil ongkos operator oplet optik oranye orbit organ origami orisinal orkes ornamen ortopedi osean osmosis
  otomatis oval oven ozon pabean pabrik paceklik padat pagar pagi paham pakai pakem pakis palawija palka palu pamit
  panas panci pandang panel pangkal panjat panorama pantul paprika parade parfum parkir parodi partikel paruh pasang
  pasfoto pasien paspor pasrah pasti paten patok patri patung paviliun pecah pecel peci pecut pedas pedoman pegang
  pekan pekik pelajar peleton pelihara pelopor peluit pematang pena pencar pendopo penguin peniti penjuru pensil
  penting penuh penyu pepaya pepes peranti percuma performa pergi periuk perkakas perlahan permen persik perunggu
  perwira pesat pesisir pesona pesta petai petis petuah piagam piala piano pigmen pigura pijar pikat piknik pilah
  pilek pilin pilot pinang pindah pinggan pinisi pinjam pinset pintar pinus pionir pipa pipih piramida piring pisau
  piston plafon plakat planet plastik platina plaza plester plural pluto pohon pojok poker pola poles pompa pondok
  porsi portal posisi potensi potlot potret praktis pramuka pranata prasasti predikat prestasi pria primata prinsip
  prisma privat produk profesi program proposal proses protein proyek psikolog pucat pucuk pudel puisi pujangga puji
  pukul pulau pulih pulpen pulsa puncak pundi pupil pusaka pusing putar putus puyer puyuh racik radar radio rafia
  raflesia ragam ragu rajin rajut ramai rambutan rames ramping ranah rancang randu rangkum ransel ranting ranum rapat
  rapi rapor rasional ratus raung rawa rawit rawon rayap reaksi rebana rebus receh redup refleks regional rekam
  rekening rekor rekreasi rela relief remaja rempah renang rencana renda rengek renovasi rentan renyah reog reparasi
  replika repot reptil resep resmi resolusi respons restu retina retorika retro reuni revisi rezeki riak ribut rileks
  rilis rimba rimpang rindang ringkas rintis risalah risiko ritme ritual riuh riwayat roboh roda romantis rombong
  rompi ronde rongga rontok roset rotan roti royalti ruang ruas rubrik rugbi rujak ruko rukun rumah rumbai rumit
  rumpun rumus runding rupa rupiah rutin ruyung sabana sablon sabun safari safir saga sahabat saing saji sakelar
  saksofon sakura salak saldo salin salju salmon salut samar sambung sampul samudra sandal sanggar sanitasi sanjung
  santun sapu sarang sarden sasando satelit satwa saudara saus sawah sawo sayat sayur sebab seberang sedan sedikit
  sedot segar segera segitiga segmen sehat sejarah sejuk sekali sekian sekop sekrup selamat seleksi selisih selokan
  selusup semangka sembuh semerbak semi semprot semut senam sendok senggang senior senja sensasi sentuh senyap sepakat
  sepele sepoi seprai sepupu serambi serbuk seremoni serius seroja serpih seruling servis sesawi setapak setel setia
  setrika siamang siapa sibuk sifat sigma sikap siklus silau silinder silsilah siluet simak simetri simfoni simpan
  simulasi sinar sinema singkong sinkron sinonim sinyal siput sirene sirih sirkuit sirop sirsak sisi sistem siswa
  situs siul skala skema skenario sketsa skripsi skuadron skuter soal sofa solder solusi songket sopir sopran sore
  sorot sortir sosial soto spasi spatula spektrum spesial spidol spiritus spontan sportif srikaya stabil stadion staf
  standar starter stasiun status stempel stensil stimulus stoples strategi stroberi studio stupa suasana subjek subur
  suguh suhu suit sukar sulam suling sumber sumpit sumsum sundul sungguh suntik sunyi supaya supel suplai surai
  surplus surut susah suspensi susul sutra suvenir swalayan syarat syuting tabir tablet tabung tahun taifun takjub
  taksi talas talenta tali tamasya tambur tameng tampah tanam tancap tanding tanggul tanjak tanker tanpa tantang taoge
  tapal tapioka taraf tarik tata tawar teater tebak tebing teduh tegas teguk tekad teknik teko tekstil tekukur teladan
  televisi teliti telusur teman tembikar tempuh temu tenaga tengah tenis tenor tenun teori tepung terapi terbit terima
  terjun termos ternak teropong terpal tertib terumbu tetap tetes tetris tiang tiara tiba tidur tikar tiket tikung
  timah timbang timpal timun tindih tiner tinggal tinju tipis tiram tiru titel titip toilet tokoh toleran tolok tomat
  tombol tong tonik tonjol tonton topan topeng topi tornado torpedo toserba tradisi trafo traktor transisi trem
  tripleks trofi tropis trotoar truk tsunami tuai tujuh tukang tumbuh tumis tumpuk tunas tunda tungku tunjuk tuntun
  turbin turnamen turun tutup ubin ucap udara ufuk ujar ujung ukir ukulele ulas ulet ulur umbi umbul umpama umum unduh
  unggul ungkap ungsi ungu uniform unit unsur unta untung upacara upah uranium urat usaha usai usang utama utuh vaksin
  vakum valuta vampir vanili variasi vegetasi vektor vertikal vespa veteran video vila vinil violin virtual virus
  visual vitamin vokal voli voltase volume vulkan wadah waduk wagon wahana wajan wajik waktu walet waluh wangi warna
  warung wastafel wayang wedang weker wijen windu wisata wisma wisuda wortel yayasan yodium yoghurt yoyo zaitun zaman
  zamrud zebra zirafah zodiak zona zoologi
`
  .trim()
  .split(/\s+/);

/** Letters that tell each word from all others, also where somebody wrote no more of it. */
export const PREFIX_LETTERS = 4;

const BY_PREFIX: ReadonlyMap<string, number> = new Map(
  CODE_WORDS.map((word, number) => [word.slice(0, PREFIX_LETTERS), number]),
);

/** The number of a word in the list, of which at least the first four letters are written, in lower case. */
export function numberOfWord(written: string): number | undefined {
  const number = BY_PREFIX.get(written.slice(0, PREFIX_LETTERS));
  return number !== undefined && CODE_WORDS[number]?.startsWith(written) === true ? number : undefined;
}
