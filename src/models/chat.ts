import type { OpenAI } from "openai";
import type { ZodType } from "zod";
import { z } from "zod";
import type { Model, ModelTask, Tokens } from "../answer/model.ts";
import type { Care } from "./care.ts";
import type { Client } from "./client.ts";
import { createDialect, type Wanted } from "./dialect.ts";
import { AnswerError } from "./failure.ts";
import { guessTokens, tokensTold } from "./tokens.ts";
import type { Attempt } from "./within.ts";

/** No token of an answer in JSON is longer than this on the average. */
const MOST_SIGNS_PER_TOKEN = 8;

/** What is read of each piece of a stream; all else is passed over. */
const piece = z.object({
  choices: z
    .array(
      z.object({
        delta: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }).nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .default([]),
  usage: z.unknown().optional(),
});

export type ChatParts = { client: Client; care: Care; model: string };

/** A model over streamed chat completions, each answer held to its schema. */
export function createChat({ client, care, model }: ChatParts): Model {
  const dialect = createDialect(client.official);

  async function attempt<T>(
    task: ModelTask<T>,
    request: OpenAI.Chat.Completions.ChatCompletionCreateParamsStreaming,
    estimate: Tokens,
    { signal, timeout, spent }: Attempt,
  ): Promise<T> {
    const sdk = await client.load();
    const stream = await sdk.chat.completions.create(request, { signal, timeout });
    const text = await read(stream, task.mostTokens, (signs, usage) =>
      spent(tokensTold(usage, estimate) ?? { in: estimate.in, out: guessTokens(signs) }),
    );
    return checked(text, task.schema);
  }

  return {
    async ask(task, options) {
      const { prompt, mostTokens } = task;
      const estimate = { in: guessTokens(prompt.system.length + prompt.user.length), out: mostTokens };
      let way = dialect.way();
      const cared = await care.call(
        options,
        estimate,
        async (given) => {
          const format = await formatOf(task);
          way = dialect.way();
          const request = dialect.request({ model, prompt, format, mostTokens, spelledOut: given.again });
          const value = await attempt(task, request, estimate, given);
          // Some servers pass a schema over without a word: to ask each time twice would cost twice.
          if (given.again) dialect.spellOut();
          return value;
        },
        (says) => dialect.learn(says, way),
      );
      const { tokens } = cared;
      if (cared.kind === "done") return { kind: "said", value: cared.value, tokens };
      return { kind: "nothing", why: cared.why, tokens };
    },
  };
}

/** The whole text of a stream. Leaving the loop ends the request. Throws {@link AnswerError}. */
async function read(
  stream: AsyncIterable<unknown>,
  mostTokens: number,
  cost: (signs: number, usage: unknown) => void,
): Promise<string> {
  let text = "";
  let refused = false;
  let finished: string | undefined;
  let usage: unknown;
  cost(0, undefined);
  for await (const given of stream) {
    const { success, data } = piece.safeParse(given);
    if (!success) throw new AnswerError("cut");
    const [choice] = data.choices;
    text += choice?.delta?.content ?? "";
    refused ||= (choice?.delta?.refusal ?? "") !== "";
    finished ??= choice?.finish_reason ?? undefined;
    usage = data.usage ?? usage;
    cost(text.length, usage);
    if (refused) throw new AnswerError("refused");
    if (text.length > mostTokens * MOST_SIGNS_PER_TOKEN) throw new AnswerError("overlong");
  }
  if (finished === "content_filter") throw new AnswerError("refused");
  if (finished === "length") throw new AnswerError("overlong");
  if (finished === undefined) throw new AnswerError("cut");
  return text;
}

/** Servers that promise no JSON put words or a fence around it. Throws {@link AnswerError}. */
function checked<T>(text: string, schema: ZodType<T>): T {
  const said = withoutThought(text);
  const bare = said.slice(said.indexOf("{"), said.lastIndexOf("}") + 1);
  for (const candidate of [text, said, bare]) {
    const value = parsed(candidate);
    if (value === undefined) continue;
    const { success, data } = schema.safeParse(value);
    if (success) return data;
  }
  throw new AnswerError("misshapen");
}

/**
 * What was said after thinking aloud, which is never taken for it; nothing where the thought did not end. Some servers begin the
 * thought themselves, so that only its end is to be seen.
 */
function withoutThought(text: string): string {
  const end = /<\/(think|thinking|thought)>/i.exec(text);
  if (end !== null) return text.slice(end.index + end[0].length);
  return /^\s*<think/i.test(text) ? "" : text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON, which is one of the things a model may say.
    return undefined;
  }
}

const formats = new WeakMap<ZodType, Promise<Wanted["format"]>>();

/** Made once for each schema. */
function formatOf({ schema, name }: { schema: ZodType; name: string }): Promise<Wanted["format"]> {
  const known = formats.get(schema);
  if (known !== undefined) return known;
  const made = import("openai/helpers/zod").then(({ zodResponseFormat }) => {
    const { type, json_schema } = zodResponseFormat(schema, name);
    return { type, json_schema };
  });
  formats.set(schema, made);
  return made;
}
