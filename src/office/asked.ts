import type { Reply } from "../chat/message.ts";

/** Why somebody sent their question on: the bot did not know, did not help, or they want a person's answer. */
export const askReasons = ["tidak_tahu", "tidak_membantu", "tanya_petugas"] as const;
export type AskReason = (typeof askReasons)[number];

/** A question that somebody sent to the officers, scrubbed and with their consent. Who it was, no officer ever sees. */
export type Asked = {
  id: number;
  text: string;
  reason: AskReason;
  /** The situation it was answered with before, if any. */
  situation: string | undefined;
  /** The day, `YYYY-MM-DD`. */
  on: string;
  /** Whether somebody waits for the answer. */
  wantsReply: boolean;
  /** Whether the answer could not be delivered to them, and will not be any more. */
  undelivered: boolean;
  state: "open" | "answered" | "closed";
  answer: string | undefined;
  answeredBy: string | undefined;
};

export type NewAsked = Pick<Asked, "text" | "reason" | "situation" | "on"> & {
  /** Given only by somebody who waits for an answer; kept until they have it. */
  address: string | undefined;
};

/** The questions waiting for officers. */
export type Queue = {
  /** Adds one; the same words already waiting are not added twice. Undefined when the queue is full. */
  add(asked: NewAsked): Promise<number | undefined>;
  find(id: number): Promise<Asked | undefined>;
  /** Oldest first. */
  list(state: Asked["state"]): Promise<Asked[]>;
  /** Those whose answer could not be delivered, of what was asked since that day. Oldest first. */
  undelivered(since: string): Promise<Asked[]>;
  /** Answers one: hands `reply` to delivery for whoever waits, and forgets their address, in one step. */
  answer(id: number, answer: string, by: string, on: string, reply: Reply): Promise<QueueOutcome>;
  /** The asker no longer waits: forgets their question with their address; false when it is not theirs or no longer open. */
  takeBack(id: number, address: string): Promise<boolean>;
  /** Forgets the addresses of whoever has waited since before that day, also for an answer on its way; the questions stay. */
  forgetWaiting(before: string): Promise<void>;
  /** Ends one without an answer; `reply` tells whoever waits. */
  close(id: number, by: string, on: string, reply: Reply): Promise<QueueOutcome>;
};

export type QueueOutcome = "done" | "already-done" | "unknown";
