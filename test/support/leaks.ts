import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { constants, gzipSync, inflateRawSync, inflateSync } from "node:zlib";
import { sharedFolder } from "./process.ts";

/** Something that must stand nowhere, by the name that a finding may say of it. */
export type Secret = { name: string; value: string | Uint8Array };

/** A place to look at: a file, what a process printed. */
export type Place = { name: string; bytes: Buffer };

/** How often one packing inside another is opened: base64 of a gzip of UTF-16. */
const DEEPEST = 3;
/** Shorter runs of letters are words, not codes. */
const SHORTEST_CODE = 8;
/** A needle shorter than this would be found in noise. */
const SHORTEST_NEEDLE = 5;

/**
 * Every secret that stands in one of the places, in any form it may have there or in what is packed there: as it is,
 * UTF-16, base64 at each offset, hex, URL, JSON-escaped, gzipped, as a number. Says which, where and how.
 */
export function findLeaks(secrets: readonly Secret[], places: readonly Place[]): string[] {
  return createLeakSearch(secrets)(places);
}

/** The same for places that are looked at one after the other. */
export function createLeakSearch(secrets: readonly Secret[]): (places: readonly Place[]) => string[] {
  const find = createFinder(secrets);
  return (places) => {
    const found = places.flatMap(({ name, bytes }) =>
      unpacked(bytes).flatMap(({ how, content }) => find(content).map((what) => `${what} in ${name}${how}`)),
    );
    return [...new Set(found)];
  };
}

/**
 * Every file of a folder and its folders, but for the knowledge as it was shelved before the test began, byte for byte: to look
 * through that takes longer than through all the rest. Files that go while it looks were not there.
 */
export function placesIn(folder: string): Place[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const file = join(entry.parentPath, entry.name);
      const bytes = readIfThere(file);
      return bytes === undefined || isAsShelved(entry.name, bytes) ? [] : [{ name: file, bytes }];
    });
}

function isAsShelved(name: string, bytes: Buffer): boolean {
  return (
    /^(search|knowledge)-[0-9a-f]+\.(db|bin)$/.test(name) &&
    readIfThere(join(sharedFolder, name))?.equals(bytes) === true
  );
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** The forms that a secret may have somewhere, each with its name. */
export function formsOf(value: string | Uint8Array): Array<{ how: string; form: Buffer }> {
  const bytes = Buffer.from(value);
  const base64 = [0, 1, 2].map((offset) => {
    const shifted = Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64");
    // What is left and right of it shares its first and last letters with the secret.
    return shifted.slice(offset === 0 ? 0 : 4, -4);
  });
  const forms: Array<[string, string | Buffer]> = [
    ["as it is", bytes],
    ...base64.map((text): [string, string] => ["base64", text]),
    ...base64.map((text): [string, string] => ["base64url", text.replaceAll("+", "-").replaceAll("/", "_")]),
    ["hex", bytes.toString("hex")],
    ["HEX", bytes.toString("hex").toUpperCase()],
    ["JSON numbers", [...bytes].join(",")],
  ];
  if (typeof value === "string") {
    forms.push(
      ["UTF-16", Buffer.from(value, "utf16le")],
      ["UTF-16 BE", Buffer.from(value, "utf16le").swap16()],
      ["URL", encodeURIComponent(value)],
      ["JSON", JSON.stringify(value).slice(1, -1)],
      ["JSON in ASCII", inAscii(value)],
      ["gzip", gzipSync(bytes)],
      ...numbersOf(value),
    );
  }
  const all = forms.map(([how, form]) => ({ how, form: Buffer.from(form) }));
  return all.filter(({ how, form }) => how === "as it is" || !form.equals(bytes));
}

function inAscii(value: string): string {
  return JSON.stringify(value)
    .slice(1, -1)
    .replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Digits as a number, without the zeros that fill it up to eight bytes and stand everywhere, and two in a byte. */
function numbersOf(value: string): Array<[string, Buffer]> {
  if (!/^\d+$/.test(value) || BigInt(value) >= 2n ** 63n) return [];
  const number = Buffer.alloc(8);
  number.writeBigInt64BE(BigInt(value));
  const own = number.subarray(
    Math.min(
      2,
      number.findIndex((byte) => byte !== 0),
    ),
  );
  return [
    ["a number", own],
    ["a number", Buffer.from(own).reverse()],
    ["packed digits", Buffer.from(value.length % 2 === 0 ? value : `${value}f`, "hex")],
  ];
}

/** Looks for all of them at once: a secret is looked at only where its first three bytes stand. */
function createFinder(secrets: readonly Secret[]): (bytes: Buffer) => string[] {
  const begins = new Uint8Array(2 ** 24);
  const needles = new Map<number, Array<{ what: string; form: Buffer }>>();
  for (const { name, value } of secrets) {
    for (const { how, form } of formsOf(value)) {
      if (form.length < SHORTEST_NEEDLE) continue;
      const key = form.readUIntBE(0, 3);
      begins[key] = 1;
      const others = needles.get(key);
      const needle = { what: `${name} (${how})`, form };
      if (others === undefined) needles.set(key, [needle]);
      else others.push(needle);
    }
  }
  return (bytes) => {
    const found = new Set<string>();
    let key = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      key = ((key << 8) | (bytes[at] ?? 0)) & 0xffffff;
      if (begins[key] === 0 || at < 2) continue;
      for (const { what, form } of needles.get(key) ?? []) {
        if (form.compare(bytes, at - 2, Math.min(bytes.length, at - 2 + form.length)) === 0) found.add(what);
      }
    }
    return [...found];
  };
}

/** What it holds, and what can be unpacked of it: gzip, zlib and raw deflate, base64, hex, URL codes. */
export function unpacked(bytes: Buffer, how = "", depth = 0): Array<{ how: string; content: Buffer }> {
  const self = { how, content: bytes };
  if (depth >= DEEPEST) return [self];
  const inner = (content: Buffer, step: string) => unpacked(content, `${how}, ${step}`, depth + 1);
  const text = bytes.toString("latin1");
  return [
    self,
    ...compressed(bytes).flatMap((content) => inner(content, "decompressed")),
    ...joined(codes(text, /[A-Za-z0-9+/_-]{8,}={0,2}/g, "base64"), "base64 read", inner),
    ...joined(codes(text, /(?:[0-9A-Fa-f]{2}){8,}/g, "hex"), "hex read", inner),
    ...(/%[0-9A-Fa-f]{2}/.test(text) ? inner(percentDecoded(text), "URL read") : []),
  ];
}

function codes(text: string, shape: RegExp, encoding: "base64" | "hex"): Buffer[] {
  return [...text.matchAll(shape)]
    .filter(([run]) => run.length >= SHORTEST_CODE)
    .map(([run]) => Buffer.from(run, encoding));
}

/** Many short pieces are one place, with something between that is in no secret. */
function joined(
  pieces: readonly Buffer[],
  step: string,
  inner: (content: Buffer, step: string) => Array<{ how: string; content: Buffer }>,
): Array<{ how: string; content: Buffer }> {
  if (pieces.length === 0) return [];
  return inner(Buffer.concat(pieces.flatMap((piece) => [piece, Buffer.of(0, 255, 0, 255)])), step);
}

function percentDecoded(text: string): Buffer {
  return Buffer.from(
    text.replaceAll(/%([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
    "latin1",
  );
}

const LOOSE = { finishFlush: constants.Z_SYNC_FLUSH };

/** What begins like a gzip (then a raw deflate follows its ten bytes) or like a zlib stream, wherever it begins. */
function compressed(bytes: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; at + 12 < bytes.length; at += 1) {
    const [first, second, third] = [bytes[at], bytes[at + 1], bytes[at + 2]];
    const read =
      first === 0x1f && second === 0x8b && third === 8
        ? () => inflateRawSync(bytes.subarray(at + 10), LOOSE)
        : first === 0x78 && (second === 0x01 || second === 0x5e || second === 0x9c || second === 0xda)
          ? () => inflateSync(bytes.subarray(at), LOOSE)
          : undefined;
    if (read === undefined) continue;
    try {
      found.push(read());
    } catch {
      // It only looked like one.
    }
  }
  return found.filter(({ length }) => length > 0);
}
