import type { Converse, TakesAll } from "../../src/chat/channel.ts";
import type { Message } from "../../src/chat/message.ts";
import { says } from "./conversation.ts";

/** What a dialogue got: the message, and what its file held. */
export type Told = { message: Message; bytes: string | undefined };

export type Telling = {
  converse: Converse;
  takesAll: TakesAll;
  told: Told[];
  /** Resolves when so many were answered. */
  answered(count: number): Promise<void>;
  /** Answers wait until it is called. */
  hold(): () => void;
};

/**
 * A dialogue like that of a report, on the channel's side of it: "/lapor" opens it, what comes then is taken one after the other, and
 * its files are fetched. What came when nothing was open is answered without a look at its file.
 */
export function telling(): Telling {
  const open = new Set<string>();
  const told: Told[] = [];
  const turns = new Map<string, Promise<void>>();
  let answers = 0;
  let next = Promise.withResolvers<void>();
  let held: Promise<void> = Promise.resolve();

  async function answer(message: Message, send: Parameters<Converse>[1], wanted: () => boolean): Promise<void> {
    // The same id is answered once, as the conversation has it.
    if (!wanted() || told.some((each) => each.message.id === message.id)) return;
    await held;
    if (message.text === "/lapor") open.add(message.address);
    const bytes = open.has(message.address) ? await message.file?.bytes() : undefined;
    told.push({ message, bytes: bytes === undefined ? undefined : Buffer.from(bytes).toString() });
    await send(says("✔"));
    answers += 1;
    next.resolve();
    next = Promise.withResolvers();
  }

  return {
    converse(message, send, wanted = () => true) {
      const before = turns.get(message.address) ?? Promise.resolve();
      const turn = before.then(() => answer(message, send, wanted));
      turns.set(
        message.address,
        turn.catch(() => undefined),
      );
      return turn;
    },
    takesAll: (address) => open.has(address),
    told,
    async answered(count) {
      while (answers < count) await next.promise;
    },
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = promise;
      return resolve;
    },
  };
}
