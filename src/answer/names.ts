/** Words that tell the scrubber what may be a name. Lower case, one meaning each; order does not matter. */

/** What stands before a name. */
export const honorifics = words(
  "pak pa pk bu bapak bapaknya ibu ibunya bpk sdr sdri saudara saudari bang abang mas mbak mba kak kaka kakak kk om tante teh aa kang ceu cak ning gus neng uda uni datuk bli mbok mace pace mama ina ama oom daeng karaeng andi puang tuan nyonya haji hajah hj dr drs dra ir prof ustad ustaz ustadz pendeta pdt romo bernama namanya nama panggilan",
);

/** What may stand behind one of those without being a name: offices, relations, pronouns, what goes on with the sentence. */
export const noNames = words(
  "camat lurah kepala kadis kabid kabag kasi kasubag sekda sekcam sekdis bupati wabup walikota wawali wali gubernur wagub ketua wakil kades sekdes kadus guru dosen atasan pimpinan pejabat direktur kapus kepsek kepala_sekolah menteri presiden rt rw dan di ke yang saya sy aku kami kita dia mereka itu ini atau juga kalau klo kl jika mau apa apakah boleh bolehkah izin ijin tanya mohon tolong min admin ya sekalian semua kandung sepupu ipar istri suami anak calon caleg cagub cabup cawali paslon desa dinas kantor pns asn pppk cpns honorer bidan perawat dokter polisi tentara satpam sopir bendahara petugas pegawai staf siapa mana lain negeri swasta setempat sekolah tersebut ada tidak ga gak bukan sudah udah akan ikut harus wajib",
);

/** What stands before the name of a place, a school or a party that may have a single head, or be one's own. */
export const namedPlaces = words(
  "kabupaten kab kota kecamatan kec kelurahan kel desa distrik kampung nagari dusun puskesmas pustu rsud sd sdn sdit smp smpn sma sman smk smkn tk paud mts man uptd universitas partai parpol akun ig instagram fb facebook tiktok twitter x youtube plat nopol nik nip nuptk hp wa telp telepon rekening alamat jalan jl gang",
);

/** Given names that are often heard and that dictionaries take for words. */
export const givenNames = words(
  "agus ahmad ali amin ani anita anton ari arif ayu bambang bayu budi cahyo dedi dede deni desi dewi dian dina dodi dwi edi eka eko elisa endang erna evi fajar farid fitri gatot gede gita hadi hamid hari hasan hendra heri herman ida iksan ikhsan ilham imam indra ira irma iwan jaya joko jono juni kadek kartika ketut komang lia lilis lina lukman made maria maya mega mohamad muhammad mulyadi mulyono nana nani nia nina nining nur nurul nyoman oki ode putu rahman rahmat rani ratna ratih reni reza ria rian rina rini rio riski rizki robi roni rosa rudi rusli sari siti slamet sri sugeng suharto sulaiman sumarni sunarto supri surya susan susanti susi sutopo taufik tini titi toni tono tuti udin umar wahid wahyu wati wawan widi wira wisnu yanti yanto yati yani yogi yohanes yuli yulia yuni yusuf zaenal zainal zaki",
);

/** Given names that are words too: hidden when written like a name, or beside one. */
export const alsoNames = words(
  "putra putri indah intan mawar bunga bintang cahaya agung bagus hidayat iman bulan cinta permata sakti setia mulia suci utama guntur satria adi tri catur bagas galih lestari melati mentari kasih damai",
);

/** Written with a capital in mid-sentence and still no name of a person. */
export const noPersons = words(
  "asn pns pppk cpns kpu bawaslu panwaslu panwascam kpps pps ppk bkn bkd bkpsdm kasn dpr dprd dpd mk tni polri bumn bumd kesbangpol inspektorat korpri pemilu pilkada pilpres pileg pilkades wa whatsapp ig instagram fb facebook tiktok youtube telegram twitter zoom uu pp skb se perbawaslu pkpu perpres permendagri pasal ayat huruf angka lampiran tahun nomor tps undang peraturan pemerintah bupati gubernur walikota camat lurah kepala dinas desa kecamatan kelurahan kabupaten kota provinsi januari februari maret april mei juni juli agustus september oktober november desember senin selasa rabu kamis jumat sabtu minggu allah tuhan indonesia wib wita wit sk kta ktp nip nik rt rw sd smp sma smk rsud puskesmas saya anda bapak ibu",
);

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(" "));
}
