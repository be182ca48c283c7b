import { ed25519 } from "@noble/curves/ed25519.js";
import { fromBase64url, textToBytes, toBase64url } from "./bytes.ts";

/** What a signature is for: one made for one of these fits none of the others. */
export type SignedFor = "bagian" | "jawaban" | "daftar" | "keadaan" | "persetujuan" | "pelepasan";

/** Raw Ed25519 public key of a 32-byte secret, base64url. */
export function signingKeyOf(secret: Uint8Array): string {
  return toBase64url(ed25519.getPublicKey(secret));
}

/** Ed25519, base64url. */
export function signText(purpose: SignedFor, text: string, secret: Uint8Array): string {
  return toBase64url(ed25519.sign(signedBytes(purpose, text), secret));
}

/** False also for what is no signature or no key. */
export function isSignedBy(key: string, purpose: SignedFor, text: string, signature: string): boolean {
  const [raw, point] = [fromBase64url(signature), fromBase64url(key)];
  if (raw?.length !== 64 || point?.length !== 32) return false;
  try {
    return ed25519.verify(raw, signedBytes(purpose, text), point, { zip215: false });
  } catch {
    // Thrown for bytes that are no point of the curve: then nobody signed with it.
    return false;
  }
}

function signedBytes(purpose: SignedFor, text: string): Uint8Array {
  return textToBytes(`sinetral ${purpose} 1\n${text}`);
}
