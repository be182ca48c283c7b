import { canonicalJson } from "../canonical-json.ts";
import { bytesToText, sha256Hex, textToBytes } from "./bytes.ts";
import { bucketOf } from "./pad.ts";
import { isSignedBy, type SignedFor, signingKeyOf, signText } from "./signing.ts";

/** `\n`, two lengths of 8 hex digits with a space between, `\n`. */
const TAIL = 19;

/**
 * What is sealed, so that whoever opens it with stock `age` sees it at once: the content first (a picture viewer stops at a
 * picture's end), an empty line, one line of JSON, spaces up to the bucket, and the two lengths that say where each ends.
 */
export function closeEnvelope(content: Uint8Array, line: string, least = 0): Uint8Array {
  const about = textToBytes(line);
  const size = bucketOf(Math.max(least, content.length + 2 + about.length + TAIL));
  const plain = new Uint8Array(size).fill(0x20);
  plain.set(content);
  plain.set([0x0a, 0x0a], content.length);
  plain.set(about, content.length + 2);
  plain.set(textToBytes(`\n${lengthOf(content)} ${lengthOf(about)}\n`), size - TAIL);
  return plain;
}

/** Undefined for what {@link closeEnvelope} did not write. */
export function openEnvelope(plain: Uint8Array): { content: Uint8Array; line: string } | undefined {
  const tail = /^\n([0-9a-f]{8}) ([0-9a-f]{8})\n$/.exec(bytesToText(plain.subarray(-TAIL)));
  if (tail === null) return undefined;
  const [content, about] = [Number.parseInt(tail[1] ?? "", 16), Number.parseInt(tail[2] ?? "", 16)];
  if (content + 2 + about + TAIL > plain.length) return undefined;
  return {
    content: plain.slice(0, content),
    line: bytesToText(plain.subarray(content + 2, content + 2 + about)),
  };
}

/** An envelope of at least `least` bytes whose line carries `meta`, a signature over it and the content, and the key that fits the signature. */
export function signEnvelope<Meta>(
  purpose: SignedFor,
  meta: Meta,
  content: Uint8Array,
  secret: Uint8Array,
  least = 0,
): { plain: Uint8Array; hash: string } {
  const signed = signedText(meta, sha256Hex(content));
  const line = canonicalJson({ meta, key: signingKeyOf(secret), signature: signText(purpose, signed, secret) });
  return { plain: closeEnvelope(content, line, least), hash: sha256Hex(textToBytes(signed)) };
}

/**
 * `hash` is SHA-256 (hex) of content and meta: what the next part carries; `contentHash` of the content alone. `meta` is whatever JSON
 * was signed.
 */
export type SignedEnvelope = { meta: unknown; content: Uint8Array; contentHash: string; key: string; hash: string };

/**
 * `unreadable`: nothing that {@link signEnvelope} wrote. `forged`: its signature does not fit its content, its meta or its key. Whose
 * key it is, is for the caller to ask.
 */
export function openSigned(
  purpose: SignedFor,
  plain: Uint8Array,
): ({ kind: "signed" } & SignedEnvelope) | { kind: "unreadable" | "forged" } {
  const envelope = openEnvelope(plain);
  const line = envelope === undefined ? undefined : parseJson(envelope.line);
  if (envelope === undefined || !isRecord(line)) return { kind: "unreadable" };
  const { meta, key, signature } = line;
  if (typeof key !== "string" || typeof signature !== "string") return { kind: "forged" };
  const { content } = envelope;
  const contentHash = sha256Hex(content);
  const signed = signedText(meta, contentHash);
  if (!isSignedBy(key, purpose, signed, signature)) return { kind: "forged" };
  return { kind: "signed", meta, content, contentHash, key, hash: sha256Hex(textToBytes(signed)) };
}

/** Undefined for what is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Only ever a SyntaxError, whose message would quote the text.
    return undefined;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function signedText(meta: unknown, contentHash: string): string {
  return `${canonicalJson(meta)}\n${contentHash}`;
}

function lengthOf(bytes: Uint8Array): string {
  return bytes.length.toString(16).padStart(8, "0");
}
