import { entitiesOf } from "./entities.ts";
import { laidOver } from "./speak.ts";
import type { State } from "./state.ts";
import type { Fields, MediaExtra, MediaKind } from "./types.ts";

/** A message of something else than text: its content, and what joins the message as it is. */
export function mediaContent(
  state: State,
  kind: MediaKind,
  user: Fields,
  extra: MediaExtra = {},
): { content: Fields; rest: Fields } {
  const { caption, mediaGroupId, content = Buffer.from(kind), [kind]: given, ...rest } = extra;
  const captionEntities = entitiesOf(caption ?? "");
  return {
    content: {
      [kind]: laidOver(usual(state, kind, user, content, given), given),
      ...(caption === undefined ? {} : { caption }),
      ...(captionEntities.length === 0 ? {} : { caption_entities: captionEntities }),
      ...(mediaGroupId === undefined ? {} : { media_group_id: mediaGroupId }),
    },
    rest,
  };
}

function usual(state: State, kind: MediaKind, user: Fields, content: Uint8Array, given: unknown): unknown {
  switch (kind) {
    case "contact":
      return { phone_number: "+6281234567890", first_name: user["first_name"], user_id: user["id"] };
    case "location":
      return { latitude: -6.1754, longitude: 106.8272 };
    case "dice":
      return { emoji: "🎲", value: 4 };
    case "poll":
      return {
        id: "5000000000000000001",
        question: "Setuju?",
        options: ["Ya", "Tidak"].map((text) => ({ text, voter_count: 0 })),
        total_voter_count: 0,
        is_closed: false,
        is_anonymous: true,
        type: "regular",
        allows_multiple_answers: false,
      };
    default:
      return fileField(state, kind, content, given);
  }
}

type FileKind = Exclude<MediaKind, "contact" | "location" | "dice" | "poll">;

const fileNames: Record<FileKind, string> = {
  photo: "photo.jpg",
  document: "surat.pdf",
  voice: "voice.oga",
  video: "video.mp4",
  sticker: "sticker.webp",
  video_note: "note.mp4",
  audio: "audio.mp3",
};

const about: Record<Exclude<FileKind, "photo">, Fields> = {
  document: { file_name: "surat.pdf", mime_type: "application/pdf" },
  voice: { duration: 3, mime_type: "audio/ogg" },
  video: { width: 640, height: 360, duration: 3, mime_type: "video/mp4" },
  sticker: { type: "regular", width: 512, height: 512, is_animated: false, is_video: false, emoji: "👍" },
  video_note: { length: 240, duration: 3 },
  audio: { duration: 3, mime_type: "audio/mpeg", title: "Rekaman" },
};

function fileField(state: State, kind: FileKind, content: Uint8Array, given: unknown): unknown {
  const name = String(Object(given)["file_name"] ?? fileNames[kind]);
  const file = state.files.add(content, kind === "photo" ? "photos" : "documents", name);
  const ids = { file_id: file.id, file_unique_id: file.uniqueId, file_size: content.length };
  if (kind !== "photo") return { ...about[kind], ...ids };
  return [
    { ...ids, width: 90, height: 60 },
    { ...ids, width: 800, height: 533 },
  ];
}
