import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { proto } from "@whiskeysockets/baileys";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mediaAgents } from "../../../../src/channels/whatsapp/connect/media-agents.ts";
import { type FetchMediaOptions, fetchMedia } from "../../../../src/channels/whatsapp/receive/media-in.ts";
import { loopbackOnly } from "../../../support/loopback-only.ts";
import { startWhatsApp, type WhatsAppServer } from "../../../support/whatsapp-server/server.ts";

loopbackOnly();

const host = "mmg.whatsapp.net";
const photo = Buffer.from("bukan foto sungguhan, tetapi cukup panjang untuk dua blok");
let whatsapp: WhatsAppServer;
const servers: Server[] = [];

beforeEach(async () => {
  whatsapp = await startWhatsApp();
});

afterEach(async () => {
  await whatsapp.stop();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

function fetching(message: proto.IMessage, options: Partial<FetchMediaOptions> = {}, via = whatsapp.url) {
  const request = mediaAgents(via)?.options ?? {};
  return fetchMedia(message, { host, mostBytes: 1_000, timeoutMs: 5_000, request, ...options });
}

/** A server that answers as told, and counts. */
async function serving(answer: RequestListener): Promise<{ url: string; port: number; asked: () => number }> {
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    answer(request, response);
  }).listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `ws://127.0.0.1:${port}/ws/chat`, port, asked: () => asked };
}

const fetches = () => whatsapp.events.filter(({ kind }) => kind === "media").length;

describe("the file of a message", () => {
  it.each(["image", "document", "audio", "video"] as const)("is fetched and opened: %s", async (kind) => {
    expect(await fetching(whatsapp.file(kind, photo))).toEqual({ kind: "bytes", bytes: photo });
  });

  it("is found in what is put around it", async () => {
    const message = {
      ephemeralMessage: { message: { viewOnceMessageV2: { message: whatsapp.file("image", photo) } } },
    };
    expect(await fetching(message)).toEqual({ kind: "bytes", bytes: photo });
  });

  it("is asked of the platform's own host, whatever address the sender names", async () => {
    const elsewhere = await serving((_, response) => response.end("rahasia"));
    const url = `http://127.0.0.1:${elsewhere.port}/foto`;
    expect(await fetching(whatsapp.file("image", photo, { url }))).toEqual({ kind: "bytes", bytes: photo });
    expect(await whatsapp.next("media")).toMatchObject({ host });
    expect(elsewhere.asked()).toBe(0);
  });

  it("is not fetched by the sender's own address when there is no path", async () => {
    const elsewhere = await serving((_, response) => response.end("rahasia"));
    const url = `http://127.0.0.1:${elsewhere.port}/foto`;
    const message = whatsapp.file("image", photo, { url, directPath: null });
    expect(await fetching(message)).toEqual({ kind: "refused", why: "bad-address" });
    expect(elsewhere.asked()).toBe(0);
  });

  it.each([
    "@127.0.0.1/x",
    ".contoh.id/x",
    ":8080/x",
    "//contoh.id/x",
    "/\\contoh.id/x",
    "x",
    "",
    "https://contoh.id/x",
  ])("is not fetched by a path that could change the host: %j", async (directPath) => {
    const message = whatsapp.file("image", photo, { directPath });
    expect(await fetching(message)).toEqual({ kind: "refused", why: "bad-address" });
    expect(fetches()).toBe(0);
  });

  it("is not fetched when the sender says that it is too large", async () => {
    const message = whatsapp.file("image", photo, { fileLength: 1_001 });
    expect(await fetching(message)).toEqual({ kind: "refused", why: "too-large" });
    expect(fetches()).toBe(0);
  });

  it("is counted while it comes, whatever the sender says", async () => {
    const message = whatsapp.file("image", Buffer.alloc(5_000), { fileLength: 10 });
    expect(await fetching(message)).toEqual({ kind: "refused", why: "too-large" });
    let sent = 0;
    const endless = await serving((_, response) => {
      const more = () => {
        sent += 1;
        if (response.write(Buffer.alloc(1_000))) setImmediate(more);
      };
      response.on("drain", more);
      more();
    });
    expect(await fetching(whatsapp.file("image", photo), {}, endless.url)).toEqual({
      kind: "refused",
      why: "too-large",
    });
    expect(sent).toBeLessThan(10_000);
  });

  it("is refused when it is not the one that was sent", async () => {
    expect(await fetching(whatsapp.file("image", photo, { damage: "hash" }))).toEqual({
      kind: "refused",
      why: "damaged",
    });
    const other = await serving((_, response) => response.end(Buffer.alloc(90)));
    expect(await fetching(whatsapp.file("image", photo), {}, other.url)).toEqual({ kind: "refused", why: "damaged" });
    const empty = await serving((_, response) => response.end());
    expect(await fetching(whatsapp.file("image", photo), {}, empty.url)).toEqual({ kind: "refused", why: "damaged" });
  });

  it.each([403, 404, 410])("is gone when the platform says %i", async (status) => {
    whatsapp.faults.refuseMedia("GET", status);
    expect(await fetching(whatsapp.file("image", photo))).toEqual({ kind: "refused", why: "gone" });
  });

  it("may be had later when the platform is in trouble", async () => {
    whatsapp.faults.refuseMedia("GET", 503);
    expect(await fetching(whatsapp.file("image", photo))).toEqual({ kind: "refused", why: "offline" });
  });

  it("is given up when it does not come in time", async () => {
    const slow = await serving((_, response) => response.writeHead(200).write("sedikit"));
    const message = whatsapp.file("image", photo);
    expect(await fetching(message, { timeoutMs: 100 }, slow.url)).toEqual({ kind: "refused", why: "too-slow" });
  });

  it("is not looked for where a redirection points", async () => {
    const elsewhere = await serving((_, response) => response.end("rahasia"));
    const location = `http://127.0.0.1:${elsewhere.port}/`;
    const astray = await serving((_, response) => response.writeHead(302, { location }).end());
    const message = whatsapp.file("image", photo);
    expect(await fetching(message, {}, astray.url)).toEqual({ kind: "refused", why: "offline" });
    expect(elsewhere.asked()).toBe(0);
    expect(astray.asked()).toBe(1);
  });

  it("is none in a message without one, or without its key", async () => {
    expect(await fetching({ conversation: "halo" })).toEqual({ kind: "refused", why: "no-file" });
    const { imageMessage } = whatsapp.file("image", photo);
    const keyless = { imageMessage: { ...imageMessage, mediaKey: null } };
    expect(await fetching(keyless)).toEqual({ kind: "refused", why: "no-file" });
  });
});
