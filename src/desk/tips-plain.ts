/** Everything that moves a terminal's cursor or turns a line around, but line ends and tabs. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for.
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** What a person wrote, as lines that can do nothing to a terminal, set in so that none passes for a line of ours. */
export function plainLines(text: string): string[] {
  if (text === "") return [];
  const lines = text.replaceAll(/\r\n?/g, "\n").replaceAll(CONTROLS, "\ufffd").split("\n");
  return lines.map((line) => `    ${line}`);
}
