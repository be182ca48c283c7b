/** One thing of a session: its type and id as the protocol names them, and its value as text; null deletes it. */
export type SessionChange = { type: string; id: string; value: string | null };

/** A message that was written down before its receipt left, until its reply is acknowledged. */
export type KeptMessage = {
  id: string;
  body: string;
  /** At how many starts of a process it was begun, after the one that kept it. */
  starts: number;
};

/**
 * What a linked device must not lose: its identity, its ratchets, what it took in and what it sent. Everything in it is
 * sealed by the store; `lasting` tells whether it outlives the process.
 */
export type SessionStore = {
  lasting: boolean;
  /** The identity as text; undefined when nothing was ever paired. Throws a SessionDamagedError, never makes a new one. */
  creds(): Promise<string | undefined>;
  read(type: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /**
   * All of it or nothing, on the disk when it resolves. Changes of the type {@link keptType} are messages to keep. Throws a
   * LeaseLostError when another process has taken over.
   */
  write(changes: readonly SessionChange[], creds?: string): Promise<void>;
  /** Forgets everything: the device was unlinked. */
  wipe(): Promise<void>;
  kept: {
    /** What was kept and not finished, oldest first. */
    left(): Promise<KeptMessage[]>;
    /** Counts one start at which it was begun. */
    begin(id: string): Promise<void>;
    finish(id: string): Promise<void>;
  };
  sent: {
    /** Keeps what was sent under an id, for whoever could not read it, until then (ms); nothing when nothing is linked. */
    put(id: string, body: string, until: number): Promise<void>;
    get(id: string): Promise<string | undefined>;
  };
  /** The same 32 bytes in hex for the same words after a restart, and nothing anybody else could work out. */
  idFor(words: string): string;
};

export const keptType = "kept-message";

/** One owner of a number at a time; whoever holds it renews it until it is released. */
export type Lease = {
  /** Whether it is ours now. Waits for nothing. */
  take(): Promise<boolean>;
  release(): Promise<void>;
};

/** The stored session cannot be read; the message says what to do. */
export class SessionDamagedError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "SessionDamagedError";
  }
}

/** The session cannot be written or read just now, for the disk's sake; the message says what to do. It is whole. */
export class SessionUnwritableError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "SessionUnwritableError";
  }
}

/** Another process owns the session now. */
export class LeaseLostError extends Error {
  constructor() {
    super("another process owns the session");
    this.name = "LeaseLostError";
  }
}
