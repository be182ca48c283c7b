import type { Embed, Model, Transcribe } from "./answer/model.ts";
import type { Clock } from "./clock.ts";
import type { Log } from "./log.ts";
import { createBudget } from "./models/budget.ts";
import { type CareParts, createCare } from "./models/care.ts";
import { type CareTiming, usualCareTiming } from "./models/care-timing.ts";
import { createChat } from "./models/chat.ts";
import { createClient } from "./models/client.ts";
import { createEmbeddings } from "./models/embeddings.ts";
import { createPlaces } from "./models/places.ts";
import { createTranscription } from "./models/transcription.ts";
import type { Settings } from "./settings.ts";

export type ModelParts = {
  settings: Settings;
  log: Log;
  clock: Clock;
  /** For tests. */
  care?: { timing?: CareTiming; now?: () => number };
};

export type OpenedModel = {
  model: Model;
  /** Only with a model for embeddings set. */
  embed?: Embed;
  transcribe: Transcribe;
  /** Calls nobody from now on and leaves who is being called, so that nobody who waits for a model is waited for. */
  close(): void;
  /** For the metrics. */
  figures(): Record<"down" | "embeddings_down" | "transcription_down" | "tokens_today" | "calls", number>;
};

/** One person's tokens a day at most, some twenty questions. */
export const TOKENS_PER_PERSON = 50_000;
/** And one in so many of what all others left of the day's; but for a first question, which takes two calls at most. */
export const SHARERS = 20;
export const LEAST_PER_PERSON = 6_000;
const MOST_PERSONS = 10_000;
/** Calls at once; whoever comes then is answered without. */
export const MOST_CALLS = 8;

/** OpenAI's; servers of one's own mostly take the older name. */
const TRANSCRIBES = { official: "gpt-transcribe", other: "whisper-1" };

/** The language model of the settings, in care; undefined, and nothing loaded, where none is set. Loads the SDK, and calls nobody yet. */
export function openModel({ settings, log, clock, care: given = {} }: ModelParts): OpenedModel | undefined {
  const { OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_MODEL, OPENAI_EMBEDDING_MODEL } = settings;
  if (OPENAI_API_KEY === undefined && OPENAI_BASE_URL === undefined) return undefined;
  const client = createClient({ baseUrl: OPENAI_BASE_URL, key: OPENAI_API_KEY?.reveal() });
  // It takes a third of a second, which nobody is to wait for; should it fail, whoever calls finds out and is counted.
  client.load().catch(() => undefined);
  const budget = createBudget({
    perDay: settings.MODEL_TOKENS_PER_DAY,
    ...{ perPerson: TOKENS_PER_PERSON, sharers: SHARERS, leastPerPerson: LEAST_PER_PERSON },
    mostPersons: MOST_PERSONS,
    ...{ zone: settings.OFFICE_ZONE, clock },
    usedUp: () => log.warn("model_tokens_used"),
  });
  const places = createPlaces(MOST_CALLS);
  const { timing = usualCareTiming, now = () => performance.now() } = given;
  const closing = new AbortController();
  const { signal: closed } = closing;
  const careOf = (what: CareParts["what"]) => createCare({ what, budget, places, log, now, timing, closed });
  const chat = careOf("chat");
  const embeddings = careOf("embeddings");
  const transcription = careOf("transcription");
  const transcriber = client.official ? TRANSCRIBES.official : TRANSCRIBES.other;
  return {
    model: createChat({ client, care: chat, model: OPENAI_MODEL }),
    ...(OPENAI_EMBEDDING_MODEL === undefined
      ? {}
      : { embed: createEmbeddings({ client, care: embeddings, model: OPENAI_EMBEDDING_MODEL }) }),
    transcribe: createTranscription({ client, care: transcription, model: transcriber }),
    close: () => closing.abort(),
    figures: () => ({
      down: Number(chat.isOpen()),
      embeddings_down: Number(embeddings.isOpen()),
      transcription_down: Number(transcription.isOpen()),
      tokens_today: budget.usedToday(),
      calls: places.taken(),
    }),
  };
}
