/** A unit, district or tag as it is compared: without case, marks of writing, or more than single spaces. */
export function comparable(text: string): string {
  return tidied(text).toLowerCase();
}

/** The same as people read it. */
export function tidied(text: string): string {
  return text
    .toWellFormed()
    .normalize("NFKC")
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")
    .trim();
}
