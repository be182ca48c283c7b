import type { Host } from "../host.ts";
import type { KeySources } from "../linked-device.ts";
import type { Settings } from "../settings.ts";

/** `warn`: somebody has to do something, and meanwhile it goes on · `bad`: something does not work. */
export type Level = "ok" | "warn" | "bad";

/** One line of the doctor; a remedy beside `ok` is only said. */
export type Finding = { name: string; level: Level; says: string; remedy?: string };

/** Looks at one thing; says so when it cannot, and never throws for what may be wrong with it. */
export type Check = (
  settings: Settings,
  environment: KeySources["environment"],
  host: Host,
) => Promise<readonly Finding[]>;
