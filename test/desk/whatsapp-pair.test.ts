import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runDesk } from "../../src/desk/run-desk.ts";
import { takeFolder } from "../../src/stores/owner.ts";
import { linkInside, pairInside } from "../support/desk-pairing.ts";
import { loopbackOnly } from "../support/loopback-only.ts";
import { newFolder, removeFolder } from "../support/process.ts";
import { readPictureQr } from "../support/read-qr.ts";
import { runInside } from "../support/run-inside.ts";
import { startWhatsApp, type WhatsAppServer } from "../support/whatsapp-server/server.ts";

loopbackOnly();

let root: string;
let folder: string;
let server: WhatsAppServer;
beforeEach(async () => {
  root = newFolder();
  folder = join(root, "data");
  mkdirSync(folder, { mode: 0o700 });
  writeFileSync(join(root, "kunci"), "kunci-percobaan-yang-panjang", { mode: 0o600 });
  server = await startWhatsApp({ oneTimeKeys: "none" });
});
afterEach(async () => {
  expect(server.unhandled).toEqual([]);
  await server.stop();
  removeFolder(root);
});

const environment = (more: Record<string, string> = {}) => ({
  WHATSAPP: "baileys",
  DATA_DIR: folder,
  WHATSAPP_WS_URL: server.url,
  WHATSAPP_ROOT_KEY: server.rootKey,
  WHATSAPP_STORE_KEY_FILE: join(root, "kunci"),
  ...more,
});
const desk = (args: string, more?: Record<string, string>) =>
  runInside(runDesk, ["whatsapp", ...args.split(" ")], { environment: environment(more) });

const pair = (args: readonly string[]) => pairInside(args, environment());
const link = () => linkInside(server, environment());

describe("desk whatsapp pair, where no service runs", () => {
  it("links by QR, and links no second number over it", async () => {
    await link();
    expect(server.account.paired()).toBe(true);
    const again = await desk("pair --json");
    expect(again).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("linked already") });
  });

  it("links by a code for a number as people write it", async () => {
    const pairing = pair([
      "--json",
      "--phone",
      `+62 ${server.account.number.slice(2, 5)}-${server.account.number.slice(5)}`,
    ]);
    const { code = "" } = await pairing.next();
    expect(code).toMatch(/^[A-Z0-9]{8}$/);
    await server.next("code");
    await server.account.enterCode(code);
    expect(await pairing.next()).toEqual({ paired: true });
    expect(await pairing.ended).toBe(0);
  });

  it("keeps the QR in a file that this account alone can read, until it is used", async () => {
    const file = join(root, "kode.png");
    const pairing = pair(["--json", "--png", file]);
    const { qr = "" } = await pairing.next();
    expect(await readPictureQr(file)).toBe(qr);
    expect((statSync(file).mode & 0o777).toString(8)).toBe("600");
    await server.account.scan(qr);
    expect(await pairing.next()).toEqual({ paired: true });
    expect(await pairing.ended).toBe(0);
    expect(existsSync(file)).toBe(false);
  });

  it("leaves nothing behind when it is stopped", async () => {
    const file = join(root, "kode.png");
    const pairing = pair(["--json", "--png", file]);
    const { qr = "" } = await pairing.next();
    pairing.stop();
    expect(await pairing.ended).toBe(1);
    expect(pairing.said()).toMatch(/Nothing was kept/);
    expect(existsSync(file)).toBe(false);
    await expect(server.account.scan(qr)).rejects.toThrow("not shown");
    await link();
  });

  it("gives up with a sentence when the file cannot be written", async () => {
    const pairing = pair(["--json", "--png", join(root, "tidak-ada", "kode.png")]);
    expect(await pairing.ended).toBe(2);
    expect(pairing.said()).toMatch(/--png .*folder that exists/);
  });

  it("needs a key, and says how to do without", async () => {
    const { code, stdout, stderr } = await desk("pair --json", { WHATSAPP_STORE_KEY_FILE: "" });
    expect(stderr).toMatch(/Start the service .*WHATSAPP_STORE_KEY_FILE/);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  });

  it("does not get in the way of a process that has the folder and does not answer", async () => {
    const giveBack = takeFolder(folder);
    expect(await desk("pair --json")).toMatchObject({ code: 3, stderr: expect.stringContaining("does not answer") });
    giveBack();
  });

  it.each([
    ["pair --phone 0812x", "not a phone number"],
    ["pair --phone 08123456789 --png a.png", "either"],
    ["pair --png package.json", "is there already"],
  ])("%s ends with 2 and repeats no number", async (args, sentence) => {
    const { code, stdout, stderr } = await desk(args);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toContain("0812x");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  });

  it.each([
    [{ WHATSAPP_STORE_KEY_FILE: "kunci-beside" }, 2, "DATA_DIR"],
    [{ WHATSAPP_STORE_KEY_FILE: "tidak-ada" }, 2, "cannot be read"],
  ])("refuses the key %j", async ({ WHATSAPP_STORE_KEY_FILE: name }, code, sentence) => {
    writeFileSync(join(folder, "kunci-beside"), "kunci-percobaan-yang-panjang");
    const refused = await desk("pair --json", { WHATSAPP_STORE_KEY_FILE: join(folder, name) });
    expect(refused).toMatchObject({ code, stdout: "", stderr: expect.stringContaining(sentence) });
  });
});

describe("the audit", () => {
  const acts = async () => {
    const { stdout } = await runInside(runDesk, ["audit", "list", "--json"], { environment: environment() });
    return (JSON.parse(stdout) as Array<{ who: string; action: string; subject: string; detail: object }>)
      .filter(({ subject }) => subject === "whatsapp")
      .map(({ who, action, detail }) => [who, action, detail]);
  };

  it("has who linked and unlinked the number, once each, and not the number", async () => {
    await runInside(runDesk, ["officer", "invite", "--name", "siti", "--role", "admin"], {
      environment: environment(),
    });
    await runInside(runDesk, ["officer", "invite", "--name", "budi", "--role", "petugas"], {
      environment: environment(),
    });
    expect(await desk("unlink")).toMatchObject({ code: 0 });
    expect(await acts()).toEqual([]);
    await link();
    expect(await desk("pair --json")).toMatchObject({ code: 1 });
    expect(await acts()).toEqual([["desk", "whatsapp-linked", {}]]);
    expect(await desk("unlink --as budi")).toMatchObject({ code: 1 });
    expect(await desk("unlink --as siti")).toMatchObject({ code: 0 });
    expect(await acts()).toEqual([
      ["siti", "whatsapp-unlinked", {}],
      ["desk", "whatsapp-linked", {}],
    ]);
    expect(await desk("pair --as tuti")).toMatchObject({ code: 2 });
  });
});

describe("desk whatsapp unlink, where no service runs", () => {
  it("takes the device off the account and forgets the session", async () => {
    await link();
    expect(await desk("unlink")).toMatchObject({ code: 0, stdout: expect.stringContaining("is unlinked") });
    await server.next("logout");
    await link();
  });

  it("forgets a session whose key is lost, and says that the phone must forget it too", async () => {
    await link();
    writeFileSync(join(root, "kunci-lain"), "kunci-yang-lain-sama-sekali");
    const { code, stdout } = await desk("unlink", { WHATSAPP_STORE_KEY_FILE: join(root, "kunci-lain") });
    expect(stdout).toContain("on the phone remove the device too");
    expect(code).toBe(0);
    expect(existsSync(join(folder, "whatsapp.db"))).toBe(false);
  });

  it("says so when there is nothing to unlink", async () => {
    expect(await desk("unlink")).toMatchObject({ code: 0, stdout: "no device is linked here\n" });
  });
});
