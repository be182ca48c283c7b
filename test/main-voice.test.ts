import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { voiceTexts } from "../src/chat/voice-texts.ts";
import { oggVoice } from "./support/hostile-files.ts";
import { findLeaks, placesIn } from "./support/leaks.ts";
import { type OpenAiServer, startOpenAi } from "./support/openai-server/server.ts";
import { createSeized } from "./support/seized-places.ts";
import { openTipService, type TipService } from "./support/tip-service.ts";

const SOUND = "bunyi-rekaman-yang-sangat-rahasia-4471";
const WORDS = "boleh tidak honorer jadi saksi di tempat pemungutan kami";

describe("npm start with a language model", () => {
  let openai: OpenAiServer;
  let service: TipService;

  beforeAll(async () => {
    openai = await startOpenAi();
    service = await openTipService({ whatsapp: true, environment: { OPENAI_BASE_URL: openai.baseUrl } });
    await service.start();
  });

  afterAll(async () => {
    await service?.close();
    await openai?.stop();
  });

  it("writes no voice note and none of its words to a disk or a log, neither while it is turned into words nor after", async () => {
    const seized = createSeized();
    const copyAll = () => {
      for (const folder of [service.folder, service.temporary]) seized.copy(folder);
    };
    openai.hear(() => {
      copyAll();
      return WORDS;
    });
    const content = Buffer.concat([oggVoice(), Buffer.from(SOUND)]);
    const onTelegram = service.bot.person();
    onTelegram.sends("voice", { content });
    await service.bot.waitFor(() => onTelegram.messages.length === 1, "the question on Telegram");
    onTelegram.presses(voiceTexts.choice.yes);
    await service.bot.waitFor(() => onTelegram.messages.some(({ text }) => text.includes(WORDS)), "the answer there");

    const onWhatsApp = service.server?.person();
    await onWhatsApp?.sendsVoice(content);
    await service.server?.waitFor(() => onWhatsApp?.messages.length === 1, "the question on WhatsApp");
    await onWhatsApp?.says("Ya");
    await service.server?.waitFor(
      () => onWhatsApp?.messages.some(({ text }) => text.includes(WORDS)) === true,
      "the answer there",
    );
    await service.stop();
    copyAll();

    const spoken = openai.requests.filter(({ path }) => path === "/v1/audio/transcriptions");
    expect(spoken.map(({ file }) => file?.bytes.includes(SOUND))).toEqual([true, true]);
    const secrets = [
      { name: "the sound", value: SOUND },
      { name: "its words", value: WORDS },
      { name: "the Telegram chat", value: String(onTelegram.id) },
    ];
    expect(findLeaks(secrets, [...seized.places(), { name: "log", bytes: service.printed() }])).toEqual([]);
    expect(placesIn(service.temporary)).toEqual([]);
    expect(seized.count()).toBe(6);
    expect(service.reached()).toEqual([...service.allowed, new URL(openai.baseUrl).host].sort());
  }, 120_000);
});
