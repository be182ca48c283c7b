import type { Message } from "../../../chat/message.ts";
import { errorName, type Log } from "../../../log.ts";
import type { Arrival } from "./answer-arrival.ts";
import type { Content } from "./content.ts";
import { type InboundContext, readInbound } from "./inbound.ts";
import type { Self, Source } from "./source.ts";

/** Makes of a message what is to be answered; `ignored` is nobody's business, `nothing` says nothing (yet). Never throws. */
export type ReadArrival = (source: Source, content: () => Content) => Arrival | "ignored" | "nothing";

export type ReadArrivalParts = Omit<InboundContext, "self" | "startedAt"> & {
  self(): Self | undefined;
  /** When this process started, by the server's clock. */
  startedAt(): number;
  /** Whether a message may be written down at all. */
  mayKeep(message: Message): boolean;
  /** Whether what is written down outlives the process. */
  lasting: boolean;
  log: Log;
};

export function createReadArrival({
  self,
  startedAt,
  mayKeep,
  lasting,
  log,
  ...context
}: ReadArrivalParts): ReadArrival {
  function read(source: Source, content: Content): Arrival | "ignored" | "nothing" {
    if (content.kind !== "said") return content.kind;
    const inbound = readInbound(source, content, { ...context, self: self(), startedAt: startedAt() });
    if (inbound === undefined) return "ignored";
    const { message, replyTo } = inbound;
    const may = mayKeep(message);
    if (may || replyTo.quoted === undefined) return { inbound, mayKeep: may, kept: may && lasting };
    // What may not be written down is quoted nowhere either: replies are kept for phones that cannot read them.
    const quoted = { ...replyTo.quoted, text: "" };
    return { inbound: { ...inbound, replyTo: { ...replyTo, quoted } }, mayKeep: false, kept: false };
  }

  return (source, content) => {
    try {
      return read(source, content());
    } catch (error) {
      log.warn("update_unreadable", { channel: "whatsapp", error: errorName(error) });
      return "nothing";
    }
  };
}
