import { type Authority, createAuthority } from "./certificate.ts";
import type { Connection } from "./connection.ts";
import { createEventLog, type EventLog } from "./event-log.ts";
import { createFaults, type Trouble } from "./faults.ts";
import type { Room } from "./group.ts";
import { createMailbox, type Mailbox } from "./mailbox.ts";
import { createMedia, type Media } from "./media.ts";
import { createNotices, type Notices } from "./notices.ts";
import type { Phone } from "./phone.ts";
import type { Bundle } from "./signal.ts";
import type { Cap, Restriction, WhatsAppOptions } from "./types.ts";

/** The bot's device, as it registered. */
export type Device = {
  /** 1 for the first linked device, one more for each later one. */
  id: number;
  noiseKey: Buffer;
  bundle: Omit<Bundle, "once">;
  /** One-time keys that nobody has used yet. */
  once: { id: number; public: Buffer }[];
};

/** Everything that the server knows. */
export type World = EventLog & {
  now(): number;
  port: number;
  keep: number;
  refs: number;
  oneTimeKeys: NonNullable<WhatsAppOptions["oneTimeKeys"]>;
  authority: Authority;
  faults: Trouble;
  mailbox: Mailbox;
  media: Media;
  groups: Map<string, Room>;
  restriction: Restriction | undefined;
  cap: Cap;
  /** Every phone twice: by its number and by the user part of its LID. */
  phones: Map<string, Phone>;
  /** The account's own phone. */
  owner(): Phone;
  device: Device | undefined;
  lastDevice: number;
  connections: Set<Connection>;
  /** The bot's connection while it is logged in. */
  bot(): Connection | undefined;
  notices: Notices;
  /** The keys with which to begin a session with the bot; a one-time key is used up. */
  takeBundle(): Bundle;
  /** Acks kept back. */
  heldAcks: (() => void)[];
  releaseAcks(): void;
  unhandled: string[];
};

/** The library trusts one root in a process, so that bots on several servers run in it at the same time by this alone. */
const authority = createAuthority();

export function createWorld(options: WhatsAppOptions, owner: () => Phone): World {
  const now = options.now ?? Date.now;
  const keep = options.keep ?? Number.POSITIVE_INFINITY;
  const connections = new Set<Connection>();
  const faults = createFaults(() => world.releaseAcks());
  const world: World = {
    ...createEventLog(keep, now),
    now,
    port: 0,
    keep,
    refs: options.refs ?? 6,
    oneTimeKeys: options.oneTimeKeys ?? "all",
    authority,
    faults,
    mailbox: createMailbox(() => world),
    media: createMedia(faults, (happening) => world.emit(happening)),
    groups: new Map(),
    restriction: undefined,
    cap: { total: 100, used: 0 },
    phones: new Map(),
    owner,
    device: undefined,
    lastDevice: 0,
    connections,
    bot: () => [...connections].find(({ stage }) => stage === "open"),
    notices: createNotices(() => world.bot()),
    takeBundle: () => {
      if (world.device === undefined) throw new Error("no device is linked to the account, so nobody can write to it");
      const once = world.device.once.shift();
      return { ...world.device.bundle, ...(once && { once }) };
    },
    heldAcks: [],
    releaseAcks: () => {
      for (const send of world.heldAcks.splice(0)) send();
    },
    unhandled: [],
  };
  return world;
}

/** What this side knows of everybody's keys. */
export function knownKeys({ authority, device, phones }: World): Array<{ name: string; value: Buffer }> {
  const ofBot = device && [
    { name: "the bot's Noise key", value: device.noiseKey },
    { name: "the bot's identity", value: device.bundle.identity },
    { name: "the bot's signed key", value: device.bundle.signed.public },
  ];
  const ofPhones = [...new Set(phones.values())].flatMap(({ signal }) =>
    signal.keys().map((value) => ({ name: "a phone's key", value })),
  );
  return [{ name: "the server's private key", value: authority.server.private }, ...(ofBot ?? []), ...ofPhones];
}
