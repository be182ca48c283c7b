import type { proto } from "@whiskeysockets/baileys";
import { FileUnavailableError, MOST_FETCH_MS, MOST_INCOMING_BYTES } from "../../../chat/incoming-file.ts";
import { mediaAgents } from "../connect/media-agents.ts";
import { type FetchMediaOptions, fetchMedia } from "./media-in.ts";

/** Fetches the bytes of a message's file, all in memory. Rejects with a FileUnavailableError and nothing else. */
export type FetchFile = (message: proto.IMessage) => Promise<Uint8Array>;

/** Where the platform's clients fetch media from. */
const HOST = "mmg.whatsapp.net";

/** `url` is the server's of the settings; undefined is WhatsApp's own. */
export function createFetchFile(url: string | undefined): FetchFile {
  const request = mediaAgents(url)?.options;
  const options: FetchMediaOptions = {
    host: HOST,
    mostBytes: MOST_INCOMING_BYTES,
    timeoutMs: MOST_FETCH_MS,
    ...(request === undefined ? {} : { request }),
  };
  return async (message) => {
    const fetched = await fetchMedia(message, options);
    if (fetched.kind === "bytes") return fetched.bytes;
    switch (fetched.why) {
      case "too-large":
      case "gone":
      case "damaged":
        throw new FileUnavailableError(fetched.why);
      case "no-file":
      case "bad-address":
        throw new FileUnavailableError("damaged");
      case "too-slow":
      case "offline":
        throw new FileUnavailableError("offline");
    }
  };
}
