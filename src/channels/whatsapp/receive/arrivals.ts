import type { BinaryNode, SocketConfig, WAMessage } from "@whiskeysockets/baileys";
import type { TakesAll } from "../../../chat/channel.ts";
import type { Message } from "../../../chat/message.ts";
import { keptType, type SessionStore } from "../../../chat/session-store.ts";
import { errorName, type Log } from "../../../log.ts";
import type { Connection, Socket } from "../connect/connection.ts";
import type { AnswerParts } from "./answer-arrival.ts";
import { type ArrivalTiming, usualArrivalTiming } from "./arrival-timing.ts";
import { type Content, readContent, UNREADABLE } from "./content.ts";
import { createDeciphering } from "./deciphering.ts";
import type { FetchFile } from "./fetch-file.ts";
import { createHold } from "./holding.ts";
import { keyOf } from "./inbound.ts";
import { createIntake } from "./intake.ts";
import { keptBody, readKept } from "./kept.ts";
import { createReadArrival } from "./read-arrival.ts";
import { parseJid, readStanza, type Stanza, sourceOf } from "./source.ts";
import { createStartedAt } from "./started-at.ts";
import { createTurns } from "./turns.ts";

/**
 * What comes in, from the moment it is deciphered until it is answered. A message that may be written down is kept in the
 * same transaction as the key it used up, before the server hears that it arrived, and forgotten once its reply is acknowledged;
 * of any other the server hears when it was answered. What takes long is asked of the sender's phone anew meanwhile, under the
 * same id, and so is what the server delivers again after a crash and is neither kept nor answered.
 */
export type Arrivals = {
  /** Wraps the library's own repository: for every socket's settings. */
  repository: SocketConfig["makeSignalRepository"];
  /**
   * Listens to a new socket; what it returns stops that. With the first one, the session is ours: then it takes up what an
   * earlier process kept and did not answer, as soon as there is a connection.
   */
  attach(socket: Socket): () => void;
  /** Resolves when nothing is under way. */
  drained(): Promise<void>;
  /** Begins nothing any more. */
  stop(): void;
};

export type ArrivalsParts = Omit<AnswerParts, "timing"> & {
  store: SessionStore;
  self: Connection["self"];
  /** Whether a message may be written down at all. */
  mayKeep(message: Message): boolean;
  /** The bot's own commands, with slash. */
  commands: ReadonlySet<string>;
  fetchFile: FetchFile;
  takesAll: TakesAll;
  log: Log;
  timing?: Partial<ArrivalTiming>;
  now?: () => number;
};

/** A kept message that was begun at as many starts may be what ends the process. */
const MOST_STARTS = 3;

export function createArrivals(parts: ArrivalsParts): Arrivals {
  const { store, self, mayKeep, commands, fetchFile, log, now = Date.now } = parts;
  const { lasting } = store;
  const timing = { ...usualArrivalTiming, ...parts.timing };
  const intake = createIntake({ ...parts, timing, finish: store.kept.finish });
  const startedAt = createStartedAt(now);
  const read = createReadArrival({ self, mayKeep, lasting, commands, fetchFile, log, startedAt: startedAt.at });
  /** The envelope of each ciphertext. */
  const stanzas = new WeakMap<Uint8Array, Stanza>();

  const turns = createTurns();

  let recovered: Promise<void> | undefined;
  let connected = Promise.withResolvers<void>();

  const diskFailed = (error: unknown) => log.error("journal_failed", { channel: "whatsapp", error: errorName(error) });

  /** The second door, for what is not ciphered: what came through the first is known here. */
  async function takeUnciphered(socket: Socket, told: WAMessage): Promise<void> {
    const { key, message, messageTimestamp, messageStubType } = told;
    const { id, remoteJid, participant, fromMe } = key;
    if (fromMe === true || !id || !remoteJid || messageStubType) return;
    const alt = key.remoteJidAlt ?? (await lidOf(socket, remoteJid));
    const seconds = Number(messageTimestamp ?? Number.NaN);
    const source = sourceOf({ id, from: remoteJid, participant, alt, seconds }, self());
    if (source === undefined || intake.state(keyOf(source)) !== "new") return;
    const arrival = read(source, () => (message ? readContent(message) : unseen(key)));
    if (typeof arrival === "string") return;
    if (arrival.kept) {
      const value = keptBody(arrival.inbound);
      await store.write([{ type: keptType, id: keyOf(source), value }]).catch(diskFailed);
    }
    await intake.take(arrival);
  }

  async function recover(): Promise<void> {
    // What was begun before comes last: it may be what ended the process.
    const left = (await store.kept.left()).toSorted((a, b) => a.starts - b.starts);
    for (const { id, body, starts } of left) {
      const inbound = readKept(body);
      if (inbound !== undefined && starts < MOST_STARTS) {
        intake.line({ inbound, mayKeep: true, kept: true }, () => store.kept.begin(id));
        continue;
      }
      if (inbound === undefined) log.warn("update_unreadable", { channel: "whatsapp" });
      else log.error("given_up", { channel: "whatsapp", count: starts });
      intake.ignore(id);
      await store.kept.finish(id);
    }
  }

  return {
    repository: createDeciphering({
      recovered: () => recovered,
      intake,
      read,
      lasting,
      hold: createHold({ ...timing, connected: () => connected.promise }),
      turns,
      sourceOf(ciphertext, jid) {
        const stanza = stanzas.get(ciphertext);
        return stanza === undefined ? undefined : sourceOf(stanza, self(), jid);
      },
      chatOf: (ciphertext) => stanzas.get(ciphertext)?.from,
    }),
    attach(socket) {
      recovered ??= recover().catch(diskFailed);
      turns.order(socket);
      const note = (node: BinaryNode) => {
        const stanza = readStanza(node);
        if (stanza === undefined || !Array.isArray(node.content)) return;
        for (const { content } of node.content) if (content instanceof Uint8Array) stanzas.set(content, stanza);
      };
      const upserted = ({ messages }: { messages: WAMessage[] }) => {
        for (const message of messages) void takeUnciphered(socket, message);
      };
      const detach = startedAt.attach(socket);
      let wasOpen = false;
      const updated = ({ connection }: { connection?: string }) => {
        if (connection !== "open") return;
        wasOpen = true;
        connected.resolve();
        void recovered?.then(intake.connected);
      };
      socket.ws.on("CB:message", note);
      socket.ev.on("messages.upsert", upserted);
      socket.ev.on("connection.update", updated);
      return () => {
        detach();
        socket.ws.off("CB:message", note);
        socket.ev.off("messages.upsert", upserted);
        socket.ev.off("connection.update", updated);
        if (!wasOpen) return;
        intake.disconnected();
        // Whoever waits already waits on.
        connected = Promise.withResolvers();
      };
    },
    drained: intake.drained,
    stop: intake.stop,
  };
}

/** What the account's own phone passes on may name its writer by number alone. */
async function lidOf({ signalRepository }: Socket, jid: string): Promise<string | undefined> {
  if (parseJid(jid)?.server !== "s.whatsapp.net") return undefined;
  // Not known and not to be had: then the number is the address.
  return (await signalRepository.lidMapping.getLIDForPN(jid).catch(() => null)) ?? undefined;
}

/** What a phone shows once is kept from linked devices. */
function unseen({ isViewOnce }: WAMessage["key"]): Content {
  return isViewOnce === true ? UNREADABLE : { kind: "nothing" };
}
