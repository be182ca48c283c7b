import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createModelStage, patient, type Stage } from "./stage.ts";

const bytes = Uint8Array.from({ length: 5_000 }, (_, at) => (at * 7) % 256);

describe("transcription", () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await createModelStage();
  });
  beforeEach(() => stage.server.clear());
  afterAll(() => stage.server.stop());

  it.each([
    ["audio/ogg; codecs=opus", "suara.ogg", "audio/ogg"],
    ["AUDIO/MPEG", "suara.mp3", "audio/mpeg"],
    ["audio/mp4", "suara.m4a", "audio/mp4"],
    ["text/html; name=budi.html", "suara.ogg", "audio/ogg"],
  ])("sends %s as %s under a name of ours, with nothing else", async (mime, name, type) => {
    stage.server.hear(() => " Boleh pakai kaus partai? \n");
    expect(await stage.open().transcribe({ bytes, mime }, patient(5_000, "whatsapp:x"))).toBe(
      "Boleh pakai kaus partai?",
    );
    const [call] = stage.server.requests;
    expect(call?.file?.bytes.equals(bytes)).toBe(true);
    expect(call?.file).toMatchObject({ name, type });
    expect(call?.body).toEqual({
      ...{ model: "whisper-1", language: "id", response_format: "json" },
      file: expect.anything(),
    });
  });

  it("is empty when nothing was said", async () => {
    stage.server.hear(() => "");
    expect(await stage.open().transcribe({ bytes, mime: "audio/ogg" }, patient())).toBe("");
  });

  it.each([
    ["it is down", { kind: "status", status: 500 }],
    ["the key is wrong", { kind: "status", status: 401 }],
    ["it hangs", { kind: "hang", after: "nothing" }],
    ["it says no JSON", { kind: "says", text: "oops", type: "text/plain" }],
    ["it says something else", { kind: "says", text: '{"words":[]}' }],
    ["it says too much", { kind: "says", text: JSON.stringify({ text: "ya ".repeat(9_000) }) }],
  ] as const)("is none when %s", async (_, fault) => {
    stage.server.fault({ ...fault, times: 2 });
    expect(await stage.open().transcribe({ bytes, mime: "audio/ogg" }, patient(400))).toBeUndefined();
  });

  it("has a breaker of its own, and the tokens of all", async () => {
    const opened = stage.open();
    stage.server.fault({ kind: "status", status: 404, path: "/v1/audio/transcriptions" });
    await opened.transcribe({ bytes, mime: "audio/ogg" }, patient());
    expect(opened.figures()).toMatchObject({ transcription_down: 1, down: 0, tokens_today: 0 });
    expect(stage.lines.at(-1)).toContain('"transcription 404"');
  });
});
