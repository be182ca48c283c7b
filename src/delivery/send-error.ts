/**
 * Why something could not be sent, in the words every channel shares:
 * `throttled` not before `retryAfterMs` · `gone` this person cannot be reached any more · `rejected` the platform refuses
 * this text · `offline` it certainly did not arrive · `unknown` it may have arrived · `misconfigured` only the operator can
 * help · `stopped` this process is ending · `expired` it was not possible in time.
 */
export type SendFailure =
  | "throttled"
  | "gone"
  | "rejected"
  | "offline"
  | "unknown"
  | "misconfigured"
  | "stopped"
  | "expired";

/**
 * A failure to send. Carries no text, address or answer of the platform: it may be logged. `code` is the platform's status
 * or the system's error code.
 */
export class SendError extends Error {
  readonly kind: SendFailure;
  readonly code: string;
  /** How long to wait, for `throttled`; 0 otherwise. */
  readonly retryAfterMs: number;

  constructor(kind: SendFailure, { code = "", retryAfterMs = 0 }: { code?: string; retryAfterMs?: number } = {}) {
    super(`${kind} ${code}`.trim());
    this.name = "SendError";
    this.kind = kind;
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}
