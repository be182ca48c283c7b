import { z } from "zod";
import type { Inbound } from "./inbound.ts";

/** What is written down of a message until it is answered; everything a restart needs and nothing else. */
const body = z.object({
  address: z.string().startsWith("whatsapp:"),
  id: z.string(),
  text: z.string(),
  place: z.enum(["private", "group"]),
  thread: z.string(),
  quoted: z.object({ id: z.string(), participant: z.string().optional() }),
});

/** The text to keep. */
export function keptBody({ message, replyTo, thread }: Inbound): string {
  const { address, id, text, place } = message;
  const { id: about, participant } = replyTo.quoted ?? { id, participant: undefined };
  return JSON.stringify({ address, id, text, place, thread, quoted: { id: about, participant } } satisfies z.infer<
    typeof body
  >);
}

/** Reads it again, after a restart; undefined for what is none. */
export function readKept(text: string): Inbound | undefined {
  const parsed = body.safeParse(parsedJson(text));
  if (!parsed.success) return undefined;
  const { address, id, text: said, place, thread, quoted } = parsed.data;
  return {
    message: { channel: "whatsapp", address, id, kind: "text", text: said, place, late: true },
    replyTo: {
      jid: address.slice("whatsapp:".length),
      group: place === "group",
      quoted: { id: quoted.id, participant: quoted.participant, text: said },
    },
    thread,
    album: undefined,
  };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // No kept message: the schema says so.
  }
}
