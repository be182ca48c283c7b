import { lstatSync, type Stats } from "node:fs";
import { readdir, readFile, realpath, stat, statfs } from "node:fs/promises";
import { basename, dirname, join, resolve, sep } from "node:path";
import { settingsSchema } from "./settings.ts";

/** The key of the WhatsApp session cannot be used; the message says why and what would be right, never what it is. */
export class StoreKeyError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "StoreKeyError";
  }
}

export type StoreKey = {
  /** What the key is made of. */
  material: Buffer;
  /** It lies on a disk, where whoever takes the disk has it; or nobody can tell that it does not. */
  onDisk: boolean;
  /** Other accounts of this machine may read or change its file. */
  forOthers: boolean;
};

export type StoreKeyParts = {
  /** WHATSAPP_STORE_KEY_FILE. */
  file: string | undefined;
  /** DATA_DIR. */
  dataFolder: string;
  environment: Readonly<Record<string, string | undefined>>;
  /** Asks for a passphrase when no file is set; undefined or empty: none is wanted. */
  prompt?: (() => Promise<string | undefined>) | undefined;
};

const LEAST_BYTES = 16;
const MOST_BYTES = 65_536;
/** What is random has more; what is nothing but spaces, zeros or one word again and again has fewer. */
const LEAST_DIFFERENT = 6;

/**
 * What the session on disk is sealed with, from a file outside the disk's reach or from the operator's head; undefined when
 * there is neither. Throws a {@link StoreKeyError} where the key would lie beside what it seals.
 */
export async function readStoreKey({
  file,
  dataFolder,
  environment,
  prompt,
}: StoreKeyParts): Promise<StoreKey | undefined> {
  const given = Object.keys(environment).find(
    (name) =>
      /^WHATSAPP_.*(KEY|PASS|SECRET)/i.test(name) &&
      !SETTINGS.has(name.toUpperCase()) &&
      (environment[name] ?? "") !== "",
  );
  if (given !== undefined)
    throw refused(
      given,
      "puts a key into the environment or into .env, which lie on the disk and in every child process",
    );
  const { CREDENTIALS_DIRECTORY: credentials } = environment;
  if (file !== undefined && file !== "") return await fromFile(file, dataFolder, credentials);
  const passphrase = await prompt?.();
  if (passphrase === undefined || passphrase === "") return undefined;
  // The same words typed at another keyboard are the same key.
  const material = Buffer.from(passphrase.normalize("NFKC"));
  if (material.length < LEAST_BYTES) throw refused("The passphrase", `is shorter than ${LEAST_BYTES} characters`);
  if (isEmptyOfSecrets(material)) throw refused("The passphrase", `has ${SAME}`);
  return { material, onDisk: false, forOthers: false };
}

async function fromFile(file: string, dataFolder: string, credentials: string | undefined): Promise<StoreKey> {
  const path = resolve(file);
  try {
    const about = await stat(path);
    // Opening a pipe could wait forever, and reading a device could go on forever.
    if (!about.isFile()) throw refused(SETTING, "names something that is not a file");
    const real = await realpath(path);
    if ([path, real].some((place) => ENV_FILE.test(basename(place))) || same(about, await statOf(".env")))
      throw refused(SETTING, "names an .env file, which lies on the disk and is read by others");
    if ((await isInside(path, dataFolder)) || (await isInside(real, dataFolder)))
      throw refused(SETTING, "names a file in DATA_DIR, beside what the key seals");
    if (about.nlink > 1 && (await hasLinkTo(about, dataFolder)))
      throw refused(SETTING, "names a file that also has a name in DATA_DIR, beside what the key seals");
    const material = await readMaterial(real, about.size);
    // There systemd gives the service its rights by an access list, which shows as rights of the group.
    const isCredential = credentials !== undefined && path.startsWith(resolve(credentials) + sep);
    const forOthers = process.platform !== "win32" && (about.mode & (isCredential ? 0o007 : 0o077)) !== 0;
    return { material, onDisk: !(await isInMemory(real)), forOthers };
  } catch (error) {
    if (error instanceof StoreKeyError) throw error;
    const code = (error as { code?: string }).code ?? "unknown";
    throw refused(SETTING, `names a file that cannot be read (${code})`);
  }
}

async function readMaterial(file: string, size: number): Promise<Buffer> {
  if (size > MOST_BYTES) throw refused(SETTING, `names a file of more than ${MOST_BYTES} bytes`);
  const content = await readFile(file);
  const end = /\r?\n$/.exec(content.toString("latin1"))?.[0].length ?? 0;
  const material = content.subarray(0, content.length - end);
  if (material.length < LEAST_BYTES) throw refused(SETTING, `names a file of less than ${LEAST_BYTES} bytes`);
  if (isEmptyOfSecrets(material)) throw refused(SETTING, `names a file of ${SAME}`);
  return material;
}

/** By its path, and by what the folders above it are: a folder may be mounted, linked or spelt in a second way. */
async function isInside(file: string, folder: string): Promise<boolean> {
  if (file.startsWith(resolve(folder) + sep)) return true;
  const inner = await statOf(folder);
  if (inner === undefined) return false;
  for (let above = dirname(file); ; above = dirname(above)) {
    if (same(inner, await statOf(above))) return true;
    if (above === dirname(above)) return false;
  }
}

async function statOf(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch {
    // What is not there, or not for us to see, holds no file of ours.
    return undefined;
  }
}

function same(one: Stats, other: Stats | undefined): boolean {
  return one.ino === other?.ino && one.dev === other.dev;
}

async function hasLinkTo(file: Stats, folder: string): Promise<boolean> {
  if ((await statOf(folder)) === undefined) return false;
  const names = await readdir(folder, { recursive: true });
  return names.some((name) => same(file, lstatSync(join(folder, name), { throwIfNoEntry: false })));
}

const TMPFS = 0x01021994;
const RAMFS = 0x858458f6;

async function isInMemory(file: string): Promise<boolean> {
  if (process.platform !== "linux") return false;
  const { type } = await statfs(file);
  return type === TMPFS || type >>> 0 === RAMFS;
}

const SETTING = "WHATSAPP_STORE_KEY_FILE";
const SETTINGS: ReadonlySet<string> = new Set(Object.keys(settingsSchema.shape));
/** `.env` and its copies: `.env.local`, `.env~`, `.envrc`, `prod.env`, `prod.env.bak`. */
const ENV_FILE = /^\.env|\.env(?!\p{L})/iu;
const SAME = `fewer than ${LEAST_DIFFERENT} different characters`;

function isEmptyOfSecrets(material: Buffer): boolean {
  return new Set(material).size < LEAST_DIFFERENT;
}

function refused(what: string, why: string): StoreKeyError {
  return new StoreKeyError(
    `${what} ${why}. Give a file of at least ${LEAST_BYTES} bytes in memory, such as a systemd credential or one in /run; ` +
      "see docs/whatsapp.md.",
  );
}
