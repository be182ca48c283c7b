import type { Bubble, Screen } from "./phone.ts";

/** A picture in words: who said what, and which button was pressed. */
export function transcriptOf({ whose, bubbles }: Screen): string {
  return `${[`HP ${whose}`, ...bubbles.map(say)].join("\n\n")}\n`;
}

function say(bubble: Bubble): string {
  if (bubble.from === "person") return `${bubble.at} orang: ${bubble.text}`;
  const rows = bubble.buttons.map((row) =>
    row.map((label) => (label === bubble.pressed ? `[*${label}*]` : `[${label}]`)).join(" "),
  );
  return [`${bubble.at} bot: ${bubble.text}`, ...rows].join("\n");
}
