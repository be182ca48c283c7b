import { Curve, proto, WA_CERT_DETAILS } from "@whiskeysockets/baileys";
import { verifySignature } from "libsignal/src/curve.js";
import type { WhatsAppSettings } from "./connection.ts";

/**
 * Makes the library check what it only seems to check. As shipped it takes any 64 bytes for a valid signature, because it
 * looks at whether libsignal throws and not at what it answers, and it never compares the key in the server's certificate
 * with the key the server used. `library` leaves that as it is. A root key of our own replaces WhatsApp's.
 *
 * The library holds both in objects that it exports and reads at each use; there is no option for them.
 */
export function checkSignatures({ verify, rootKey }: Pick<WhatsAppSettings, "verify" | "rootKey">): void {
  WA_CERT_DETAILS.PUBLIC_KEY = rootKey === undefined ? shipped.rootKey : Buffer.from(rootKey, "hex");
  const strict = verify === "strict";
  Curve.verify = strict ? verifyStrictly : shipped.verify;
  Curve.sharedKey = strict ? sharedKeyRemembered : shipped.sharedKey;
}

const shipped = { rootKey: WA_CERT_DETAILS.PUBLIC_KEY, verify: Curve.verify, sharedKey: Curve.sharedKey };

type Bytes = Uint8Array;

/**
 * During a handshake, which is one synchronous piece of the library: the key agreed on last is the server's own, then its
 * certificate is verified, then the one that signed it.
 */
let agreedWith: Bytes | undefined;
let verifiedBefore: Bytes | undefined;

function sharedKeyRemembered(privateKey: Bytes, publicKey: Bytes): ReturnType<typeof Curve.sharedKey> {
  agreedWith = publicKey;
  return shipped.sharedKey(privateKey, publicKey);
}

function verifyStrictly(publicKey: Bytes, message: Bytes, signature: Bytes): boolean {
  const certificate = verifiedBefore;
  verifiedBefore = message;
  if (!isSigned(publicKey, message, signature)) return false;
  return !isRoot(publicKey) || (certificate !== undefined && isFor(certificate, agreedWith));
}

function isSigned(publicKey: Bytes, message: Bytes, signature: Bytes): boolean {
  const key = publicKey.length === 33 ? publicKey : Buffer.concat([CURVE_25519, publicKey]);
  try {
    return verifySignature(Buffer.from(key), Buffer.from(message), Buffer.from(signature)) === true;
  } catch {
    // It throws for keys and signatures of a wrong length: not valid either.
    return false;
  }
}

const CURVE_25519 = Buffer.from([5]);

function isRoot(publicKey: Bytes): boolean {
  return Buffer.compare(publicKey, WA_CERT_DETAILS.PUBLIC_KEY) === 0;
}

function isFor(certificate: Bytes, key: Bytes | undefined): boolean {
  const { key: named } = proto.CertChain.NoiseCertificate.Details.decode(certificate);
  return key !== undefined && named !== null && named !== undefined && Buffer.compare(named, key) === 0;
}
