import { argon2id } from "@noble/hashes/argon2.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { Decrypter, Encrypter } from "age-encryption";
import { describe, expect, it } from "vitest";
import { textToBytes } from "../../src/tips/bytes.ts";
import { drawCode, readCode, sayCode } from "../../src/tips/code.ts";
import { type CodeKeys, createCodeKeys } from "../../src/tips/code-keys.ts";
import { isSignedBy, signText } from "../../src/tips/signing.ts";

const salt = Uint8Array.from({ length: 16 }, (_, at) => at * 7);
const words = ["abai", "abjad", "absah", "absensi", "absolut", "abstrak", "acara", "acung"];

/** Where it is not about what guessing costs. */
const argon2 = { memory: 1_024, passes: 2 };

async function keysOf(code: readonly string[], ofSalt = salt): Promise<CodeKeys> {
  const derived = await createCodeKeys({ salt: ofSalt, argon2 }).derive(code);
  if (derived.kind !== "keys") throw new Error("nobody else waits");
  return derived;
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

describe("the keys of a code", () => {
  it("are the same for the same words, and others for another code or another office", async () => {
    const [keys, again] = [await keysOf(words), await keysOf([...words])];
    expect(again).toEqual(keys);
    const others = [
      await keysOf(words.toReversed()),
      await keysOf(
        words,
        salt.map((each) => each ^ 1),
      ),
    ];
    for (const other of others)
      for (const name of ["lookup", "mailboxIdentity", "mailboxRecipient", "partKey"] as const)
        expect(other[name]).not.toBe(keys[name]);
    expect(keys.lookup).toMatch(/^[0-9a-f]{32}$/);
    expect(keys.partSecret).toHaveLength(32);
    expect(JSON.stringify(keys)).not.toMatch(/abjad|absensi/);
  });

  it("come of a code however it was written", async () => {
    const code = drawCode();
    const read = readCode(code.map((word, at) => `${at + 1}. ${word.slice(0, 4).toUpperCase()}`).join("\n"));
    if (read.kind !== "code") throw new Error("a code was read");
    expect((await keysOf(read.words)).lookup).toBe((await keysOf(code)).lookup);
  });

  it("open what was sealed to the mailbox, and sign what the part key proves", async () => {
    const keys = await keysOf(words);
    const encrypter = new Encrypter();
    encrypter.addRecipient(keys.mailboxRecipient);
    const decrypter = new Decrypter();
    decrypter.addIdentity(keys.mailboxIdentity);
    expect(await decrypter.decrypt(await encrypter.encrypt("balasan"), "text")).toBe("balasan");
    const signature = signText("bagian", "isi", keys.partSecret);
    expect(isSignedBy(keys.partKey, "bagian", "isi", signature)).toBe(true);
    expect(isSignedBy(keys.partKey, "bagian", "isi lain", signature)).toBe(false);
  });

  // Another implementation, told the numbers here, comes to the same keys: these are what ran.
  it("cost Argon2id over what it is told to", async () => {
    expect(await keysOf(words)).toMatchObject(byAnother(argon2));
  });

  // Worked out once by the same other implementation, `byAnother({ memory: 131_072, passes: 3 })`: here it takes seconds.
  it("cost Argon2id over 128 MiB in three passes and one lane unless told, beside the event loop, which goes on turning", async () => {
    let turns = 0;
    let derived = false;
    const deriving = createCodeKeys({ salt })
      .derive(words)
      .finally(() => {
        derived = true;
      });
    while (!derived) {
      turns += 1;
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await deriving).toMatchObject({
      lookup: "2d77673e8744c7058e7147e7ca262fb3",
      partSecret: new Uint8Array(
        Buffer.from("e482ac60c0a368e1260705b0940b90712c0573307ce3198fa15a774628d1bba1", "hex"),
      ),
    });
    expect(turns).toBeGreaterThan(50);
  });

  it("are refused to whoever tried most when too many wait, and given to all others", async () => {
    const { derive } = createCodeKeys({ salt, argon2, parallel: 1, waiting: 1 });
    const kinds = await Promise.all([derive(words, 9), derive(words, 5), derive(words, 0), derive(words, 3)]);
    expect(kinds.map(({ kind }) => kind)).toEqual(["keys", "busy", "keys", "busy"]);
    expect((await derive(words, 9)).kind).toBe("keys");
  });

  it("give their turn back when deriving fails", async () => {
    const { derive } = createCodeKeys({ salt: new Uint8Array(2), parallel: 1, waiting: 0 });
    await expect(derive(words)).rejects.toThrow();
    await expect(derive(words)).rejects.toThrow();
  });
});

function byAnother({ memory, passes }: { memory: number; passes: number }) {
  const stretched = argon2id(sayCode(words), salt, { m: memory, t: passes, p: 1, dkLen: 32 });
  const derive = (use: string, size: number) =>
    hkdf(sha256, stretched, new Uint8Array(), textToBytes(`sinetral tip ${use} 1`), size);
  return { lookup: hex(derive("lookup", 16)), partSecret: derive("part", 32) };
}
