import { CODE_WORDS, PREFIX_LETTERS } from "../code-words.ts";

/** Numbers of the words that somebody may have meant who wrote one letter wrong, too many, too few, or two the wrong way round. */
export function nearWords(written: string): number[] {
  return CODE_WORDS.flatMap((word, number) => (isNear(written, word) ? [number] : []));
}

/** Also where no more than the beginning of the word was written. */
function isNear(written: string, word: string): boolean {
  const shortest = Math.max(PREFIX_LETTERS, written.length - 1);
  for (let length = shortest; length <= Math.min(word.length, written.length + 1); length += 1)
    if (withinOneEdit(written, word.slice(0, length))) return true;
  return false;
}

/** Whether one letter is wrong, too many or missing, or two stand the wrong way round. */
export function withinOneEdit(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  const most = Math.min(one.length, other.length);
  let start = 0;
  while (start < most && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < most - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  const [left, right] = [one.length - start - end, other.length - start - end];
  if (left <= 1 && right <= 1) return true;
  return left === 2 && right === 2 && one[start] === other[start + 1] && one[start + 1] === other[start];
}
