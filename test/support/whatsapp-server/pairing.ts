import { createHmac, randomBytes } from "node:crypto";
import { type BinaryNode, proto } from "@whiskeysockets/baileys";
import { verifySignature } from "libsignal/src/curve.js";
import { seconds } from "./admission.ts";
import type { Connection } from "./connection.ts";
import { typed } from "./keys.ts";
import { bytesOf, childOf, node, server } from "./nodes.ts";
import type { CodeRequest } from "./pairing-code.ts";
import type { World } from "./world.ts";

type Registration = proto.ClientPayload.IDevicePairingRegistrationData;
/** A client that shows QR codes. */
export type Applicant = { connection: Connection; refs: string[]; registration: Registration; code?: CodeRequest };

const applicants = new WeakMap<Connection, Applicant>();

export function beginPairing(world: World, connection: Connection, registration: Registration): void {
  const refs = Array.from({ length: world.refs }, () => `2@${randomBytes(24).toString("base64")}`);
  connection.stage = "pairing";
  applicants.set(connection, { connection, refs, registration });
  connection.send(
    node("iq", { from: server, type: "set", id: `pair-${world.lastDevice + 1}`, xmlns: "md" }, [
      node(
        "pair-device",
        {},
        refs.map((ref) => node("ref", {}, Buffer.from(ref))),
      ),
    ]),
  );
  world.emit({ kind: "pairing", refs });
}

/** The account's phone scans the text of a QR code. */
export async function scan(world: World, qr: string): Promise<void> {
  const [ref, noiseKey, identity, secret] = (qr.split("#")[1] ?? "").split(",");
  const applicant = applicantsOf(world).find(({ refs }) => ref !== undefined && refs.includes(ref));
  if (applicant === undefined || secret === undefined) throw new Error("this QR code is not shown by any connection");
  if (noiseKey !== applicant.connection.clientKey.toString("base64"))
    throw new Error("the QR code has another Noise key");
  if (identity !== base64(applicant.registration.eIdent)) throw new Error("the QR code has another identity key");
  await link(world, applicant, Buffer.from(secret, "base64"));
}

export function applicantsOf(world: World): Applicant[] {
  return [...world.connections].flatMap((connection) => applicants.get(connection) ?? []);
}

/** Makes the applicant the account's device: both sides sign for it, then it must come back and log in. */
export async function link(world: World, { connection, registration }: Applicant, secret: Buffer): Promise<void> {
  const owner = world.owner();
  const account = owner.signal.identity();
  const identity = Buffer.from(registration.eIdent ?? []);
  const id = world.lastDevice + 1;
  const details = proto.ADVDeviceIdentity.encode({
    rawId: 1_000 + id,
    timestamp: Number(seconds(world)),
    keyIndex: id,
    accountType: proto.ADVEncryptionType.E2EE,
    deviceType: proto.ADVEncryptionType.E2EE,
  }).finish();
  const signed = proto.ADVSignedDeviceIdentity.encode({
    details,
    accountSignatureKey: account.public,
    accountSignature: account.sign(Buffer.concat([Buffer.of(6, 0), details, identity])),
  }).finish();
  const sealed = proto.ADVSignedDeviceIdentityHMAC.encode({
    details: signed,
    hmac: createHmac("sha256", secret).update(signed).digest(),
  }).finish();
  const answer = await connection.ask(
    node("iq", { from: server, type: "set", id: `paired-${id}`, xmlns: "md", t: seconds(world) }, [
      node("pair-success", {}, [
        node("device-identity", {}, sealed),
        node("device", { jid: owner.jid("pn", id), lid: owner.jid("lid", id) }),
        node("platform", { name: "android" }),
      ]),
    ]),
  );
  checkSignature(answer, Buffer.concat([Buffer.of(6, 1), details, identity, account.public]), identity);
  world.lastDevice = id;
  world.device = { id, noiseKey: connection.clientKey, bundle: bundleOf(registration, identity), once: [] };
  world.emit({ kind: "paired", device: id });
  connection.streamError(515);
}

function checkSignature(answer: BinaryNode, message: Buffer, identity: Buffer): void {
  const signed = bytesOf(childOf(answer, "pair-device-sign"), "device-identity");
  const { deviceSignature } = proto.ADVSignedDeviceIdentity.decode(signed);
  if (!verifySignature(typed(identity), message, Buffer.from(deviceSignature ?? []))) {
    throw new Error("the device signed its identity wrongly");
  }
}

function bundleOf({ eRegid, eSkeyId, eSkeyVal, eSkeySig }: Registration, identity: Buffer) {
  const keyId = Buffer.from(eSkeyId ?? []);
  return {
    registrationId: Buffer.from(eRegid ?? []).readUInt32BE(),
    identity,
    signed: {
      id: keyId.readUIntBE(0, keyId.length),
      public: Buffer.from(eSkeyVal ?? []),
      signature: Buffer.from(eSkeySig ?? []),
    },
  };
}

function base64(bytes: Uint8Array | null | undefined): string {
  return Buffer.from(bytes ?? []).toString("base64");
}
