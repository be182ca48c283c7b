import type { BinaryNode, proto } from "@whiskeysockets/baileys";
import type { Connection } from "./connection.ts";
import type { Phone } from "./phone.ts";
import type { World } from "./world.ts";

/** A message for the bot, kept until the bot says that it has it. */
export type Letter = {
  id: string;
  stanza: BinaryNode;
  from: Phone;
  /** What to encrypt anew when the bot asks for the message again. */
  message: proto.IMessage;
  group?: string;
  attempts: number;
  /** Refusals still to come for what was sent again meanwhile. */
  stale: number;
};

export type Mailbox = {
  letters: ReadonlyMap<string, Letter>;
  /** Keeps a letter and sends it, if the bot is there; one of the same id is replaced. */
  post(letter: Omit<Letter, "attempts" | "stale">): void;
  /** Takes a letter away, as the bot has it or will never want it. */
  confirm(id: string): Letter | undefined;
  /** The bot refused a letter: it is gone, unless it was sent anew meanwhile. */
  refused(id: string): void;
  /** Sends what the bot did not confirm, byte for byte the same; returns how many. */
  backlog(connection: Connection): number;
};

export function createMailbox(world: () => World): Mailbox {
  const letters = new Map<string, Letter>();

  function send(connection: Connection, letter: Letter, offline?: string): void {
    letter.attempts += 1;
    const attrs = offline === undefined ? letter.stanza.attrs : { ...letter.stanza.attrs, offline };
    const broken = world().faults.take("corrupt") !== undefined;
    connection.send({ ...letter.stanza, attrs, ...(broken && { content: corrupted(letter.stanza) }) });
    world().emit({ kind: "delivered", id: letter.id, again: letter.attempts > 1 });
    if (offline === undefined && world().faults.doubles()) connection.send({ ...letter.stanza, attrs });
    if (world().faults.dropsDelivery()) connection.kill();
  }

  return {
    letters,
    post: (about) => {
      const before = letters.get(about.id);
      const letter = { ...about, attempts: before?.attempts ?? 0, stale: before === undefined ? 0 : before.stale + 1 };
      letters.set(about.id, letter);
      const bot = world().bot();
      if (bot === undefined) letter.stale = 0;
      else send(bot, letter);
    },
    confirm: (id) => {
      const letter = letters.get(id);
      letters.delete(id);
      return letter;
    },
    refused: (id) => {
      const letter = letters.get(id);
      if (letter === undefined) return;
      if (letter.stale > 0) letter.stale -= 1;
      else letters.delete(id);
    },
    backlog: (connection) => {
      let count = 0;
      for (const letter of letters.values()) letter.stale = 0;
      for (const letter of letters.values()) {
        if (connection.stage === "closed") break;
        send(connection, letter, String(count));
        count += 1;
      }
      return count;
    },
  };
}

/** One bit of each ciphertext is turned over. */
function corrupted({ content }: BinaryNode): BinaryNode[] {
  if (!Array.isArray(content)) return [];
  return content.map((child) => {
    if (child.tag !== "enc" || !(child.content instanceof Uint8Array)) return child;
    const bytes = Buffer.from(child.content);
    const middle = bytes.length - 12;
    bytes[middle] = (bytes[middle] ?? 0) ^ 1;
    return { ...child, content: bytes };
  });
}
