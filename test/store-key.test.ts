import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, linkSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readStoreKey, StoreKeyError, type StoreKeyParts } from "../src/store-key.ts";
import { newFolder, removeFolder } from "./support/process.ts";

const KEY = "0123456789abcdef";
const BYTES = Buffer.from([...Array(32).keys()].map((n) => 0xff - n));

let folder: string;
let dataFolder: string;
let file: string;
beforeEach(() => {
  folder = newFolder();
  dataFolder = join(folder, "data");
  file = join(folder, "key");
  mkdirSync(dataFolder);
  writeFileSync(file, KEY);
});
afterEach(() => removeFolder(folder));

const read = (parts: Partial<StoreKeyParts>) =>
  readStoreKey({ file: undefined, dataFolder, environment: {}, ...parts });

async function expectRefusal(parts: Partial<StoreKeyParts>, why: string): Promise<void> {
  const refused = await read(parts).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(StoreKeyError);
  expect((refused as Error).name).toBe("StoreKeyError");
  expect((refused as Error).message).toContain(why);
  expect((refused as Error).message).toContain("Give a file of at least 16 bytes in memory");
}

describe("the key of the session", () => {
  it.each([
    ["sixteen bytes", KEY, KEY],
    ["one line end less", `${KEY}\n`, KEY],
    ["a Windows line end less", `${KEY}\r\n`, KEY],
    ["no more than one line end less", `${KEY}\n\n`, `${KEY}\n`],
    ["spaces and all", ` ${KEY} `, ` ${KEY} `],
    ["any bytes", BYTES, BYTES],
  ])("is what the file holds, %s", async (_, content, expected) => {
    writeFileSync(file, content);
    expect((await read({ file }))?.material).toEqual(Buffer.from(expected as Buffer));
  });

  it("may be named from where the process runs", async () => {
    expect((await read({ file: relative(process.cwd(), file) }))?.material.toString()).toBe(KEY);
  });

  it("is asked for only where no file is set, and is the same however it was typed", async () => {
    const prompt = async () => "se\u0301same ouvre-toi, vite";
    expect((await read({ file, prompt }))?.material.toString()).toBe(KEY);
    const typed = await read({ file: "", prompt });
    expect(typed).toEqual({ material: Buffer.from("s\u00e9same ouvre-toi, vite"), onDisk: false, forOthers: false });
    await expectRefusal({ prompt: async () => "too short" }, "The passphrase is shorter than 16");
    await expectRefusal(
      { prompt: async () => "hahaha hahaha hahaha" },
      "The passphrase has fewer than 6 different characters",
    );
  });

  it("is none where nothing is set and nobody is asked or answers", async () => {
    expect(await read({})).toBeUndefined();
    expect(await read({ prompt: async () => "" })).toBeUndefined();
    expect(
      await read({ environment: { WHATSAPP_STORE_KEY_FILE: "", WHATSAPP_STORE_KEY: "", PATH: "/bin" } }),
    ).toBeUndefined();
  });
});

describe("a key beside what it seals is refused:", () => {
  it("in DATA_DIR, at any depth, named in any way", async () => {
    mkdirSync(join(dataFolder, "deep"));
    const inside = join(dataFolder, "deep", "key");
    writeFileSync(inside, KEY);
    await expectRefusal({ file: inside }, "WHATSAPP_STORE_KEY_FILE names a file in DATA_DIR");
    await expectRefusal({ file: join(folder, "other", "..", "data", "deep", "key") }, "in DATA_DIR");
    await expectRefusal({ file: inside, dataFolder: relative(process.cwd(), dataFolder) }, "in DATA_DIR");
    await expectRefusal({ file: inside, dataFolder: `${dataFolder}/` }, "in DATA_DIR");
  });

  it("behind a link that leads into DATA_DIR or lies in it", async () => {
    writeFileSync(join(dataFolder, "key"), KEY);
    symlinkSync(join(dataFolder, "key"), join(folder, "link"));
    await expectRefusal({ file: join(folder, "link") }, "in DATA_DIR");
    symlinkSync(file, join(dataFolder, "link"));
    await expectRefusal({ file: join(dataFolder, "link") }, "in DATA_DIR");
  });

  it("in what DATA_DIR is a link to, and in a link to DATA_DIR", async () => {
    writeFileSync(join(dataFolder, "key"), KEY);
    symlinkSync(dataFolder, join(folder, "elsewhere"));
    await expectRefusal({ file: join(dataFolder, "key"), dataFolder: join(folder, "elsewhere") }, "in DATA_DIR");
    await expectRefusal({ file: join(folder, "elsewhere", "key") }, "in DATA_DIR");
  });

  it("with a second name in DATA_DIR", async () => {
    mkdirSync(join(dataFolder, "deep"));
    linkSync(file, join(dataFolder, "deep", "other"));
    await expectRefusal({ file }, "also has a name in DATA_DIR");
  });

  it("but not because its folder's name begins like that of DATA_DIR, or DATA_DIR is not there yet", async () => {
    mkdirSync(join(folder, "data-keys"));
    writeFileSync(join(folder, "data-keys", "key"), KEY);
    expect(await read({ file: join(folder, "data-keys", "key") })).toBeDefined();
    expect(await read({ file, dataFolder: join(folder, "later") })).toBeDefined();
    await expectRefusal({ file, dataFolder: folder }, "in DATA_DIR");
  });

  it("in an .env file, by whatever name", async () => {
    const copies = [
      ".env ",
      ".env~",
      ".env-prod",
      ".env_backup",
      ".envrc",
      "prod.env",
      "prod.env.bak",
      ".ENV",
      ".env\u200b",
    ];
    for (const name of [".env", ".env.production", ...copies]) {
      writeFileSync(join(folder, name), "WHATSAPP=baileys\nand so on");
      await expectRefusal({ file: join(folder, name) }, "names an .env file");
    }
    symlinkSync(join(folder, ".env"), join(folder, "innocent"));
    await expectRefusal({ file: join(folder, "innocent") }, "names an .env file");
    writeFileSync(join(folder, "my.environment.key"), KEY);
    expect(await read({ file: join(folder, "my.environment.key") })).toBeDefined();
  });

  it.each([
    "WHATSAPP_STORE_KEY",
    "WHATSAPP_STORE_KEY_HEX",
    "WHATSAPP_STORE_KEY_FILE_",
    "WHATSAPP_STORE_KEY ",
    "whatsapp_store_key",
    "WHATSAPP_STOREKEY",
    "WHATSAPP_KEY",
    "WHATSAPP_STORE_PASSPHRASE",
    "WHATSAPP_SECRET",
  ])("in the environment as %s", async (name) => {
    await expectRefusal({ file, environment: { [name]: "a-secret-of-many-bytes" } }, `${name} puts a key into`);
  });
});

it("a variable that is a setting, or has no key in it, is no key in the environment", async () => {
  const environment = { WHATSAPP_STORE_KEY_FILE: file, WHATSAPP_ROOT_KEY: "0".repeat(64), WHATSAPP: "baileys" };
  expect(await read({ file, environment })).toBeDefined();
});

describe("a file that is no key is refused:", () => {
  it("not there, and its name, which may be the key itself, is not repeated", async () => {
    const pasted = "b1946ac92492d2347c6235b4d2611184";
    await expectRefusal({ file: pasted }, "names a file that cannot be read (ENOENT)");
    expect(String(await read({ file: pasted }).catch((error: unknown) => error))).not.toContain(pasted);
  });

  it.each(["", "\n", "too short", `${KEY.slice(1)}\n`])("too short: %j", async (content) => {
    writeFileSync(file, content);
    await expectRefusal({ file }, "less than 16 bytes");
  });

  it.each([" ".repeat(17), "\0".repeat(32), "abcde".repeat(9)])("the same few characters: %j", async (content) => {
    writeFileSync(file, content);
    await expectRefusal({ file }, "names a file of fewer than 6 different characters");
    writeFileSync(file, `${content}abcdef`);
    expect(await read({ file })).toBeDefined();
  });

  it("far too long, a folder, a device", async () => {
    writeFileSync(file, Buffer.alloc(65_537));
    await expectRefusal({ file }, "more than 65536 bytes");
    await expectRefusal({ file: folder }, "not a file");
    await expectRefusal({ file: "/dev/zero" }, "not a file");
    const pipe = join(folder, "pipe");
    spawnSync("mkfifo", [pipe]);
    await expectRefusal({ file: pipe }, existsSync(pipe) ? "not a file" : "ENOENT");
  });
});

describe.skipIf(process.platform === "win32")("whether others may read the key", () => {
  const forOthers = async (environment = {}) => (await read({ file, environment }))?.forOthers;

  it.each([0o640, 0o604, 0o622, 0o644])("is seen by the rights of its file: %o", async (mode) => {
    chmodSync(file, mode);
    expect(await forOthers()).toBe(true);
  });

  it("is not said of the owner alone, nor of what systemd gave the service", async () => {
    chmodSync(file, 0o600);
    expect(await forOthers()).toBe(false);
    chmodSync(file, 0o440);
    expect(await forOthers({ CREDENTIALS_DIRECTORY: folder })).toBe(false);
    expect(await forOthers({ CREDENTIALS_DIRECTORY: join(folder, "other") })).toBe(true);
    // A secret of a container, which is as readable as its file on the host.
    chmodSync(file, 0o444);
    expect(await forOthers({ CREDENTIALS_DIRECTORY: folder })).toBe(true);
  });
});

describe("whether the key lies on a disk", () => {
  const hasMemory = process.platform === "linux" && existsSync("/dev/shm");

  it.runIf(hasMemory)("is seen by its file system", async () => {
    const memory = mkdtempSync("/dev/shm/sinetral-");
    try {
      writeFileSync(join(memory, "key"), KEY);
      expect((await read({ file: join(memory, "key") }))?.onDisk).toBe(false);
      symlinkSync(join(memory, "key"), join(folder, "link"));
      expect((await read({ file: join(folder, "link") }))?.onDisk).toBe(false);
      symlinkSync(file, join(memory, "link"));
      expect((await read({ file: join(memory, "link") }))?.onDisk).toBe((await read({ file }))?.onDisk);
    } finally {
      removeFolder(memory);
    }
  });

  it.runIf(hasMemory)("makes no difference where DATA_DIR itself lies in memory", async () => {
    const memory = mkdtempSync("/dev/shm/sinetral-");
    try {
      const inMemory = join(memory, "data");
      mkdirSync(inMemory);
      for (const place of [memory, inMemory]) writeFileSync(join(place, "key"), KEY);
      await expectRefusal({ file: join(inMemory, "key"), dataFolder: inMemory }, "in DATA_DIR");
      expect(await read({ file: join(memory, "key"), dataFolder: inMemory })).toMatchObject({ onDisk: false });
    } finally {
      removeFolder(memory);
    }
  });

  it.runIf(process.platform === "linux")("is told of one on a disk", async () => {
    // Tests may run in memory.
    const disk = mkdtempSync(join(existsSync("/var/tmp") ? "/var/tmp" : tmpdir(), "sinetral-"));
    try {
      const onDisk = join(disk, "key");
      writeFileSync(onDisk, KEY, { mode: 0o600 });
      const { stdout } = spawnSync("stat", ["-f", "-c", "%T", onDisk], { encoding: "utf8" });
      expect((await read({ file: onDisk }))?.onDisk).toBe(stdout.trim() !== "tmpfs");
    } finally {
      removeFolder(disk);
    }
  });
});
