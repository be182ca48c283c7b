import { type BinaryNode, decodeBinaryNode, encodeBinaryNode, type proto } from "@whiskeysockets/baileys";
import type { WebSocket } from "ws";
import { createFrames, framed } from "./frames.ts";
import { node } from "./nodes.ts";
import { createHandshake, type Handshake, type Transport } from "./noise.ts";
import type { ConnectionHandle } from "./types.ts";
import type { World } from "./world.ts";

export type Connection = ConnectionHandle & {
  /** The client's Noise key, known once the handshake is over. */
  clientKey: Buffer;
  /** Resolves when the connection has ended. */
  closed: Promise<void>;
  /** Sends a query to the client; rejects if the connection ends before the answer. */
  ask(iq: BinaryNode): Promise<BinaryNode>;
  /** Sends a last node and closes. */
  part(last: BinaryNode): void;
};

export type Receiver = {
  /** The client has said who it is. */
  admit(connection: Connection, payload: proto.ClientPayload): void;
  receive(connection: Connection, received: BinaryNode): void;
};

export function createConnection(world: World, socket: WebSocket, receiver: Receiver): Connection {
  const frames = createFrames();
  const mute = world.faults.take("mute") !== undefined;
  const asked = new Map<string, { resolve(answer: BinaryNode): void; reject(error: Error): void }>();
  let handshake: Handshake | undefined;
  let transport: Transport | undefined;
  let frozen = mute;
  let deaf = false;
  let why = "the client closed";
  let decoding = Promise.resolve();

  function take(frame: Buffer): void {
    if (frozen || deaf) return;
    if (transport !== undefined) {
      const plain = transport.open(frame);
      decoding = decoding.then(async () => receive(await decodeBinaryNode(plain)));
      decoding.catch(fail);
    } else if (handshake === undefined) {
      handshake = createHandshake(world.authority.server, chainOf(world));
      socket.send(framed(handshake.hello(frame)));
    } else {
      const finished = handshake.finish(frame);
      transport = finished.transport;
      connection.clientKey = finished.clientKey;
      receiver.admit(connection, finished.payload);
    }
  }

  function receive(received: BinaryNode): void {
    if (frozen || connection.stage === "closed") return;
    const waiting = received.tag === "iq" ? asked.get(received.attrs["id"] ?? "") : undefined;
    if (waiting === undefined) receiver.receive(connection, received);
    else waiting.resolve(received);
  }

  function fail(error: unknown): void {
    world.unhandled.push(`a connection broke: ${error instanceof Error ? error.message : String(error)}`);
    close("the client made a mistake");
  }

  function close(reason: string): void {
    if (connection.stage === "closed") return;
    connection.stage = "closed";
    why = reason;
    world.connections.delete(connection);
    socket.close();
  }

  const connection: Connection = {
    stage: "handshake",
    clientKey: Buffer.alloc(0),
    closed: new Promise((resolve) => socket.once("close", () => resolve())),
    send: (sent) => {
      if (frozen || transport === undefined || connection.stage === "closed") return;
      socket.send(framed(transport.seal(encodeBinaryNode(sent))));
    },
    ask: (iq) =>
      new Promise((resolve, reject) => {
        asked.set(iq.attrs["id"] ?? "", { resolve, reject });
        connection.send(iq);
      }),
    part: (last) => {
      connection.send(last);
      close(`the server said <${last.tag}>`);
    },
    kill: () => {
      close("torn");
      socket.terminate();
    },
    end: () => connection.part(node("xmlstreamend")),
    streamError: (code) => connection.part(node("stream:error", { code: String(code) })),
    freeze: () => {
      frozen = true;
    },
    deafen: () => {
      deaf = true;
    },
  };
  socket.on("message", (data: Buffer) => {
    try {
      for (const frame of frames.push(data)) take(frame);
    } catch (error) {
      fail(error);
    }
  });
  socket.on("error", () => undefined);
  socket.on("close", () => {
    connection.stage = "closed";
    world.connections.delete(connection);
    for (const { reject } of asked.values()) reject(new Error("the connection ended before the client answered"));
    world.emit({ kind: "closed", why });
  });
  world.connections.add(connection);
  world.emit({ kind: "connected" });
  return connection;
}

function chainOf({ authority, faults }: World): Uint8Array {
  const fault = faults.take("certificate");
  if (fault === undefined) return authority.chain;
  return fault.which === "foreign" ? authority.foreignChain() : authority.borrowedChain();
}
