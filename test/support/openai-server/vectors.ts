/** Numbers of a vector. */
export const SIZE = 256;

/**
 * A vector of length one: words, their beginnings and their runs of three letters, each hashed into a place. Texts of much the same
 * words are near each other, and the same text has the same vector.
 */
export function vectorOf(text: string): number[] {
  const vector = new Array<number>(SIZE).fill(0);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    add(vector, `w:${word}`, 1);
    if (word.length > 4) add(vector, `b:${word.slice(0, 4)}`, 0.7);
    const padded = `^${word}$`;
    for (let at = 0; at + 3 <= padded.length; at += 1) add(vector, `n:${padded.slice(at, at + 3)}`, 0.4);
  }
  const length = Math.hypot(...vector);
  if (length === 0) return vector.with(0, 1);
  return vector.map((number) => number / length);
}

function add(vector: number[], feature: string, weight: number): void {
  const hash = hashOf(feature);
  const place = hash % SIZE;
  vector[place] = (vector[place] ?? 0) + (hash & 0x4000_0000 ? weight : -weight);
}

/** FNV-1a of 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c_9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x0100_0193) >>> 0;
  return hash;
}
