import { x25519 } from "@noble/curves/ed25519.js";
import { type Recipient, Stanza } from "age-encryption";
import { randomBytes, toBase64 } from "./bytes.ts";

/** So long is a file key under X25519: 16 bytes and the tag of ChaCha20-Poly1305. */
const WRAPPED = 32;

/**
 * A recipient that nobody is. Its stanza looks like any other: a point of the curve whose secret is forgotten at once (half of all random
 * bytes would be none, and tell), and bytes that no key opens.
 */
export const throwAway: Recipient = {
  wrapFileKey: async () => [
    new Stanza(["X25519", toBase64(await freshPoint()).replaceAll("=", "")], randomBytes(WRAPPED)),
  ],
};

async function freshPoint(): Promise<Uint8Array> {
  const { subtle } = globalThis.crypto;
  try {
    const pair = await subtle.generateKey("X25519", true, ["deriveBits"]);
    if ("publicKey" in pair) return new Uint8Array(await subtle.exportKey("raw", pair.publicKey));
  } catch {
    // A browser that does not have this curve of its own: slower, and the same.
  }
  return x25519.keygen().publicKey;
}
