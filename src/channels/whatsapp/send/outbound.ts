import { isJidGroup, type SocketConfig } from "@whiskeysockets/baileys";
import type { PushOptions } from "../../../chat/channel.ts";
import type { Reply, Sent } from "../../../chat/message.ts";
import type { SessionStore } from "../../../chat/session-store.ts";
import { pause } from "../../../delivery/backoff.ts";
import type { Pace } from "../../../delivery/pace.ts";
import { SendError } from "../../../delivery/send-error.ts";
import type { Log } from "../../../log.ts";
import type { Connection, Socket } from "../connect/connection.ts";
import { type Destination, jidOf } from "../destination.ts";
import type { Inbound } from "../receive/inbound.ts";
import { createAcks, NO_NEW_CHATS } from "./acks.ts";
import type { BanCare } from "./ban-care.ts";
import { contentsOf, createUploads } from "./contents.ts";
import { GROUP_HELD, type GroupCare } from "./group-care.ts";
import type { Groups } from "./groups.ts";
import { createLanes } from "./lanes.ts";
import { createRecipients } from "./recipients.ts";
import type { SendTiming } from "./send-timing.ts";
import { createSendMessage, type Outgoing } from "./sending.ts";
import { createSent } from "./sent.ts";
import type { SessionLock } from "./session-lock.ts";
import { deletionOf, MOST_TAKE_BACK_MS } from "./taking-back.ts";

/** Everything that goes out, in order for each person, and accepted only when the server acknowledged it. */
export type Outbound = {
  /**
   * Answers a message; tries until it is too old, and resolves to how all of it is deleted again. In a group that is not to be answered
   * it does nothing. Rejects with a SendError `gone`, `rejected`, `expired` or `stopped`.
   */
  reply(inbound: Inbound, reply: Reply, options: { keep: boolean }): Promise<Sent | undefined>;
  /**
   * Sends what nobody asked for, as pace and care allow; the same id is the same message after a restart. Rejects with a
   * SendError of any kind but `misconfigured`.
   */
  push(address: string, reply: Reply, id: string, options?: PushOptions): Promise<void>;
  /** Shows "typing"; gives way to everything else and never fails. */
  typing(jid: string): void;
  /** Listens to a new socket; what it returns stops that. */
  attach(socket: Socket): () => void;
  /** What was sent under an id, for phones that could not read it. */
  getMessage: SocketConfig["getMessage"];
  /** Gives up everything that waits. */
  stop(): void;
};

export type OutboundParts = {
  connection: Pick<Connection, "socket" | "state">;
  store: SessionStore;
  care: BanCare;
  groups: Groups;
  groupCare: GroupCare;
  lock: SessionLock;
  pace: Pace;
  timing: SendTiming;
  log: Log;
  now: () => number;
};

/** For how long a phone may ask for a message that it could not read: replies, and what nobody waits for. */
const REPLY_KEPT_MS = 15 * 60_000;
const PUSH_KEPT_MS = 72 * 3_600_000;

export function createOutbound(parts: OutboundParts): Outbound {
  const { connection, store, care, groups, groupCare, pace, timing, now } = parts;
  const stopping = new AbortController();
  const { signal } = stopping;
  const acks = createAcks();
  const sent = createSent(parts);
  const recipients = createRecipients(parts);
  const sendMessage = createSendMessage({ ...parts, acks, sent, recipients, signal });
  const inLane = createLanes();
  const uploads = createUploads(timing.uploadMs);
  /** How many messages answered an incoming one so far: a handler may send more than one reply. */
  const answered = new WeakMap<Inbound, number>();
  let pushFree = 0;

  /** The ids are made of words that are the same after a restart, so that a message sent twice can be told. */
  function idOf(words: string): string {
    return `3EB0${store.idFor(words).slice(0, 18).toUpperCase()}`;
  }

  async function sendAll(
    to: Destination,
    reply: Reply,
    plan: Pick<Outgoing, "deadline" | "urgent" | "kept">,
    words: () => string,
  ): Promise<string[]> {
    const ids: string[] = [];
    for (const contents of contentsOf(reply, to, uploads)) {
      const id = idOf(words());
      await sendMessage({ ...plan, to, contents, id });
      ids.push(id);
    }
    return ids;
  }

  /** Deletes what was sent, for everybody in the chat; resolves to whether the server took all of that. Never rejects. */
  async function takeBack({ jid, group }: Destination, ids: readonly string[], sentAt: number): Promise<boolean> {
    if (now() - sentAt > MOST_TAKE_BACK_MS) return false;
    for (const id of ids) sent.forget(id);
    const plan = { urgent: true, kept: { forMs: REPLY_KEPT_MS, lasting: false }, deletes: true };
    const remove = (id: string) =>
      sendMessage({
        ...plan,
        ...{ to: { jid, group }, contents: deletionOf(jid, id), id: idOf(`delete ${id}`) },
        deadline: pace.now() + timing.replyMs,
      }).then(
        () => true,
        () => false,
      );
    return inLane(jid, async () => {
      let all = true;
      for (const id of ids) if (!(await remove(id))) all = false;
      return all;
    });
  }

  /** Lets pushes go one by one, unevenly, as a person would send them. */
  async function pushTurn(kind: "warm" | "cold"): Promise<void> {
    const wait = Math.max(0, pushFree - pace.now());
    if (wait > timing.pushTurnMs) throw new SendError("throttled", { code: "pace", retryAfterMs: wait });
    const [from, to] = kind === "cold" ? timing.coldGapMs : timing.pushGapMs;
    pushFree = Math.max(pushFree, pace.now()) + from + Math.random() * (to - from);
    await pause(wait, signal);
    if (signal.aborted) throw new SendError("stopped");
  }

  /** A chat that may not be begun now may be some other day. */
  function onlyForNow(error: unknown): never {
    if (error instanceof SendError && error.code === NO_NEW_CHATS)
      throw new SendError("throttled", { code: NO_NEW_CHATS, retryAfterMs: timing.restMs });
    throw error;
  }

  return {
    async reply(inbound, reply, { keep }) {
      const { message, replyTo } = inbound;
      const deadline = pace.now() + timing.replyMs;
      const plan = { deadline, urgent: true, kept: { forMs: REPLY_KEPT_MS, lasting: keep } };
      const words = () => {
        const at = answered.get(inbound) ?? 0;
        answered.set(inbound, at + 1);
        return `reply ${message.address} ${message.id} ${at}`;
      };
      const ids = await inLane(replyTo.jid, () => sendAll(replyTo, reply, plan, words)).catch((error: unknown) => {
        if (!(error instanceof SendError && error.code === GROUP_HELD)) throw error;
        return undefined;
      });
      const sentAt = now();
      return ids === undefined ? undefined : { takeBack: () => takeBack(replyTo, ids, sentAt) };
    },
    async push(address, reply, id, { answers = false } = {}) {
      const jid = jidOf(address);
      const socket = await connection.socket({ deadline: now() + timing.pushMs, signal });
      // After linking again nothing is known of whoever asked before.
      const kind = answers ? "warm" : await care.admit(socket, jid);
      await pushTurn(kind);
      if (kind === "cold") {
        // Whoever has no WhatsApp costs no budget, and writing to them would cost the number's good name.
        await recipients.prepare(socket, jid);
        await care.spend(id);
      }
      const plan = {
        deadline: pace.now() + timing.pushMs,
        urgent: false,
        kept: { forMs: PUSH_KEPT_MS, lasting: true },
      };
      let at = 0;
      const words = () => `push ${address} ${id} ${at++}`;
      const to = { jid, group: jid.endsWith("@g.us") };
      await inLane(jid, () => sendAll(to, reply, plan, words)).catch(onlyForNow);
    },
    typing(jid) {
      // Only while nothing waits, and only once: whoever does not see it misses nothing.
      if (pace.size() > 0 || connection.state().kind !== "open") return;
      if (isJidGroup(jid) && !groupCare.admitted(jid)) return;
      connection
        .socket({ deadline: now(), signal })
        .then((socket) => socket.sendPresenceUpdate("composing", jid))
        .catch(() => undefined);
    },
    attach(socket) {
      const detach = [acks.attach(socket), groups.attach(socket), care.attach(socket)];
      const opened = ({ connection: now }: { connection?: string }) => {
        if (now === "open") recipients.greet(socket);
      };
      socket.ev.on("connection.update", opened);
      return () => {
        socket.ev.off("connection.update", opened);
        for (const each of detach) each();
      };
    },
    getMessage: sent.getMessage,
    stop() {
      stopping.abort();
      acks.stop();
    },
  };
}
