import type { proto } from "@whiskeysockets/baileys";
import { backoffMs, pause } from "../../../delivery/backoff.ts";
import type { Pace } from "../../../delivery/pace.ts";
import { SendError } from "../../../delivery/send-error.ts";
import type { Log } from "../../../log.ts";
import type { Connection, Socket } from "../connect/connection.ts";
import type { Destination } from "../destination.ts";
import { type Acks, NO_NEW_CHATS, STALE_SESSION } from "./acks.ts";
import type { BanCare } from "./ban-care.ts";
import type { Contents } from "./contents.ts";
import { GROUP_HELD, type GroupCare } from "./group-care.ts";
import type { Recipients } from "./recipients.ts";
import type { SendTiming } from "./send-timing.ts";
import type { Sent } from "./sent.ts";
import type { SessionLock } from "./session-lock.ts";

/** One message on its way. Deadlines are of the pace's clock, which is monotonic. */
export type Outgoing = {
  to: Destination;
  contents: Contents;
  id: string;
  deadline: number;
  /** It answers somebody. */
  urgent: boolean;
  kept: { forMs: number; lasting: boolean };
  /** It deletes one that was sent. */
  deletes?: boolean;
};

/** What stands on the envelope of a message that deletes one of the sender's own. */
const DELETES = { edit: "7" };

export type SendMessageParts = {
  connection: Pick<Connection, "socket">;
  acks: Acks;
  sent: Sent;
  recipients: Recipients;
  care: Pick<BanCare, "refused">;
  groupCare: GroupCare;
  lock: SessionLock;
  pace: Pace;
  timing: SendTiming;
  log: Log;
  now: () => number;
  signal: AbortSignal;
};

/** What may have arrived so often already is sent again only at long intervals. */
const QUICK_RESENDS = 3;

type Progress = {
  /** Which of the contents is tried, and what was made of it: a file is uploaded once. */
  way: number;
  content: proto.IMessage | undefined;
  failures: number;
  uncertain: number;
  renewed: boolean;
};

/**
 * Sends one message until the server took it, always under the same id: whoever gets it twice sees it once. Throws a
 * SendError when it never will, or when it is too late: `expired`, or `unknown` when it may have arrived.
 */
export function createSendMessage(parts: SendMessageParts): (message: Outgoing) => Promise<void> {
  const { connection, acks, sent, recipients, care, groupCare, lock, pace, timing, log, now, signal } = parts;

  async function attempt(message: Outgoing, progress: Progress): Promise<SendError | undefined> {
    const { to, contents, id, deadline, urgent, kept, deletes = false } = message;
    const { jid, group } = to;
    const open = () => connection.socket({ deadline: now() + deadline - pace.now(), signal });
    await open();
    // Before anything is asked or uploaded: a crowd must not ask everything at once and then wait for the answers.
    await pace.turn({ method: "message", chat: jid, group }, { deadline, signal, urgent });
    const socket = await open();
    if (group) await groupCare.admit(socket, jid);
    const make = contents[progress.way] ?? contents[0];
    const [content, involved] = await Promise.all([
      progress.content ?? make(socket),
      recipients.prepare(socket, jid, { leniently: progress.failures > 1, answers: urgent }),
    ]);
    progress.content = content;
    await sent.put(id, content, { until: now() + kept.forMs, lasting: kept.lasting });
    const about = deletes ? { additionalAttributes: DELETES } : {};
    const acked = acks.of(socket, id, timing.ackMs);
    await lock.hold(involved, () => socket.relayMessage(jid, content, { messageId: id, ...about }));
    const refusal = await acked;
    if (refusal?.code === NO_NEW_CHATS) care.refused(socket);
    if (refusal?.code === STALE_SESSION && !progress.renewed) return renewed(socket, jid, progress);
    return refusal;
  }

  /** The server wants other keys; what it refused did not arrive, so it is tried once more with those. */
  async function renewed(socket: Socket, jid: string, progress: Progress): Promise<SendError> {
    progress.renewed = true;
    await recipients.renew(socket, jid);
    return new SendError("offline", { code: STALE_SESSION });
  }

  function note({ code, message }: SendError): void {
    // Told once already.
    if (code !== GROUP_HELD) log.warn("not_sent", { channel: "whatsapp", error: message });
  }

  /** What is left to try after a failure, having waited as long as it asks for; false when nothing is. */
  async function recover(failure: SendError, message: Outgoing, progress: Progress): Promise<boolean> {
    const { to, contents, deadline } = message;
    switch (failure.kind) {
      case "gone":
      case "misconfigured":
      case "expired":
      case "stopped":
        return false;
      case "rejected":
        // Nothing that is refused so gets better by another form, and trying makes it worse.
        if (failure.code === NO_NEW_CHATS || failure.code === GROUP_HELD || progress.way + 1 >= contents.length)
          return false;
        progress.way += 1;
        progress.content = undefined;
        return true;
      case "throttled":
        pace.throttle({ method: "message", chat: to.jid, group: to.group }, failure.retryAfterMs);
        return true;
      case "offline":
      case "unknown": {
        progress.failures += 1;
        if (failure.kind === "unknown") progress.uncertain += 1;
        const wait =
          progress.uncertain > QUICK_RESENDS ? timing.resendLateMs : backoffMs(progress.failures, timing.resend);
        if (pace.now() + wait > deadline) return false;
        await pause(wait, signal);
        return true;
      }
    }
  }

  return async (message) => {
    const progress: Progress = { way: 0, content: undefined, failures: 0, uncertain: 0, renewed: false };
    for (;;) {
      const failure = await attempt(message, progress).catch(asSendError);
      if (failure === undefined) return;
      if (signal.aborted) throw new SendError("stopped");
      note(failure);
      if (await recover(failure, message, progress)) continue;
      // What may have arrived once is not called certainly late.
      if (failure.kind === "offline" || failure.kind === "expired")
        throw new SendError(progress.uncertain > 0 ? "unknown" : failure.kind, { code: failure.code });
      throw failure;
    }
  };
}

/** The library's errors quote what was sent. Whether it left is not in them. */
function asSendError(error: unknown): SendError {
  return error instanceof SendError ? error : new SendError("unknown", { code: "library" });
}
