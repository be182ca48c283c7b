import { proto } from "@whiskeysockets/baileys";
import { createIdentity, createKeyPair, type Identity, type KeyPair } from "./keys.ts";

/** The server's own root of trust, in place of WhatsApp's. */
export type Authority = {
  /** Hex, for WHATSAPP_ROOT_KEY and `WA_CERT_DETAILS.PUBLIC_KEY`. */
  rootKey: string;
  /** The key that the server proves to have in the Noise handshake. */
  server: KeyPair;
  chain: Uint8Array;
  /** A chain of the same shape that another root signed. */
  foreignChain(): Uint8Array;
  /** A chain of this root for another server key than the one that is used. */
  borrowedChain(): Uint8Array;
};

const { CertChain } = proto;

export function createAuthority(): Authority {
  const root = createIdentity();
  const server = createKeyPair();
  return {
    rootKey: root.public.toString("hex"),
    server,
    chain: chainOf(root, server),
    foreignChain: () => chainOf(createIdentity(), server),
    borrowedChain: () => chainOf(root, createKeyPair()),
  };
}

function chainOf(root: Identity, server: KeyPair): Uint8Array {
  const intermediate = createIdentity();
  return CertChain.encode({
    intermediate: certificate({ serial: 1, issuerSerial: 0, key: intermediate.public }, root),
    leaf: certificate({ serial: 2, issuerSerial: 1, key: server.public }, intermediate),
  }).finish();
}

function certificate(about: { serial: number; issuerSerial: number; key: Buffer }, issuer: Identity) {
  const details = CertChain.NoiseCertificate.Details.encode({
    ...about,
    notBefore: 1_700_000_000,
    notAfter: 4_000_000_000,
  }).finish();
  return { details, signature: issuer.sign(details) };
}
