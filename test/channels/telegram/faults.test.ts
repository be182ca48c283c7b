import { describe, expect, it } from "vitest";
import type { Bot, Fault } from "../../support/telegram/types.ts";
import { botsTogether, openTestBot } from "../../support/telegram-bot.ts";

/** All that waits for seconds to pass or for nothing at all does so at the same time. */
const open = botsTogether({ timing: { callMs: 500 } });

type Kind = Omit<Fault, "method">;

const faults: ReadonlyArray<readonly [string, Kind]> = [
  ["400", { code: 400, description: "Bad Request: something" }],
  ["401", { code: 401, description: "Unauthorized" }],
  ["404", { code: 404, description: "Not Found" }],
  ["409", { code: 409, description: "Conflict: terminated by other getUpdates request" }],
  ["429 of a second", { code: 429, retryAfter: 1 }],
  ["500", { code: 500, description: "Internal Server Error" }],
  ["502 with a page of HTML", { code: 502, html: "<html><body>Bad Gateway</body></html>" }],
  ["a reset connection", { reset: true }],
  ["silence", { hang: true }],
  ["half a JSON", { truncate: true }],
];

const answered = ({ calls }: Bot) => calls.filter(({ method, status }) => method === "sendMessage" && status === 200);

describe.concurrent("when receiving meets", () => {
  it.each(faults)("%s, once or five times in a row, the bot hears the next question", async (_, fault) => {
    const { bot, logged } = await open();
    const ani = bot.person();
    for (const times of [1, 5]) {
      bot.fail({ method: "getUpdates", times: fault.code === 429 || fault.hang ? 1 : times, ...fault });
      ani.says(`pertanyaan ${times}`);
      expect((await ani.next()).text).toBe(`jawaban: pertanyaan ${times}`);
    }
    expect(logged.some(({ event }) => ["not_receiving", "conflict", "token_refused"].includes(event))).toBe(true);
    expect(logged.some(({ event }) => event === "receiving_again")).toBe(true);
  });

  it("429 of three seconds, the bot does not ask before they are over", async () => {
    const { bot } = await open({ timing: { mostPollWaitMs: 30_000 } });
    bot.fail({ method: "getUpdates", code: 429, retryAfter: 3 });
    const refused = await bot.waitFor(({ calls }) => calls.find(({ status }) => status === 429), "the refusal");
    const next = await bot.waitFor(
      ({ calls }) => calls.find(({ method, startedAt }) => method === "getUpdates" && startedAt > refused.at),
      "the next poll",
    );
    expect(next.startedAt - refused.at).toBeGreaterThanOrEqual(2_990);
  });

  it("429 of twenty hours, the bot asks again every half minute (here: half second) and goes on sending", async () => {
    const { bot } = await open();
    const ani = bot.person();
    ani.says("satu");
    bot.fail({ method: "getUpdates", code: 429, retryAfter: 72_000, times: 2 });
    await ani.next();
    ani.says("dua");
    expect((await ani.next()).text).toBe("jawaban: dua");
  });

  it("trouble three times in a row, the bot is not usable until it is over", async () => {
    const { bot, channel } = await open();
    expect(channel().usable()).toBe(true);
    bot.fail({ method: "getUpdates", code: 500, times: 4 });
    bot.person().says("halo");
    await bot.waitFor(() => !channel().usable(), "the bot to notice");
    await bot.waitFor(() => channel().usable(), "the bot to recover");
  });

  it("somebody else's webhook, the bot removes it after a while", async () => {
    const { bot, server } = await open();
    const url = `${server.url}/bot${bot.token}/setWebhook?url=${encodeURIComponent("https://lain.example/hook")}`;
    await fetch(url);
    const ani = bot.person();
    ani.says("halo");
    expect((await ani.next()).text).toBe("jawaban: halo");
    expect(bot.webhook).toBeUndefined();
  });
});

describe.concurrent("when sending meets", () => {
  it.each(faults)("%s once, the answer arrives once", async (_, fault) => {
    const { bot } = await open();
    const ani = bot.person();
    bot.fail({ method: "sendMessage", ...fault });
    ani.says("boleh <like>?");
    expect((await ani.next()).text).toBe("jawaban: boleh <like>?");
    const budi = bot.person();
    budi.says("lain");
    await budi.next();
    expect(ani.messages).toHaveLength(1);
  });

  it.each([
    ["a reset", { resetAfter: true }],
    ["half an answer", { truncateAfter: true }],
  ] as const)("%s after Telegram took the message, it arrives twice at most", async (_, fault) => {
    const { bot } = await open();
    const ani = bot.person();
    bot.fail({ method: "sendMessage", ...fault });
    ani.says("halo");
    await ani.next();
    await ani.next();
    await bot.waitFor((each) => each.pending() === 0, "everything confirmed");
    expect(ani.messages).toHaveLength(2);
  });

  it("429 of three seconds, that person waits three seconds and nobody else does", async () => {
    const { bot } = await open({ timing: { replyAtLeastMs: 10_000 } });
    const [ani, budi] = [bot.person(), bot.person()];
    bot.fail({ method: "sendMessage", contains: "milik ani", code: 429, retryAfter: 3 });
    ani.says("milik ani");
    const refused = await bot.waitFor(({ calls }) => calls.find(({ status }) => status === 429), "the refusal");
    budi.says("milik budi");
    await budi.next();
    expect(ani.messages).toHaveLength(0);
    await ani.next();
    const sent = await bot.waitFor(
      ({ calls }) => calls.find(({ params, status }) => params["chat_id"] === ani.id && status === 200),
      "the answer",
    );
    expect(sent.startedAt - refused.at).toBeGreaterThanOrEqual(2_990);
  });

  it("429 of twenty hours, that message is dropped and counted, and others are answered", async () => {
    const { bot, logged } = await open();
    const [ani, budi] = [bot.person(), bot.person()];
    bot.fail({ method: "sendMessage", contains: "milik ani", code: 429, retryAfter: 72_000 });
    ani.says("milik ani");
    await bot.waitFor(({ calls }) => calls.some(({ status }) => status === 429), "the refusal");
    budi.says("milik budi");
    await budi.next();
    ani.says("lagi");
    await bot.waitFor((each) => each.pending() === 0, "everything confirmed");
    expect(ani.messages).toHaveLength(0);
    expect(logged.filter(({ event }) => event === "unanswered")).toHaveLength(2);
    expect(bot.calls.filter(({ status }) => status === 429)).toHaveLength(1);
  });

  it("trouble for longer than a message lasts, it is dropped and counted, and the next is answered", async () => {
    const { bot, logged } = await open({ timing: { replyMs: 600, replyAtLeastMs: 300 } });
    const ani = bot.person();
    bot.fail({ method: "sendMessage", code: 500, times: 10_000 });
    ani.says("satu");
    await bot.waitFor(() => logged.some(({ event }) => event === "unanswered"), "the drop");
    bot.reset();
    ani.says("dua");
    expect((await ani.next()).text).toBe("jawaban: dua");
    expect(logged.find(({ event }) => event === "unanswered")).toMatchObject({ error: "expired" });
  });

  it("trouble after Telegram took the message again and again, it slows down before the fifth copy", async () => {
    const { bot, logged } = await open({ timing: { replyMs: 30_000, resendLateMs: 60_000 } });
    const ani = bot.person();
    bot.fail({ method: "sendMessage", resetAfter: true, times: 50 });
    ani.says("halo");
    for (let copy = 1; copy <= 4; copy += 1) await ani.next();
    const budi = bot.person();
    bot.reset();
    budi.says("lain");
    await budi.next();
    expect(ani.messages.length + logged.filter(({ event }) => event === "unanswered").length).toBeLessThanOrEqual(4);
  });

  it("a person who blocked the bot, it gives up at once, and answers them when they come back", async () => {
    const { bot, logged } = await open();
    const ani = bot.person();
    ani.says("satu");
    ani.blocks();
    await bot.waitFor(() => logged.some(({ event }) => event === "unanswered"), "giving up");
    expect(answered(bot)).toHaveLength(0);
    ani.unblocks();
    ani.says("dua");
    expect((await ani.next()).text).toBe("jawaban: dua");
  });

  it.each([
    ["a deactivated account", { code: 403, description: "Forbidden: user is deactivated" }],
    ["a chat that is gone", { code: 400, description: "Bad Request: chat not found" }],
    [
      "a group where it may not write",
      { code: 400, description: "Bad Request: not enough rights to send text messages to the chat" },
    ],
  ])("%s, it gives up at once and goes on", async (_, fault) => {
    const { bot, logged } = await open();
    const ani = bot.person();
    bot.fail({ method: "sendMessage", ...fault });
    ani.says("satu");
    await bot.waitFor(
      () => logged.some(({ event, error }) => event === "unanswered" && error?.toString().startsWith("gone")),
      "giving up",
    );
    ani.says("dua");
    expect((await ani.next()).text).toBe("jawaban: dua");
  });

  it("a refusal of its formatting, it sends the bare words", async () => {
    const { bot } = await open();
    const ani = bot.person();
    bot.fail({ method: "sendMessage", code: 400, description: "Bad Request: can't parse entities" });
    ani.says("a < b & c");
    expect(await ani.next()).toMatchObject({ text: "jawaban: a < b & c", html: "jawaban: a < b & c" });
  });

  it("a press that can no longer be acknowledged, it still answers it", async () => {
    const { bot } = await open();
    const ani = bot.person();
    bot.fail({
      method: "answerCallbackQuery",
      code: 400,
      description: "Bad Request: query is too old and response timeout expired or query ID is invalid",
    });
    const number = bot.pushRaw({
      callback_query: {
        id: "77",
        from: { id: ani.id, is_bot: false, first_name: "x" },
        data: "/topik",
        message: { message_id: 5, date: 0, chat: { id: ani.id, type: "private" } },
      },
    });
    expect(number).toBeGreaterThan(0);
    expect((await ani.next()).text).toBe("jawaban: /topik");
  });
});

describe.concurrent("starting", () => {
  it.each(faults.filter(([name]) => name !== "401" && name !== "404"))(
    "meets %s and is tried again",
    async (_, fault) => {
      const { bot } = await open({
        prepare: (before) => {
          for (const method of ["getMe", "deleteWebhook", "setMyCommands"]) before.fail({ method, ...fault });
        },
      });
      const ani = bot.person();
      ani.says("halo");
      await ani.next();
      await bot.waitFor(({ counts }) => (counts.get("setMyCommands")?.ok ?? 0) > 0, "the menu");
    },
  );

  it("is refused with the setting's name when Telegram does not know the token", async () => {
    const refused = openTestBot({
      prepare: (bot) => bot.fail({ method: "getMe", code: 401, description: "Unauthorized", times: 100 }),
    });
    await expect(refused).rejects.toThrow(/TELEGRAM_BOT_TOKEN/);
  });
});
