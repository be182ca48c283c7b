import type { Converse } from "../../chat/channel.ts";
import type { Journal } from "../../chat/journal.ts";
import type { Entry } from "./entry.ts";
import type { Inbound } from "./inbound.ts";
import type { Outbound } from "./outbound.ts";
import type { Timing } from "./timing.ts";

export type AnswerParts = { converse: Converse; outbound: Outbound; journal: Journal; timing: Timing };

/** Hands an update to the conversation, shows "typing" while the answer takes long, and notes how far it got. */
export async function answerUpdate(
  { converse, outbound, journal, timing }: AnswerParts,
  entry: Entry,
  { message, destination, sentAt }: Inbound,
  isWanted: () => boolean,
): Promise<void> {
  if (message === undefined) return;
  let typing: NodeJS.Timeout | undefined;
  const typeAfter = (ms: number) => {
    typing = setTimeout(() => {
      outbound.typing(destination);
      typeAfter(timing.typingEveryMs);
    }, ms);
  };
  /** Whether this start is counted among those at which the reply may have arrived, and whether that is for good. */
  let mayHaveArrived = false;
  let uncertain = false;
  const options = {
    sentAt,
    urgent: true,
    async ready() {
      if (entry.repliedAt !== undefined) return;
      entry.repliedAt = performance.now();
      await journal.replied(entry.number);
      entry.replied.resolve();
    },
    async attempting() {
      if (!mayHaveArrived) await journal.sending(entry.number, 1);
      mayHaveArrived = true;
    },
    async failed(certainly: boolean) {
      entry.troubledAt ??= performance.now();
      if (!certainly) uncertain = true;
      if (uncertain) return;
      await journal.sending(entry.number, -1);
      mayHaveArrived = false;
    },
  };
  try {
    await converse(
      message,
      async (reply) => {
        clearTimeout(typing);
        return outbound.send(destination, reply, options);
      },
      () => {
        entry.begunAt = performance.now();
        const wanted = isWanted();
        if (wanted) typeAfter(timing.typingAfterMs);
        return wanted;
      },
    );
  } finally {
    clearTimeout(typing);
  }
}
