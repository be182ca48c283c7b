import { button, make } from "./elements.ts";
import type { Session } from "./session.ts";

/** The browser saves bytes, whatever they are: it must neither open nor run them. */
const SAVED_AS = "application/octet-stream";

const SAVED_AFTER_MS = 60_000;

/** A button that saves bytes under a name of ours, never one that a sender chose. */
export function saveButton(text: string, name: string, bytes: Uint8Array, session: Session): HTMLButtonElement {
  return button(text, () => saveNow(name, bytes, session));
}

/** Only now handed to the browser as a file, and not for long: it may put large ones of an ordinary window on the disk. */
export function saveNow(name: string, bytes: Uint8Array, session: Session): void {
  const link = make("a");
  link.download = name;
  link.href = session.urlOf(bytes, SAVED_AS);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), SAVED_AFTER_MS);
}
