import type { Entity } from "./types.ts";

const word = "[\\p{L}\\p{N}_]";

const kinds: ReadonlyArray<[type: string, pattern: RegExp]> = [
  ["bot_command", /(?<![\p{L}\p{N}_/<>])\/[a-z0-9_]{1,64}(@[a-z0-9_]{3,32})?(?![\p{L}\p{N}_/])/giu],
  ["mention", new RegExp(`(?<!${word})@[a-z][a-z0-9_]{2,31}(?!${word})`, "giu")],
  ["hashtag", new RegExp(`(?<!${word})#${word}*\\p{L}${word}*`, "giu")],
  ["url", /(?<![\p{L}\p{N}])https?:\/\/[^\s<>"]*[^\s<>".,;:!?)]/giu],
];

/** The entities Telegram finds by itself in what a person wrote. */
export function entitiesOf(text: string): Entity[] {
  const found: Entity[] = [];
  for (const [type, pattern] of kinds) {
    for (const match of text.matchAll(pattern)) {
      found.push({ type, offset: match.index, length: match[0].length });
    }
  }
  // A name inside a command or an address is part of it.
  const whole = found.filter((entity) => !found.some((other) => other !== entity && encloses(other, entity)));
  return whole.sort((a, b) => a.offset - b.offset);
}

function encloses(outer: Entity, inner: Entity): boolean {
  return (
    outer.offset <= inner.offset &&
    outer.offset + outer.length >= inner.offset + inner.length &&
    outer.length > inner.length
  );
}
