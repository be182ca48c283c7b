import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  diffieHellman,
  hkdfSync,
  type KeyObject,
} from "node:crypto";
import { proto } from "@whiskeysockets/baileys";
import type { KeyPair } from "./keys.ts";
import { createKeyPair } from "./keys.ts";

/** What WhatsApp's clients say first: "WA", version 6, dictionary 3. */
export const prologue = Buffer.from([0x57, 0x41, 0x06, 0x03]);

export type Transport = { seal(plain: Uint8Array): Buffer; open(sealed: Uint8Array): Buffer };

/** The server's half of Noise XX with Curve25519, AES-256-GCM and SHA-256. */
export type Handshake = {
  /** Answers the client's first message. */
  hello(message: Uint8Array): Uint8Array;
  /** Takes the client's second message; from then on all is sealed by the transport. */
  finish(message: Uint8Array): { clientKey: Buffer; payload: proto.ClientPayload; transport: Transport };
};

export function createHandshake(server: KeyPair, chain: Uint8Array): Handshake {
  const ephemeral = createKeyPair();
  const secrets = createSecrets();
  return {
    hello: (message) => {
      const theirs = proto.HandshakeMessage.decode(message).clientHello?.ephemeral;
      if (!theirs) throw new Error("the client's first message has no ephemeral key");
      secrets.mixHash(prologue);
      secrets.mixHash(theirs);
      secrets.mixHash(ephemeral.public);
      secrets.mixKey(agree(ephemeral, theirs));
      const sealedKey = secrets.seal(server.public);
      secrets.mixKey(agree(server, theirs));
      return proto.HandshakeMessage.encode({
        serverHello: { ephemeral: ephemeral.public, static: sealedKey, payload: secrets.seal(chain) },
      }).finish();
    },
    finish: (message) => {
      const theirs = proto.HandshakeMessage.decode(message).clientFinish;
      if (!theirs?.static || !theirs.payload) throw new Error("the client's second message lacks its key or payload");
      const clientKey = secrets.open(theirs.static);
      secrets.mixKey(agree(ephemeral, clientKey));
      const payload = proto.ClientPayload.decode(secrets.open(theirs.payload));
      return { clientKey, payload, transport: secrets.split() };
    },
  };
}

function createSecrets() {
  let hash: Buffer = Buffer.from("Noise_XX_25519_AESGCM_SHA256\0\0\0\0");
  let chaining: Buffer = hash;
  let key: Buffer = hash;
  let count = 0;
  const mixHash = (data: Uint8Array) => {
    hash = createHash("sha256").update(hash).update(data).digest();
  };
  const derive = (data: Uint8Array): [Buffer, Buffer] => {
    const derived = Buffer.from(hkdfSync("sha256", data, chaining, "", 64));
    return [derived.subarray(0, 32), derived.subarray(32)];
  };
  return {
    mixHash,
    mixKey: (secret: Uint8Array) => {
      [chaining, key] = derive(secret);
      count = 0;
    },
    seal: (plain: Uint8Array) => {
      const sealed = sealed256(key, count++, hash, plain);
      mixHash(sealed);
      return sealed;
    },
    open: (sealed: Uint8Array) => {
      const plain = opened256(key, count++, hash, sealed);
      mixHash(sealed);
      return plain;
    },
    split: (): Transport => {
      // As key objects: from raw bytes Node takes several times as long for each frame.
      const [fromClient, toClient] = derive(Buffer.alloc(0)).map((part) => createSecretKey(part)) as [
        KeyObject,
        KeyObject,
      ];
      let read = 0;
      let written = 0;
      const none = Buffer.alloc(0);
      return {
        seal: (plain) => sealed256(toClient, written++, none, plain),
        open: (sealed) => opened256(fromClient, read++, none, sealed),
      };
    },
  };
}

function agree(own: KeyPair, theirs: Uint8Array): Buffer {
  const asText = (key: Uint8Array) => Buffer.from(key).toString("base64url");
  const about = { kty: "OKP", crv: "X25519" };
  return diffieHellman({
    privateKey: createPrivateKey({
      key: { ...about, x: asText(own.public), d: asText(own.private) },
      format: "jwk",
    }),
    publicKey: createPublicKey({ key: { ...about, x: asText(theirs) }, format: "jwk" }),
  });
}

function nonce(count: number): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(count, 8);
  return bytes;
}

function sealed256(key: Buffer | KeyObject, count: number, also: Buffer, plain: Uint8Array): Buffer {
  const cipher = createCipheriv("aes-256-gcm", key, nonce(count)).setAAD(also);
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function opened256(key: Buffer | KeyObject, count: number, also: Buffer, sealed: Uint8Array): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", key, nonce(count)).setAAD(also).setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
}
