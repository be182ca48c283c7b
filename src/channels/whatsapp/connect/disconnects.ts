import { LeaseLostError, SessionDamagedError, SessionUnwritableError } from "../../../chat/session-store.ts";

/** Why we ended a socket ourselves. A class of its own, so that nothing the server says can pass for it. */
export type GivenUp =
  /** Neither QR nor login nor end within the time: see {@link Timing}. */
  | "watchdog"
  /** The server answered the upgrade with something else. */
  | "upgrade"
  /** Open, but nothing comes through any more. */
  | "deaf"
  /** The library failed in a way it does not handle. */
  | "library"
  /** What must be written could not be. */
  | "store"
  | "aborted"
  | "unlinked"
  | "stopped";

export class GivenUpError extends Error {
  readonly why: GivenUp;

  constructor(why: GivenUp, detail = "") {
    super(detail === "" ? why : `${why} ${detail}`);
    this.name = "GivenUpError";
    this.why = why;
  }
}

/** What to do after a connection ended; `code` counts it, `says` is for whoever runs the service. */
export type Disconnect = { code: string } & (
  | { next: "at_once" }
  /** After a wait that doubles. */
  | { next: "again"; says?: string; remedy?: string }
  /** After a long wait: it will fail for the same reason until somebody does something. */
  | { next: "slowly"; state: "refused" | "banned"; says: string; afterMs?: number }
  /** Not before an operator acts. */
  | { next: "stop"; state: "replaced" | "banned" | "refused"; says: string }
  /** The link is gone: forget the session, wait for a new one. */
  | { next: "forget"; says: string }
);

/** What follows from how a connection ended: an error of ours, of the library, of the network, or none. */
export function afterDisconnect(error: unknown): Disconnect {
  if (error instanceof GivenUpError) return { next: "again", code: error.why };
  if (error instanceof LeaseLostError) return { next: "again", code: "lease" };
  if (error instanceof SessionDamagedError)
    return { next: "stop", code: "damaged", state: "refused", says: error.message };
  if (error instanceof SessionUnwritableError)
    return { next: "again", code: "store", says: `${error.message} It is tried again by itself.`, remedy: MAKE_ROOM };
  const status = statusOf(error);
  const code = status === undefined ? "unknown" : String(status);
  if (status === RESTART) return { next: "at_once", code };
  if (isUnproven(error)) return { next: "slowly", code: "unproven", state: "refused", says: UNPROVEN };
  // A proxy's 401 on the way is not WhatsApp's: only what came through the encrypted stream may end a link.
  if (!saidByServer(error)) return status === 411 ? multiDevice(code) : { next: "again", code };
  switch (status) {
    case 440:
      return { next: "stop", code, state: "replaced", says: REPLACED };
    case 401:
      return { next: "forget", code, says: LOGGED_OUT };
    case 402:
      return { next: "slowly", code, state: "banned", says: BANNED_FOR_A_WHILE, ...expiry(error) };
    case 403:
    case 406:
      return { next: "stop", code, state: "banned", says: BANNED };
    case 411:
      return multiDevice(code);
    case 400:
    case 405:
    case 409:
      return { next: "slowly", code, state: "refused", says: TOO_OLD };
    default:
      return isFailure(error) && status !== undefined && status < 500 && status !== 408 && status !== 428
        ? { next: "slowly", code, state: "refused", says: refusedWith(code) }
        : { next: "again", code };
  }
}

/** Whether all the QRs of one attempt went by unscanned. */
export function ranOut(error: unknown): boolean {
  return error instanceof Error && error.message === "QR refs attempts ended";
}

const RESTART = 515;

const MAKE_ROOM = "make room on that disk, or let the service write there";
const REPLACED =
  "Another program uses the same WhatsApp link, so this one has let go: two of them would spoil each other's messages. Stop the other one (an old server, a restored copy), then restart the service or run `desk whatsapp pair`.";
const LOGGED_OUT =
  "WhatsApp has removed this device (on the phone: Linked devices, or the phone was away for two weeks). The session is forgotten; link it again with `desk whatsapp pair`.";
const BANNED =
  "WhatsApp has blocked the linked number. Open WhatsApp on its phone and ask for a review; when it works there again, restart the service. To use another number, run `desk whatsapp unlink` and then `desk whatsapp pair`.";
const BANNED_FOR_A_WHILE =
  "WhatsApp has blocked the linked number for a while. It is tried again when the block ends; until then write to nobody from it, and see on its phone what it says.";
const TOO_OLD =
  "WhatsApp refuses this version of the library. Update the service, or set WHATSAPP_VERSION to the version that WhatsApp Web uses now; see docs/whatsapp.md.";
const UNPROVEN =
  "The server could not prove that it is WhatsApp. Look for a proxy or firewall that opens TLS; only if WhatsApp has changed its certificates, WHATSAPP_VERIFY=library helps for now.";

function multiDevice(code: string): Disconnect {
  const says =
    "WhatsApp says that the phone does not allow linked devices. Update WhatsApp on the phone, then restart the service.";
  return { next: "stop", code, state: "refused", says };
}

function refusedWith(code: string): string {
  return `WhatsApp refuses the login (${code}). It is tried again slowly; see docs/whatsapp.md.`;
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== "object" || error === null || !("output" in error)) return undefined;
  const { output } = error;
  if (typeof output !== "object" || output === null || !("statusCode" in output)) return undefined;
  return typeof output.statusCode === "number" ? output.statusCode : undefined;
}

function saidByServer(error: unknown): boolean {
  return error instanceof Error && (error.message.startsWith("Stream Errored") || isFailure(error));
}

function isFailure(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith("Connection Failure");
}

function isUnproven(error: unknown): boolean {
  return error instanceof Error && /certificate signature invalid|^certification match failed/.test(error.message);
}

/** How long a block lasts, if the server says so (seconds). */
function expiry(error: unknown): { afterMs?: number } {
  if (typeof error !== "object" || error === null || !("data" in error)) return {};
  const { data } = error;
  const seconds = typeof data === "object" && data !== null && "expire" in data ? Number(data.expire) : Number.NaN;
  return seconds > 0 ? { afterMs: Math.min(seconds * 1000, A_WEEK_MS) } : {};
}

const A_WEEK_MS = 7 * 86_400_000;
