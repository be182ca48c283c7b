import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createFaults, isWhole } from "./faults.ts";
import { askedOf, receive } from "./receive.ts";
import { chatWhole, responseWhole, type Said, sendJson, textOf, usageOf, usualAnswer } from "./say.ts";
import { stream } from "./stream.ts";
import type { Asked, Fault, OpenAiServer, Recorded } from "./types.ts";
import { vectorOf } from "./vectors.ts";

export type { Answer, Asked, Fault, OpenAiServer, Recorded } from "./types.ts";

const MODELS = ["stand-in", "stand-in-embedding", "stand-in-audio"];

type Scripts = {
  answer: Parameters<OpenAiServer["answerWith"]>[0];
  hear: Parameters<OpenAiServer["hear"]>[0];
  embed: Parameters<OpenAiServer["embedWith"]>[0];
};

const usualScripts: Scripts = { answer: usualAnswer, hear: () => "boleh like postingan caleg?", embed: vectorOf };

/** A stand-in of OpenAI's API on this machine: chats, responses, embeddings, transcriptions, models. It takes any key. */
export async function startOpenAi(wantedPort = 0): Promise<OpenAiServer> {
  let requests: Recorded[] = [];
  let abandoned = 0;
  let scripts = usualScripts;
  let waiting: Array<{ enough: () => boolean; resolve: () => void }> = [];
  const faults = createFaults();

  function looked(): void {
    for (const { enough, resolve } of waiting) if (enough()) resolve();
    waiting = waiting.filter(({ enough }) => !enough());
  }

  function until(enough: () => boolean): Promise<void> {
    if (enough()) return Promise.resolve();
    return new Promise((resolve) => waiting.push({ enough, resolve }));
  }

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await receive(request);
    if (call === undefined) return;
    response.once("close", () => {
      if (response.writableFinished) return;
      abandoned += 1;
      looked();
    });
    requests.push(call);
    const fault = faults.take(call);
    looked();
    if (!isWhole(fault, call, response)) await serve(call, response, scripts, fault);
  }

  const server = createServer((request, response) => {
    request.on("error", () => undefined);
    response.on("error", () => undefined);
    take(request, response).catch((error: unknown) => response.destroy(Object(error)));
  });
  server.on("clientError", (_, socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(wantedPort, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;

  return {
    port,
    baseUrl: `http://127.0.0.1:${port}/v1`,
    get requests() {
      return requests;
    },
    answerWith(answer) {
      scripts = { ...scripts, answer };
    },
    hear(hear) {
      scripts = { ...scripts, hear };
    },
    embedWith(embed) {
      scripts = { ...scripts, embed };
    },
    fault: faults.add,
    clear() {
      requests = [];
      abandoned = 0;
      scripts = usualScripts;
      faults.clear();
    },
    arrived: (count) => until(() => requests.length >= count),
    abandoned: (count) => until(() => abandoned >= count),
    stop: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

async function serve(call: Recorded, response: ServerResponse, scripts: Scripts, fault?: Fault): Promise<void> {
  switch (`${call.method} ${call.path}`) {
    case "POST /v1/chat/completions":
    case "POST /v1/responses":
      return sayWords(askedOf(call), response, scripts, fault);
    case "POST /v1/embeddings":
      return sendJson(response, 200, embeddingsFor(call, scripts));
    case "POST /v1/audio/transcriptions": {
      if (call.file === undefined) return sendJson(response, 400, { error: { message: "no file", param: "file" } });
      return sendJson(response, 200, { text: scripts.hear(call.file) });
    }
    case "GET /v1/models": {
      const data = MODELS.map((id) => ({ id, object: "model", created: 1_764_000_000, owned_by: "us" }));
      return sendJson(response, 200, { object: "list", data });
    }
    default:
      return sendJson(response, 404, { error: { message: `Unknown request URL: ${call.method} ${call.path}.` } });
  }
}

async function sayWords(asked: Asked, response: ServerResponse, scripts: Scripts, fault?: Fault): Promise<void> {
  const text = textOf(await scripts.answer(asked));
  const half = text.slice(0, Math.ceil(text.length / 2));
  const said: Said = {
    text: fault?.kind === "ends" ? half : text,
    reason: fault?.kind === "ends" ? fault.reason : "stop",
    usage: fault?.kind === "usage" ? fault.usage : usageOf(asked, text),
    ...(fault?.kind === "refusal" ? { refusal: fault.text ?? "Maaf, saya tidak dapat membantu." } : {}),
  };
  if (asked.body["stream"] === true) return stream(response, asked, said, fault);
  if (fault?.kind === "hang") return;
  if (fault?.kind === "cut") {
    response.destroy();
    return;
  }
  sendJson(response, 200, asked.path.endsWith("/responses") ? responseWhole(asked, said) : chatWhole(asked, said));
}

/** In the form that was asked for: numbers, or the bytes of 32-bit ones in base64. */
function embeddingsFor({ body }: Recorded, { embed }: Scripts): unknown {
  const input = body["input"];
  const texts = (Array.isArray(input) ? input : [input]).map(String);
  const data = texts.map((text, index) => {
    const vector = embed(text);
    const isShort = body["encoding_format"] === "base64";
    const embedding = isShort ? Buffer.from(Float32Array.from(vector).buffer).toString("base64") : vector;
    return { object: "embedding", index, embedding };
  });
  const read = Math.ceil(texts.join("").length / 4);
  return { object: "list", data, model: body["model"], usage: { prompt_tokens: read, total_tokens: read } };
}
