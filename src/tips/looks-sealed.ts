import { Field, FpIsSquare } from "@noble/curves/abstract/modular.js";
import { bytesToText } from "./bytes.ts";
import { bucketOf } from "./pad.ts";
import { SLOTS } from "./seal.ts";
import type { Sealed } from "./tip-store.ts";

/** Without its `=`, as age writes 32 bytes. */
const BYTES_32 = "[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]";
const STANZA = new RegExp(`-> X25519 (${BYTES_32})\\n${BYTES_32}\\n`, "g");
const HEADER = new RegExp(`^age-encryption\\.org/v1\\n(?:${STANZA.source}){${SLOTS}}--- ${BYTES_32}\\n$`);

/** age: a nonce, then pieces of 64 KiB with a tag each. */
const NONCE = 16;
const PIECE = 65_536;
const TAG = 16;

const field = Field(2n ** 255n - 19n);
const A = 486_662n;

/**
 * Whether something has the form of what is sealed here, as far as it shows without a key: the stanzas, points of the curve in each
 * (of bytes at random half are none), and a length that padding makes.
 */
export function looksSealed({ header, body }: Sealed): boolean {
  const text = bytesToText(header);
  if (!HEADER.test(text) || !isPadded(body.length)) return false;
  const points = [...text.matchAll(STANZA)].map(([, point = ""]) => point);
  return new Set(points).size === SLOTS && points.every(isPoint);
}

function isPadded(length: number): boolean {
  const pieces = Math.ceil((length - NONCE) / (PIECE + TAG));
  const plain = length - NONCE - pieces * TAG;
  return plain > 0 && bucketOf(plain) === plain;
}

/** Whether u³ + 486662u² + u has a root, for a `u` of 32 bytes in base64, the lowest first. */
function isPoint(base64: string): boolean {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const u = field.create(bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n) & (2n ** 255n - 1n));
  return u !== 0n && FpIsSquare(field, field.create(u * u * u + A * u * u + u));
}
