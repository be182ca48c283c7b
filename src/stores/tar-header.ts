export const TAR_BLOCK = 512;

/** Larger sizes do not fit the eleven octal digits of the format and stand in binary, as GNU tar writes and reads them. */
const MOST_OCTAL = 8 ** 11;

/** The header of a regular file in a POSIX tar, its owner's alone and without any time. `name` has at most 100 bytes. */
export function tarHeader(name: string, size: number): Buffer {
  const header = Buffer.alloc(TAR_BLOCK);
  header.write(name, 0, 100, "utf8");
  header.write("0000600\0", 100);
  header.write("0000000\0", 108);
  header.write("0000000\0", 116);
  if (size < MOST_OCTAL) header.write(`${size.toString(8).padStart(11, "0")}\0`, 124);
  else {
    header[124] = 0x80;
    header.writeBigUInt64BE(BigInt(size), 128);
  }
  header.write("00000000000\0", 136);
  header.write(" ".repeat(8), 148);
  header.write("0", 156);
  header.write("ustar\0", 257);
  header.write("00", 263);
  const sum = header.reduce((before, byte) => before + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return header;
}

/** What a header that {@link tarHeader} wrote for that name says of the size; undefined for any other. */
export function tarSize(header: Buffer, name: string): number | undefined {
  const size = Number.parseInt(header.toString("latin1", 124, 135), 8);
  return Number.isSafeInteger(size) && size >= 0 && header.equals(tarHeader(name, size)) ? size : undefined;
}

/** What fills the last block of a file. */
export function padding(size: number): Buffer {
  return Buffer.alloc((TAR_BLOCK - (size % TAR_BLOCK)) % TAR_BLOCK);
}
