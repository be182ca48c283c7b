import { randomBytes } from "node:crypto";
import type { BinaryNode, proto } from "@whiskeysockets/baileys";
import { seconds } from "./admission.ts";
import { stanzaType } from "./content.ts";
import { createInbox, type Inbox } from "./inbox.ts";
import { createIdentity, type Identity } from "./keys.ts";
import type { Letter } from "./mailbox.ts";
import { bytesOf, childOf, node } from "./nodes.ts";
import { type Arrival, createReading, type Reading } from "./reading.ts";
import { createSenderKeys, type SenderKeys } from "./sender-keys.ts";
import { createSignal, readBundle, type Signal } from "./signal.ts";
import type { By, Person, SayOptions } from "./types.ts";
import type { Device, World } from "./world.ts";

/** A phone as the server and its persons see it. */
export type Phone = {
  number: string;
  name: string;
  lid: string;
  jid(by: By, device?: number): string;
  signal: Signal;
  senderKeys(): SenderKeys;
  inbox: Inbox;
  receipts: Person["receipts"][number][];
  /** Whether it ever wrote to the bot. */
  wrote: boolean;
  /** Encrypts for the bot and hands over to the server, in the order of the calls. */
  send(content: proto.IMessage, envelope: Envelope, options?: SayOptions): Promise<string>;
  /** The bot could not read a message and asks for it again. */
  sendAgain(letter: Letter, receipt: BinaryNode): void;
  receive(arrival: Arrival): void;
  cannotRead: Reading["cannotRead"];
  setOnline(online: boolean): void;
};

/** From whom and where a message comes; with a group, in which. */
export type Envelope = { attrs(by: By): Record<string, string>; group?: string };

type About = { number: string; lid: string; name: string; online: boolean };

export function createPhone(world: World, about: About): Phone {
  const { number, lid, name } = about;
  let identity: Identity | undefined;
  const signal = createSignal(`bot of ${lid}`, () => {
    identity ??= createIdentity();
    return identity;
  });
  let keys: SenderKeys | undefined;
  const senderKeys = () => {
    keys ??= createSenderKeys();
    return keys;
  };
  const reading = createReading(world, () => phone);
  /** Whose session this is: with a device linked anew all begins anew. */
  let known: Device | undefined;
  let online = about.online;
  const held: Arrival[] = [];
  /** Everything that uses the session goes one after the other. */
  let turn: Promise<unknown> = Promise.resolve();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = turn.then(() => {
      if (known !== world.device) {
        signal.forget();
        keys?.forget();
        known = world.device;
      }
      return work();
    });
    turn = done.catch(() => undefined);
    return done;
  }

  async function sealed(content: proto.IMessage, also: Record<string, string> = {}): Promise<BinaryNode> {
    if (!signal.hasSession()) await signal.begin(world.takeBundle());
    const { type, body } = await signal.seal(content);
    return node("enc", { v: "2", type, ...also }, body);
  }

  async function sealedForGroup(group: string, content: proto.IMessage): Promise<BinaryNode[]> {
    const words = async () => node("enc", { v: "2", type: "skmsg" }, await senderKeys().seal(group, content));
    if (senderKeys().announced.has(group)) return [await words()];
    const announcement = { senderKeyDistributionMessage: await senderKeys().announce(group) };
    senderKeys().announced.add(group);
    return [await sealed(announcement), await words()];
  }

  const phone: Phone = {
    number,
    name,
    lid,
    jid: (by, device = 0) => jidOf(by === "lid" ? lid : number, device, by),
    signal,
    senderKeys,
    inbox: createInbox(world.keep, () => name),
    receipts: [],
    wrote: false,
    send: (content, { attrs, group }, options = {}) =>
      inTurn(async () => {
        const { by = "lid", id = newId(), at } = options;
        const about = { id, t: seconds(world, at), type: stanzaType(content), notify: name };
        const parts = group === undefined ? [await sealed(content)] : await sealedForGroup(group, content);
        phone.wrote = true;
        const stanza = node("message", { ...attrs(by), ...about, ...options.attrs }, parts);
        world.mailbox.post({ id, stanza, from: phone, message: content, ...(group === undefined ? {} : { group }) });
        return id;
      }),
    sendAgain: (letter, receipt) => {
      const again = inTurn(async () => {
        const { group, message } = letter;
        const bundle = childOf(receipt, "keys");
        if (bundle !== undefined) await signal.begin(readBundle(bundle, bytesOf(receipt, "registration")));
        const count = childOf(receipt, "retry")?.attrs["count"] ?? "1";
        const also = group !== undefined && { senderKeyDistributionMessage: await senderKeys().announce(group) };
        const enc = await sealed({ ...message, ...also }, { count });
        world.mailbox.post({ ...letter, stanza: { ...letter.stanza, content: [enc] } });
      });
      again.catch((error: unknown) => world.unhandled.push(`a message was not sent again: ${String(error)}`));
    },
    receive: (arrival) => {
      if (online) void inTurn(() => reading.read(arrival));
      else held.push(arrival);
    },
    cannotRead: reading.cannotRead,
    setOnline: (now) => {
      online = now;
      if (online) for (const arrival of held.splice(0)) phone.receive(arrival);
    },
  };
  return phone;
}

export function newId(): string {
  return `3A${randomBytes(9).toString("hex").toUpperCase()}`;
}

function jidOf(user: string, device: number, by: By): string {
  return `${user}${device === 0 ? "" : `:${device}`}@${by === "lid" ? "lid" : "s.whatsapp.net"}`;
}
