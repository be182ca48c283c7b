/** What may be said with numbers: the law, hours, how many. Whatever could be put together to somebody's number may not. */

/** A number as it is written: of its digits, or a word for one. */
export type NumberSeen = {
  at: number;
  digits: number;
  /** Of a law, an article, an hour or a year: it tells nobody, as long as there are few. */
  isLaw: boolean;
  isWord: boolean;
};

/** Behind these a number is one of the law's own. */
const OF_LAW = new Set(
  "pasal psl lampiran uu pp perpres pkpu perbawaslu permendagri permenpan perbup perda se skb sema putusan mk tahun thn".split(
    " ",
  ),
);
/** Of these a law has never more than 99. */
const OF_ARTICLE = new Set(["ayat", "ayt", "angka", "butir", "bab"]);
const YEAR_DIGITS = 4;
const LAW = /^[1-9]\d{0,2}\/(?:19[4-9]\d|20[0-4]\d)$/;
const YEAR = /^20[0-4]\d$/;
const TIME = /^(?:[01]?\d|2[0-3])[.:][0-5]\d$/;
const SHORT = /^(?:0|[1-9]\d{0,2})$/;
const RANGE = /^[1-9]\d?-[1-9]\d?$/;
const AMOUNT = /^[1-9]\d{0,2}(?:rb|ribu|jt|juta|an|x|k)$/;
/** Without those of years. */
const MOST_DIGITS = 5;
const MOST_DIGITS_OF_LAW = 9;
const MOST_WORDS = 4;
/** So many beside each other are read out digit by digit. */
const MOST_WORDS_RUNNING = 2;

const NUMBER_WORDS = new Set(
  `nol kosong satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas belas puluh ratus ribu juta dobel double
  zero one two three four five six seven eight nine`.split(/\s+/),
);

/** Whether a word stands for a number, also with what makes it an order ("kedua") or a way of counting ("duanya"). */
export function isNumberWord(word: string): boolean {
  return NUMBER_WORDS.has(word) || NUMBER_WORDS.has(word.replace(/^(?:ke|se|ber)|(?:nya|an)$/g, ""));
}

/** What a written number may be, by the word before it; undefined where it must not be shown. */
export function readNumber(written: string, before: string, at: number): NumberSeen | undefined {
  const digits = written.replace(/\D/g, "").length;
  if (LAW.test(written) || YEAR.test(written)) return { at, digits: digits - YEAR_DIGITS, isLaw: true, isWord: false };
  if (!SHORT.test(written) && !TIME.test(written) && !RANGE.test(written) && !AMOUNT.test(written)) return undefined;
  return { at, digits, isLaw: isOfLaw(written, before), isWord: false };
}

function isOfLaw(written: string, before: string): boolean {
  return SHORT.test(written) && (OF_LAW.has(before) || (OF_ARTICLE.has(before) && written.length <= 2));
}

/**
 * Places of the numbers that must not be shown, for there are too many, they stand beside each other, or beside one that was
 * `refused`, of which they may be the rest.
 */
export function tooManyNumbers(seen: readonly NumberSeen[], refused: boolean): Set<number> {
  const hidden = new Set<number>();
  const hide = (numbers: readonly NumberSeen[]) => {
    for (const { at } of numbers) hidden.add(at);
  };
  for (const run of runsOf(seen)) {
    const written = run.filter(({ isWord }) => !isWord).length;
    if (run.length > MOST_WORDS_RUNNING || (written > 0 && run.length > 1 && !isYears(run))) hide(run);
  }
  const words = seen.filter(({ isWord }) => isWord);
  const plain = seen.filter(({ isLaw, isWord }) => !isLaw && !isWord);
  const law = seen.filter(({ isLaw }) => isLaw);
  if (refused || words.length > MOST_WORDS || digitsOf(plain) + words.length > MOST_DIGITS) hide([...words, ...plain]);
  if (digitsOf(law) > MOST_DIGITS_OF_LAW) hide(seen);
  return hidden;
}

/** Numbers with nothing between them. */
function runsOf(seen: readonly NumberSeen[]): NumberSeen[][] {
  const runs: NumberSeen[][] = [];
  for (const number of seen) {
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1)?.at === number.at - 1) run.push(number);
    else runs.push([number]);
  }
  return runs;
}

/** "pasal 9 2014" is no way to write a law; "2024 2029" are two years. */
function isYears(run: readonly NumberSeen[]): boolean {
  return run.length === 2 && run.every(({ digits, isLaw }) => isLaw && digits === 0);
}

function digitsOf(numbers: readonly NumberSeen[]): number {
  return numbers.reduce((sum, { digits }) => sum + digits, 0);
}
