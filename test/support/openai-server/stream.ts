import type { ServerResponse } from "node:http";
import { setTimeout as after } from "node:timers/promises";
import { beginStream, chatPiece, chatUsage, ID, responseWhole, type Said, sendEvent } from "./say.ts";
import type { Asked, Fault } from "./types.ts";

/** Some words a piece, as tokens come. */
const PIECE = 12;

/** Says it piece by piece, as chats or as responses do, spoilt by a fault where there is one. */
export async function stream(response: ServerResponse, asked: Asked, said: Said, fault?: Fault): Promise<void> {
  const voice = asked.path.endsWith("/responses") ? responsesVoice(asked) : chatVoice(asked);
  beginStream(response);
  if (fault?.kind === "hang" && fault.after === "headers") return;
  await voice.begin(response);
  const words = said.refusal ?? said.text;
  let sent = 0;
  for (const piece of piecesOf(words, fault)) {
    if (response.destroyed) return;
    if (fault?.kind === "hang" && sent === fault.after) return;
    if (fault?.kind === "cut" && sent === fault.pieces) {
      response.destroy();
      return;
    }
    if (fault?.kind === "drip") await after(fault.ms);
    await voice.piece(response, piece, said.refusal !== undefined);
    sent += 1;
  }
  if (fault?.kind === "hang") return;
  if (fault?.kind === "cut") {
    response.destroy();
    return;
  }
  await voice.end(response, said);
  response.end();
}

function* piecesOf(words: string, fault: Fault | undefined): Generator<string> {
  if (fault?.kind === "endless") for (;;) yield fault.piece ?? "kata tanpa akhir ";
  const size = fault?.kind === "drip" ? 1 : PIECE;
  for (let at = 0; at < words.length; at += size) yield words.slice(at, at + size);
}

type Voice = {
  begin(response: ServerResponse): Promise<void>;
  piece(response: ServerResponse, piece: string, isRefusal: boolean): Promise<void>;
  end(response: ServerResponse, said: Said): Promise<void>;
};

function chatVoice(asked: Asked): Voice {
  const options = asked.body["stream_options"] as { include_usage?: boolean } | undefined;
  return {
    begin: (response) => sendEvent(response, chatPiece(asked, { role: "assistant", content: "" })),
    piece: (response, piece, isRefusal) =>
      sendEvent(response, chatPiece(asked, isRefusal ? { refusal: piece } : { content: piece })),
    async end(response, { reason, usage }) {
      await sendEvent(response, chatPiece(asked, {}, reason));
      if (options?.include_usage === true && usage !== undefined) await sendEvent(response, chatUsage(asked, usage));
      await sendEvent(response, "[DONE]");
    },
  };
}

function responsesVoice(asked: Asked): Voice {
  let number = 0;
  const say = (response: ServerResponse, type: string, rest: object) => {
    const data = { type, sequence_number: number, ...rest };
    number += 1;
    return sendEvent(response, data, type);
  };
  const place = { item_id: `msg_${ID}`, output_index: 0, content_index: 0 };
  const empty = { text: "", reason: "stop", usage: undefined } as const;
  const item = { type: "message", id: `msg_${ID}`, status: "in_progress", role: "assistant", content: [] };
  const part = { type: "output_text", text: "", annotations: [], logprobs: [] };
  return {
    async begin(response) {
      const begun = { ...responseWhole(asked, empty), status: "in_progress", output: [] };
      await say(response, "response.created", { response: begun });
      await say(response, "response.output_item.added", { output_index: 0, item });
      await say(response, "response.content_part.added", { ...place, part });
    },
    piece: (response, delta, isRefusal) =>
      say(response, isRefusal ? "response.refusal.delta" : "response.output_text.delta", {
        ...place,
        delta,
        logprobs: [],
      }),
    async end(response, said) {
      const whole = responseWhole(asked, said);
      await say(response, "response.output_text.done", { ...place, text: said.text, logprobs: [] });
      await say(response, "response.output_item.done", { output_index: 0, item: (whole["output"] as unknown[])[0] });
      await say(response, "response.completed", { response: whole });
    },
  };
}
