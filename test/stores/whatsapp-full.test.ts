import { afterEach, describe, expect, it } from "vitest";
import { SessionUnwritableError } from "../../src/chat/session-store.ts";
import { openWhatsAppStore } from "../../src/stores/whatsapp-store.ts";
import { loopbackOnly } from "../support/loopback-only.ts";
import { newFolder, removeFolder } from "../support/process.ts";
import { openConnection, type TestConnection } from "../support/whatsapp-connection.ts";
import { startWhatsApp, type WhatsAppServer } from "../support/whatsapp-server/server.ts";

loopbackOnly();

const material = Buffer.from("sixteen bytes and some more");
const filler = (n: number, value: string | null) => [{ type: "filler", id: `${n}`, value }];
type Store = Awaited<ReturnType<typeof openWhatsAppStore>>["store"];

/** Writes until nothing more goes in, down to the last page; returns how much that was and why it ended. */
async function fill(store: Store): Promise<{ count: number; why: unknown }> {
  for (let count = 0, size = 40_000; ; count += 1) {
    const why = await store.write(filler(count, "x".repeat(size))).catch((error: unknown) => error);
    if (why === undefined) continue;
    if (size < 100) return { count, why };
    size /= 2;
  }
}

async function makeRoom(store: Store, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) await store.write(filler(n, null));
}

let server: WhatsAppServer | undefined;
let connection: TestConnection | undefined;
const folder = newFolder();
afterEach(async () => {
  await connection?.close();
  await server?.stop();
  removeFolder(folder);
});

describe("a session on a full disk", () => {
  it("is told from a damaged one, and is whole", async () => {
    const { store, lease, close } = await openWhatsAppStore(folder, material, { mostPages: 60 });
    await lease.take();
    await store.write([], "an identity");
    const { count, why } = await fill(store);
    expect(why).toBeInstanceOf(SessionUnwritableError);
    expect(why).toHaveProperty(
      "message",
      expect.stringMatching(/whatsapp\.db is full or read-only \(SQLITE_FULL\): make room/),
    );
    expect(why).toHaveProperty("message", expect.not.stringContaining("unlink"));
    expect(await store.creds()).toBe("an identity");
    await makeRoom(store, count);
    await store.write(filler(0, "room again"));
    await close();
    const again = await openWhatsAppStore(folder, material);
    expect(await again.store.read("filler", ["0"])).toEqual(new Map([["0", "room again"]]));
    await again.close();
  });

  it("is connected again by itself when there is room, having said so meanwhile", async () => {
    server = await startWhatsApp({ oneTimeKeys: "few" });
    const opened = await openWhatsAppStore("", undefined, { mostPages: 200 });
    connection = await openConnection(server, {
      store: opened,
      attach: (socket) => {
        socket.ev.on("messages.upsert", ({ messages }) => {
          for (const { key, message } of messages)
            if (message && key.remoteJid && !key.fromMe) void socket.sendMessage(key.remoteJid, { text: "diterima" });
        });
        return () => {};
      },
    });
    await connection.start(
      () => {},
      () => {},
    );
    await connection.linkUp();
    const { count } = await fill(opened.store);
    const person = server.person();
    await person.says("boleh?");
    const { detail, remedy } = await connection.becomes("waiting");
    expect(detail).toMatch(
      /is full or read-only \(SQLITE_FULL\): make room there, nothing is lost\. It is tried again/,
    );
    expect(remedy).toContain("make room");
    expect(connection.logged.map(({ event }) => event)).not.toContain("session_damaged");
    await makeRoom(opened.store, count);
    expect((await person.next()).text).toBe("diterima");
  });
});
