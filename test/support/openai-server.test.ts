import { OpenAI } from "openai";
import { zodResponseFormat, zodTextFormat } from "openai/helpers/zod";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { type OpenAiServer, startOpenAi } from "./openai-server/server.ts";

const shape = z.object({ verdict: z.enum(["dilarang", "boleh"]), claims: z.array(z.string()) });
const messages = [
  { role: "system", content: "Kamu pustakawan." },
  { role: "user", content: "Boleh like postingan caleg?" },
] as const;

describe("the stand-in of OpenAI's API, through the real SDK", () => {
  let server: OpenAiServer;
  let sdk: OpenAI;

  beforeAll(async () => {
    server = await startOpenAi();
    sdk = new OpenAI({ baseURL: server.baseUrl, apiKey: "kunci-uji", maxRetries: 0, logLevel: "off" });
  });
  beforeEach(() => server.clear());
  afterAll(() => server.stop());

  it("answers a chat at once, in the shape that was asked for", async () => {
    const { choices, usage } = await sdk.chat.completions.parse({
      model: "stand-in",
      messages: [...messages],
      response_format: zodResponseFormat(shape, "jawaban"),
    });
    expect(choices[0]?.message.parsed).toEqual({ verdict: "dilarang", claims: ["contoh"] });
    expect(usage?.prompt_tokens).toBeGreaterThan(0);
  });

  it("streams a chat, with what it cost at its end", async () => {
    server.answerWith(({ system, user }) => `${system} | ${user}`);
    const stream = sdk.chat.completions.stream({
      model: "stand-in",
      messages: [...messages],
      stream_options: { include_usage: true },
    });
    let pieces = 0;
    for await (const _ of stream) pieces += 1;
    const { choices, usage } = await stream.finalChatCompletion();
    expect(choices[0]?.message.content).toBe("Kamu pustakawan. | Boleh like postingan caleg?");
    expect(choices[0]?.finish_reason).toBe("stop");
    expect(usage?.total_tokens).toBeGreaterThan(0);
    expect(pieces).toBeGreaterThan(3);
  });

  it("answers as the newer API of responses does, at once and streamed", async () => {
    const request = { model: "stand-in", instructions: "Singkat.", input: "Boleh?" };
    server.answerWith(({ system, user }) => `${system} ${user} Tidak.`);
    expect((await sdk.responses.create(request)).output_text).toBe("Singkat. Boleh? Tidak.");
    const stream = sdk.responses.stream(request);
    let told = "";
    stream.on("response.output_text.delta", ({ delta }) => {
      told += delta;
    });
    expect((await stream.finalResponse()).output_text).toBe("Singkat. Boleh? Tidak.");
    expect(told).toBe("Singkat. Boleh? Tidak.");
    server.answerWith(() => ({ verdict: "boleh", claims: [] }));
    const parsed = await sdk.responses.parse({ ...request, text: { format: zodTextFormat(shape, "jawaban") } });
    expect(parsed.output_parsed).toEqual({ verdict: "boleh", claims: [] });
  });

  it("puts texts of the same words near each other, the same each time", async () => {
    const input = [
      "menyukai unggahan calon bupati",
      "like unggahan calon bupati di media sosial",
      "jadwal posyandu balita bulan depan",
    ];
    const [first, near, far] = (await sdk.embeddings.create({ model: "e", input })).data.map((one) => one.embedding);
    const written = await sdk.embeddings.create({ model: "e", input, encoding_format: "float" });
    expect(dot(first, first)).toBeCloseTo(1, 5);
    expect(dot(first, written.data[0]?.embedding)).toBeCloseTo(1, 5);
    expect(dot(first, near)).toBeGreaterThan(dot(first, far) + 0.3);
  });

  it("hears a recording whose bytes arrive as they were", async () => {
    const bytes = Buffer.from(Array.from({ length: 4_000 }, (_, at) => (at * 31) % 256));
    server.hear(({ name, type, bytes: heard }) => `${name} ${type} ${heard.equals(bytes)}`);
    const file = new File([bytes], "suara.ogg", { type: "audio/ogg" });
    const { text } = await sdk.audio.transcriptions.create({ model: "whisper-1", file, language: "id" });
    expect(text).toBe("suara.ogg audio/ogg true");
    expect(server.requests[0]?.body).toMatchObject({ model: "whisper-1", language: "id" });
  });

  it("lists its models and knows no other path", async () => {
    const names: string[] = [];
    for await (const { id } of sdk.models.list()) names.push(id);
    expect(names).toContain("stand-in");
    await expect(sdk.files.retrieve("x")).rejects.toMatchObject({ status: 404 });
  });

  it("keeps every call with its headers and its bytes", async () => {
    await sdk.chat.completions.create({ model: "stand-in", messages: [...messages] });
    const [call] = server.requests;
    expect(call).toMatchObject({ method: "POST", path: "/v1/chat/completions", body: { model: "stand-in" } });
    expect(call?.headers["authorization"]).toBe("Bearer kunci-uji");
    expect(call?.raw.toString()).toContain("Boleh like postingan caleg?");
  });

  describe("when it is told to fail", () => {
    const ask = (more: object = {}, signal?: AbortSignal) =>
      sdk.chat.completions.create({ model: "stand-in", messages: [...messages], ...more }, signal ? { signal } : {});

    it.each([401, 403, 404, 408, 409, 429, 500, 503])("says %i, and quotes what it was asked", async (status) => {
      server.fault({ kind: "status", status, headers: { "retry-after": "7" } });
      const error: unknown = await ask().catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ status });
      expect(String(error)).toContain("Boleh like postingan caleg?");
      expect((error as { headers: Headers }).headers.get("retry-after")).toBe("7");
      expect((await ask()).choices[0]?.message.content).toBe("Baik.");
    });

    it("refuses a field, of one kind of value where asked so, for as long as it comes", async () => {
      server.fault({ kind: "refuses", field: "response_format", value: "json_schema" });
      const format = { response_format: zodResponseFormat(shape, "jawaban") };
      for (const _ of [1, 2])
        await expect(ask(format)).rejects.toMatchObject({ status: 400, param: "response_format" });
      await expect(ask({ response_format: { type: "json_object" } })).resolves.toBeDefined();
    });

    it.each([
      { kind: "hang", after: "nothing" },
      { kind: "hang", after: "headers" },
      { kind: "hang", after: 1 },
    ] as const)("hangs after $after, and notices who goes away", async (fault) => {
      server.fault(fault);
      const controller = new AbortController();
      const asked = ask({ stream: true }, controller.signal).then(drain);
      await server.arrived(1);
      controller.abort();
      await asked.catch(() => undefined);
      await server.abandoned(1);
    });

    it.each([0, 1])("cuts the connection after %i pieces", async (pieces) => {
      server.answerWith(() => "Kalimat yang cukup panjang untuk beberapa potong.");
      server.fault({ kind: "cut", pieces });
      await expect(ask({ stream: true }).then(drain)).rejects.toThrow();
    });

    it("talks without end until somebody goes away", async () => {
      server.fault({ kind: "endless" });
      const stream = await ask({ stream: true });
      let seen = 0;
      for await (const _ of stream as unknown as AsyncIterable<unknown>) {
        seen += 1;
        if (seen > 500) break;
      }
      await server.abandoned(1);
      expect(seen).toBe(501);
    });

    it("drips, refuses in words, ends before the end, and says what is no JSON", async () => {
      server.fault({ kind: "drip", ms: 1 });
      expect(await ask({ stream: true }).then(drain)).toBe("Baik.");
      server.fault({ kind: "refusal" });
      expect((await ask()).choices[0]?.message.refusal).toMatch(/^Maaf/);
      server.fault({ kind: "ends", reason: "length" });
      expect((await ask()).choices[0]).toMatchObject({ finish_reason: "length", message: { content: "Bai" } });
      server.fault({ kind: "says", text: "<html>", type: "text/html" });
      expect(await ask()).toBe("<html>");
    });

    it("sends elsewhere", async () => {
      server.fault({ kind: "redirect", to: `${server.baseUrl}/models` });
      const answer = await fetch(`${server.baseUrl}/models`, { redirect: "manual" });
      expect({ status: answer.status, to: answer.headers.get("location") }).toEqual({
        status: 307,
        to: `${server.baseUrl}/models`,
      });
    });
  });
});

function dot(one: readonly number[] = [], other: readonly number[] = []): number {
  return one.reduce((sum, number, at) => sum + number * (other[at] ?? 0), 0);
}

/** All words of a stream. */
async function drain(stream: unknown): Promise<string> {
  let words = "";
  for await (const { choices } of stream as AsyncIterable<OpenAI.ChatCompletionChunk>)
    words += choices[0]?.delta.content ?? "";
  return words;
}
