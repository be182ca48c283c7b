import { proto } from "@whiskeysockets/baileys";

/**
 * What a message says. `nothing`: it only hands over keys, and what it says comes beside it · `ignored`: reactions, deletions,
 * votes and whatever else is no message to anybody.
 */
export type Content =
  | { kind: "nothing" | "ignored" }
  | {
      kind: "said";
      /** The text, or the caption of a file. */
      text: string;
      isFile: boolean;
      /** The file, where it has bytes to fetch. */
      file: SentFile | undefined;
      /** Who is named in it, as the platform marks it, and whose message it replies to. */
      mentioned: readonly string[];
      repliesTo: string | undefined;
      /** The id of the message it changes. */
      edits: string | undefined;
      /** Files sent together share this. */
      album: string | undefined;
    };

/** A file as its message tells of it; `message` holds the key to it. */
export type SentFile = {
  name: string;
  mime: string;
  size: number;
  message: proto.IMessage;
  hasKey: boolean;
  /** In seconds, of a voice note of the sender's own that may be heard more than once; 0 when it does not say. */
  spoken: number | undefined;
};

type Proto = proto.IMessage;

const wrappers = [
  "ephemeralMessage",
  "viewOnceMessage",
  "viewOnceMessageV2",
  "viewOnceMessageV2Extension",
  "documentWithCaptionMessage",
  "editedMessage",
  "groupMentionedMessage",
  "botInvokeMessage",
  "botForwardedMessage",
  "lottieStickerMessage",
  "limitSharingMessage",
  "questionMessage",
  "pollCreationMessageV4",
] as const satisfies ReadonlyArray<keyof Proto>;

const MOST_WRAPPERS = 8;

/** No phone sends a longer text; it is handed on cut: enough for whoever gets it to say that it is too long. */
const MOST_CHARACTERS = 65_536;
/** No group has more members to name. */
const MOST_NAMED = 1_024;

/** What a person can send that is no text. */
const fileKinds = [
  "imageMessage",
  "videoMessage",
  "ptvMessage",
  "audioMessage",
  "documentMessage",
  "stickerMessage",
  "stickerPackMessage",
  "contactMessage",
  "contactsArrayMessage",
  "locationMessage",
  "liveLocationMessage",
  "pollCreationMessage",
  "pollCreationMessageV2",
  "pollCreationMessageV3",
  "pollCreationMessageV5",
  "eventMessage",
  "productMessage",
  "orderMessage",
  "invoiceMessage",
  "groupInviteMessage",
  "sendPaymentMessage",
  "requestPaymentMessage",
] as const satisfies ReadonlyArray<keyof Proto>;

/** What comes along with a message and says nothing. */
const silent: ReadonlySet<string> = new Set<keyof Proto>([
  "senderKeyDistributionMessage",
  "fastRatchetKeySenderKeyDistributionMessage",
  "messageContextInfo",
]);

/** Reads a deciphered message; never throws for any. */
export function readContent(message: Proto): Content {
  const { inner, isEdit, isOnce } = unwrapped(message);
  const change = inner.protocolMessage;
  if (change?.type === proto.Message.ProtocolMessage.Type.MESSAGE_EDIT) return readEdit(change);
  if (isEdit && change == null) return { kind: "ignored" };
  if (isSealedEdit(inner)) return UNREADABLE;
  const said = readSaid(inner, undefined, albumOf(message) ?? albumOf(inner));
  if (said.kind !== "said" || said.file === undefined || !isOnce) return said;
  return { ...said, file: { ...said.file, spoken: undefined } };
}

/** A change that only the phones of the two can read; whoever made it is to hear that it was not. */
function isSealedEdit({ secretEncryptedMessage: sealed }: Proto): boolean {
  return sealed?.secretEncType === proto.Message.SecretEncryptedMessage.SecretEncType.MESSAGE_EDIT;
}

/** Something was sent, and nobody here can tell what. */
export const UNREADABLE: Content = {
  kind: "said",
  text: "",
  isFile: true,
  file: undefined,
  mentioned: [],
  repliesTo: undefined,
  edits: undefined,
  album: undefined,
};

function readEdit({ key, editedMessage }: proto.Message.IProtocolMessage): Content {
  if (!key?.id || editedMessage == null) return { kind: "ignored" };
  return readSaid(unwrapped(editedMessage).inner, key.id, undefined);
}

function readSaid(inner: Proto, edits: string | undefined, album: string | undefined): Content {
  const file = fileKinds.find((kind) => inner[kind] != null);
  const text = textOf(inner);
  if (file === undefined && text === undefined) return { kind: says(inner) ? "ignored" : "nothing" };
  const context = contextOf(inner, file);
  const sent = sentFile(inner);
  // Whoever changes the words below a file may send the words alone.
  const isWordsOnly = edits !== undefined && text !== undefined && sent?.hasKey === false;
  return {
    kind: "said",
    text: (text ?? "").slice(0, MOST_CHARACTERS),
    isFile: file !== undefined && !isWordsOnly,
    file: isWordsOnly ? undefined : sent,
    mentioned: context?.mentionedJid?.slice(0, MOST_NAMED) ?? [],
    repliesTo: context?.stanzaId ? (context.participant ?? undefined) : undefined,
    edits,
    album,
  };
}

/** What has bytes to fetch, and what it is where its message does not say. */
const fetched = {
  imageMessage: { name: "foto.jpg", mime: "image/jpeg" },
  documentMessage: { name: "", mime: "application/octet-stream" },
  videoMessage: { name: "video.mp4", mime: "video/mp4" },
  ptvMessage: { name: "video.mp4", mime: "video/mp4" },
  audioMessage: { name: "suara.ogg", mime: "audio/ogg" },
} as const satisfies Partial<Record<(typeof fileKinds)[number], { name: string; mime: string }>>;

function sentFile(inner: Proto): SentFile | undefined {
  const kind = (Object.keys(fetched) as Array<keyof typeof fetched>).find((each) => inner[each] != null);
  const told = kind === undefined ? undefined : inner[kind];
  if (kind === undefined || told == null) return undefined;
  const size = Number(told.fileLength ?? 0);
  return {
    name: inner.documentMessage?.fileName ?? fetched[kind].name,
    mime: told.mimetype || fetched[kind].mime,
    size: Number.isSafeInteger(size) ? size : 0,
    message: { [kind]: told },
    hasKey: (told.mediaKey?.length ?? 0) > 0,
    spoken: spokenIn(inner),
  };
}

/** Also what comes in no wrapping may say that it is to be heard once. */
function spokenIn({ audioMessage: sound }: Proto): number | undefined {
  if (sound?.ptt !== true || sound.viewOnce === true || sound.contextInfo?.isForwarded === true) return undefined;
  const seconds = Number(sound.seconds ?? 0);
  return seconds >= 0 ? seconds : 0;
}

/** What is inside of everything that is put around messages. */
export function unwrapped(message: Proto): { inner: Proto; isEdit: boolean; isOnce: boolean } {
  let inner = message;
  let isEdit = false;
  let isOnce = false;
  for (let depth = 0; depth < MOST_WRAPPERS; depth += 1) {
    const wrapper = wrappers.find((each) => inner[each]?.message != null);
    if (wrapper === undefined) break;
    isEdit ||= wrapper === "editedMessage";
    isOnce ||= wrapper.startsWith("viewOnce");
    inner = inner[wrapper]?.message ?? {};
  }
  return { inner, isEdit, isOnce };
}

/** Answers to buttons and lists are the words that were chosen. */
function textOf(inner: Proto): string | undefined {
  return (
    inner.conversation ||
    inner.extendedTextMessage?.text ||
    inner.imageMessage?.caption ||
    inner.videoMessage?.caption ||
    inner.documentMessage?.caption ||
    inner.buttonsResponseMessage?.selectedDisplayText ||
    inner.listResponseMessage?.title ||
    inner.templateButtonReplyMessage?.selectedDisplayText ||
    inner.interactiveResponseMessage?.body?.text ||
    undefined
  );
}

function contextOf(inner: Proto, file: (typeof fileKinds)[number] | undefined): proto.IContextInfo | null | undefined {
  const bearer =
    inner.extendedTextMessage ??
    (file === undefined ? undefined : inner[file]) ??
    inner.buttonsResponseMessage ??
    inner.listResponseMessage ??
    inner.templateButtonReplyMessage ??
    inner.interactiveResponseMessage;
  return bearer != null && "contextInfo" in bearer ? bearer.contextInfo : undefined;
}

function albumOf({ messageContextInfo }: Proto): string | undefined {
  const link = messageContextInfo?.messageAssociation;
  const isAlbum = link?.associationType === proto.MessageAssociation.AssociationType.MEDIA_ALBUM;
  return isAlbum ? (link?.parentMessageKey?.id ?? undefined) : undefined;
}

function says(inner: Proto): boolean {
  return Object.entries(inner).some(([name, value]) => value != null && !silent.has(name));
}
