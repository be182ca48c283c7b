import { describe, expect, it } from "vitest";
import { lockIdentity, newIdentity, readIdentity, readPublic, sayPublic } from "../../src/tips/identity.ts";

describe("a reader's identity", () => {
  it("is read back from its file, also one that an editor on Windows saved", async () => {
    const { text, pub } = await newIdentity("ana");
    for (const each of [text, text.replaceAll("\n", "\r\n"), `\n  ${text.replaceAll("\n", "  \n")}`]) {
      const read = await readIdentity(each);
      expect(read).toMatchObject({ kind: "identity", identity: pub });
    }
  });

  it("has the form of an age identity file: lines that begin with # and one secret key", async () => {
    const lines = (await newIdentity("ana")).text.trimEnd().split("\n");
    expect(lines.at(-1)).toMatch(/^AGE-SECRET-KEY-1[0-9A-Z]{58}$/);
    for (const line of lines.slice(0, -1)) expect(line).toMatch(/^# /);
  });

  it("opens under its passphrase alone", async () => {
    const { text, pub } = await newIdentity("ana");
    const locked = await lockIdentity(text, "angin bambu kopi laut", 10);
    expect(locked).not.toContain("AGE-SECRET-KEY");
    expect(await readIdentity(locked)).toEqual({ kind: "locked" });
    expect(await readIdentity(locked, "angin bambu kopi")).toEqual({ kind: "wrong-passphrase" });
    expect(await readIdentity(locked, "angin bambu kopi laut")).toMatchObject({ kind: "identity", identity: pub });
    expect(await readIdentity(locked.replaceAll("\n", "\r\n"), "angin bambu kopi laut")).toMatchObject({
      identity: pub,
    });
    expect(await readIdentity(locked.slice(0, 200), "angin bambu kopi laut")).toEqual({ kind: "damaged" });
  });

  it("says what is wrong with a file that is something else", async () => {
    const { text, pub } = await newIdentity("ana");
    const other = await newIdentity("budi");
    const secret = text.trimEnd().split("\n").at(-1) ?? "";
    expect(await readIdentity(sayPublic(pub))).toEqual({ kind: "public" });
    expect(await readIdentity("")).toEqual({ kind: "none" });
    expect(await readIdentity("catatan rapat\n")).toEqual({ kind: "none" });
    expect(await readIdentity(`# public key: ${pub.recipient}\n${secret}\n`)).toEqual({ kind: "incomplete" });
    expect(
      await readIdentity(text.replace(secret, `${secret.slice(0, -1)}${secret.endsWith("Q") ? "P" : "Q"}`)),
    ).toEqual({
      kind: "damaged",
    });
    expect(await readIdentity(text.replace(pub.signingKey, other.pub.signingKey))).toEqual({ kind: "damaged" });
    expect(await readIdentity(text.replace("# name: ana", "# name: Ana B"))).toEqual({ kind: "damaged" });
  });

  it("shows its public half alone in the other file", async () => {
    const { text, pub } = await newIdentity("ana");
    expect(readPublic(sayPublic(pub))).toEqual(pub);
    expect(sayPublic(pub)).not.toContain("SECRET");
    expect(sayPublic(pub)).not.toContain("signing secret");
    expect(readPublic(text)).toBeUndefined();
    expect(readPublic("age1halo")).toBeUndefined();
  });

  it("is refused a name that could not stand in a list", async () => {
    await expect(newIdentity("Ana Budi")).rejects.toThrow(RangeError);
  });
});
