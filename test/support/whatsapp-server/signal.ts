import { randomInt } from "node:crypto";
import { type BinaryNode, encodeWAMessage, proto, unpadRandomMax16 } from "@whiskeysockets/baileys";
import { ProtocolAddress, SessionBuilder, SessionCipher, SessionRecord } from "libsignal";
import { createKeyPair, type Identity, type KeyPair, typed } from "./keys.ts";
import { bigEndian, bytesOf, childOf, node } from "./nodes.ts";

/** The public keys with which somebody writes to a device. */
export type Bundle = {
  registrationId: number;
  identity: Buffer;
  signed: { id: number; public: Buffer; signature: Buffer };
  once?: { id: number; public: Buffer };
};

export type Sealed = { type: "pkmsg" | "msg"; body: Buffer };

/** One phone's end of its Signal session with the bot's device; nothing is made before it is needed. */
export type Signal = {
  identity(): Identity;
  registrationId(): number;
  /** Children of a `<user>` in the answer to a query for keys, each time with a new one-time key. */
  bundle(): BinaryNode[];
  hasSession(): boolean;
  begin(bundle: Bundle): Promise<void>;
  seal(message: proto.IMessage): Promise<Sealed>;
  open(type: string, body: Uint8Array): Promise<proto.Message>;
  /** The bot was paired anew: its old sessions are worth nothing. */
  forget(): void;
  /** Every key it has now, public ones too. */
  keys(): Buffer[];
};

type Saved = Parameters<typeof SessionRecord.deserialize>[0];
type Kept = { indexInfo: { closed: number } };
/** What libsignal's types leave out of a session record. */
type Record = SessionRecord & {
  getOpenSession(): Kept | undefined;
  getSession(key: Buffer): Kept | undefined;
  closeSession(session: Kept): void;
};

export function createSignal(name: string, identity: () => Identity): Signal {
  const address = new ProtocolAddress(name, 1);
  const once = new Map<number, KeyPair>();
  let saved: Saved | undefined;
  let registration: number | undefined;
  let signed: { pair: KeyPair; signature: Buffer } | undefined;
  let lastId = 0;

  const registrationId = () => {
    registration ??= randomInt(1, 16_380);
    return registration;
  };
  const signedKey = () => {
    if (signed === undefined) {
      const pair = createKeyPair();
      signed = { pair, signature: identity().sign(typed(pair.public)) };
    }
    return signed;
  };
  const storage = {
    loadSession: async () => quiet(saved === undefined ? new SessionRecord() : SessionRecord.deserialize(saved)),
    storeSession: async (_: string, record: SessionRecord) => {
      saved = record.serialize();
    },
    isTrustedIdentity: () => true,
    loadPreKey: async (id: number | string) => {
      const pair = once.get(Number(id));
      return pair && native(pair);
    },
    removePreKey: (id: number) => {
      once.delete(id);
    },
    loadSignedPreKey: () => native(signedKey().pair),
    getOurRegistrationId: registrationId,
    getOurIdentity: () => native(identity()),
  };
  const cipher = new SessionCipher(storage, address);

  return {
    identity,
    registrationId,
    bundle: () => {
      lastId += 1;
      const pair = createKeyPair();
      once.set(lastId, pair);
      // Few are ever used: every query of the bot takes one, whether or not it writes.
      for (const id of once.keys()) if (id < lastId - 20) once.delete(id);
      return [
        node("registration", {}, bigEndian(registrationId(), 4)),
        node("type", {}, Buffer.of(5)),
        node("identity", {}, identity().public),
        keyNode("skey", 1, signedKey().pair.public, signedKey().signature),
        keyNode("key", lastId, pair.public),
      ];
    },
    hasSession: () => saved !== undefined,
    begin: async (bundle) => {
      await new SessionBuilder(storage, address).initOutgoing({
        registrationId: bundle.registrationId,
        identityKey: typed(bundle.identity),
        signedPreKey: {
          keyId: bundle.signed.id,
          publicKey: typed(bundle.signed.public),
          signature: bundle.signed.signature,
        },
        ...(bundle.once && { preKey: { keyId: bundle.once.id, publicKey: typed(bundle.once.public) } }),
      } as Parameters<SessionBuilder["initOutgoing"]>[0]);
    },
    seal: async (message) => {
      const { type, body } = await cipher.encrypt(Buffer.from(encodeWAMessage(message)));
      return { type: type === 3 ? "pkmsg" : "msg", body: Buffer.from(body, "binary") };
    },
    open: async (type, body) => {
      const bytes = Buffer.from(body);
      const padded =
        type === "pkmsg" ? await cipher.decryptPreKeyWhisperMessage(bytes) : await cipher.decryptWhisperMessage(bytes);
      return proto.Message.decode(unpadRandomMax16(padded));
    },
    forget: () => {
      saved = undefined;
    },
    keys: () => [...(signed === undefined ? [] : [signed.pair.private, identity().private]), ...keysIn(saved)],
  };
}

/** The key bundle that a client uploads, or sends along when it asks for a message again. */
export function readBundle(parent: BinaryNode, registration: Buffer): Bundle {
  const signed = childOf(parent, "skey");
  const once = childOf(parent, "key");
  return {
    registrationId: registration.readUIntBE(0, registration.length),
    identity: bytesOf(parent, "identity"),
    signed: { ...readKey(signed), signature: bytesOf(signed, "signature") },
    ...(once && { once: readKey(once) }),
  };
}

export function readKey(key: BinaryNode | undefined): { id: number; public: Buffer } {
  const id = bytesOf(key, "id");
  return { id: id.readUIntBE(0, id.length), public: bytesOf(key, "value") };
}

export function keyNode(tag: "key" | "skey", id: number, value: Buffer, signature?: Buffer): BinaryNode {
  return node(tag, {}, [
    node("id", {}, bigEndian(id, 3)),
    node("value", {}, value),
    ...(signature === undefined ? [] : [node("signature", {}, signature)]),
  ]);
}

/** What of a session's record is a key: 32 bytes in base64, 33 with the byte that names its type. */
function keysIn(record: unknown): Buffer[] {
  if (typeof record === "string") {
    const bytes = /^[A-Za-z0-9+/]{43,44}=?$/.test(record) ? Buffer.from(record, "base64") : Buffer.alloc(0);
    return bytes.length === 32 || bytes.length === 33 ? [bytes.subarray(bytes.length - 32)] : [];
  }
  if (typeof record !== "object" || record === null) return [];
  return Object.entries(record).flatMap(([name, value]) => [...keysIn(name), ...keysIn(value)]);
}

function native(pair: KeyPair): { pubKey: Buffer; privKey: Buffer } {
  return { pubKey: typed(pair.public), privKey: pair.private };
}

/**
 * A record that closes its sessions without printing them: libsignal prints whole sessions, and what this side
 * prints would be taken for the bot's.
 */
function quiet(plain: SessionRecord): SessionRecord {
  const record = plain as Record;
  const find = record.getSession.bind(record);
  return Object.assign(record, {
    closeSession: (session: Kept) => {
      session.indexInfo.closed = Date.now();
    },
    // Asked for a session that is not there, libsignal is about to begin it and to print that it closes the open one.
    getSession: (key: Buffer) => {
      const found = find(key);
      const open = record.getOpenSession();
      if (found === undefined && open !== undefined) open.indexInfo.closed = Date.now();
      return found;
    },
  });
}
