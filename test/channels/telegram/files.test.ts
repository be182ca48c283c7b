import { describe, expect, it } from "vitest";
import type { Reply } from "../../../src/chat/message.ts";
import { says } from "../../support/conversation.ts";
import type { BotMessage, Fault } from "../../support/telegram/types.ts";
import { botPerTest } from "../../support/telegram-bot.ts";

const bytes = Buffer.alloc(50_000, 9);
const picture = { name: "statistik.png", mime: "image/png", bytes, caption: "minggu ini" };
const withFile = (file = picture): Reply => ({ ...says("Ini dia."), files: [file] });

const open = botPerTest({ handle: () => withFile(), timing: { callMs: 1_000, uploadMs: 500 } });

const heard = ({ text, file }: BotMessage) => (file === undefined ? text : `${file.kind} ${file.name}: ${text}`);

describe("a file of a reply on Telegram", () => {
  it("comes after the words, whole", async () => {
    const { bot } = await open();
    const ani = bot.person();
    ani.says("statistik?");
    expect(heard(await ani.next())).toBe("Ini dia.");
    const message = await ani.next();
    expect(heard(message)).toBe("photo statistik.png: minggu ini");
    expect(bytes.equals(bot.file(message.file?.fileId ?? "") ?? new Uint8Array())).toBe(true);
  });

  it("in a forum comes to the topic and answers the message, like the words", async () => {
    const { bot } = await open();
    const forum = bot.group({ kind: "supergroup", forum: true });
    const topic = { is_topic_message: true, message_thread_id: 77 };
    const { messageId } = forum.says(bot.person(), `@${bot.username} statistik?`, topic);
    for (const message of [await forum.next(), await forum.next()])
      expect(message).toMatchObject({ threadId: 77, replyTo: messageId });
    expect(forum.messages.map(heard)).toEqual(["Ini dia.", "photo statistik.png: minggu ini"]);
  });

  it("carries the buttons when there are no words", async () => {
    const choices = [{ label: "Lagi", action: "/lagi" }];
    const { bot } = await open({ handle: () => ({ blocks: [], choices, files: [picture, picture] }) });
    const ani = bot.person();
    ani.says("statistik?");
    expect((await ani.next()).buttons).toEqual([]);
    expect((await ani.next()).buttons).toEqual([[{ text: "Lagi", data: "/lagi" }]]);
  });

  const passing: ReadonlyArray<readonly [string, Omit<Fault, "method">]> = [
    ["429 of a second", { code: 429, retryAfter: 1 }],
    ["500", { code: 500, description: "Internal Server Error" }],
    ["a reset connection", { reset: true }],
    ["silence", { hang: true }],
    ["half a JSON", { truncate: true }],
  ];

  it.each(passing)("is sent again after %s, and the words are not", async (_, fault) => {
    const { bot } = await open();
    bot.fail({ method: "sendPhoto", ...fault });
    const ani = bot.person();
    ani.says("statistik?");
    await bot.waitFor(({ pending }) => pending() === 0, "the update to be confirmed");
    expect(ani.messages.map(heard)).toEqual(["Ini dia.", "photo statistik.png: minggu ini"]);
  });

  it("is a document when Telegram refuses the picture, and named when it refuses that too", async () => {
    const { bot } = await open();
    const ani = bot.person();
    bot.fail({ method: "sendPhoto", code: 400, description: "Bad Request: PHOTO_INVALID_DIMENSIONS" });
    ani.says("statistik?");
    await ani.next();
    expect(heard(await ani.next())).toBe("document statistik.png: minggu ini");
    for (const method of ["sendPhoto", "sendDocument"])
      bot.fail({ method, code: 400, description: "Bad Request: something", times: 5 });
    ani.says("sekali lagi?");
    await ani.next();
    expect(heard(await ani.next())).toBe("minggu ini\n\nBerkas statistik.png tidak dapat dikirim di sini.");
  });

  it("is named at once when it is larger than Telegram takes, and a document when it is no small picture", async () => {
    const sizes = [11, 51];
    const handle = () => withFile({ ...picture, bytes: Buffer.alloc((sizes.shift() ?? 0) * 1024 * 1024, 1) });
    const { bot } = await open({ handle, timing: { uploadMs: 10_000 } });
    const ani = bot.person();
    for (const expected of [/^document statistik.png/, /tidak dapat dikirim/]) {
      ani.says("statistik?");
      await ani.next();
      expect(heard(await ani.next())).toMatch(expected);
    }
    expect(bot.counts.get("sendPhoto")).toBeUndefined();
    expect(bot.counts.get("sendDocument")).toEqual({ ok: 1, refused: 0 });
  });

  it("cannot break its request by its name or caption", async () => {
    const name = 'a"b\r\nc/../"; x="\ud800.png';
    const { bot } = await open({ handle: () => withFile({ ...picture, name, caption: "é".repeat(2_000) }) });
    const ani = bot.person();
    ani.says("statistik?");
    await ani.next();
    const { file, text } = await ani.next();
    expect(file?.name).toBe("a_b__c_..__; x=_\ufffd.png");
    expect(text).toBe(`${"é".repeat(1_023)}…`);
  });

  it("takes its turn like any message", async () => {
    const limits = { perSecond: 1_000, chatMs: 300, groupPerMinute: 20 };
    const { bot } = await open({ limits });
    const ani = bot.person();
    ani.says("statistik?");
    const [words, file] = [await ani.next(), await ani.next()];
    expect(file.at - words.at).toBeGreaterThanOrEqual(290);
  });

  it("under way when the bot is stopped is sent after the next start, with its words", async () => {
    const { bot, stop, start } = await open({ timing: { uploadMs: 10_000, stopMs: 100 } });
    bot.fail({ method: "sendPhoto", hang: true });
    const ani = bot.person();
    ani.says("statistik?");
    await ani.next();
    await stop();
    await start();
    expect((await ani.next()).text).toMatch(/^Ini dia\./);
    expect(heard(await ani.next())).toBe("photo statistik.png: minggu ini");
  });
});
