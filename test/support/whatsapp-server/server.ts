import { createServer, STATUS_CODES } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { createAccount } from "./account.ts";
import { admit } from "./admission.ts";
import { createConnection } from "./connection.ts";
import { fileContent } from "./files.ts";
import { createGroup } from "./group.ts";
import { addPhone, createPerson } from "./person.ts";
import { createPhone } from "./phone.ts";
import { receive } from "./routing.ts";
import type { WhatsAppOptions, WhatsAppServer } from "./types.ts";
import { createWorld, knownKeys } from "./world.ts";

export type {
  Account,
  By,
  ConnectionHandle,
  FileOptions,
  Group,
  Person,
  Received,
  ServerEvent,
  WhatsAppOptions,
  WhatsAppServer,
} from "./types.ts";

/**
 * A stand-in of WhatsApp's server on this machine: real WebSocket, Noise and Signal, with a root key of our own, one
 * account to which one bot may be linked, and as many people with phones as wanted.
 */
export async function startWhatsApp(options: WhatsAppOptions = {}): Promise<WhatsAppServer> {
  const world = createWorld(options, () => owner);
  const number = options.number ?? "628999000000";
  const owner = createPhone(world, { number, lid: "180000000000000", name: "Dinas", online: true });
  addPhone(world, owner);
  const sockets = new WebSocketServer({ noServer: true });
  const server = createServer((request, response) => {
    world.media.serve(request, response).catch((error: unknown) => response.destroy(Object(error)));
  });
  server.on("clientError", (_, socket) => socket.destroy());
  server.on("upgrade", (request, socket: Duplex, head) => {
    socket.on("error", () => undefined);
    const refused = world.faults.take("upgrade")?.status ?? (request.url?.startsWith("/ws/chat") ? undefined : 404);
    if (refused !== undefined) {
      socket.end(
        `HTTP/1.1 ${refused} ${STATUS_CODES[refused] ?? ""}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`,
      );
      world.emit({ kind: "refused", status: refused });
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) =>
      createConnection(world, client, {
        admit: (connection, payload) => admit(world, connection, payload),
        receive: (connection, received) => receive(world, connection, received),
      }),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  world.port = port;
  return {
    url: `ws://127.0.0.1:${port}/ws/chat`,
    rootKey: world.authority.rootKey,
    port,
    account: createAccount(world, owner),
    person: (wanted) => createPerson(world, wanted),
    group: (wanted) => createGroup(world, wanted),
    file: (kind, bytes, about) => fileContent(world.media, kind, bytes, about),
    faults: world.faults,
    events: world.events,
    next: world.next,
    waitFor: (probe, what, timeoutMs = 60_000) =>
      world.waiting.until(probe, () => `waited ${timeoutMs} ms for ${what}`, timeoutMs),
    unhandled: world.unhandled,
    connections: () => [...world.connections],
    pending: () => [...world.mailbox.letters.values()].map(({ id, attempts }) => ({ id, attempts })),
    keys: () => knownKeys(world),
    stop: async () => {
      world.faults.clear();
      world.waiting.stop();
      for (const connection of world.connections) connection.kill();
      sockets.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}
