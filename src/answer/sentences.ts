/** Where a sentence may end: behind its mark, before what begins another. */
const END = /(?<=[.!?])[ \t]+(?=["(]?[A-Z0-9])|\n+/;
/** What ends in a full stop and no sentence. */
const ABBREVIATED = /(?:^|[\s(])(?:jo|no|dsb|dll|dst|hlm|rp|a\.n|u\.b|s\.d)\.$/i;

/** The sentences of a text in their order, each whole: none ends inside brackets or behind an abbreviation; a new line ends one. */
export function sentencesOf(text: string): string[] {
  const whole: string[] = [];
  let open = "";
  for (const line of text.split(/\n+/)) {
    for (const piece of line.split(END)) {
      open = open === "" ? piece.trim() : `${open} ${piece.trim()}`;
      if (ABBREVIATED.test(open) || isOpen(open)) continue;
      if (open !== "") whole.push(open);
      open = "";
    }
    if (open !== "") whole.push(open);
    open = "";
  }
  return whole;
}

function isOpen(text: string): boolean {
  return (text.match(/\(/g) ?? []).length > (text.match(/\)/g) ?? []).length;
}
