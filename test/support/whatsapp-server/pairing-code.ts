import { createCipheriv, createDecipheriv, hkdfSync, pbkdf2, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { type BinaryNode, Curve } from "@whiskeysockets/baileys";
import { seconds } from "./admission.ts";
import { createKeyPair, type KeyPair } from "./keys.ts";
import { bytesOf, childOf, node, parseJid, server } from "./nodes.ts";
import { type Applicant, applicantsOf, link } from "./pairing.ts";
import type { Query } from "./queries.ts";
import type { World } from "./world.ts";

/** What is known of a client that wants to be linked by a code. */
export type CodeRequest = { number: string; ref: string; wrapped: Buffer; finished?: (finish: BinaryNode) => void };

const derive = promisify(pbkdf2);

/** The client's two steps: it shows a wrapped key, and later, when the phone answered, its key bundle. */
export const takeCodeStep: Query = (world, iq, connection) => {
  const step = childOf(iq, "link_code_companion_reg");
  const applicant = applicantsOf(world).find((each) => each.connection === connection);
  if (step === undefined || applicant === undefined) return { error: 400 };
  if (step.attrs["stage"] === "companion_finish") {
    applicant.code?.finished?.(step);
    return [];
  }
  const ref = randomBytes(16).toString("base64");
  applicant.code = {
    number: parseJid(step.attrs["jid"] ?? "").user,
    ref,
    wrapped: bytesOf(step, "link_code_pairing_wrapped_companion_ephemeral_pub"),
  };
  world.emit({ kind: "code", number: applicant.code.number });
  return [node("link_code_companion_reg", {}, [node("link_code_pairing_ref", {}, Buffer.from(ref))])];
};

/** The owner types a code into the account's phone; rejects if it is not the one that the client shows. */
export async function enterCode(world: World, code: string): Promise<void> {
  const owner = world.owner();
  const applicant = applicantsOf(world).find((each) => each.code?.number === owner.number);
  if (applicant?.code === undefined) throw new Error(`no connection asked for a code for ${owner.number}`);
  const ephemeral = createKeyPair();
  const finish = await answerWith(world, applicant, applicant.code, await wrap(ephemeral.public, code));
  const theirs = await unwrap(applicant.code.wrapped, code);
  const shared = Curve.sharedKey(ephemeral.private, theirs);
  const [identity, account, random] = openBundle(bytesOf(finish, "link_code_pairing_wrapped_key_bundle"), shared);
  const own = owner.signal.identity();
  if (!account.equals(own.public)) throw new Error("the client answered to another phone");
  const secrets = Buffer.concat([shared, Curve.sharedKey(own.private, identity), random]);
  await link(world, applicant, Buffer.from(hkdfSync("sha256", secrets, "", "adv_secret", 32)));
}

function answerWith(world: World, { connection }: Applicant, code: CodeRequest, wrapped: Buffer): Promise<BinaryNode> {
  const about = { type: "link_code_companion_reg", id: code.ref.slice(0, 8), t: seconds(world) };
  return new Promise((resolve, reject) => {
    code.finished = resolve;
    connection.closed.then(() => reject(new Error("the connection ended before the code was answered")));
    connection.send(
      node("notification", { from: server, ...about }, [
        node("link_code_companion_reg", { stage: "primary_hello" }, [
          node("link_code_pairing_wrapped_primary_ephemeral_pub", {}, wrapped),
          node("primary_identity_pub", {}, world.owner().signal.identity().public),
          node("link_code_pairing_ref", {}, Buffer.from(code.ref)),
        ]),
      ]),
    );
  });
}

async function wrap(key: KeyPair["public"], code: string): Promise<Buffer> {
  const salt = randomBytes(32);
  const iv = randomBytes(16);
  const cipher = createCipheriv("aes-256-ctr", await codeKey(code, salt), iv);
  return Buffer.concat([salt, iv, cipher.update(key), cipher.final()]);
}

async function unwrap(wrapped: Buffer, code: string): Promise<Buffer> {
  const key = await codeKey(code, wrapped.subarray(0, 32));
  return createDecipheriv("aes-256-ctr", key, wrapped.subarray(32, 48)).update(wrapped.subarray(48, 80));
}

function codeKey(code: string, salt: Buffer): Promise<Buffer> {
  return derive(code, salt, 131_072, 32, "sha256");
}

/** The companion's identity, the phone's identity as the companion knows it, and a random number. */
function openBundle(sealed: Buffer, shared: Buffer): [Buffer, Buffer, Buffer] {
  const info = "link_code_pairing_key_bundle_encryption_key";
  const key = Buffer.from(hkdfSync("sha256", shared, sealed.subarray(0, 32), info, 32));
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(32, 44)).setAuthTag(sealed.subarray(-16));
  try {
    const plain = Buffer.concat([decipher.update(sealed.subarray(44, -16)), decipher.final()]);
    return [plain.subarray(0, 32), plain.subarray(32, 64), plain.subarray(64)];
  } catch (error) {
    throw new Error("the code is not the one that the client shows", { cause: error });
  }
}
