import { createDecipheriv, createHash, createHmac, timingSafeEqual } from "node:crypto";
import { getMediaKeys, type MediaType, type proto } from "@whiskeysockets/baileys";
import { unwrapped } from "./content.ts";

/**
 * A file, or why there is none: the message names none · its address is none of the platform's · it is larger than wanted ·
 * the platform has it no longer (the sender must send it again) · it is not the file that was sent · it did not come in
 * time, or not at all.
 */
export type Fetched =
  | { kind: "bytes"; bytes: Uint8Array }
  | { kind: "refused"; why: "no-file" | "bad-address" | "too-large" | "gone" | "damaged" | "too-slow" | "offline" };

export type FetchMediaOptions = {
  /** The platform's media server, as our own connection knows it; what the sender says of hosts counts nothing. */
  host: string;
  mostBytes: number;
  timeoutMs: number;
  /** How to reach it; see `media-agents.ts`. */
  request?: RequestInit;
  signal?: AbortSignal;
};

type Kind = "imageMessage" | "videoMessage" | "ptvMessage" | "audioMessage" | "documentMessage" | "stickerMessage";

const kinds: Readonly<Record<Kind, MediaType>> = {
  imageMessage: "image",
  videoMessage: "video",
  ptvMessage: "video",
  audioMessage: "audio",
  documentMessage: "document",
  stickerMessage: "sticker",
};

/** Behind the ciphertext, which is up to one block longer than the file. */
const MAC_BYTES = 10;
const BLOCK_BYTES = 16;

type Refusal = Extract<Fetched, { kind: "refused" }>["why"];

/** Fetches and opens the file of a message, all of it in memory. Never throws for anything a sender or the platform does. */
export async function fetchMedia(message: proto.IMessage, options: FetchMediaOptions): Promise<Fetched> {
  const refused = (why: Refusal): Fetched => ({ kind: "refused", why });
  const { inner } = unwrapped(message);
  const kind = (Object.keys(kinds) as Kind[]).find((each) => inner[each] != null);
  const { mediaKey, fileSha256, directPath, fileLength } = (kind !== undefined && inner[kind]) || {};
  if (kind === undefined || mediaKey?.length !== 32 || fileSha256?.length !== 32) return refused("no-file");
  const address = addressOf(options.host, directPath);
  if (address === undefined) return refused("bad-address");
  // The sender's word; what comes is counted all the same.
  if (Number(fileLength ?? 0) > options.mostBytes) return refused("too-large");
  const sealed = await download(address, options);
  if (typeof sealed === "string") return refused(sealed);
  const bytes = await open(sealed, mediaKey, kinds[kind]);
  if (bytes === undefined || !createHash("sha256").update(bytes).digest().equals(fileSha256)) return refused("damaged");
  return bytes.length > options.mostBytes ? refused("too-large") : { kind: "bytes", bytes };
}

/** The path may not change the host, as `@evil` and `.evil` behind a host would. */
function addressOf(host: string, path: string | null | undefined): URL | undefined {
  if (path == null || !/^\/(?![/\\])/.test(path)) return undefined;
  const base = URL.parse(`https://${host}/`);
  const address = URL.parse(`https://${host}${path}`);
  if (base === null || address === null || address.host !== base.host) return undefined;
  return address.username === "" && address.password === "" ? address : undefined;
}

async function download(address: URL, options: FetchMediaOptions): Promise<Uint8Array | Refusal> {
  const { mostBytes, timeoutMs, request = {}, signal } = options;
  const late = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(address, {
      ...request,
      redirect: "error",
      headers: { origin: "https://web.whatsapp.com" },
      signal: signal === undefined ? late : AbortSignal.any([signal, late]),
    });
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      return [403, 404, 410].includes(response.status) ? "gone" : "offline";
    }
    return await readAtMost(response.body, mostBytes + BLOCK_BYTES + MAC_BYTES);
  } catch {
    // Its error would name the file.
    return late.aborted ? "too-slow" : "offline";
  }
}

async function readAtMost(body: ReadableStream<Uint8Array>, most: number): Promise<Uint8Array | "too-large"> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > most) return "too-large";
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function open(sealed: Uint8Array, mediaKey: Uint8Array, type: MediaType): Promise<Uint8Array | undefined> {
  if (sealed.length < BLOCK_BYTES + MAC_BYTES) return undefined;
  const { iv, cipherKey, macKey } = await getMediaKeys(mediaKey, type);
  if (macKey === undefined || macKey === null) return undefined;
  const body = sealed.subarray(0, -MAC_BYTES);
  const mac = createHmac("sha256", macKey).update(iv).update(body).digest().subarray(0, MAC_BYTES);
  if (!timingSafeEqual(mac, sealed.subarray(-MAC_BYTES))) return undefined;
  try {
    const decipher = createDecipheriv("aes-256-cbc", cipherKey, iv);
    return Buffer.concat([decipher.update(body), decipher.final()]);
  } catch {
    return undefined; // A length or padding that no sender's phone makes: not the file that was sent.
  }
}
