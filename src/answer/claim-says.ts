import { variantsOf } from "./claim-variants.ts";
import { LIGHT, MARKS, OPENERS, type Token, tokensOf } from "./claim-words.ts";

/**
 * Whether one sentence says no more and nothing else than another: it is a variant of it word for word, but for what only leads over
 * and, where `addresses`, an "Anda" ahead of what is commanded anyway.
 */
export function says(claim: string, sentence: string, addresses: boolean): boolean {
  const said = withoutStop(tokensOf(claim));
  const source = tokensOf(sentence);
  const words = new Set(source.flatMap(({ shown }) => shown.split(" ")));
  return (
    isWrittenLike(said, words) &&
    variantsOf(source).some((variant) => behindOpeners(said).some((rest) => isSame(rest, variant, addresses)))
  );
}

function withoutStop(tokens: readonly Token[]): readonly Token[] {
  return tokens.at(-1)?.means === "." ? tokens.slice(0, -1) : tokens;
}

const MOST_OPENERS = 2;

/** What may be the sentence itself: all of it, and what stands behind one opener or two. */
function behindOpeners(said: readonly Token[], more = MOST_OPENERS): Array<readonly Token[]> {
  if (more === 0) return [said];
  const rests = OPENERS.flatMap((opener) => {
    if (!opener.every((means, at) => said[at]?.means === means)) return [];
    const comma = said[opener.length]?.means === ",";
    // "Bapak/Ibu boleh" says who may; "Bapak/Ibu, boleh" only calls.
    if (!comma && opener[0] === "#anda") return [];
    const rest = said.slice(opener.length + (comma ? 1 : 0));
    return rest[0]?.means === opener[0] ? [] : behindOpeners(rest, more - 1);
  });
  return [said, ...rests];
}

function isSame(said: readonly Token[], variant: readonly Token[], addresses: boolean): boolean {
  let at = 0;
  for (let word = 0; word < said.length; word += 1) {
    const means = said[word]?.means ?? "";
    while (at < variant.length && variant[at]?.means !== means && LIGHT.has(variant[at]?.means ?? "")) at += 1;
    if (variant[at]?.means === means) at += 1;
    else if (means !== "#anda" || !addresses || !mayAddress(said[word + 1], variant, at)) return false;
  }
  return variant.slice(at).every(({ means }) => LIGHT.has(means));
}

/** "Jangan hadir" commands whoever reads it, and "bila dipanggil" speaks of them; "boleh hadir" may be meant of others. */
function mayAddress(next: Token | undefined, variant: readonly Token[], at: number): boolean {
  const follows = variant[at];
  if (follows === undefined || next?.means !== follows.means) return false;
  const ahead = variant[at - 1]?.means;
  if (COMMANDS.has(follows.means)) return ahead === undefined || ahead === "," || ahead === ";" || ahead === ":";
  return ahead === "#bila" && HAPPENS.test(follows.means);
}
const COMMANDS: ReadonlySet<string> = new Set(["jangan", "#dilarang", "#wajib", "sebaiknya", "hindari"]);
const HAPPENS = /^(?:di(?!nas|ri$)\w{4,}|ter\w{4,}|#terlanjur|ragu|tetap|masih)$/;

/** No word in capitals, and none with a capital inside a sentence, but those that are written so in the source. */
function isWrittenLike(said: readonly Token[], words: ReadonlySet<string>): boolean {
  return said.every(({ shown, means }, at) => {
    if (MARKS.has(means) || means === "#anda") return true;
    const startsAnew = at === 0 || !/^[\p{L}\p{N}]/u.test(said[at - 1]?.means.replace("#", "") ?? "");
    return shown
      .split(" ")
      .every(
        (word, index) => words.has(word) || (startsAnew && index === 0 ? /^[A-Z]?[^A-Z]*$/ : /^[^A-Z]*$/).test(word),
      );
  });
}
