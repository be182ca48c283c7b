import type { EventBody } from "./event.ts";

const MODES: ReadonlyArray<readonly [RegExp, EventBody["mode"]]> = [
  [/hybrid|hibrid|campur/i, "hybrid"],
  [/daring|online|zoom|virtual/i, "daring"],
  [/luring|offline|tatap/i, "luring"],
];

/** How people come to an event, as people write it ("tatap muka"); undefined where it says nothing of that. */
export function readMode(text: string): EventBody["mode"] | undefined {
  return MODES.find(([said]) => said.test(text))?.[1];
}
