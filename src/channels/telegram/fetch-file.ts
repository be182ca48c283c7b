import { get as getPlain, type IncomingMessage } from "node:http";
import { Agent, get as getSecure } from "node:https";
import { z } from "zod";
import { FileUnavailableError, MOST_FETCH_MS, MOST_INCOMING_BYTES } from "../../chat/incoming-file.ts";
import type { Client } from "./client.ts";
import { asSendError } from "./errors.ts";
import type { Timing } from "./timing.ts";
import type { SentFile } from "./updates.ts";

export type FetchFileParts = { client: Client; token: string; apiRoot: string; timing: Timing };

/** Fetches the bytes of a file that a person sent, all in memory. Rejects with a FileUnavailableError and nothing else. */
export type FetchFile = (file: Pick<SentFile, "id" | "size">) => Promise<Uint8Array>;

/** Where the file lies below the bot's own address; a way out of that is none of Telegram's. */
const place = z.object({ file_path: z.string().regex(/^(?!.*\.\.)[\w-][\w./-]*$/) });

export function createFetchFile({ client, token, apiRoot, timing }: FetchFileParts): FetchFile {
  // The same patience for the second address family as for calls.
  const agent = new Agent({ autoSelectFamilyAttemptTimeout: 2_000 });

  return async ({ id, size }) => {
    if (size > MOST_INCOMING_BYTES) throw new FileUnavailableError("too-large");
    const answer = await client
      .call("getFile", { file_id: id }, { timeoutMs: timing.callMs })
      .catch((error: unknown) => asSendError(error).kind);
    if (answer === "rejected" || answer === "gone") throw new FileUnavailableError("gone");
    const path = place.safeParse(answer).data?.file_path;
    if (path === undefined) throw new FileUnavailableError("offline");
    const address = new URL(`${apiRoot.replace(/\/+$/, "")}/file/bot${token}/${path}`);
    const options = { signal: AbortSignal.timeout(MOST_FETCH_MS) };
    // An error of the connection would name the address, which holds the token.
    const fetched = await new Promise<IncomingMessage>((resolve, reject) => {
      const isSecure = address.protocol === "https:";
      const asked = isSecure
        ? getSecure(address, { ...options, agent }, resolve)
        : getPlain(address, { ...options, agent: false }, resolve);
      asked.on("error", reject);
    })
      .then(read)
      .catch((): "offline" => "offline");
    if (typeof fetched === "string") throw new FileUnavailableError(fetched);
    return fetched;
  };
}

async function read(response: IncomingMessage): Promise<Uint8Array | "gone" | "offline" | "too-large"> {
  const { statusCode } = response;
  if (statusCode !== 200) {
    response.destroy();
    return statusCode === 404 || statusCode === 410 ? "gone" : "offline";
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    // Leaving the loop closes the connection.
    if (length > MOST_INCOMING_BYTES) return "too-large";
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
