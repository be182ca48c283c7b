import { z } from "zod";

/** The parts of Bot API updates that are read at all; everything else is dropped here, at the edge. */

const chat = z.object({ id: z.number().int(), type: z.enum(["private", "group", "supergroup", "channel"]) });

const entity = z.object({
  type: z.string(),
  offset: z.number().int(),
  length: z.number().int(),
  user: z.object({ id: z.number() }).optional(),
});

const sender = z.object({ id: z.number().int(), is_bot: z.boolean().default(false) });

/** What a person can send that is no text. */
const fileKinds = [
  "photo",
  "document",
  "video",
  "voice",
  "audio",
  "video_note",
  "animation",
  "sticker",
  "contact",
  "location",
  "venue",
  "poll",
  "dice",
  "story",
  "paid_media",
  "checklist",
  "game",
  "invoice",
] as const;

const files = z.object(
  Object.fromEntries(fileKinds.map((kind) => [kind, z.unknown().optional()])) as Record<
    (typeof fileKinds)[number],
    z.ZodOptional<z.ZodUnknown>
  >,
);

const file = z.object({
  file_id: z.string(),
  /** The same for the same file, whoever asks. */
  file_unique_id: z.string().default(""),
  file_name: z.string().optional(),
  mime_type: z.string().optional(),
  file_size: z.number().optional(),
  duration: z.number().optional(),
});
/** The largest of its sizes comes last. */
const photo = z.array(file).min(1);

/** A file as Telegram tells of it. */
export type SentFile = {
  id: string;
  unique: string;
  name: string;
  mime: string;
  size: number;
  /** In seconds, of a voice note alone; 0 when Telegram does not say. */
  spoken: number | undefined;
};

/** What has bytes to fetch, and what it is where Telegram does not say. */
const fetched = {
  document: { name: "", mime: "application/octet-stream" },
  video: { name: "video.mp4", mime: "video/mp4" },
  voice: { name: "suara.ogg", mime: "audio/ogg" },
  audio: { name: "rekaman.mp3", mime: "audio/mpeg" },
  video_note: { name: "video.mp4", mime: "video/mp4" },
} as const;

function sentFile(all: Partial<Record<(typeof fileKinds)[number], unknown>>): SentFile | undefined {
  const largest = photo.safeParse(all.photo).data?.at(-1);
  if (largest !== undefined) return described(largest, { name: "foto.jpg", mime: "image/jpeg" }, undefined);
  for (const kind of Object.keys(fetched) as Array<keyof typeof fetched>) {
    const { data } = file.safeParse(all[kind]);
    if (data !== undefined) return described(data, fetched[kind], kind === "voice" ? (data.duration ?? 0) : undefined);
  }
  return undefined;
}

function described(
  told: z.infer<typeof file>,
  usual: { name: string; mime: string },
  spoken: number | undefined,
): SentFile {
  const { file_id: id, file_unique_id: unique, file_name: name, mime_type: mime, file_size: size = 0 } = told;
  return { id, unique, name: name ?? usual.name, mime: mime ?? usual.mime, size, spoken };
}

const message = z
  .object({
    message_id: z.number().int(),
    date: z.number().int(),
    edit_date: z.number().int().optional(),
    chat,
    from: sender.optional(),
    sender_chat: z.object({ id: z.number().int() }).optional(),
    is_automatic_forward: z.boolean().optional(),
    forward_origin: z.unknown().optional(),
    message_thread_id: z.number().int().optional(),
    is_topic_message: z.boolean().optional(),
    media_group_id: z.string().optional(),
    text: z.string().optional(),
    caption: z.string().optional(),
    entities: z.array(entity).optional(),
    caption_entities: z.array(entity).optional(),
    reply_to_message: z.object({ from: sender.optional() }).optional(),
  })
  .and(files)
  // Whose it was before is nobody's business here; that it was somebody's is.
  .transform(({ forward_origin: origin, ...all }) => {
    const kept = {
      ...all,
      isForwarded: origin !== undefined,
      isFile: fileKinds.some((kind) => all[kind] !== undefined),
      file: sentFile(all),
    };
    for (const kind of fileKinds) delete kept[kind];
    return kept;
  });

const press = z.object({
  id: z.string(),
  data: z.string().optional(),
  message: z
    .object({
      message_id: z.number().int(),
      chat,
      message_thread_id: z.number().int().optional(),
      is_topic_message: z.boolean().optional(),
    })
    .optional(),
});

export const updateNumber = z.object({ update_id: z.number().int() });

export const updateContent = z.object({
  message: message.optional(),
  edited_message: message.optional(),
  callback_query: press.optional(),
});

export type TelegramMessage = Omit<z.infer<typeof message>, (typeof fileKinds)[number]>;
export type TelegramPress = z.infer<typeof press>;

/** What Telegram is asked for; all else it keeps to itself. */
export const allowedUpdates = ["message", "edited_message", "callback_query"] as const;

/** This bot, as Telegram knows it. */
export const selfSchema = z.object({ id: z.number().int(), username: z.string() });
export type Self = z.infer<typeof selfSchema>;
