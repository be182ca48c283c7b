import { randomBytes } from "node:crypto";
import type { BinaryNode, proto } from "@whiskeysockets/baileys";
import { seconds } from "./admission.ts";
import { seen, stanzaType } from "./content.ts";
import { createInbox, type Inbox } from "./inbox.ts";
import { createIdentity, type Identity } from "./keys.ts";
import type { Letter } from "./mailbox.ts";
import { bigEndian, bytesOf, childOf, node } from "./nodes.ts";
import { createSignal, readBundle, type Signal } from "./signal.ts";
import type { By, Person, SayOptions } from "./types.ts";
import type { Device, World } from "./world.ts";

/** A message of the bot for one phone. */
export type Arrival = { id: string; type: string; body: Uint8Array; by: By };

/** A phone as the server and its persons see it. */
export type Phone = {
  number: string;
  name: string;
  lid: string;
  jid(by: By, device?: number): string;
  signal: Signal;
  inbox: Inbox;
  receipts: Person["receipts"][number][];
  /** Encrypts for the bot and hands over to the server, in the order of the calls. */
  send(content: proto.IMessage, attrs: (by: By) => Record<string, string>, options?: SayOptions): Promise<string>;
  /** The bot could not read a message and asks for it again. */
  sendAgain(letter: Letter, receipt: BinaryNode): void;
  receive(arrival: Arrival): void;
  cannotRead(times: number, options?: { by?: By; keys?: boolean }): void;
  setOnline(online: boolean): void;
};

export function createPhone(
  world: World,
  about: { number: string; lid: string; name: string; online: boolean },
): Phone {
  const { number, lid, name } = about;
  let identity: Identity | undefined;
  const signal = createSignal(`bot of ${lid}`, () => {
    identity ??= createIdentity();
    return identity;
  });
  /** Whose session this is: with a device linked anew all begins anew. */
  let known: Device | undefined;
  let online = about.online;
  let unreadable: { times: number; by?: By; keys: boolean } = { times: 0, keys: false };
  const held: Arrival[] = [];
  const retries = new Map<string, number>();
  /** Everything that uses the session goes one after the other. */
  let turn: Promise<unknown> = Promise.resolve();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
  }

  async function sealed(content: proto.IMessage) {
    if (known !== world.device) signal.forget();
    if (!signal.hasSession()) await signal.begin(world.takeBundle());
    known = world.device;
    return signal.seal(content);
  }

  async function read({ id, type, body, by }: Arrival): Promise<void> {
    if (unreadable.times > 0) {
      unreadable.times -= 1;
      askAgain(id, unreadable.by ?? by, unreadable.keys);
      return;
    }
    if (known !== world.device) signal.forget();
    known = world.device;
    try {
      const content = await signal.open(type, body);
      retries.delete(id);
      take(id, content, by);
    } catch (error) {
      world.emit({ kind: "unreadable", id, why: error instanceof Error ? error.message : String(error) });
      askAgain(id, by, false);
    }
  }

  function take(id: string, content: proto.Message, by: By): void {
    const copy = content.deviceSentMessage;
    if (content.senderKeyDistributionMessage && !content.conversation && !content.extendedTextMessage) return;
    const told = copy?.message ?? content;
    const to = copy?.destinationJid;
    inbox.add({ id, ...seen(told), by, ...(to ? { to } : {}), t: world.now(), copies: 1, content: told });
    // The account's own phone does not confirm what its own device sent.
    if (phone !== world.owner()) world.tell(node("receipt", { id, from: phone.jid(by), t: seconds(world) }));
    world.waiting.changed();
  }

  function askAgain(id: string, by: By, withKeys: boolean): void {
    const count = (retries.get(id) ?? 0) + 1;
    retries.set(id, count);
    const t = seconds(world);
    const parts = [
      node("retry", { count: String(count), id, t, v: "1" }),
      node("registration", {}, bigEndian(signal.registrationId(), 4)),
    ];
    if (withKeys || count > 1) parts.push(node("keys", {}, signal.bundle().slice(1)));
    world.tell(node("receipt", { id, from: phone.jid(by), type: "retry", t }, parts));
  }

  const inbox = createInbox(world.keep, () => name);
  const phone: Phone = {
    number,
    name,
    lid,
    jid: (by, device = 0) => jidOf(by === "lid" ? lid : number, device, by),
    signal,
    inbox,
    receipts: [],
    send: (content, attrs, options = {}) =>
      inTurn(async () => {
        const { by = "lid", id = `3A${randomBytes(9).toString("hex").toUpperCase()}`, at } = options;
        const { type, body } = await sealed(content);
        const stanza = node(
          "message",
          { ...attrs(by), id, t: seconds(world, at), type: stanzaType(content), notify: name },
          [node("enc", { v: "2", type }, body)],
        );
        world.mailbox.post({ id, stanza, from: phone, message: content, by });
        return id;
      }),
    sendAgain: (letter, receipt) => {
      const again = inTurn(async () => {
        const keys = childOf(receipt, "keys");
        if (keys !== undefined) await signal.begin(readBundle(keys, bytesOf(receipt, "registration")));
        const { type, body } = await sealed(letter.message);
        const count = childOf(receipt, "retry")?.attrs["count"] ?? "1";
        const stanza = { ...letter.stanza, content: [node("enc", { v: "2", type, count }, body)] };
        world.mailbox.post({ ...letter, stanza });
      });
      again.catch((error: unknown) => world.unhandled.push(`a message was not sent again: ${String(error)}`));
    },
    receive: (arrival) => {
      if (online) void inTurn(() => read(arrival));
      else held.push(arrival);
    },
    cannotRead: (times, { by, keys = false } = {}) => {
      unreadable = { times, keys, ...(by === undefined ? {} : { by }) };
    },
    setOnline: (now) => {
      online = now;
      if (online) for (const arrival of held.splice(0)) phone.receive(arrival);
    },
  };
  return phone;
}

function jidOf(user: string, device: number, by: By): string {
  return `${user}${device === 0 ? "" : `:${device}`}@${by === "lid" ? "lid" : "s.whatsapp.net"}`;
}
