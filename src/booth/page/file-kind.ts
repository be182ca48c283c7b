/** What may be drawn, by its first bytes and never by what somebody says it is. */
export function pictureKind(bytes: Uint8Array): "image/jpeg" | "image/png" | "image/webp" | undefined {
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return "image/jpeg";
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return "image/png";
  const isWebp = startsWith(bytes, [0x52, 0x49, 0x46, 0x46]) && startsWith(bytes.subarray(8), [0x57, 0x45, 0x42, 0x50]);
  return isWebp ? "image/webp" : undefined;
}

const SOUNDS = ["audio/ogg", "audio/mp4", "audio/mpeg", "audio/aac", "audio/x-m4a"];

/** A kind of sound that is played here; `application/ogg` is what some phones call theirs. */
export function soundKind(mime: string): string | undefined {
  if (mime === "application/ogg") return "audio/ogg";
  return SOUNDS.find((each) => each === mime);
}

const ENDINGS: ReadonlyArray<readonly [string, string]> = [
  ["image/jpeg", "jpg"],
  ["image/png", "png"],
  ["image/webp", "webp"],
  ["image/heic", "heic"],
  ["image/heif", "heif"],
  ["application/pdf", "pdf"],
  ["video/mp4", "mp4"],
  ["audio/ogg", "ogg"],
  ["audio/mp4", "m4a"],
  ["audio/mpeg", "mp3"],
];

/** How a file's name ends here; what is not known becomes something that no double click opens. */
export function endingOf(mime: string): string {
  return ENDINGS.find(([each]) => each === mime)?.[1] ?? "bin";
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, at) => bytes[at] === byte);
}
