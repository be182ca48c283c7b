import { proto } from "@whiskeysockets/baileys";
import type { Contents } from "./contents.ts";

/** Phones heed a deletion for about two days; what is asked later is not promised. */
export const MOST_TAKE_BACK_MS = 48 * 3_600_000;

/** Deletes for everybody what was sent to a chat under an id. */
export function deletionOf(jid: string, id: string): Contents {
  const key = { remoteJid: jid, fromMe: true, id };
  return [
    async ({ messageRetryManager }) => {
      // What the library has in memory of it, for a phone that asks for it again, goes too.
      messageRetryManager?.markRetrySuccess(id);
      return { protocolMessage: { key, type: proto.Message.ProtocolMessage.Type.REVOKE } };
    },
  ];
}
