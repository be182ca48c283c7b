/**
 * The digits of a phone number with the country's first, from what people write: 0812…, +62 812-…, 62812…; other countries
 * with a +. Undefined when it is none.
 */
export function phoneDigits(written: string): string | undefined {
  const text = written.replace(/[\s().‐‑–-]/gu, "");
  if (!/^\+?\d+$/.test(text)) return undefined;
  const isForeign = text.startsWith("+") || text.startsWith("00");
  const digits = isForeign ? text.replace(/^(\+|00)/, "") : text.replace(/^0/, "62");
  // The trunk's 0 is often left in: +62 (0)812.
  const whole = digits.replace(/^620+/, "62");
  if (whole.startsWith("62")) return /^62[2-9]\d{6,11}$/.test(whole) ? whole : undefined;
  return isForeign && /^[1-9]\d{7,14}$/.test(whole) ? whole : undefined;
}
