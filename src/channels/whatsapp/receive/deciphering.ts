import {
  DEFAULT_CONNECTION_CONFIG,
  isJidGroup,
  MISSING_KEYS_ERROR_TEXT,
  proto,
  type SignalDataSet,
  type SignalKeyStoreWithTransaction,
  type SocketConfig,
  unpadRandomMax16,
} from "@whiskeysockets/baileys";
import { keptType } from "../../../chat/session-store.ts";
import type { Arrival } from "./answer-arrival.ts";
import { createAskAgain } from "./asking-again.ts";
import { readContent } from "./content.ts";
import type { Hold } from "./holding.ts";
import { keyOf } from "./inbound.ts";
import type { Intake } from "./intake.ts";
import { keptBody } from "./kept.ts";
import type { ReadArrival } from "./read-arrival.ts";
import type { Source } from "./source.ts";
import type { Turns } from "./turns.ts";

export type DecipheringParts = {
  /** Resolves when what was kept is known. */
  recovered(): Promise<void> | undefined;
  intake: Intake;
  read: ReadArrival;
  /** Whose message a ciphertext is, where it is one for the bot; the sender's address as the library knows it may help. */
  sourceOf(ciphertext: Uint8Array, jid: string | undefined): Source | undefined;
  /** The chat that the server brought a ciphertext from. */
  chatOf(ciphertext: Uint8Array): string | undefined;
  /** Whether the session outlives the process. */
  lasting: boolean;
  hold: Hold;
  turns: Turns;
};

type Repository = SocketConfig["makeSignalRepository"];

/**
 * The library's repository, whose deciphering keeps each message with the key it used up and has it answered. Keys to a group
 * are taken only from the group: the library takes them from any chat and for any name, and keeps them for ever.
 */
export function createDeciphering({
  recovered,
  intake,
  read,
  sourceOf,
  chatOf,
  lasting,
  hold,
  turns,
}: DecipheringParts): Repository {
  const mayAskAgain = createAskAgain();

  async function decipher(
    keys: SignalKeyStoreWithTransaction,
    source: Source,
    lock: string,
    work: () => Promise<Uint8Array>,
  ): Promise<Uint8Array> {
    await recovered();
    if (intake.isStopped()) return turns.beside(forEver);
    const key = keyOf(source);
    const keep = async () => {
      const plain = await work();
      const arrival = intake.state(key) === "new" ? read(source, () => readContent(decoded(plain))) : "nothing";
      if (typeof arrival === "object" && arrival.kept) {
        await keys.set({ [keptType]: { [key]: keptBody(arrival.inbound) } } as SignalDataSet);
      }
      return { plain, arrival };
    };
    const { plain, arrival } = await keys.transaction(keep, lock).catch((error: unknown) => again(source, error));
    if (arrival === "ignored") intake.ignore(key);
    await answered(source, typeof arrival === "object" ? arrival : undefined);
    return plain;
  }

  /** Has a message answered; resolves when the server may hear that it arrived, which may be never. */
  async function answered(source: Source, arrival: Arrival | undefined): Promise<void> {
    const key = keyOf(source);
    if (arrival === undefined && intake.state(key) !== "open") return;
    const done = arrival === undefined ? intake.answered(key) : intake.take(arrival);
    // A session in memory ends with the process; nobody would be there for a second delivery.
    if (arrival?.kept === true || !lasting) return;
    await finished(source, done);
  }

  /** Throws when the sender's phone shall send a message again; it is being answered all the same. */
  async function finished(source: Source, answered: Promise<boolean>): Promise<void> {
    const { address, queued } = source;
    const isFinished = queued
      ? await hold({ address, answered, blocks: true })
      : await turns.beside(() => hold({ address, answered, blocks: false }));
    if (isFinished) return;
    if (intake.isStopped()) await turns.beside(forEver);
    if (mayAskAgain(keyOf(source))) throw new Error("not answered yet");
  }

  /**
   * What the library makes of a key that was used up before: with its own words for it, it lets go of the message; with any
   * other it asks the sender's phone to cipher it anew.
   */
  async function again(source: Source, error: unknown): Promise<never> {
    const state = intake.state(keyOf(source));
    const isUsed = error instanceof Error && error.message === MISSING_KEYS_ERROR_TEXT;
    if (!isUsed && state !== "safe") throw error;
    if (state === "new") throw new Error("deciphered before and not answered");
    if (state === "open" && lasting) await finished(source, intake.answered(keyOf(source)));
    throw new Error(MISSING_KEYS_ERROR_TEXT);
  }

  return (auth, logger, pnToLID) => {
    const inner = DEFAULT_CONNECTION_CONFIG.makeSignalRepository(auth, logger, pnToLID);
    const { keys } = auth;
    if (!canTransact(keys)) return inner;
    /** Where the last message came from: the library reads one at a time, and takes the keys in it before the next. */
    let chat: string | undefined;
    return {
      ...inner,
      async decryptMessage(one) {
        const source = sourceOf(one.ciphertext, one.jid);
        const work = () => inner.decryptMessage(one);
        const plain = await (source === undefined ? work() : decipher(keys, source, one.jid, work));
        chat = chatOf(one.ciphertext);
        return plain;
      },
      async decryptGroupMessage(one) {
        const source = sourceOf(one.msg, undefined);
        const work = () => inner.decryptGroupMessage(one);
        const plain = await (source === undefined ? work() : decipher(keys, source, one.group, work));
        chat = chatOf(one.msg);
        return plain;
      },
      async processSenderKeyDistributionMessage(told) {
        const { groupId } = told.item;
        if (groupId && isJidGroup(groupId) && groupId === chat) await inner.processSenderKeyDistributionMessage(told);
      },
    };
  };
}

/** What is neither received nor refused before the end, the server brings to the next process. */
function forEver(): Promise<never> {
  return new Promise(() => {});
}

function canTransact(keys: object): keys is SignalKeyStoreWithTransaction {
  return "transaction" in keys;
}

function decoded(plain: Uint8Array): proto.IMessage {
  const message = proto.Message.decode(unpadRandomMax16(plain));
  return message.deviceSentMessage?.message ?? message;
}
