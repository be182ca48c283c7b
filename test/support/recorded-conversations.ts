import { generator } from "../../src/answer/classifier.ts";
import type { Message } from "../../src/chat/message.ts";
import { drawCode } from "../../src/tips/code.ts";
import { digitsOf, nameOf, type Planted, pick, plant, type Random, type Received } from "./planted.ts";

/** What somebody does at one point: `message` is all that is not a plain text in private. */
export type Step = { text: string; message?: Partial<Message> };

/**
 * What one person does, in acts: between them the dialogue ends by itself, or the service ends. `told` is what must not arrive even
 * where each of its words may: reports and pieces of them.
 */
export type Conversation = { kind: Kind; acts: Step[][]; planted: Planted[]; told: string[] };

export const kinds = [
  ...["asks", "asks", "asks", "asks", "asks", "asks"],
  ...["says-no", "reports", "reports", "cut", "code", "officer", "files", "group", "late", "voice"],
] as const;
type Kind = (typeof kinds)[number] | string;

/** What is held by the guard, or told once a report is open; names and numbers come with them. */
const TIPS = [
  "kemarin {x} membagikan sembako bergambar paslon ke warga di balai desa, saya lihat sendiri",
  "{x} menyuruh semua honorer memakai kaus calon waktu apel senin, yang menolak dicatat namanya",
  "pak camat kumpulkan kepala sekolah di rumahnya lalu minta kami menangkan anaknya, {x}",
  "oknum kadis pakai mobil dinas antar tim sukses tiap malam, {x}, ada fotonya",
  "{x} ancam mutasi pegawai yang tidak pasang stiker calon bupati di rumah",
  "bu lurah kasih uang lima puluh ribu per orang supaya pilih nomor tertentu, saksinya {x}",
  "sa lihat {x} bawa amplop partai masuk kantor distrik tadi malam, dong bagi satu satu",
  "bendahara sekolah potong gaji kami untuk dana kampanye, bukti transfer ke {x}",
];
/** How a story goes on, none of which is much by itself, and much of which is a question. */
const PIECES = [
  "yang pegang daftar hadirnya orang bagian umum, {x}",
  "mereka kumpul lagi besok sore di rumah yang sama",
  "uangnya disimpan di laci meja sebelah kiri",
  "yang lihat cuma saya sama penjaga malam",
  "dia juga bagi ke rt sebelah, {x}",
  "tolong jangan sampai dia tahu dari siapa",
  "kalau yang memasang stiker di mobil dinas itu istrinya sendiri apakah tetap melanggar?",
  "jadi honorer seperti saya boleh menolak ikut kampanye itu atau tidak?",
  "foto pegawai dengan calon di grup kantor bagian keuangan itu boleh tidak?",
  "apakah boleh pegawai hadir di acara partai di rumah dinas malam minggu itu?",
  "apa sanksi untuk kepala seksi yang like postingan calon bupati itu?",
  "bolehkah beliau memakai baju korpri di acara deklarasi yang kemarin itu?",
];
const FOLLOW_UPS = [
  "kalau pppk?",
  "kalau cuti?",
  "terus sanksinya apa?",
  "kalau di grup keluarga bagaimana?",
  "kalau suami saya?",
];
const FILES = ["foto {x}.jpg", "daftar-hadir-{x}.pdf", "IMG-20261101-WA0007.jpg", "surat {x} ke camat.docx"];
const TITLES = ["Rapat koordinasi bersama {x}", "Sosialisasi netralitas oleh {x}", "Apel bersama, kontak {x}"];
/** How something planted comes into a question. */
const FRAMES = [
  "{x}, {q}",
  "{q} {x}",
  "saya {x}. {q}",
  "kata {x} begini: {q}",
  "{q} (hubungi {x})",
  "tadi {x} bilang boleh, {q}",
  "{q} soalnya {x} juga ikut",
];
const IDENTITIES = ["nama saya {x}, {q}", "{q} tolong balas ke {x}", "{q} nanti jawab ke {x} ya"];

/** Conversations of people who ask, report, change their minds and go on, with what must not get out; the same for the same seed. */
export function recordConversation(seed: number, questions: readonly string[]): Conversation {
  const random = generator(seed * 7_919 + 13);
  const kind = pick(random, kinds);
  const planted: Planted[] = [];
  const told: string[] = [];

  function filled(template: string): string {
    return template.replace("{x}", () => {
      const one = plant(random);
      planted.push(one);
      return one.written;
    });
  }

  function question(): string {
    const asked = pick(random, questions);
    if (random() < 0.25) return asked;
    const frame = pick(random, random() < 0.8 ? FRAMES : IDENTITIES);
    return filled(frame).replace("{q}", () => asked);
  }

  function telling(templates: readonly string[]): Step {
    const text = filled(pick(random, templates));
    told.push(text);
    return { text };
  }

  const say = (text: string, message?: Partial<Message>): Step =>
    message === undefined ? { text } : { text, message };
  const asks = (count: number) => Array.from({ length: count }, () => say(question()));
  const pieces = () => [telling(PIECES), telling(PIECES)];

  const ways: Readonly<Record<string, () => Step[][]>> = {
    asks: () => [
      [...asks(1 + Math.floor(random() * 3)), say(pick(random, FOLLOW_UPS))],
      asks(1),
      [...asks(1), say(pick(random, FOLLOW_UPS))],
    ],
    "says-no": () => [[telling(TIPS), say("2"), ...pieces(), ...asks(1)], [...pieces(), ...asks(1)], []],
    reports: () => [
      [...asks(1), say("/lapor"), say("YA"), say(`jangan ${nameOf(random).join(" ")}`), telling(TIPS), ...pieces()],
      [...pieces(), ...asks(1)],
      asks(1),
    ],
    cut: () => [asks(1), [say("/lapor"), say("YA"), say("LEWATI"), telling(TIPS)], pieces()],
    code: () => coded(random, planted, asks),
    officer: () => [
      [say("/acara_baru"), telling(TITLES), say("besok jam 9"), telling(TITLES), say("/batal")],
      asks(1),
      [],
    ],
    files: () => [[say(question(), fileNamed(filled(pick(random, FILES)), random)), ...asks(1)], asks(1), []],
    group: () => [
      [
        say(question(), { place: "group" }),
        { ...telling(TIPS), message: { place: "group" } },
        say(question(), { place: "group" }),
      ],
      [],
      [],
    ],
    late: () => [[say(question(), { late: true }), { ...telling(PIECES), message: { late: true } }], asks(1), []],
    voice: () => [[say("", { ...fileNamed("suara.ogg", random), kind: "file" }), say("tidak"), ...asks(1)], [], []],
  };
  const acts = (ways[kind] ?? (() => []))();
  return { kind, acts, planted, told };
}

/** A code as its owner writes it down, wrong, in pieces or in the middle of something. */
function coded(random: Random, planted: Planted[], asks: (count: number) => Step[]): Step[][] {
  const code = drawCode();
  const pairs = code.slice(1).map((word, at) => `${code[at] ?? ""} ${word}`);
  planted.push({
    kind: "code",
    written: code.join("-"),
    strings: pairs,
    shows: ({ text, letters }: Received) =>
      pairs.some((pair) => text.replace(/[^\p{L}|]+/gu, " ").includes(` ${pair} `)) || letters.includes(code.join("")),
  });
  const ways = [
    [code.join("-")],
    [`/cek ${code.join(" ")}`],
    [`kode saya ${code.with(2, "salah").join(" ")} boleh dicek?`],
    [code.slice(0, 4).join(" "), code.slice(4).join(" ")],
    [
      `apakah benar ${code.slice(0, 3).join(" ")}`,
      `lalu ${code.slice(3, 6).join(" ")}`,
      `dan ${code.slice(6).join(" ")}`,
    ],
    [code.map((word) => word.slice(0, 4)).join(" ")],
    [`pertama ${code[0] ?? ""} kedua ${code[1] ?? ""} ketiga ${code[2] ?? ""} keempat ${code[3] ?? ""}`],
  ];
  return [pick(random, ways).map((text) => ({ text })), asks(1), []];
}

function fileNamed(name: string, random: Random): Partial<Message> {
  const spoken = name === "suara.ogg";
  const bytes = Buffer.from(`OggS${digitsOf(random, 40)}`);
  return {
    kind: "file",
    file: {
      ...{ name, mime: spoken ? "audio/ogg" : "image/jpeg", size: bytes.length, ofSeveral: false },
      ...(spoken ? { spoken: { seconds: 4 } } : {}),
      bytes: async () => bytes,
    },
  };
}
