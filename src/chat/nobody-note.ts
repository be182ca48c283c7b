import type { Block } from "./message.ts";
import { releaseTexts as texts } from "./release-texts.ts";

/** What of an audience may be a slip, for whoever makes or approves it; nothing where somebody is of each part. */
export function nobodyNote(parts: readonly string[]): Block[] {
  return parts.length === 0 ? [] : [{ kind: "note", text: texts.nobodyOf(parts) }];
}
