import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Trouble } from "./faults.ts";
import type { Happening } from "./types.ts";

/** What is kept under its path, encrypted; the server can't read it. */
export type Media = {
  /** Encrypts a file and keeps it; what a message must say of it. */
  keep(kind: FileKind, bytes: Uint8Array): KeptFile;
  /** Decrypts a file that a message tells of. */
  open(kind: FileKind, file: Pick<KeptFile, "directPath" | "mediaKey" | "fileSha256">): Buffer;
  forget(path: string): void;
  serve(request: IncomingMessage, response: ServerResponse): Promise<void>;
};

export type FileKind = "image" | "document" | "audio" | "video";
export type KeptFile = {
  directPath: string;
  url: string;
  mediaKey: Uint8Array;
  fileSha256: Uint8Array;
  fileEncSha256: Uint8Array;
  fileLength: number;
};

/** The host that stands in the addresses of files; a bot under test must never ask for its address. */
const host = "mmg.whatsapp.net";
const macLength = 10;

export function createMedia(faults: Trouble, emit: (happening: Happening) => void): Media {
  const kept = new Map<string, Buffer>();

  const put = (sealed: Buffer): string => {
    const path = `/v/t62.7118-24/${sha256(sealed).toString("base64url")}.enc`;
    kept.set(path, sealed);
    return `${path}?ccb=11-4&oh=test`;
  };
  const get = (directPath: string) => kept.get(directPath.split("?")[0] ?? "");

  function answer(request: IncomingMessage, body: Buffer): { status: number; body: Buffer | string } {
    const { method = "", url = "" } = request;
    const refused = faults.take("media", (fault) => fault.method === method)?.status;
    if (refused !== undefined) return { status: refused, body: "" };
    if (method === "POST" && url.startsWith("/mms/")) {
      const token = new URL(url, "http://localhost").pathname.split("/").at(-1) ?? "";
      if (token !== sha256(body).toString("base64url")) return { status: 400, body: '{"error":"wrong hash"}' };
      const directPath = put(body);
      return { status: 200, body: JSON.stringify({ url: `https://${host}${directPath}`, direct_path: directPath }) };
    }
    const found = method === "GET" ? get(url) : undefined;
    return found === undefined ? { status: 404, body: "" } : { status: 200, body: found };
  }

  return {
    keep: (kind, bytes) => {
      const mediaKey = randomBytes(32);
      const sealed = seal(kind, mediaKey, bytes);
      const directPath = put(sealed);
      return {
        directPath,
        url: `https://${host}${directPath}`,
        mediaKey,
        fileSha256: sha256(bytes),
        fileEncSha256: sha256(sealed),
        fileLength: bytes.length,
      };
    },
    open: (kind, { directPath, mediaKey, fileSha256 }) => {
      const sealed = get(directPath);
      if (sealed === undefined) throw new Error(`no file is kept at ${directPath}`);
      const plain = unseal(kind, mediaKey, sealed);
      if (!sha256(plain).equals(fileSha256)) throw new Error("the file is not the one that the message tells of");
      return plain;
    },
    forget: (directPath) => {
      kept.delete(directPath.split("?")[0] ?? "");
    },
    serve: async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const { status, body } = answer(request, Buffer.concat(chunks));
      const { method = "", url = "", headers } = request;
      response.writeHead(status, { "content-length": Buffer.byteLength(body) }).end(body);
      emit({ kind: "media", method, path: url.split("?")[0] ?? "", host: headers.host ?? "", status });
    },
  };
}

function keysOf(kind: FileKind, mediaKey: Uint8Array) {
  const info = `WhatsApp ${kind[0]?.toUpperCase()}${kind.slice(1)} Keys`;
  const derived = Buffer.from(hkdfSync("sha256", mediaKey, "", info, 112));
  return { iv: derived.subarray(0, 16), cipher: derived.subarray(16, 48), mac: derived.subarray(48, 80) };
}

function seal(kind: FileKind, mediaKey: Uint8Array, bytes: Uint8Array): Buffer {
  const keys = keysOf(kind, mediaKey);
  const cipher = createCipheriv("aes-256-cbc", keys.cipher, keys.iv);
  const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([body, macOf(keys, body)]);
}

function unseal(kind: FileKind, mediaKey: Uint8Array, sealed: Buffer): Buffer {
  const keys = keysOf(kind, mediaKey);
  const body = sealed.subarray(0, -macLength);
  if (!macOf(keys, body).equals(sealed.subarray(-macLength))) throw new Error("the file's MAC is wrong");
  const decipher = createDecipheriv("aes-256-cbc", keys.cipher, keys.iv);
  return Buffer.concat([decipher.update(body), decipher.final()]);
}

function macOf({ mac, iv }: ReturnType<typeof keysOf>, body: Buffer): Buffer {
  return createHmac("sha256", mac).update(iv).update(body).digest().subarray(0, macLength);
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest();
}
