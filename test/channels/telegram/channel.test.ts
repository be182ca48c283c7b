import { describe, expect, it } from "vitest";
import type { Reply } from "../../../src/chat/message.ts";
import type { Request } from "../../../src/chat/routes.ts";
import { holding, says } from "../../support/conversation.ts";
import { botPerTest, type TestBot, type TestBotOptions } from "../../support/telegram-bot.ts";

const open = botPerTest();

const withChoice =
  (label: string, action: string) =>
  ({ rest }: Request) =>
    says(`jawaban: ${rest}`, [{ label, action }]);

/** Waits for the answer to something said last, so that whatever was said before would have been answered too. */
async function settle({ bot }: TestBot): Promise<void> {
  const other = bot.person();
  other.says("penutup");
  await other.next();
}

describe("in private, the bot on Telegram", () => {
  it("answers what is written, without a preview of links", async () => {
    const { bot } = await open();
    const ani = bot.person();
    ani.says("boleh like?");
    expect(await ani.next()).toMatchObject({ text: "jawaban: boleh like?", linkPreview: false });
  });

  it("offers choices as buttons, answers a press at once and then what it stands for", async () => {
    const { bot } = await open({ handle: withChoice("Lanjut", "/lanjut 2") });
    const ani = bot.person();
    ani.says("halo");
    await ani.next();
    await ani.presses("Lanjut").answered;
    expect((await ani.next()).text).toBe("jawaban: /lanjut 2");
  });

  it("answers a press before its handler is done", async () => {
    const { handle, release } = holding(
      ({ message }) => message.kind === "button",
      [{ label: "Lama", action: "/lama" }],
    );
    const { bot } = await open({ handle });
    const ani = bot.person();
    ani.says("halo");
    await ani.next();
    await ani.presses("Lama").answered;
    release();
    expect((await ani.next()).text).toBe("/lama");
  });

  it("answers a button tapped four times in a row once, and ends the waiting sign of each tap", async () => {
    const opened = await open({ handle: withChoice("Lanjut", "/lanjut") });
    const ani = opened.bot.person();
    ani.says("halo");
    await ani.next();
    await Promise.all([1, 2, 3, 4].map(() => ani.presses("Lanjut").answered));
    await settle(opened);
    expect(ani.messages.map(({ text }) => text)).toEqual(["jawaban: halo", "jawaban: /lanjut"]);
  });

  it("shows that it is typing only while an answer takes long", async () => {
    const { handle, release } = holding(({ rest }) => rest === "lama");
    const opened = await open({ handle });
    const ani = opened.bot.person();
    ani.says("cepat");
    await ani.next();
    expect(opened.bot.counts.get("sendChatAction")).toBeUndefined();
    ani.says("lama");
    await opened.bot.waitFor((bot) => (bot.counts.get("sendChatAction")?.ok ?? 0) >= 2, "typing, twice");
    release();
    await ani.next();
    expect(opened.bot.calls.find(({ method }) => method === "sendChatAction")?.params).toMatchObject({
      chat_id: ani.id,
      action: "typing",
    });
  });

  it("answers an edited question once, as a reply to it, and nothing when the words stayed the same", async () => {
    const opened = await open();
    const ani = opened.bot.person();
    const { messageId } = ani.says("boleh lik?");
    await ani.next();
    ani.edits(messageId, "boleh lik?");
    ani.edits(messageId, "boleh like?");
    expect(await ani.next()).toMatchObject({ text: "jawaban: boleh like?", replyTo: messageId });
    ani.edits(messageId, "boleh like?");
    await settle(opened);
    expect(ani.messages).toHaveLength(2);
  });

  it("answers only the last of the edits made while it was busy", async () => {
    const { handle, release } = holding(({ rest }) => rest === "sibuk");
    const { bot } = await open({ handle });
    const ani = bot.person();
    ani.says("sibuk");
    const { messageId } = ani.says("satu");
    ani.edits(messageId, "dua");
    ani.edits(messageId, "tiga");
    await bot.waitFor(() => (bot.counts.get("sendChatAction")?.ok ?? 0) > 0, "typing");
    release();
    expect([(await ani.next()).text, (await ani.next()).text]).toEqual(["sibuk", "tiga"]);
  });

  it.each(["photo", "document", "voice", "sticker", "contact", "location", "video_note"] as const)(
    "says of a %s that it is not opened, and does not fetch it",
    async (kind) => {
      const { bot } = await open();
      const ani = bot.person();
      ani.sends(kind);
      expect((await ani.next()).text).toMatch(/tidak saya buka dan tidak saya simpan/);
      expect(bot.counts.get("getFile")).toBeUndefined();
    },
  );

  it("answers the words under a photo, and says that the photo was not opened", async () => {
    const { bot } = await open();
    const ani = bot.person();
    ani.sends("photo", { caption: "boleh foto begini?" });
    expect((await ani.next()).text).toMatch(/^jawaban: boleh foto begini\?\n\n.*tidak saya buka/);
  });

  it("answers an album once", async () => {
    const opened = await open();
    const ani = opened.bot.person();
    for (let at = 0; at < 4; at += 1) ani.sends("photo", { mediaGroupId: "album-1" });
    await ani.next();
    await settle(opened);
    expect(ani.messages).toHaveLength(1);
  });

  it("sends a long answer in several messages, with the buttons under the last", async () => {
    const long: Reply = {
      blocks: [{ kind: "quote", title: "Pasal", text: "kata & <kata> ".repeat(900) }],
      choices: [{ label: "Lanjut", action: "/x" }],
    };
    const { bot } = await open({ handle: () => long });
    const ani = bot.person();
    ani.says("panjang");
    const last = await bot.waitFor(() => ani.messages.find(({ buttons }) => buttons.length > 0), "the buttons");
    expect(ani.messages.at(-1)).toBe(last);
    expect(ani.messages.length).toBeGreaterThan(2);
    for (const { entities } of ani.messages) {
      expect(entities.some(({ type }) => type === "expandable_blockquote")).toBe(true);
    }
  });

  it("keeps the menu of commands as its table has it", async () => {
    const { bot } = await open({ menu: [{ command: "/topik", help: "daftar topik" }] });
    await bot.waitFor(({ calls }) => calls.some(({ method }) => method === "setMyCommands"), "the menu");
    const { params } = bot.calls.find(({ method }) => method === "setMyCommands") ?? {};
    expect(params?.["commands"]).toEqual([{ command: "topik", description: "daftar topik" }]);
  });

  it("gets no update that cannot be read to stop it, and answers no service message", async () => {
    const opened = await open();
    opened.bot.pushRaw({});
    opened.bot.pushRaw({ message: { message_id: "x", chat: null } });
    opened.bot.pushRaw({ message: 7 });
    opened.bot.pushRaw({ poll_answer: { poll_id: "1" } });
    const ani = opened.bot.person();
    const service = {
      message_id: 900,
      date: 1,
      chat: { id: ani.id, type: "private" },
      from: { id: ani.id, is_bot: false },
    };
    opened.bot.pushRaw({ message: { ...service, pinned_message: {} } });
    opened.bot.pushRaw({ callback_query: { id: "9", from: service.from, game_short_name: "x" } });
    await settle(opened);
    expect(ani.messages).toHaveLength(0);
    await opened.bot.waitFor((bot) => bot.pending() === 0, "everything confirmed");
  });
});

describe("a message from before the start", () => {
  it("is answered, as a reply to it, with a word on why it is late and how to report", async () => {
    let count = 0;
    const { bot } = await open({
      handle: ({ message }) => {
        count += 1;
        return says(message.late ? "terlambat" : "tepat");
      },
      prepare: (before) => {
        const ani = before.person({ id: 501 });
        ani.says("boleh like?", { date: Math.floor(Date.now() / 1000) - 3_600 });
      },
    });
    const late = await bot.waitFor(({ calls }) => calls.find(({ method }) => method === "sendMessage"), "an answer");
    expect(late.params["text"]).toMatch(/^terlambat\n\n<i>.*terhenti.*\/lapor/);
    expect(late.params["reply_parameters"]).toMatchObject({ allow_sending_without_reply: true });
    expect(count).toBe(1);
  });
});

describe("in a group, the bot on Telegram", () => {
  async function openGroup(options: TestBotOptions = {}) {
    const opened = await open(options);
    const group = opened.bot.group({ kind: "supergroup" });
    return { ...opened, opened, group, ani: opened.bot.person() };
  }

  it("answers when it is named, commanded or replied to, as a reply", async () => {
    const { bot, group, ani } = await openGroup();
    const { messageId } = group.says(ani, `@${bot.username} boleh like?`);
    const first = await group.next();
    expect(first).toMatchObject({ text: "jawaban: boleh like?", replyTo: messageId });
    group.says(ani, "kalau PPPK?", { replyTo: first.messageId });
    expect((await group.next()).text).toBe("jawaban: kalau PPPK?");
    for (const said of ["/topik", `/topik@${bot.username}`, `/TOPIK@${bot.username.toUpperCase()}`]) {
      group.says(ani, said);
      expect((await group.next()).text).toBe(`jawaban: ${said}`);
    }
    group.says(ani, `boleh like, @${bot.username}?`);
    expect((await group.next()).text).toBe("jawaban: boleh like, ?");
  });

  it("shows what it can do when it is only called", async () => {
    const { bot, group, ani } = await openGroup();
    group.says(ani, `@${bot.username}`);
    expect((await group.next()).text).toBe("jawaban: /bantuan");
  });

  it("hears an anonymous admin", async () => {
    const { bot, group } = await openGroup();
    group.saysAsAnonymousAdmin(`@${bot.username} boleh like?`);
    expect((await group.next()).text).toBe("jawaban: boleh like?");
  });

  it("keeps silent about everything else", async () => {
    const { opened, bot, group, ani } = await openGroup();
    const other = group.says(ani, "boleh like ga ya?");
    group.says(ani, "/start@bot_lain");
    group.says(ani, "/mulai");
    group.says(ani, "@bot_lain boleh like?");
    group.says(ani, `${bot.username} tanpa tanda`);
    group.says(ani, "menurut saya boleh", { replyTo: other.messageId });
    group.saysAsChannel(`@${bot.username} siaran`);
    group.otherBotSays(`@${bot.username} halo`);
    group.sends(ani, "photo");
    bot.channel().posts(`@${bot.username} pengumuman`);
    await settle(opened);
    expect(group.messages).toHaveLength(0);
  });

  it("answers in the topic it was asked in", async () => {
    const { bot, ani } = await openGroup();
    const forum = bot.group({ kind: "supergroup", forum: true });
    forum.says(ani, `@${bot.username} boleh like?`, { is_topic_message: true, message_thread_id: 77 });
    expect((await forum.next()).params["message_thread_id"]).toBe(77);
  });

  it("follows a group that becomes a supergroup", async () => {
    const { bot, ani } = await openGroup();
    const group = bot.group({ kind: "group" });
    group.says(ani, `@${bot.username} boleh like?`);
    group.migratesTo(-1_009_999);
    expect((await group.next()).chatId).toBe(-1_009_999);
  });
});
