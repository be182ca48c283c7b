import { readFileSync } from "node:fs";
import { SettingsError } from "./settings.ts";

/**
 * Loads `.env` into the environment if there is one; a value already set wins. DEBUG is dropped: with it, libraries print
 * what people write. Throws a {@link SettingsError} where this account may not read it, or where Node would pass over what is in it.
 */
export function loadEnvironment(file = ".env"): void {
  refuseUnread(file);
  try {
    process.loadEnvFile(file);
  } catch (error) {
    if ((error as { code?: string }).code !== "ENOENT") throw error;
  }
  delete process.env["DEBUG"];
}

function refuseUnread(file: string): void {
  try {
    const bytes = readFileSync(file);
    // Node takes the mark for a part of the first name, and finds no line in two bytes a letter: settings would be lost without a word.
    if (bytes.subarray(0, 3).equals(BYTE_ORDER_MARK))
      throw new SettingsError([
        `${file} begins with an invisible mark (UTF-8 with BOM), by which its first setting would not count. Save it as UTF-8 without BOM, or: sed -i '1s/^\\xEF\\xBB\\xBF//' ${file}`,
      ]);
    if (bytes.includes(0))
      throw new SettingsError([
        `${file} is saved as UTF-16 ("Unicode"), in which no setting would count. Save it as UTF-8 without BOM, or: iconv -f UTF-16 -t UTF-8 ${file} > new, look at new, then put it in its place.`,
      ]);
  } catch (error) {
    // Node says the same of a file that is not there and of one that it may not open.
    if ((error as { code?: string }).code === "EACCES")
      throw new SettingsError([
        `${file} is there and this account cannot read it. Use the account that the service runs under, or give it that file (docs/operations.md).`,
      ]);
    if (error instanceof SettingsError) throw error;
  }
}

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
