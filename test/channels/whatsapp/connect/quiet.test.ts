import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readCreds } from "../../../../src/channels/whatsapp/connect/auth-state.ts";
import { createLibraryLogger } from "../../../../src/channels/whatsapp/connect/quiet.ts";
import { openWhatsAppStore } from "../../../../src/stores/whatsapp-store.ts";
import { findLeaks, type Secret } from "../../../support/leaks.ts";
import { loopbackOnly } from "../../../support/loopback-only.ts";
import { newFolder, removeFolder } from "../../../support/process.ts";
import { startWhatsApp, type WhatsAppServer } from "../../../support/whatsapp-server/server.ts";

loopbackOnly();

type Told = { step?: { kind: string; text?: string }; usable?: boolean; started?: boolean };

let server: WhatsAppServer;
let child: Child;
let folder: string;
const key = randomBytes(32);

type Child = {
  process: ChildProcess;
  output(): string;
  told: Told[];
  until(fits: (told: Told) => boolean): Promise<Told>;
  end(): Promise<number | null>;
};

beforeEach(async () => {
  server = await startWhatsApp({ oneTimeKeys: "few" });
  folder = newFolder();
  child = startChild();
  await child.until(({ started }) => started === true);
});

afterEach(async () => {
  child.process.kill("SIGKILL");
  await server.stop();
  removeFolder(folder);
});

function startChild(): Child {
  const started = spawn(process.execPath, [join("test", "support", "whatsapp-child.ts")], {
    cwd: join(import.meta.dirname, "..", "..", "..", ".."),
    env: {
      PATH: process.env["PATH"] ?? "",
      NODE_COMPILE_CACHE: process.env["TEST_COMPILE_CACHE"] ?? "",
      WS_URL: server.url,
      ROOT_KEY: server.rootKey,
      STORE: folder,
      KEY: key.toString("hex"),
    },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let output = "";
  for (const stream of [started.stdout, started.stderr])
    stream?.on("data", (chunk) => {
      output += chunk;
    });
  const told: Told[] = [];
  const waiting = new Set<() => void>();
  started.on("message", (message: Told) => {
    told.push(message);
    for (const look of waiting) look();
  });
  const closed = new Promise<number | null>((resolve) => started.once("close", resolve));
  let seen = 0;
  return {
    process: started,
    output: () => output,
    told,
    until: (fits) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const index = told.findIndex((each, at) => at >= seen && fits(each));
          const found = told[index];
          if (found === undefined) return;
          seen = index + 1;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        void closed.then(() => reject(new Error(`the child ended: ${output}`)));
        look();
      }),
    end() {
      started.kill("SIGTERM");
      return closed;
    },
  };
}

async function linkUp(): Promise<string> {
  child.process.send("pair");
  const { step } = await child.until(({ step }) => step?.kind === "qr");
  await server.account.scan(step?.text ?? "");
  await child.until(({ usable }) => usable === true);
  return step?.text ?? "";
}

/** Every private key and secret of the session, and of the ratchets with these people. */
async function secretsIn(lids: readonly string[]): Promise<Secret[]> {
  const { store, close } = await openWhatsAppStore(folder, key);
  const creds = readCreds((await store.creds()) ?? "");
  const found: Secret[] = [
    { name: "noise key", value: creds.noiseKey.private },
    { name: "identity key", value: creds.signedIdentityKey.private },
    { name: "signed pre-key", value: creds.signedPreKey.keyPair.private },
    { name: "pairing secret", value: Buffer.from(creds.advSecretKey, "base64") },
  ];
  const ids = lids.map((lid) => `${lid.replace("@lid", "")}_1.0`);
  for (const [id, text] of await store.read("session", ids))
    JSON.stringify(JSON.parse(text), (name, value: unknown) => {
      if (typeof value === "string" && /^(privKey|rootKey|key)$/.test(name) && value.length > 40)
        found.push({ name: `${name} with ${id}`, value: Buffer.from(value, "base64") });
      return value;
    });
  await close();
  return found;
}

describe("what a running connection prints", () => {
  it("has no key, no text, no number and no QR, whatever libsignal tells the console", async () => {
    const qr = await linkUp();
    const person = server.person({ name: "Sarinah Wulandari" });
    const text = "Bolehkah saya menyukai unggahan calon bupati?";
    await person.says(text);
    await person.next();
    // A message that does not decrypt makes both sides begin a new session and close the old one.
    for (let round = 0; round < 3; round += 1) {
      server.faults.corrupt();
      await person.says(text);
      await person.next();
    }
    expect(await child.end()).toBe(0);
    const output = child.output();
    expect(output).toContain('"event":"library_failed"');
    const secrets = await secretsIn([person.lid]);
    expect(secrets.length).toBeGreaterThan(6);
    secrets.push(
      { name: "text", value: text },
      { name: "answer", value: "diterima" },
      { name: "number", value: person.number },
      { name: "LID", value: person.lid.replace("@lid", "") },
      { name: "name", value: "Sarinah Wulandari" },
      { name: "own number", value: server.account.number },
      { name: "QR", value: qr.split("#")[1] ?? "" },
    );
    // Node prints bytes with spaces and commas between them.
    const places = [output, output.replace(/\s+/g, ""), output.replace(/[\s,]+/g, "")];
    expect(
      findLeaks(
        secrets,
        places.map((bytes, at) => ({ name: `output ${at}`, bytes: Buffer.from(bytes) })),
      ),
    ).toEqual([]);
    expect(output).not.toMatch(/session|Buffer|privKey|rootKey|chain/i);
    for (const line of output.trim().split("\n")) expect(JSON.parse(line)).toHaveProperty("event");
  });

  it("lets everybody else speak, also a bug of ours, which ends the process", async () => {
    child.process.send("speak");
    child.process.send("console");
    child.process.send("pair");
    await child.until(({ step }) => step?.kind === "qr");
    child.process.send("bug");
    const code = await new Promise((resolve) => child.process.once("close", resolve));
    expect(code).not.toBe(0);
    for (const said of ["stdout speaks", "somebody else", "a bug of ours"]) expect(child.output()).toContain(said);
  });
});

describe("what fails inside the library and nobody waits for", () => {
  it("ends the connection and not the process", async () => {
    await linkUp();
    child.process.send("garbage");
    await child.until(({ usable }) => usable === false);
    await child.until(({ usable }) => usable === true);
    const person = server.person();
    await person.says("masih di sana?");
    expect((await person.next()).text).toBe("diterima");
    expect(child.output()).toContain('"error":"library"');

    // Nor does it when the connection goes down under what is being written.
    const open = () => server.connections().find(({ stage }) => stage === "open");
    const dirty = { tag: "ib", attrs: {}, content: [{ tag: "dirty", attrs: { type: "groups", timestamp: "1" } }] };
    for (let times = 1; times <= 15; times += 1) {
      await server.waitFor(() => open() !== undefined, "a connection");
      const connection = open();
      for (let count = 0; count < 20; count += 1) connection?.send(dirty);
      connection?.kill();
      await server.waitFor(() => open() !== connection, "its end");
    }
    await server.waitFor(() => open() !== undefined, "a connection");
    expect(child.process.exitCode).toBe(null);
    expect(await child.end()).toBe(0);
  });
});

describe("the library's logger", () => {
  it("counts warnings and errors, with nothing of what they say", () => {
    const lines: unknown[] = [];
    const log = (...line: unknown[]) => void lines.push(line);
    const logger = createLibraryLogger({ debug: log, info: log, warn: log, error: log }).child({ class: "secret" });
    logger.trace({ xml: "<message>" }, "recv");
    logger.debug("628123", "debug");
    logger.info({ me: "628123" }, "pairing configured");
    expect(lines).toEqual([]);
    logger.warn({ key: "628123" }, "secret");
    logger.error(new Error("secret"), "secret");
    expect(lines).toEqual([
      ["library_warned", { channel: "whatsapp" }],
      ["library_failed", { channel: "whatsapp" }],
    ]);
  });
});
