/** Labels from the most likely down, as far as `allowed`. */
export function bestOf(chances: Float32Array, allowed: (label: number) => boolean, most = 5): number[] {
  return [...chances.keys()]
    .filter(allowed)
    .sort((a, b) => (chances[b] ?? 0) - (chances[a] ?? 0))
    .slice(0, most);
}

/** The sum of the chances of some labels. */
export function massOf(chances: Float32Array, chosen: (label: number) => boolean): number {
  return chances.reduce((sum, chance, label) => sum + (chosen(label) ? chance : 0), 0);
}
