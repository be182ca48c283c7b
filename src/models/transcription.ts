import { z } from "zod";
import type { Transcribe } from "../answer/model.ts";
import type { Care } from "./care.ts";
import type { Client } from "./client.ts";
import { AnswerError } from "./failure.ts";
import { guessTokens, tokensTold } from "./tokens.ts";

/** A voice note has 2,000 bytes a second or more, and costs about 10 tokens a second. */
const BYTES_PER_TOKEN = 200;

/** Nobody says more than this in a voice note; beyond it the other side made it up. */
const MOST_SIGNS = 20_000;

/** The API goes by the ending of the name. */
const ENDINGS: Readonly<Record<string, string>> = {
  "audio/ogg": "ogg",
  "audio/opus": "ogg",
  "audio/mpeg": "mp3",
  "audio/mp4": "m4a",
  "audio/m4a": "m4a",
  "audio/x-m4a": "m4a",
  "audio/aac": "m4a",
  "audio/wav": "wav",
  "audio/x-wav": "wav",
  "audio/webm": "webm",
  "audio/flac": "flac",
};

const answer = z.object({ text: z.string(), usage: z.unknown().optional() });

export type TranscriptionParts = { client: Client; care: Care; model: string };

/** The words of a recording by the API's transcription. The file goes under a name of ours, with its words' language and nothing else. */
export function createTranscription({ client, care, model }: TranscriptionParts): Transcribe {
  return async ({ bytes, mime }, options) => {
    const type = mime.split(";", 1)[0]?.trim().toLowerCase() ?? "";
    const name = `suara.${ENDINGS[type] ?? "ogg"}`;
    const estimate = { in: Math.ceil(bytes.byteLength / BYTES_PER_TOKEN), out: 0 };
    const cared = await care.call(options, estimate, async ({ signal, timeout, spent }) => {
      const sdk = await client.load();
      const file = new File([new Uint8Array(bytes)], name, { type: ENDINGS[type] === undefined ? "audio/ogg" : type });
      const request = { model, file, language: "id", response_format: "json" } as const;
      const { success, data } = answer.safeParse(await sdk.audio.transcriptions.create(request, { signal, timeout }));
      spent(estimate);
      if (!success) throw new AnswerError("cut");
      spent(tokensTold(data.usage, estimate) ?? { in: estimate.in, out: guessTokens(data.text.length) });
      if (data.text.length > MOST_SIGNS) throw new AnswerError("overlong");
      return data.text.trim();
    });
    return cared.kind === "done" ? cared.value : undefined;
  };
}
