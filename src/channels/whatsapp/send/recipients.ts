import { isJidGroup, isLidUser, USyncQuery, USyncUser } from "@whiskeysockets/baileys";
import { SendError } from "../../../delivery/send-error.ts";
import type { Socket } from "../connect/connection.ts";
import { askAgain } from "./ask-again.ts";
import type { Groups } from "./groups.ts";
import type { SendTiming } from "./send-timing.ts";
import { wroteFirst } from "./wrote-first.ts";

/**
 * Makes somebody ready to be sent to. The library asks for devices and keys inside the one lock of the account, where a
 * question that stays unanswered holds everybody; what is known before is not asked there.
 */
export type Recipients = {
  /**
   * Resolves to everybody with whose sessions a message there is ciphered, by all their names. Throws a SendError: `gone` for
   * a number without WhatsApp, `offline` when nothing is heard. Whoever has written has WhatsApp, whatever the server answers:
   * `answers` says so, or a session that they began.
   */
  prepare(socket: Socket, jid: string, options?: { leniently?: boolean; answers?: boolean }): Promise<string[]>;
  /** Learns the devices of the account itself, which every message needs; never fails. */
  greet(socket: Socket): void;
  /** Begins new sessions with all devices of somebody. */
  renew(socket: Socket, jid: string): Promise<void>;
};

/** How long a number without WhatsApp is not asked about again, and how many are remembered. */
const UNKNOWN_MS = 24 * 3_600_000;
const MOST_UNKNOWN = 10_000;

export type RecipientsParts = { groups: Groups; timing: Pick<SendTiming, "patienceMs">; now: () => number };

export function createRecipients({ groups, timing, now }: RecipientsParts): Recipients {
  const unknown = new Map<string, number>();
  const own = new WeakMap<Socket, { self: string; ready: Promise<void> }>();

  /** The devices of somebody, from memory or WhatsApp; none for a number without. */
  async function devicesOf(socket: Socket, jids: string[]): Promise<string[]> {
    const ask = () => socket.getUSyncDevices(jids, true, false);
    const devices = await askAgain(ask, ({ length }) => length > 0, timing.patienceMs);
    return devices?.map(({ jid }) => jid) ?? unheard();
  }

  async function openSessions(socket: Socket, devices: string[], leniently: boolean): Promise<void> {
    const areOpen = async () => {
      const open = await Promise.all(devices.map((jid) => socket.signalRepository.validateSession(jid)));
      return leniently ? open.some(({ exists }) => exists) : open.every(({ exists }) => exists);
    };
    const ask = () => socket.assertSessions(devices, false).then(areOpen);
    const isOpen = await askAgain(ask, (answer) => answer, timing.patienceMs);
    // Without one the message would go to the owner's phone alone, and be called sent.
    if (isOpen !== true) throw new SendError("offline", { code: "keys" });
  }

  /** The owner's phone gets a copy of everything. Whoever comes while it is asked about waits for the same answer. */
  function prepareOwn(socket: Socket, self: string): Promise<void> {
    const asked = own.get(socket);
    if (asked?.self === self) return asked.ready;
    const ready = devicesOf(socket, [self])
      .then((devices) => openSessions(socket, devices, true))
      .finally(() => own.delete(socket));
    own.set(socket, { self, ready });
    return ready;
  }

  async function preparePerson(socket: Socket, jid: string, leniently: boolean, answers: boolean): Promise<void> {
    const hasWritten = async () => answers || (await wroteFirst(socket, jid));
    if ((unknown.get(jid) ?? 0) > now() && !(await hasWritten()))
      throw new SendError("gone", { code: "unknown_number" });
    const self = selfFor(socket, jid);
    const [devices] = await Promise.all([devicesOf(socket, [jid]), self && prepareOwn(socket, self)]);
    if (devices.length > 0) return openSessions(socket, devices, leniently);
    // The library gives the same empty list for "no such number" and for no answer.
    if ((await hasWritten()) || (await isKnown(socket, jid))) throw new SendError("offline", { code: "devices" });
    unknown.set(jid, now() + UNKNOWN_MS);
    const [oldest] = unknown.keys();
    if (unknown.size > MOST_UNKNOWN && oldest !== undefined) unknown.delete(oldest);
    throw new SendError("gone", { code: "unknown_number" });
  }

  return {
    async prepare(socket, jid, { leniently = false, answers = false } = {}) {
      const { id, lid } = socket.authState.creds.me ?? {};
      const own = [id, lid].filter((name) => name !== undefined);
      if (!isJidGroup(jid)) {
        await preparePerson(socket, jid, leniently, answers);
        return [jid, ...own];
      }
      const { participants } = await groups.learn(socket, jid);
      const devices = await devicesOf(
        socket,
        participants.map(({ id }) => id),
      );
      await openSessions(socket, devices, true);
      const members = participants.flatMap(({ id, lid, phoneNumber }) => [id, lid, phoneNumber]);
      return [jid, ...own, ...members.filter((name) => name !== undefined)];
    },
    greet(socket) {
      const self = socket.authState.creds.me?.lid;
      // The first message asks again.
      if (self !== undefined) prepareOwn(socket, userJid(self)).catch(() => undefined);
    },
    async renew(socket, jid) {
      const people = isJidGroup(jid) ? (await groups.learn(socket, jid)).participants.map(({ id }) => id) : [jid];
      const devices = await socket.getUSyncDevices(people, false, false).catch(unheard);
      await socket
        .assertSessions(
          devices.map((device) => device.jid),
          true,
        )
        .catch(unheard);
    },
  };
}

/** The account as the library names it in a chat with somebody. */
function selfFor(socket: Socket, jid: string): string | undefined {
  const { me } = socket.authState.creds;
  const self = isLidUser(jid) && me?.lid !== undefined ? me.lid : me?.id;
  return self === undefined ? undefined : userJid(self);
}

/** The person, whichever device. */
function userJid(jid: string): string {
  return jid.replace(/:\d+(?=@)/, "");
}

/** Whether WhatsApp has somebody without devices at all. Throws when it does not answer. */
async function isKnown(socket: Socket, jid: string): Promise<boolean> {
  if (!isLidUser(jid)) {
    const found = await socket.onWhatsApp(jid).catch(unheard);
    if (found === undefined) return unheard();
    return found.some(({ exists }) => exists);
  }
  const query = new USyncQuery().withContext("message").withDeviceProtocol().withUser(new USyncUser().withId(jid));
  const answer = await socket.executeUSyncQuery(query).catch(unheard);
  if (answer === undefined) return unheard();
  return answer.list.some(({ devices }) => ((devices as { deviceList?: unknown[] })?.deviceList ?? []).length > 0);
}

/** Whatever the library says of a question without an answer: nothing was sent yet. */
function unheard(): never {
  throw new SendError("offline", { code: "query" });
}
