/** Everything that moves a terminal's cursor or turns a line around, but line ends and tabs. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for.
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** The same letters, but for those that could do something to a terminal. */
export function withoutControls(text: string): string {
  return text.replaceAll(CONTROLS, "\ufffd");
}

/** On one line, so that none of it passes for a line of ours. */
export function onOneLine(text: string): string {
  return withoutControls(text).replaceAll("\n", "\ufffd");
}

/** What a person wrote, as lines that can do nothing to a terminal, set in so that none passes for a line of ours. */
export function plainLines(text: string): string[] {
  if (text === "") return [];
  const lines = text.replaceAll(/\r\n?/g, "\n").split("\n").map(withoutControls);
  return lines.map((line) => `    ${line}`);
}
