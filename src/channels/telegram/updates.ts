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

/** What an officer may be waited for with: a picture (the largest of its sizes comes last) or a document. */
const photo = z.array(z.object({ file_id: z.string(), file_size: z.number().optional() })).min(1);
const document = z.object({
  file_id: z.string(),
  file_name: z.string().optional(),
  mime_type: z.string().optional(),
  file_size: z.number().optional(),
});

/** A file as Telegram tells of it. */
export type SentFile = { id: string; name: string; mime: string; size: number };

function sentFile(all: { photo?: unknown; document?: unknown }): SentFile | undefined {
  const largest = photo.safeParse(all.photo).data?.at(-1);
  if (largest !== undefined)
    return { id: largest.file_id, name: "foto.jpg", mime: "image/jpeg", size: largest.file_size ?? 0 };
  const { data } = document.safeParse(all.document);
  if (data === undefined) return undefined;
  const { file_id: id, file_name: name = "", mime_type: mime = "application/octet-stream", file_size: size = 0 } = data;
  return { id, name, mime, size };
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
  .transform(({ ...all }) => {
    const kept = { ...all, isFile: fileKinds.some((kind) => all[kind] !== undefined), file: sentFile(all) };
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
