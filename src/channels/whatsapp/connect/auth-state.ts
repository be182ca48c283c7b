import {
  type AuthenticationCreds,
  type AuthenticationState,
  BufferJSON,
  proto,
  type SignalDataSet,
  type SignalDataTypeMap,
} from "@whiskeysockets/baileys";
import { keptType, type SessionChange, SessionDamagedError, type SessionStore } from "../../../chat/session-store.ts";
import { sessionToKeep } from "./session-record.ts";

/** The identity and keys of one connection, as the library wants them. */
export type Auth = {
  state: AuthenticationState;
  /** Writes the identity if it changed. */
  save(): Promise<void>;
  /**
   * Refuses everything from now on and resolves when nothing is being written any more: the next connection works with the
   * same ratchets, and a late write of this one would turn them back.
   */
  close(): Promise<void>;
};

/** Something of a connection that has ended wanted to read or write. */
export class ConnectionEndedError extends Error {
  constructor() {
    super("this connection has ended");
    this.name = "ConnectionEndedError";
  }
}

/**
 * Reads and writes through the store, in order. `creds` become the store's only once the device is linked, so that an
 * attempt that breaks off leaves nothing. Changes of one call are one write, together with the identity if that changed
 * too. `failed` is told of each write or read that failed, before the library is.
 */
export function openAuth(store: SessionStore, creds: AuthenticationCreds, failed: (error: unknown) => void): Auth {
  let closed = false;
  let saved = isLinked(creds) ? textOf(creds) : undefined;
  /** What was to be written before there was an identity to write it under. */
  let early: readonly SessionChange[] = [];
  let last: Promise<unknown> = Promise.resolve();

  function inOrder<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = last.then(async () => {
      if (closed) throw new ConnectionEndedError();
      return work().catch((error: unknown) => {
        failed(error);
        throw error;
      });
    });
    last = result.catch(() => undefined); // Whoever asked for it is told.
    return result;
  }

  function write(changes: readonly SessionChange[]): Promise<void> {
    return inOrder(async () => {
      const all = [...early, ...changes];
      const text = isLinked(creds) ? textOf(creds) : undefined;
      if (text === undefined) {
        early = all;
        return;
      }
      const changed = text !== saved;
      if (all.length === 0 && !changed) return;
      await (changed ? store.write(all, text) : store.write(all));
      early = [];
      saved = text;
    });
  }

  async function get<Type extends keyof SignalDataTypeMap>(type: Type, ids: string[]) {
    const found = await inOrder(() => store.read(type, ids));
    const things = [...found].map(([id, value]) => [id, thingOf(type, value)] as const);
    return Object.fromEntries(things) as { [id: string]: SignalDataTypeMap[Type] };
  }

  return {
    state: { creds, keys: { get, set: (data) => write(changesIn(data)) } },
    save: () => write([]),
    close: () => {
      closed = true;
      return last.then(() => undefined);
    },
  };
}

/** The identity from the store's text. Throws a {@link SessionDamagedError} when it is none. */
export function readCreds(text: string): AuthenticationCreds {
  try {
    return JSON.parse(text, BufferJSON.reviver) as AuthenticationCreds;
  } catch {
    // The parser's own words would quote the identity.
    throw new SessionDamagedError(
      "The stored WhatsApp session cannot be read, and no backup has it. Run `desk whatsapp unlink` and link the number again; nothing else is lost.",
    );
  }
}

/** Whether a phone has accepted this identity. A code that was asked for sets the number before that. */
export function isLinked({ me, account }: AuthenticationCreds): boolean {
  return me?.id !== undefined && account !== undefined;
}

/** The user parts of the linked account's number and LID. */
export function selfOf({ me }: AuthenticationCreds): { pn: string; lid: string | undefined } | undefined {
  const user = (jid: string | undefined) => jid?.match(/^\d+/)?.[0];
  const pn = user(me?.id);
  return pn === undefined ? undefined : { pn, lid: user(me?.lid) };
}

function textOf(value: unknown): string {
  return JSON.stringify(value, BufferJSON.replacer);
}

/** Any type name is taken: the library adds some with every version. */
function changesIn(data: SignalDataSet): SessionChange[] {
  return Object.entries(data).flatMap(([type, things]) =>
    Object.entries(things ?? {}).map(([id, value]) => ({ type, id, value: storedOf(type, value) })),
  );
}

function storedOf(type: string, value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (type === keptType && typeof value === "string") return value;
  return textOf(type === "session" ? sessionToKeep(value) : value);
}

function thingOf(type: string, value: string): unknown {
  const thing: unknown = JSON.parse(value, BufferJSON.reviver);
  // The library calls methods of this one.
  return type === "app-state-sync-key" && typeof thing === "object" && thing !== null
    ? proto.Message.AppStateSyncKeyData.fromObject(thing)
    : thing;
}
