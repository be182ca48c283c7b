/** Words that the knowledge may hold and that are names as well. Lower case; order does not matter. */

/** Never anything but hidden: hardly a question needs them. */
export const wordNames = words(
  `abadi gada nrima enjang among adam ade adhi adil aditya ajeng aji akbar alfa ali alim alun alya amalia amanah amat ambar amelia ami amin
  amir among ana anas ando anes angga anggi anggun ani anisa anjani annisa anto apri april aprilia ara arga ari aria
  aries arif arini aris arman arum arya asa asep asih asmara asti aswin ata ati atika aulia aura ayi ayu aziz bahagia
  bakar bakti baskara bayu bejo beni beno berkah beta betty bima bintang boni buana budi budiman bunga burhan cahaya
  cahya caket candra catur ceu chandra cici cinta clara coki cut dadi daeng dahlia dalimunthe damar dani danu dara
  darma daya dede deni derma desi dewa dewi dharma dian didi dika dila dimas dina dinda dini dito doni duma dwi edi
  efendi eka eko ela elang elok elsa embun emi encik endah enteng erik erna esa eti eva evi fadil faisal fajar farhan
  fauzi febri fikri firdaus firman fitrah fitri flora gaby gadang gadis gaduh galak galang galih ganda ganjar ganjaran
  gara gatot gede gemilang geri gita golda gora guna gunawan guntur gus hadi hafiz hakiki hakim halim hamba hamid hana
  handoko hani hara harapan hariadi haris harta hartono hasan heni hera heru hidayah hidayat hikmah husein ian ibnu
  ida idris ihsan ijah ika ikhlas ilham ilma imam iman ina inah indah indra ines insan intan inya ira irawan isa
  iskandar ismail ismi ita iva iwan jail jaja jaka jamal jane januar jati jaya jefri jelita jojo joko jona joni juju
  jujur juli julia juna juni juwita kamal kamila kamilah kanda kania kanti karna karsa karta karunia karya kasim
  kelana kemala kemuning kenanga kencana kerta ketut kiki kirana koko komang kresna krisna kurnia kusuma laila laksana
  laksmi lamar lan lani lara laras latif lega lela leo lestari lia lila lili lina lintang lisa lita lius lola lon
  luhur lukman lulu luna lusi made mahesa makmur mala mama mami manda mandiri mangku manis marga maria mario marlin
  marni mat mawar may maya medan mega melati mentari merdeka meri mia mila milka mina minah mira mirna mitra monika
  mulia mulya muna murni musa mustika muti nabila nada nadi nadia naga nana nanda nani nasa nasrul nasution nata nela
  nia nila nilam nina ningsih nirmala nirwana noni nora novi nugraha nugroho nur nuri nusa nyoman odah oki olan oman
  onah oni opa pandu patra patria paulus pelita perdana perkasa permai permana permata pertiwi petrus pina pipit prabu
  pradana praja prakasa pramana pranata prasetya prasetyo pratama pratiwi prima priyanto puan puji purba purnama
  purnomo purwa puspa puspita putra putri putro putu qais qori raden raga raharja rahayu rahma rahman rahmat raja rama
  ramadan ramadhan ramli rangga rani rapi rara ratna ratu raya redi rejeki rembulan rena rendra rengga resi restu
  retno reza rezeki ria rian rida rika rina rindu rini rio riri riska rita rizal rizki rohana rona roni rosa rosi rudi
  rukmana rukmini rukun ruli sabar sabda sahara saka sakti saleh salim salma sam samudera samudra sandi sangaji santi
  santosa santoso saras sari sartika sasa sastra satria satya sejati sekar sela selasih selo semesta sena sentosa
  serli setia setiawan setyo shinta sigit silva sinar sinta siregar siska sita siti sofyan soni sri subagyo subur suci
  sudarma sugih sukma sulastri suluh sumantri suni surya susanti susi sutra syahrial syukur tabah tambunan tanjung
  tanti tari taruna taufan teguh teja teladan tentram tessa tia tiara tigor tika timbul tina tini tirta tito tiwi
  tommy toni tono topan tri tulus tuti uda udin ujang umar umi unggul upik usman utama utami uti utomo vega vera vina
  viona vita wacana wahid wahyu waluyo wan waras wati waty wawan wibawa wibowo widi widodo widya widyawati wijaya wira
  wirawan wisnu wiwi wulan yana yanti yanto yati yaya yoga yola yoni yono yose yosef yuda yudha yuli yulia yuni yunus
  yusuf zahra zaki zen zia zulfikar`,
);

/** Kept while nothing hidden stands beside them and nothing announces a name: words that questions need, and that somebody is called. */
export const seldomNames = words(
  `aman ambo abdi purna aula unda bulan hari damai jaga kasih kamis maju salam sabtu jumat rabu selasa senin minggu selamat suka senang sehat
  untung besar fatwa maret agustus januari februari september oktober november desember sumber barat timur utara
  selatan tengah tata tunggal sukses citra bela tegas jasa rakyat tani budaya`,
);

/** Regions and towns that the knowledge or everyday speech has as words; all others are in no list. */
export const wordPlaces = words(
  `aceh ambon bali bandung bangka banjar banten batang batu bekasi belitung bengkulu bima biak bintan bitung blitar
  bogor bone boven buol buru cirebon demak denpasar depok dompu dki ende flores garut gorontalo gowa jakarta jambi
  jawa jayapura jember jepara kalimantan karo kediri kendari klaten kudus kupang kutai lampung langkat langsa lebak
  lombok luwu madiun madura magelang makassar malang maluku mamuju manado manokwari maros mataram medan merauke metro
  mimika minahasa muna nabire nias ntb ntt nusantara padang palangkaraya palembang palu pangkep papua pasuruan pati
  payakumbuh pekalongan pekanbaru pidie pontianak poso purwokerto riau samarinda sabang salatiga semarang serang siak
  sigi sinjai solo sorong subang sukabumi sulawesi sumatera sumba sumbawa sunda surabaya surakarta takalar tanggerang
  tangerang tarakan tegal ternate tidore timika toba tuban tual ungaran wajo wamena wates yogyakarta jogja balikpapan
  bontang berau nunukan malinau bulungan paser penajam sidrap toraja soe`,
);

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}
