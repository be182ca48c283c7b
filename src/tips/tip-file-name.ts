import { safeFileName } from "../chat/incoming-file.ts";
import { textToBytes } from "./bytes.ts";

/** File systems take 255; a reader's own folder may put a number before it. */
const MOST_BYTES = 180;

/** What Windows takes for a device, whatever ending follows. */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:[. ]|$)/i;

/**
 * The name that a file has in a case: as the sender's phone named it, but with an ending that tells what the file is, short enough
 * for any disk, and one that no system takes for a folder, a hidden file or a device.
 */
export function tipFileName(name: string, endings: readonly string[]): string {
  const safe = safeFileName(name, "berkas").replace(/^[._\s]*\./, "_");
  const found = /\.([^.]+)$/.exec(safe)?.[1] ?? "";
  const ending = endings.includes(found.toLowerCase()) ? found : (endings[0] ?? "bin");
  const stem = found === ending ? safe.slice(0, -ending.length - 1) : safe;
  const letters = Array.from(DEVICE.test(`${stem}.`) ? `_${stem}` : stem);
  while (textToBytes(letters.join("")).length > MOST_BYTES) letters.pop();
  return `${letters.join("").replace(/[. ]+$/, "") || "berkas"}.${ending}`;
}
