import { generateX25519Identity, identityToRecipient } from "age-encryption";

/** A fresh X25519 key pair: `AGE-SECRET-KEY-1…` and its `age1…`. */
export async function newSecret(): Promise<{ secret: string; recipient: string }> {
  const secret = await generateX25519Identity();
  return { secret, recipient: await identityToRecipient(secret) };
}
