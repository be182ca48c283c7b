/** Names, places and numbers that are put into conversations, and how each would show in what somebody else received. */

export type Random = () => number;

/**
 * Something that must not arrive; `shows` tells whether it does, in the words of a person that were received. Its `strings`, in lower
 * case, must be in nothing at all.
 */
export type Planted = {
  kind: string;
  written: string;
  shows: (received: Received) => boolean;
  strings: readonly string[];
};

/** Words that were received, in the forms in which something may stand there; `together`: digits with no word between them. */
export type Received = { text: string; letters: string; digits: string; together: string };

export function received(text: string): Received {
  const lower = text.toLowerCase().replaceAll("⟨…⟩", " | ");
  return {
    text: lower,
    letters: lower.replace(/[^\p{L}|]/gu, ""),
    digits: lower.replace(/[^\d|]/g, ""),
    together: lower.replace(/[^\d\p{L}|]/gu, "").replace(/\p{L}+/gu, "|"),
  };
}

export function pick<T>(random: Random, list: readonly T[]): T {
  const chosen = list[Math.floor(random() * list.length)];
  if (chosen === undefined) throw new Error("nothing to choose from");
  return chosen;
}

const list = (text: string) => text.trim().split(/\s+/);

/** Of many regions, common ones and some that are words. Combined by chance, they are nobody's. */
const GIVEN = list(`
  wulandari sukarelawati bambang sutrisno agus slamet joko paijo tukiyem suparman mulyono hartini kusumawati anggraini prabowo
  asep ujang dadang cecep euis neneng iis kokom jajang entin rohimat deden
  made wayan nyoman ketut putu komang kadek gusti luh
  butet togar poltak tiurma marojahan saut rotua hotman
  syafrizal yusrizal rosnida zulkifli erizal upik buyung nurhayati
  cut teuku meurah nurlaila maimunah ibrahim
  daeng andi tenri baso besse syamsuddin rahmawati nurlela
  yohanes yosina obed otniel agustina welmince demianus yance nelci
  marthen elisabeth dominggus petrosina melkianus selvina yopie
  ansyari masrani norhayati rusdiansyah hairul jumiati
  siti fatimah aisyah khadijah zainab abdullah hamzah yusuf idris
  maria magdalena yoseph kornelis emiliana stefanus
  meiling siauw kwee liana hendra wijaya
  bunga intan surya mawar melati cahaya bintang indah permata mega dewi ratna kartika fajar guntur satria bagas lestari kurnia budi wati
  reza dimas rizky nabila salsabila aulia tiara kevin jessica michelle vanessa
`);
const FAMILY = list(`
  purwokusumo hadiningrat wirasasmita natadiredja situmorang simanjuntak nababan hutagalung siregar pangaribuan tarigan
  lewerissa pattiasina latuconsina tuasikal tumbelaka rumengan kawilarang mangindaan kogoya wenda tabuni mandacan wonda
  rumbiak kambuaya syahputra alkatiri assegaf baswedan cendana oktaviani handoko setiawan gunawan kurniawan hermawan
  lamaholot bere tnunay ndoen manafe sinlaeloe kaesang nasrullah hasibuan lubis nasution dalimunthe
`);
const PLACE = list(`
  sukamaju tembagapura kwamki kokonao tomohon tondano palangkaraya tenggarong balikpapan martapura tanjungpinang lhokseumawe
  sungailiat pangkalpinang banyumas purbalingga wonosobo gunungkidul kulonprogo tasikmalaya majalengka pandeglang
  jayawijaya yahukimo nabire manokwari kaimana saumlaki masohi namlea sikka manggarai atambua
  bulukumba jeneponto polewali morowali banggai konawe wakatobi gianyar karangasem sumbawa
`);

export function nameOf(random: Random): string[] {
  const given = pick(random, GIVEN);
  return random() < 0.5 ? [given] : [given, pick(random, random() < 0.7 ? FAMILY : GIVEN)];
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** In a case that people write in, now and then with what nobody sees between its letters. */
function writtenAs(random: Random, words: readonly string[]): string {
  const text = words.join(" ");
  const way = random();
  if (way < 0.45) return text;
  if (way < 0.8) return words.map(capital).join(" ");
  if (way < 0.88) return text.toUpperCase();
  if (way < 0.91) return [...text].join("\u200b");
  if (way < 0.94) return [...(words[0] ?? "")].join(pick(random, [" ", ".", "-"]));
  if (way < 0.96) return text.replace("a", "4").replace("i", "1");
  if (way < 0.98) return text.replace("a", "а");
  return `${text}${pick(random, ["nya", "lah", "kah"])}`;
}

/** Names stand there as words by themselves, or letter by letter. */
function wordShows(word: string): (received: Received) => boolean {
  const alone = new RegExp(`(?<!\\p{L})${word}(?:nya|kah|lah)?(?!\\p{L})`, "u");
  return ({ text, letters }) => alone.test(text) || (word.length >= 8 && letters.includes(word));
}

export function plantName(random: Random): Planted {
  const words = nameOf(random);
  const before = [
    "",
    "",
    "",
    "pak ",
    "Bu ",
    "sdr. ",
    "Bapak ",
    "mas ",
    "mbak ",
    "kak ",
    "pak camat ",
    "bu lurah ",
    "H. ",
    "bernama ",
  ];
  return {
    kind: "name",
    written: `${pick(random, before)}${writtenAs(random, words)}`,
    shows: (text) => words.some((word) => wordShows(word)(text)),
    strings: words,
  };
}

export function plantPlace(random: Random): Planted {
  const place = pick(random, PLACE);
  const before = ["di ", "di Kabupaten ", "di kelurahan ", "kecamatan ", "Kota ", "puskesmas ", "SDN 3 ", "desa "];
  return {
    kind: "place",
    written: `${pick(random, before)}${writtenAs(random, [place])}`,
    shows: wordShows(place),
    strings: [place],
  };
}

const digit = (random: Random) => Math.floor(random() * 10);
export const digitsOf = (random: Random, count: number) => Array.from({ length: count }, () => digit(random)).join("");

const DIGIT_WORDS = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"];
const LOOK_ALIKE: Readonly<Record<string, string>> = { "0": "o", "1": "l", "5": "S", "8": "B" };

/** Two of its groups, or five of its digits together, say whose it is, or eight with words between; three words for digits in a row are read out. */
const RUN = 5;
const SCATTERED = 8;
function numberShows(number: string): (received: Received) => boolean {
  const runs = (size: number) =>
    Array.from({ length: number.length - size + 1 }, (_, at) => number.slice(at, at + size));
  const [close, far] = [runs(RUN), runs(SCATTERED)];
  const spoken = new RegExp(`(?:(?:${DIGIT_WORDS.join("|")})[ ,.-]+){2}(?:${DIGIT_WORDS.join("|")})`);
  const groups = (number.match(/\d{3}/g) ?? []).map((group) => new RegExp(`(?<!\\d)${group}(?!\\d)`));
  return ({ text, digits, together }) =>
    groups.filter((group) => group.test(text)).length > 1 ||
    close.some((run) => together.includes(run)) ||
    far.some((run) => digits.includes(run)) ||
    spoken.test(text);
}

function writtenNumber(random: Random, number: string): string {
  const grouped = (size: number, sign: string) => number.replace(new RegExp(`(\\d{${size}})(?=\\d)`, "g"), `$1${sign}`);
  const ways = [
    () => number,
    () => grouped(4, "-"),
    () => grouped(3, " "),
    () => grouped(2, "."),
    () => grouped(1, " "),
    () => grouped(4, "\u200b"),
    () => grouped(3, " lalu "),
    () => [...number].map((each) => DIGIT_WORDS[Number(each)] ?? "").join(" "),
    () => [...number].map((each, at) => (at % 2 === 0 ? each : (DIGIT_WORDS[Number(each)] ?? ""))).join(" "),
    () => [...number].map((each) => LOOK_ALIKE[each] ?? each).join(""),
    () => [...number].map((each) => String.fromCodePoint(0x660 + Number(each))).join(""),
    () => [...number].map((each) => String.fromCodePoint(0xff10 + Number(each))).join(""),
    () => [...number].map((each) => `${each}\uFE0F\u20E3`).join(""),
  ];
  return pick(random, ways)();
}

export function plantNumber(random: Random): Planted {
  const birth = `${10 + Math.floor(random() * 18)}${pick(random, ["03", "07", "11", "12"])}${70 + Math.floor(random() * 29)}`;
  const [kind, number] = pick(random, [
    ["phone", `08${pick(random, ["12", "21", "52", "95"])}${digitsOf(random, 7)}`],
    ["phone", `628${pick(random, ["12", "21", "52", "95"])}${digitsOf(random, 7)}`],
    ["NIK", `64${digitsOf(random, 4)}${birth}${digitsOf(random, 4)}`],
    ["NIP", `19${digitsOf(random, 6)}20${digitsOf(random, 4)}1${digitsOf(random, 3)}`],
    ["account number", digitsOf(random, 12)],
  ]);
  const before = ["", "wa ", "hp saya ", "nomor ", "nik ", "NIP. ", "rekening ", "no ", "pasal "];
  return {
    kind: kind ?? "",
    written: `${pick(random, before)}${writtenNumber(random, number ?? "")}`,
    shows: numberShows(number ?? ""),
    strings: [number ?? ""],
  };
}

export function plantAddress(random: Random): Planted {
  const [given = "", family = "x"] = [pick(random, GIVEN), pick(random, FAMILY)];
  const tail = digitsOf(random, 2);
  const ways = [
    `${given}.${family}@contoh.go.id`,
    `${given}${tail} @ contoh . com`,
    `@${given}_${family}`,
    `${given}.${family}`,
    `${given}_${tail}`,
    `https://contoh.id/${family}/${given}`,
    `wa.me/${family}${tail}`,
    `${given}-${family}.jpg`,
  ];
  const [one, other] = [wordShows(given), wordShows(family)];
  return {
    kind: "address",
    written: pick(random, ways),
    shows: (text) => one(text) || other(text),
    strings: [given, family],
  };
}

export function plantPlate(random: Random): Planted {
  const [letters, number, end] = [
    pick(random, ["DE", "KT", "B", "PA", "L"]),
    3000 + Math.floor(random() * 7000),
    pick(random, ["AB", "RI", "XQ"]),
  ];
  const written = pick(random, [
    `${letters} ${number} ${end}`,
    `${letters}${number}${end}`.toLowerCase(),
    `${letters}-${number}-${end}`,
  ]);
  return {
    kind: "plate",
    written: `plat ${written}`,
    shows: ({ digits }) => digits.includes(String(number)),
    strings: [],
  };
}

export function plantBirth(random: Random): Planted {
  const year = 1960 + Math.floor(random() * 35);
  const day = 1 + Math.floor(random() * 28);
  const month = pick(random, ["januari", "maret", "mei", "agustus", "november"]);
  const written = pick(random, [
    `lahir ${day} ${month} ${year}`,
    `ttl ${day}-0${1 + (digit(random) % 9)}-${year}`,
    `tanggal lahir ${day}/${month}/${year}`,
  ]);
  return { kind: "date of birth", written, shows: ({ digits }) => digits.includes(String(year)), strings: [] };
}

const ALL = [
  plantName,
  plantName,
  plantName,
  plantName,
  plantPlace,
  plantNumber,
  plantNumber,
  plantAddress,
  plantPlate,
  plantBirth,
];

export function plant(random: Random): Planted {
  return pick(random, ALL)(random);
}
