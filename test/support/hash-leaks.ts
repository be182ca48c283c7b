import { createHmac, hash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { type Place, unpacked } from "./leaks.ts";

const ALGORITHMS = ["sha256", "sha1", "md5"] as const;
const SHORTEST_KEY = 16;
const LONGEST_KEY = 64;
/** How much of a hash must stand somewhere to be one. */
const LOOKED_AT = 8;

/** Everything in the tables of a folder's databases that could be a key: values of 16 to 64 bytes, and what they decode to. */
export function keysOnDisk(folder: string, isOurs: (name: string) => boolean = () => true): Buffer[] {
  const files = readdirSync(folder).filter((name) => name.endsWith(".db") && isOurs(name));
  const values = files.flatMap((name) => valuesIn(join(folder, name)));
  const keys = values.filter(({ length }) => length >= SHORTEST_KEY && length <= LONGEST_KEY);
  return [...new Map(keys.map((key) => [key.toString("latin1"), key])).values()];
}

function valuesIn(file: string): Buffer[] {
  const db = new Sqlite(file, { readonly: true });
  try {
    const tables = db.prepare("select name from sqlite_master where type = 'table'").all() as Array<{ name: string }>;
    return tables.flatMap(({ name }) =>
      (db.prepare(`select * from "${name}"`).raw().all() as unknown[][]).flat().flatMap(readings),
    );
  } finally {
    db.close();
  }
}

/** What a value may stand for. */
function readings(value: unknown): Buffer[] {
  if (Buffer.isBuffer(value)) return [value];
  if (typeof value !== "string") return [];
  return [value, ...value.split(/[\s"',:;=|]+/)].flatMap((piece) => [
    Buffer.from(piece),
    ...(/^(?:[0-9a-f]{2})+$/i.test(piece) ? [Buffer.from(piece, "hex")] : []),
    ...(/^[\w+/-]+={0,2}$/.test(piece) ? [Buffer.from(piece, "base64")] : []),
  ]);
}

/** Which ids stand in one of the places as a hash: plain, with a key before or behind, or HMAC under a key. */
export function findHashes(ids: readonly string[], keys: readonly Buffer[], places: readonly Place[]): string[] {
  const digests = createStarts(ids.length * (keys.length + 1) * ALGORITHMS.length * 3);
  for (const { digest } of digestsOf(ids, keys)) digests.add(digest);
  const seen = new Map<string, string>();
  for (const { name, bytes } of places)
    for (const { how, content } of [...unpacked(bytes), ...shifted(bytes)])
      for (const found of digests.startIn(content)) seen.set(found, `${name}${how}`);
  if (seen.size === 0) return [];
  // Six bytes are alike now and then; eight are not.
  return [...digestsOf(ids, keys)].flatMap(({ what, digest }) => {
    const where = seen.get(digest.subarray(0, LOOKED_AT).toString("hex"));
    return where === undefined ? [] : [`${what} in ${where}`];
  });
}

/** Base64 whose run of letters seems to begin earlier, since what stands before it is a letter too. */
function shifted(bytes: Buffer): Array<{ how: string; content: Buffer }> {
  const runs = [...bytes.toString("latin1").matchAll(/[A-Za-z0-9+/_-]{16,}={0,2}/g)].map(([run]) => run);
  return [1, 2, 3].map((by) => ({
    how: ", base64 read",
    content: Buffer.concat(runs.map((run) => Buffer.from(run.slice(by), "base64"))),
  }));
}

/** The first six bytes of millions of hashes, in a table of numbers: as a Map of texts they would fill the memory. */
function createStarts(most: number) {
  const size = 2 ** Math.ceil(Math.log2(most * 2 + 16));
  const table = new Float64Array(size).fill(-1);
  const begins = new Uint8Array(2 ** 24);
  const slotOf = (start: number) => {
    let slot = start % size;
    while (table[slot] !== -1 && table[slot] !== start) slot = (slot + 1) % size;
    return slot;
  };
  return {
    add(digest: Buffer): void {
      const start = digest.readUIntBE(0, 6);
      begins[digest.readUIntBE(0, 3)] = 1;
      table[slotOf(start)] = start;
    },
    /** Where one of them may begin: eight bytes from there, in hex. */
    *startIn(content: Buffer): Generator<string> {
      let key = 0;
      for (let at = 0; at + LOOKED_AT <= content.length + 2; at += 1) {
        key = ((key << 8) | (content[at] ?? 0)) & 0xffffff;
        const from = at - 2;
        if (from < 0 || begins[key] === 0 || from + LOOKED_AT > content.length) continue;
        const start = content.readUIntBE(from, 6);
        if (table[slotOf(start)] === start) yield content.toString("hex", from, from + LOOKED_AT);
      }
    },
  };
}

function* digestsOf(ids: readonly string[], keys: readonly Buffer[]): Generator<{ what: string; digest: Buffer }> {
  for (const id of ids) {
    const bytes = Buffer.from(id);
    for (const algorithm of ALGORITHMS) {
      yield { what: `${algorithm} of ${id}`, digest: hash(algorithm, bytes, "buffer") };
      for (const key of keys) {
        yield { what: `HMAC-${algorithm} of ${id}`, digest: createHmac(algorithm, key).update(bytes).digest() };
        const [before, behind] = [Buffer.concat([key, bytes]), Buffer.concat([bytes, key])];
        yield { what: `salted ${algorithm} of ${id}`, digest: hash(algorithm, before, "buffer") };
        yield { what: `salted ${algorithm} of ${id}`, digest: hash(algorithm, behind, "buffer") };
      }
    }
  }
}
