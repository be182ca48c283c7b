/** Where a reply goes: the chat, and the message it answers where that is not plain to see. */
export type Destination = { jid: string; group: boolean; quoted?: Quoted };

/**
 * A message that a reply points at, and in a group who wrote it. `text` is empty where it may not be written down: what is
 * sent is kept for a while, for phones that cannot read it.
 */
export type Quoted = { id: string; participant: string | undefined; text: string };

/** `whatsapp:6@lid` is the chat `6@lid`. */
export function jidOf(address: string): string {
  return address.slice(address.indexOf(":") + 1);
}
