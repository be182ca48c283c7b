/**
 * A cell of a CSV file for spreadsheets. What they would take for a formula begins with an apostrophe, which they show as text;
 * numbers stay numbers.
 */
export function csvCell(value: string | number, separator: string): string {
  const text = typeof value === "string" && /^\s*[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
