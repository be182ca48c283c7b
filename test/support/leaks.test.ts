import { randomBytes } from "node:crypto";
import { appendFileSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync, gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { findLeaks, placesIn } from "./leaks.ts";
import { newFolder, removeFolder } from "./process.ts";
import { usedFolder } from "./used-folder.ts";

const key = randomBytes(32);
const secrets = [
  { name: "number", value: "628123456789" },
  { name: "lid", value: "170000000000042" },
  { name: "name", value: "Sumirah Kacapiring" },
  { name: "key", value: key },
];
const noise = () => randomBytes(2_000);
const hidden = (secret: Buffer | string) => Buffer.concat([noise(), Buffer.from(secret), noise()]);
const name = "Sumirah Kacapiring";

describe("the search for leaks", () => {
  it.each<[string, Buffer, string]>([
    ["plain", hidden(name), "name"],
    ["in UTF-16", hidden(Buffer.from(`x${name}`, "utf16le")), "name"],
    ["in base64", hidden(Buffer.from(`ab ${name} cd`).toString("base64")), "name"],
    ["in hex", hidden(key.toString("hex")), "key"],
    ["in a URL", hidden(encodeURIComponent(name)), "name"],
    ["in a gzip", hidden(gzipSync(`{"from":"${name}"}`)), "name"],
    ["in a zlib stream", hidden(deflateSync(`to 628123456789 at noon`)), "number"],
    ["in a base64 of a gzip", hidden(` ${gzipSync(`a ${name} b`).toString("base64")} `), "name"],
    [
      "in a hex of base64",
      hidden(` ${Buffer.from(Buffer.from(`; ${name}`).toString("base64")).toString("hex")} `),
      "name",
    ],
    ["as a number", hidden(Buffer.from("00009a9d3d3b002a", "hex").fill(numberBytes("170000000000042"))), "lid"],
    ["as the list of its bytes", hidden(JSON.stringify({ data: [...key] })), "key"],
  ])("finds what stands there %s", (_, bytes, what) => {
    const found = findLeaks(secrets, [{ name: "here", bytes }]);
    expect(found.length).toBeGreaterThan(0);
    for (const each of found) expect(each).toMatch(new RegExp(`^${what} \\(.*\\) in here`));
  });

  it("finds nothing in noise, nor in other people's words", () => {
    const bytes = Buffer.concat([randomBytes(2_000_000), Buffer.from("Sumirah, 628123456788, 170000000000043")]);
    expect(findLeaks(secrets, [{ name: "here", bytes }])).toEqual([]);
  });

  const folder = newFolder();
  afterAll(() => removeFolder(folder));
  it("looks into every file of a folder", () => {
    mkdirSync(join(folder, "deep", "deeper"), { recursive: true });
    writeFileSync(join(folder, "deep", "deeper", "file"), hidden("628123456789"));
    // Noise may hold something like a URL code, and the number is then found behind that too.
    expect(findLeaks(secrets, placesIn(folder))).toContain(
      `number (as it is) in ${join(folder, "deep", "deeper", "file")}`,
    );
  });

  it("leaves out knowledge that lies there as it was shelved before, and nothing else", async () => {
    const used = await usedFolder();
    const names = () => placesIn(used).map(({ name }) => name.slice(used.length + 1));
    expect(names()).toEqual(["sinetral.db"]);
    const [shelf = ""] = readdirSync(used).filter((file) => file.startsWith("search-"));
    appendFileSync(join(used, shelf), "x");
    expect(names().sort()).toEqual([shelf, "sinetral.db"]);
    removeFolder(used);
  });
});

function numberBytes(digits: string): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(digits));
  return bytes;
}
