import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import type { KeptKnowledge, Knowledge } from "../knowledge/read.ts";

const CHECK_BYTES = 32;

/**
 * The knowledge as it was understood last, in a file of the data folder: to understand it is half of a start. It holds for
 * nothing but the texts and the code it was made from. Whatever else lies there is taken for nothing.
 */
export function keptKnowledge(folder: string): KeptKnowledge {
  const nameFor = (digest: string) => `knowledge-${sha256(digest, codeDigest()).toString("hex").slice(0, 16)}.bin`;
  return {
    async get(digest) {
      const file = join(folder, nameFor(digest));
      if (!existsSync(file)) return undefined;
      try {
        const bytes = await readFile(file);
        const packed = bytes.subarray(CHECK_BYTES);
        if (sha256(packed).equals(bytes.subarray(0, CHECK_BYTES))) return deserialize(packed) as Knowledge;
      } catch {
        // Of another Node, or not for us to read: it is understood anew, which costs half a second and loses nothing.
      }
      await rm(file, { force: true }).catch(() => undefined);
      return undefined;
    },
    async keep(digest, knowledge) {
      const name = nameFor(digest);
      const file = join(folder, name);
      if (existsSync(file)) return;
      const temporary = `${file}.${randomUUID()}.tmp`;
      try {
        const packed = serialize(knowledge);
        await mkdir(folder, { recursive: true });
        await writeFile(temporary, Buffer.concat([sha256(packed), packed]));
        await rename(temporary, file);
        const others = (await readdir(folder)).filter((each) => KEPT.test(each) && each !== name);
        for (const each of others) await rm(join(folder, each), { force: true });
      } catch {
        // A full disk or a folder of somebody else's: the next start takes as long as this one.
        await rm(temporary, { force: true }).catch(() => undefined);
      }
    },
  };
}

const KEPT = /^knowledge-[0-9a-f]{16}\.bin$/;

let code: string | undefined;

/** Changes with whatever understands the texts: our reading of them, and the versions of the libraries it uses. */
function codeDigest(): string {
  if (code !== undefined) return code;
  const root = join(import.meta.dirname, "..", "..");
  const readers = join(root, "src", "knowledge");
  const files = readdirSync(readers).filter((file) => file.endsWith(".ts"));
  const all = [join(root, "package.json"), ...files.sort().map((file) => join(readers, file))];
  code = sha256(...all.map((file) => readFileSync(file))).toString("hex");
  return code;
}

function sha256(...parts: ReadonlyArray<string | Buffer>): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
}
