import type { OpenAI } from "openai";
import type { Rendered } from "../answer/prompt.ts";

type Request = OpenAI.Chat.Completions.ChatCompletionCreateParamsStreaming;
type Format = NonNullable<Request["response_format"]>;

export type Wanted = {
  model: string;
  prompt: Rendered;
  format: Format & { type: "json_schema" };
  mostTokens: number;
  /** With the schema in words too, for whoever did not keep to it. */
  spelledOut: boolean;
};

export type Dialect = {
  request(wanted: Wanted): Request;
  /** Which of the ways to ask is the one of now. */
  way(): number;
  /** That an answer had the shape only once it was spelled out in words: from now on it is. */
  spellOut(): void;
  /** Learns from what a server said of a request of this way that it did not take; whether there is another to try. */
  learn(says: string, way: number): boolean;
};

/** Fields that a server may do without, and how it may name them when it refuses them. */
const OPTIONAL = {
  stream_options: /\bstream_options\b|\binclude_usage\b/i,
  temperature: /\btemperature\b/i,
  store: /\bstore\b/i,
  reasoning_effort: /reasoning|\bthink/i,
} as const;

const FORMAT = /response_format|json_schema|json_object|structured.output|grammar/i;

/**
 * What is sent to a server, and what is left out because this one refused it. Others than OpenAI know only a part of its fields, and
 * older models only a part of its newer ones. Nobody is to think for longer than anybody waits, so thinking is asked to be off.
 */
export function createDialect(official: boolean): Dialect {
  let form: "json_schema" | "json_object" | "text" = "json_schema";
  // Ollama ignores the newer name without a word, and OpenAI's newer models refuse the older one.
  let most: "max_completion_tokens" | "max_tokens" = official ? "max_completion_tokens" : "max_tokens";
  let isOther = false;
  let isSpelledOut = false;
  const takes = { stream_options: true, temperature: true, store: official, reasoning_effort: true };

  let way = 0;

  function leaveOut(says: string): boolean {
    for (const field of ["stream_options", "temperature", "store", "reasoning_effort"] as const) {
      if (!takes[field] || !OPTIONAL[field].test(says)) continue;
      takes[field] = false;
      return true;
    }
    return false;
  }

  function renameLimit(says: string): boolean {
    if (isOther || !new RegExp(`\\b${most}\\b`, "i").test(says)) return false;
    most = most === "max_tokens" ? "max_completion_tokens" : "max_tokens";
    isOther = true;
    return true;
  }

  function loosen(says: string): boolean {
    if (form === "text" || !FORMAT.test(says)) return false;
    form = form === "json_schema" ? "json_object" : "text";
    return true;
  }

  return {
    request({ model, prompt, format, mostTokens, spelledOut }) {
      const inWords = spelledOut || isSpelledOut || form !== "json_schema";
      const system = inWords ? `${prompt.system}\n\n${schemaInWords(format)}` : prompt.system;
      return {
        model,
        stream: true,
        messages: [
          { role: "system", content: system },
          { role: "user", content: prompt.user },
        ],
        [most]: mostTokens,
        ...(form === "text" ? {} : { response_format: form === "json_schema" ? format : { type: form } }),
        ...(takes.stream_options ? { stream_options: { include_usage: true } } : {}),
        ...(takes.temperature ? { temperature: 0 } : {}),
        ...(takes.store ? { store: false } : {}),
        ...(takes.reasoning_effort ? { reasoning_effort: "none" } : {}),
      };
    },
    spellOut() {
      isSpelledOut = true;
    },
    way: () => way,
    learn(says, asked) {
      // Another call found it out meanwhile.
      if (asked !== way) return true;
      const learned = leaveOut(says) || renameLimit(says) || loosen(says);
      if (learned) way += 1;
      return learned;
    },
  };
}

function schemaInWords(format: Wanted["format"]): string {
  return `Jawab dengan satu objek JSON saja, tanpa kata lain, menurut skema ini:\n${JSON.stringify(format.json_schema.schema)}`;
}
