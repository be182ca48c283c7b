import { initAuthCreds } from "@whiskeysockets/baileys";
import type { PairingStep } from "../../../chat/pairing.ts";
import type { SessionStore } from "../../../chat/session-store.ts";
import { pause } from "../../../delivery/backoff.ts";
import type { Socket } from "./connection.ts";
import { afterDisconnect, type Disconnect, GivenUpError, ranOut } from "./disconnects.ts";
import type { Life } from "./socket-life.ts";
import type { Sockets } from "./sockets.ts";
import type { Timing } from "./timing.ts";

/** A request to link, from whoever made it. */
export type LinkRequest = {
  /** Digits, with the country's first; undefined to link by QR. */
  phone: string | undefined;
  step: (step: PairingStep) => void;
  signal: AbortSignal;
};

export type LinkParts = {
  store: SessionStore;
  timing: Timing;
  /** When a code was last asked for, by whatever attempt. */
  codes: { lastAt: number };
  live: Sockets["live"];
};

export const pairingTexts = {
  already: "A number is linked already. To link another one, run `desk whatsapp unlink` first; nothing was changed.",
  another: "Somebody is linking a number just now. Wait until that has ended, then try again.",
  busy: "Another process uses this session. Stop it (another copy of the service on the same DATA_DIR), then try again.",
  notStarted: "The service is not ready for that yet. Try again in a moment.",
  stopping: "The service is stopping. Start it again, then link the number.",
  badNumber:
    "That is no phone number: give its digits with the country's first and no zero before them, such as 6281234567890.",
  unscanned:
    "Nobody used the code in time, and WhatsApp gives no more of them for this attempt. Nothing was kept; start again when the phone is at hand.",
  aborted: "Linking was broken off. Nothing was kept.",
  unreachable:
    "WhatsApp cannot be reached. See whether this machine reaches web.whatsapp.com (port 443), then start again. Nothing was kept.",
  notWritten:
    "The phone has accepted, but the session could not be written (is the disk full?). On the phone remove the device under Linked devices, make room, then start again.",
  tooManyCodes:
    "WhatsApp gives no code for this number: it is not on WhatsApp, or there were too many tries. Check the number, wait an hour, or link by QR.",
  slow: "The phone has accepted, but WhatsApp has not let the device in yet. The service keeps trying; `desk doctor` shows when it works.",
} as const;

const ATTEMPTS = 3;

/** What a code or QR tells the person at the phone to do. */
const SCAN =
  "On the phone: WhatsApp, Settings, Linked devices, Link a device; then scan the QR. A new one follows when it runs out.";
const TYPE =
  "On the phone: WhatsApp, Settings, Linked devices, Link a device, Link with phone number instead; then type the code.";

/**
 * Tries to link a device until a phone accepts it or nothing more can be done. Every attempt has an identity of its own, which
 * is the store's only once it is accepted, so one that fails leaves nothing. Resolves to undefined when it is linked and
 * stored, else to the sentence that says what to do.
 */
export async function linkDevice(request: LinkRequest, parts: LinkParts): Promise<string | undefined> {
  request.step({ kind: "said", text: "Connecting to WhatsApp." });
  for (let attempt = 1; ; attempt += 1) {
    const { accepted, refusedCode, error } = await tryOnce(request, parts);
    if (accepted) return (await parts.store.creds()) === undefined ? pairingTexts.notWritten : undefined;
    if (request.signal.aborted) return pairingTexts.aborted;
    if (refusedCode) return pairingTexts.tooManyCodes;
    if (ranOut(error)) return pairingTexts.unscanned;
    const what = afterDisconnect(error);
    const text = failureText(what);
    if (text !== undefined) return text;
    if (attempt === ATTEMPTS) return pairingTexts.unreachable;
    request.step({ kind: "said", text: "The connection was lost; trying again." });
    await pause(parts.timing.reconnect.firstMs, request.signal);
  }
}

type Outcome = { accepted: boolean; refusedCode: boolean; error: unknown };

async function tryOnce(request: LinkRequest, { timing, codes, live }: LinkParts): Promise<Outcome> {
  const { step, signal, phone } = request;
  let accepted = false;
  let refusedCode = false;
  let shown = 0;
  let life: Life | undefined;
  const giveUp = () => {
    // Too late once the phone has accepted: the device is on its list, so the link is finished.
    if (!accepted) life?.end(new GivenUpError("aborted"));
  };

  async function showCode(socket: Socket, digits: string): Promise<void> {
    const waitMs = codes.lastAt + timing.codeMs - performance.now();
    if (waitMs > 0) {
      const seconds = Math.ceil(waitMs / 1000);
      step({ kind: "said", text: `WhatsApp gives one code a minute; the next one comes in ${seconds} s.` });
      await pause(waitMs, signal);
    }
    if (signal.aborted || !socket.ws.isOpen) return;
    codes.lastAt = performance.now();
    socket.ws.on("CB:iq,type:error", () => {
      if (accepted) return;
      refusedCode = true;
      life?.end(new GivenUpError("aborted"));
    });
    // A socket that closes meanwhile says so by its end.
    const code = await socket.requestPairingCode(digits).catch(() => undefined);
    if (code === undefined) return;
    step({ kind: "said", text: TYPE });
    step({ kind: "code", code });
  }

  signal.addEventListener("abort", giveUp, { once: true });
  const error = await live(
    initAuthCreds(),
    {
      qr(text, socket) {
        shown += 1;
        if (phone !== undefined) {
          if (shown === 1) void showCode(socket, phone);
          return;
        }
        if (shown === 1) step({ kind: "said", text: SCAN });
        step({ kind: "qr", text, secondsLeft: Math.round((timing.qrMs ?? (shown === 1 ? 60_000 : 20_000)) / 1000) });
      },
      accepted() {
        accepted = true;
        step({ kind: "said", text: "The phone has accepted. Logging in." });
      },
    },
    (begun) => {
      life = begun;
      if (signal.aborted) giveUp();
    },
  );
  signal.removeEventListener("abort", giveUp);
  return { accepted, refusedCode, error };
}

/** Why it is no use to try again; undefined when it may be. */
function failureText(what: Disconnect): string | undefined {
  switch (what.next) {
    case "at_once":
      return undefined;
    case "again":
      if (what.code === "stopped") return pairingTexts.stopping;
      if (what.code === "lease") return pairingTexts.busy;
      if (what.code === "store") return pairingTexts.notWritten;
      return what.code === "unlinked" ? pairingTexts.aborted : undefined;
    case "forget":
      return "WhatsApp refuses this link. Look on the phone whether four devices are linked already and remove one, then start again. Nothing was kept.";
    case "stop":
    case "slowly":
      return what.says;
  }
}

/** The digits of a number as people write it (+62 812-3456-7890), or undefined when it is none. */
export function digitsOf(phone: string): string | undefined {
  const digits = phone.replace(/^\+|[\s().-]/g, "");
  return /^[1-9]\d{7,14}$/.test(digits) ? digits : undefined;
}
