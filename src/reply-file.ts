/**
 * A file that goes with a reply; what is PNG or JPEG is shown as a picture where the channel can. The only one of a reply that
 * has no caption of its own gets the words, where they fit. With its `sha256` (hex) it is uploaded once, however often it is sent.
 */
export type ReplyFile = { name: string; mime: string; bytes: Uint8Array; caption?: string; sha256?: string };

/** What is said of files that cannot be shown; apart from the other texts because channels say it. */
export const fileTexts = {
  picture: "gambar",
  file: "berkas",
  notSent: (name: string) => `Berkas ${name} tidak dapat dikirim di sini.`,
  elsewhere:
    "Terminal tidak menampilkan dan tidak menyimpan berkas; mintalah lewat aplikasi chat, atau buat di meja petugas (npm run -s desk -- --help).",
} as const;

/** Whether a file is a picture that every phone shows. */
export function isPicture({ mime }: ReplyFile): boolean {
  return mime === "image/png" || mime === "image/jpeg";
}

/** A file where it can only be named: `[gambar: statistik.png, 23 KB]` and its caption. */
export function fileLine(file: ReplyFile): string {
  const { name, bytes, caption } = file;
  const kilobytes = Math.max(1, Math.round(bytes.length / 1024));
  const size = kilobytes < 1024 ? `${kilobytes} KB` : `${(kilobytes / 1024).toFixed(1).replace(".", ",")} MB`;
  const line = `[${isPicture(file) ? fileTexts.picture : fileTexts.file}: ${name}, ${size}]`;
  return caption === undefined ? line : `${line}\n${caption}`;
}
