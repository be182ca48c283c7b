/** Says that a report is stored, and so stands nowhere else. */
export const STORED_SIGN = "\u2714";

/** A text with the sign left out, for what nobody can be asked to write anew. */
export function withoutStoredSign(text: string): string {
  return text.replace(/\u2714\uFE0F?/g, "");
}
