import type { BinaryNode } from "@whiskeysockets/baileys";

/** What the server writes on a message, but for the sender's name, which goes no further. */
export type Stanza = {
  id: string;
  from: string;
  participant?: string | null | undefined;
  recipient?: string | undefined;
  category?: string | undefined;
  /** The sender's other address, where the server tells it. */
  alt?: string | undefined;
  /** When the server took it, in seconds; NaN where it does not say. */
  seconds: number;
  /** Whether it waited at the server; such messages come one after the other. */
  queued?: boolean;
};

/** Reads the envelope of a message; undefined for what is none. */
export function readStanza({ tag, attrs }: BinaryNode): Stanza | undefined {
  const { id, from, participant, recipient, category, t } = attrs;
  if (tag !== "message" || !id || !from) return undefined;
  const alt = attrs["sender_lid"] ?? attrs["sender_pn"];
  return {
    id,
    from,
    participant,
    recipient,
    category,
    alt,
    seconds: Number.parseInt(t ?? "", 10),
    queued: "offline" in attrs,
  };
}

/** Whose message it is, and where: a person's own chat with the bot, or a group. */
export type Source = {
  /** `whatsapp:6@lid`; by the number only where no LID is known. A group's own. */
  address: string;
  id: string;
  place: "private" | "group";
  /** Who wrote it in the group. */
  participant: string | undefined;
  seconds: number;
  /** Whether it waited at the server; such messages come one after the other. */
  queued: boolean;
};

export type Self = { pn: string; lid: string | undefined };

/**
 * Where a message comes from; undefined for what is nobody's message to the bot: its own phone's, status, newsletters,
 * broadcasts, and what devices tell each other. `known` is another address of the sender.
 */
export function sourceOf(stanza: Stanza, self: Self | undefined, known?: string): Source | undefined {
  const { id, from, participant, recipient, category, alt, seconds, queued = false } = stanza;
  if (category === "peer" || recipient !== undefined) return undefined;
  const chat = parseJid(from);
  if (chat?.server === "g.us") {
    const writer = parseJid(participant);
    if (writer === undefined || isSelf(writer, self)) return undefined;
    const address = `whatsapp:${chat.user}@g.us`;
    return { address, id, place: "group", participant: `${writer.user}@${writer.server}`, seconds, queued };
  }
  const addresses = [from, alt, known].map(parseJid).filter((jid) => jid !== undefined);
  const person = addresses.find(({ server }) => server === "lid") ?? addresses[0];
  if (chat === undefined || person === undefined || !isPerson(chat) || !isPerson(person)) return undefined;
  if (addresses.some((each) => isSelf(each, self))) return undefined;
  const address = `whatsapp:${person.user}@${person.server}`;
  return { address, id, place: "private", participant: undefined, seconds, queued };
}

export type Jid = { user: string; server: string };

/** Reads `user:device@server`; a person's are told apart from a business's hosted ones by nobody here. */
export function parseJid(jid: string | null | undefined): Jid | undefined {
  const match = /^([^:@]+)(?::\d+)?@([a-z.]+)$/.exec(jid ?? "");
  if (match === null) return undefined;
  const [, user = "", server = ""] = match;
  return { user: user.replace(/_\d+$/, ""), server: SERVERS[server] ?? server };
}

const SERVERS: Readonly<Record<string, string>> = {
  hosted: "s.whatsapp.net",
  "c.us": "s.whatsapp.net",
  "hosted.lid": "lid",
};

/** Whether it is the bot's own number or LID. */
export function isSelf({ user, server }: Jid, self: Self | undefined): boolean {
  return (
    self !== undefined && ((server === "s.whatsapp.net" && user === self.pn) || (server === "lid" && user === self.lid))
  );
}

/** Digits and one of the two servers of persons; the platform's own notices come from 0. */
function isPerson({ user, server }: Jid): boolean {
  return (server === "s.whatsapp.net" || server === "lid") && /^[1-9]\d*$/.test(user);
}
