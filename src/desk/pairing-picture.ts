import { existsSync } from "node:fs";
import { rename, rm, writeFile } from "node:fs/promises";
import { errorName } from "../log.ts";
import { BadInputError } from "./desk-error.ts";

/** The picture of a QR code in a file that only this account may read, for as long as the code is worth something. */
export type PairingPicture = { show(text: string): Promise<void>; remove(): Promise<void> };

/** Throws a {@link BadInputError} for a file that is there already: it would be lost. */
export function openPairingPicture(file: string): PairingPicture {
  if (existsSync(file)) throw new BadInputError(`--png ${file} is there already; name a file that is not`);
  const beside = `${file}.new`;
  return {
    async show(text) {
      const { drawQrPicture } = await import("../pictures/qr-picture.ts");
      try {
        await rm(beside, { force: true });
        await writeFile(beside, drawQrPicture(text), { mode: 0o600, flag: "wx" });
        await rename(beside, file);
      } catch (error) {
        throw new BadInputError(
          `--png ${file} cannot be written (${errorName(error)}); name a file in a folder that exists`,
        );
      }
    },
    async remove() {
      await Promise.all([rm(file, { force: true }), rm(beside, { force: true })]);
    },
  };
}
