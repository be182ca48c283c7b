import { constants } from "node:fs";
import { open, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { errorName } from "../log.ts";
import { syncFolder } from "../stores/put-in-place.ts";
import { BadInputError } from "./desk-error.ts";

const NEW = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;

/**
 * Writes a file that was not there, for its owner alone unless told, never over one and never through a link. Throws a sentence that
 * begins with `what` (the option that named it); then nothing is left of it.
 */
export async function writeNewFile(
  what: string,
  file: string,
  content: Uint8Array | string,
  mode = 0o600,
): Promise<void> {
  try {
    const handle = await open(file, NEW, mode);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } catch (error) {
      await rm(file, { force: true });
      throw error;
    } finally {
      await handle.close();
    }
    syncFolder(dirname(file));
  } catch (error) {
    if ((error as { code?: unknown }).code === "EEXIST")
      throw new BadInputError(`${what} ${file} is there already and is never overwritten; name another file`);
    throw new BadInputError(
      `${what} ${file} cannot be written (${errorName(error)}); name a file in a folder that exists and has room`,
    );
  }
}
