import type { Secret } from "../support/leaks.ts";
import { type Canaries, pictureOf, type Reporter } from "../support/tip-reporter.ts";

/**
 * How somebody reports: words alone; many, one after the other; a picture with a caption; what the guard held; words, and more of it from another chat with the
 * code; from two chats with the code at the same time; and two ways in which nothing is to stay: given up with BATAL, and what the guard held forgotten.
 */
export type Manner = "text" | "long" | "picture" | "held" | "again" | "both" | "cancelled" | "forgotten";

export const tipManners: readonly Manner[] = ["text", "picture", "held", "again", "text", "cancelled", "forgotten"];

/** The same where the moments count in which something is written. */
export const busyManners: readonly Manner[] = [
  "long",
  "both",
  "picture",
  "held",
  "long",
  "both",
  "again",
  "long",
  "cancelled",
];

export type Told = {
  manner: Manner;
  /** Words of parts that got their mark and were not taken back. */
  marked: string[];
  /** How many of these were marked while another chat wrote into the same case. */
  atOnce: number;
  /** Words that are there together or not at all, marked or not. */
  together: string[][];
  /** Whether it was being taken back: then it is there or not. */
  cancelling: boolean;
  secrets: Secret[];
  code: string | undefined;
};

export function newTold(manner: Manner): Told {
  return { manner, marked: [], atOnce: 0, together: [], cancelling: false, secrets: [], code: undefined };
}

type Telling = {
  /** Filled while it goes on, so that whoever breaks it off knows how far it came. */
  told: Told;
  person: () => Reporter;
  canaries: Canaries;
  /** Called after each answer. */
  step?: () => void;
};

export const MARK = /^✔/m;
const CODE = /^[a-z]+(?:-[a-z]+){7}$/m;
const ACCUSES = "pak camat kemarin bagi sembako buat paslon di kantor kecamatan";

/** One report, answer by answer, as people write it. Rejects when an answer does not come. */
export async function tellTip({ told, person, canaries, step = () => undefined }: Telling): Promise<void> {
  const { manner } = told;
  const reporter = person();
  const says = async (text: string, expected: RegExp, who = reporter) => {
    const answer = await who.says(text, expected);
    step();
    return answer;
  };
  const newText = () => {
    const word = canaries.word();
    told.secrets.push({ name: `a text (${manner})`, value: word });
    return word;
  };

  const held = manner === "held" || manner === "forgotten" ? newText() : undefined;
  if (held === undefined) await says("/lapor", /Lanjut\?/);
  else await says(`${ACCUSES} ${held}`, /laporan rahasia\?/);
  if (manner === "forgotten") {
    await says("lupakan saja", /lupakan/);
    return;
  }
  if (held !== undefined) await says("YA", /Lanjut\?/);
  await says("YA", /TIDAK boleh membaca/);
  const shown = await says("LEWATI", CODE);
  const code = CODE.exec(shown)?.[0] ?? "";
  told.code = code;
  told.secrets.push(...secretsOfCode(code));
  if (held !== undefined && MARK.test(shown)) told.marked.push(held);

  const text = newText();
  await says(`Kejadiannya ${text} di kantor`, MARK);
  told.marked.push(text);
  for (let more = manner === "long" ? 5 : 0; more > 0; more -= 1) {
    const next = newText();
    await says(`Lalu ${next}`, MARK);
    told.marked.push(next);
  }
  if (manner === "picture") {
    const [caption, name, owner] = [newText(), newText(), newText()];
    told.together.push([caption, name]);
    await reporter.sends({ bytes: await pictureOf(owner), name: `${name}.jpg`, caption: `Lihat ${caption}` }, MARK);
    step();
    told.marked.push(caption, name);
  }
  if (manner === "both") await writeAtOnce({ told, person, canaries, step }, reporter, newText);
  if (manner === "cancelled") {
    told.cancelling = true;
    await says("BATAL", /tidak ada lagi yang dapat membukanya/);
    told.marked = [];
    return;
  }
  await says("SELESAI", /ditutup di obrolan ini/);
  if (manner === "again") {
    const other = person();
    await says(`/cek ${code}`, /Status laporan/, other);
    const more = newText();
    await says(`Satu lagi ${more}`, MARK, other);
    told.marked.push(more);
    await says("SELESAI", /ditutup di obrolan ini/, other);
  }
}

/** Four rounds of two chats with the code of one report, which both write without waiting for the other; words and pictures. */
async function writeAtOnce(
  { told, person, step = () => undefined }: Telling,
  reporter: Reporter,
  newText: () => string,
): Promise<void> {
  const other = person();
  await other.says(`/cek ${told.code}`, /Status laporan/);
  step();
  for (let round = 0; round < 4; round += 1) {
    const pair = [reporter, other].map(async (who, at) => {
      const [word, name] = [newText(), newText()];
      const isPicture = (round + at) % 4 === 0;
      const picture = { bytes: await pictureOf(name), name: `${name}.jpg`, caption: `Lihat ${word}` };
      if (isPicture) told.together.push([word, name]);
      await (isPicture ? who.sends(picture, MARK) : who.says(`Berdua ${word}`, MARK));
      step();
      told.marked.push(word, ...(isPicture ? [name] : []));
      told.atOnce += 1;
    });
    // Whoever got an answer has it, though the process dies before the other gets one.
    for (const each of await Promise.allSettled(pair)) if (each.status === "rejected") throw each.reason;
  }
}

/** A word of it stands in many texts, three in a row do not. */
function secretsOfCode(code: string): Secret[] {
  const words = code.split("-");
  return ["-", " ", ",", ""].flatMap((between) =>
    words.slice(0, -2).map((_, at) => ({ name: "a code", value: words.slice(at, at + 3).join(between) })),
  );
}
