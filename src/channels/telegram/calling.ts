import { z } from "zod";
import type { Target } from "../../delivery/dues.ts";
import type { Pace } from "../../delivery/pace.ts";
import { SendError } from "../../delivery/send-error.ts";
import { createUploaded } from "../../delivery/uploaded.ts";
import type { Client } from "./client.ts";
import type { Sending } from "./sending.ts";
import type { Timing } from "./timing.ts";

export type CallingParts = { client: Client; pace: Pace; timing: Timing; signal: AbortSignal };

/**
 * Makes a call when its turn has come, `attempting` awaited before each attempt; resolves to the number of the message that was
 * sent, where Telegram told it, and rejects as the client does. A file goes by the id that Telegram gave it, or is uploaded.
 */
export type Calling = (
  sending: Sending,
  target: Target,
  turn: Parameters<Pace["turn"]>[1],
  attempting: () => Promise<void>,
) => Promise<number | undefined>;

export function createCalling({ client, pace, timing, signal }: CallingParts): Calling {
  const uploaded = createUploaded<string>();

  return async ({ method, payload, file }, target, turn, attempting) => {
    const call = async (more: Record<string, unknown>, timeoutMs: number) => {
      await pace.turn(target, turn);
      await attempting();
      return client.call(method, { ...payload, ...more }, { timeoutMs, signal });
    };
    if (file === undefined) return numberIn(await call({}, timing.callMs));
    const { field, source, key } = file;
    let message: unknown;
    const upload = async () => {
      message = await call({ [field]: source }, timing.uploadMs);
      return fileIdIn(message, field);
    };
    if (key === undefined) {
      await upload();
      return numberIn(message);
    }
    // An id may be refused; another upload gives another one.
    for (let refused = 0; ; refused += 1) {
      const { name, fresh } = await uploaded.of(key, upload);
      if (fresh || name === undefined) return numberIn(message);
      const failure = await call({ [field]: name }, timing.callMs).then((sent) => {
        message = sent;
      }, asFailure);
      if (failure === undefined) return numberIn(message);
      if (!(failure instanceof SendError) || failure.kind !== "rejected" || refused > 0) throw failure;
      uploaded.forget(key, name);
    }
  };
}

const sentFile = z.object({
  photo: z.array(z.object({ file_id: z.string() })).optional(),
  document: z.object({ file_id: z.string() }).optional(),
});

const sentMessage = z.object({ message_id: z.number().int() });

function numberIn(message: unknown): number | undefined {
  return sentMessage.safeParse(message).data?.message_id;
}

/** What Telegram calls the file of a message it took; undefined when it made something else of it. */
function fileIdIn(message: unknown, field: "photo" | "document"): string | undefined {
  const sent = sentFile.safeParse(message).data;
  return field === "photo" ? sent?.photo?.at(-1)?.file_id : sent?.document?.file_id;
}

function asFailure(error: unknown): Error {
  return error instanceof Error ? error : new SendError("unknown");
}
