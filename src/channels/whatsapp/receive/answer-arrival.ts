import type { Converse } from "../../../chat/channel.ts";
import type { Message, Reply, Sent } from "../../../chat/message.ts";
import type { ArrivalTiming } from "./arrival-timing.ts";
import type { Inbound } from "./inbound.ts";

export type AnswerParts = {
  converse: Converse;
  /** Sends one reply, which may be kept for phones that cannot read it; resolves when the server acknowledged it. */
  reply(inbound: Inbound, reply: Reply, options: { keep: boolean }): Promise<Sent | undefined>;
  /** Shows that an answer is being written. */
  typing(jid: string): void;
  /** Whether a message belongs to a report, or may. */
  closed(message: Message): boolean;
  timing: ArrivalTiming;
};

/** A message to answer: whether it may be written down, and whether it is. */
export type Arrival = { inbound: Inbound; mayKeep: boolean; kept: boolean };

/** Hands a message to the conversation and shows "typing" while the answer takes long. Rejects with a SendError. */
export async function answerArrival(
  { converse, reply, typing, closed, timing }: AnswerParts,
  { inbound, mayKeep }: Arrival,
  isWanted: () => boolean,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const typeAfter = (ms: number) => {
    timer = setTimeout(() => {
      typing(inbound.replyTo.jid);
      typeAfter(timing.typingEveryMs);
    }, ms).unref();
  };
  try {
    await converse(
      inbound.message,
      async (said) => {
        clearTimeout(timer);
        return reply(inbound, said, { keep: mayKeep });
      },
      () => {
        const wanted = isWanted();
        // Of a report nothing is shown but its answer.
        if (wanted && !closed(inbound.message)) typeAfter(timing.typingAfterMs);
        return wanted;
      },
    );
  } finally {
    clearTimeout(timer);
  }
}
