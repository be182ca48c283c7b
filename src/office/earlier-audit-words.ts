/** The words that heads were said in before codes had theirs, one for each byte: such heads are still on paper. */
const WORDS = `
  akar alam alat anggur angin angka angsa apel arang arus asap atap awal awan ayam badan bagi baik baju bambu
  bangku bapak baris batu bayam bebek benang benih besar biji buah budi bukit buku bulan bulu bumi burung cahaya
  cakar cangkul cantik catur cawan celana cepat cerah cicak cincin cuaca cumi daging dahan damai danau dapur
  delima derap desa domba durian ekor elang ember embun enak gading gajah gambar garam garis garuda gelang gelas
  gerobak gigi gitar gula gulai gunung guru halus hangat harimau harum hati hijau hitam hulu hutan ikan indah itik
  jalan jambu jarum jati jauh jendela jernih jeruk jinak jujur kaca kacang kamar kambing kapal kapas kapur karang
  kasur kayu kebun kelapa kemiri kencur kera kertas ketam kijang kilat kolam kopi kota kotak kuat kuda kuku kunci
  kuning kupu kursi labu ladang lampu langit lebah lemari lengan lentera lidah lobak logam lombok lumba lumbung
  madu malam mangga mata mawar meja melati melon merah merak merpati minyak murai naga nanas nasi nelayan nenas
  niaga nila ombak otak padi pagar paku palu panah pandan pantai papan pasar pasir patung payung pelangi pena
  pepaya perahu piring pohon pulau punai ragi rajin ramah rambut ranting rapi ringan roda rotan roti rumah rumput
  rusa sagu salak salju samudra sapi sapu sawah sawo sayap sayur sehat sejuk selat semut senang senja sepatu
  sepeda serai singa siput subur suling sumur surat susu sutra taman tanah tangan tangga tebing tebu telaga telur
  tenang tenun terong timun timur topi tulip tupai udang ular ulat ungu unta utara wajan warna wortel zaitun
  zamrud
`
  .trim()
  .split(/\s+/);

/** So many bytes of a hash were said. */
const SAID_BYTES = 10;

/** The beginning of a hash (hex) as it was said until then, in ten words. */
export function sayHashAsEarlier(hash: string): string {
  const bytes = Buffer.from(hash, "hex").subarray(0, SAID_BYTES);
  return [...bytes].map((byte) => WORDS[byte]).join("-");
}

/** Whether these can be such ten words. */
export function isEarlierHead(words: readonly string[]): boolean {
  return words.length === SAID_BYTES && words.every((word) => WORDS.includes(word));
}
