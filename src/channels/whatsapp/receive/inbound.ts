import { type IncomingFile, safeFileName } from "../../../chat/incoming-file.ts";
import type { Message } from "../../../chat/message.ts";
import type { Destination } from "../destination.ts";
import { jidOf } from "../destination.ts";
import { addressedText, withoutOthers } from "./addressed.ts";
import type { Content } from "./content.ts";
import type { FetchFile } from "./fetch-file.ts";
import type { Self, Source } from "./source.ts";

/** A message as the rest of the channel sees it. */
export type Inbound = {
  message: Message;
  replyTo: Destination;
  /** The same for a message and its edits by whoever wrote it; nobody edits what another member of a group asked. */
  thread: string;
  /** Files sent together share this. */
  album: string | undefined;
};

export type InboundContext = {
  self: Self | undefined;
  /** The bot's own commands, with slash. */
  commands: ReadonlySet<string>;
  /** When this process started, milliseconds of the server's clock. */
  startedAt: number;
  fetchFile: FetchFile;
};

type Said = Extract<Content, { kind: "said" }>;

/** Whether whoever reads the message has the same in mind under one key: the chat and the message's id in it. */
export function keyOf({ address, id }: Pick<Source, "address" | "id">): string {
  return `${address} ${id}`;
}

/** Reads what was said; undefined for whatever the bot does not answer. */
export function readInbound(
  source: Source,
  content: Said,
  { self, commands, startedAt, fetchFile }: InboundContext,
): Inbound | undefined {
  const { address, id, place, participant, seconds } = source;
  const said = withoutOthers(content.text, content.mentioned, self);
  const text = place === "private" ? said : addressedText({ ...content, text: said }, self, commands);
  if (text === undefined) return undefined;
  // Not a number: nobody knows when it was written.
  const late = !(seconds * 1000 >= Math.floor(startedAt / 1000) * 1000);
  const { isFile, edits, album } = content;
  const group = place === "group";
  const file = group || late ? undefined : incoming(content, fetchFile);
  return {
    message: {
      channel: "whatsapp",
      address,
      id,
      kind: isFile ? "file" : "text",
      text,
      place,
      late,
      ...(file === undefined ? {} : { file }),
    },
    replyTo: {
      jid: jidOf(address),
      group,
      ...(group || late || edits !== undefined ? { quoted: { id: edits ?? id, participant, text } } : {}),
    },
    thread: `${keyOf({ address, id: edits ?? id })} ${participant ?? ""}`.trimEnd(),
    album,
  };
}

function incoming({ file, album }: Pick<Said, "file" | "album">, fetchFile: FetchFile): IncomingFile | undefined {
  if (file === undefined) return undefined;
  const { name, mime, size, message, spoken } = file;
  return {
    name: safeFileName(name, "berkas"),
    // "audio/ogg; codecs=opus"
    mime: mime.split(";")[0]?.trim().toLowerCase() ?? "",
    size,
    ofSeveral: album !== undefined,
    ...(spoken === undefined ? {} : { spoken: { seconds: spoken } }),
    bytes: () => fetchFile(message),
  };
}
