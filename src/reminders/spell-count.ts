/** "5.214", as numbers are written in Indonesian. */
export function spellCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ".");
}
