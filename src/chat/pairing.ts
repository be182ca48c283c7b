/** A way to link a device: by QR, or by a code for a number (digits, with the country's first). */
export type PairingRequest = { phone?: string };

/** What happens while a device is being linked. The text of a QR and the code are secrets: shown, never logged. */
export type PairingStep =
  | { kind: "qr"; text: string; secondsLeft: number }
  | { kind: "code"; code: string }
  /** Progress in words. */
  | { kind: "said"; text: string }
  | { kind: "paired" }
  /** It ended; the text says why and what to do. */
  | { kind: "failed"; text: string };

/** Links a device; resolves when it is linked or has failed, which the last step tells. Aborting leaves nothing behind. */
export type Pair = (request: PairingRequest, step: (step: PairingStep) => void, signal: AbortSignal) => Promise<void>;
