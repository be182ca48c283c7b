/** A vector of length one that stands for a situation; several may. */
export type Pointer = { situation: string; vector: Float32Array };

/** Ids of the situations nearest to a vector, best first; none where its length is another one. */
export type Nearest = (vector: Float32Array, most: number) => string[];

/**
 * Looks through all vectors, which lie behind one another in one block: a few thousand take a millisecond or two. A situation is as
 * near as its nearest vector.
 */
export function createNearest(pointers: readonly Pointer[]): Nearest {
  const length = pointers[0]?.vector.length ?? 0;
  const ids = [...new Set(pointers.map(({ situation }) => situation))];
  const places = new Map(ids.map((id, place) => [id, place]));
  const owners = Int32Array.from(pointers, ({ situation }) => places.get(situation) ?? 0);
  const block = new Float32Array(pointers.length * length);
  for (const [at, { vector }] of pointers.entries()) block.set(vector, at * length);
  return (wanted, most) => {
    if (length === 0 || wanted.length !== length) return [];
    const near = new Float32Array(ids.length).fill(-Infinity);
    for (let at = 0, from = 0; at < owners.length; at += 1, from += length) {
      let likeness = 0;
      for (let place = 0; place < length; place += 1) likeness += (block[from + place] ?? 0) * (wanted[place] ?? 0);
      const owner = owners[at] ?? 0;
      if (likeness > (near[owner] ?? 0)) near[owner] = likeness;
    }
    return ids
      .map((id, place) => ({ id, likeness: near[place] ?? -Infinity }))
      .sort((a, b) => b.likeness - a.likeness)
      .slice(0, most)
      .map(({ id }) => id);
  };
}
