import { describe, expect, it } from "vitest";
import { telegramLimits } from "../../../src/delivery/pace.ts";
import { holding, says } from "../../support/conversation.ts";
import { botPerTest, botsTogether } from "../../support/telegram-bot.ts";

const open = botPerTest();

describe("of 150 updates at once", () => {
  it.each([
    ["first", 0],
    ["in the middle", 70],
    ["last", 149],
  ])("149 are answered while the one that came %s is stuck, and then that one too", async (_, stuck) => {
    const { handle, release } = holding(({ rest }) => rest === `soal ${stuck}`);
    const { bot } = await open({ handle });
    const persons = Array.from({ length: 150 }, () => bot.person());
    for (const [at, person] of persons.entries()) person.says(`soal ${at}`);
    await bot.waitFor(() => persons.filter(({ messages }) => messages.length === 1).length === 149, "149 answers");
    expect(persons[stuck]?.messages).toHaveLength(0);
    release();
    expect((await persons[stuck]?.next())?.text).toBe(`soal ${stuck}`);
    await bot.waitFor((each) => each.pending() === 0, "everything confirmed");
  });

  it("145 are answered while one is stuck and its writer's other four wait behind it", async () => {
    const { handle, release } = holding(({ rest }) => rest === "macet");
    const { bot } = await open({ handle });
    const stuck = bot.person();
    for (const said of ["macet", "dua", "tiga", "empat", "lima"]) stuck.says(said);
    const others = Array.from({ length: 145 }, () => bot.person());
    for (const person of others) person.says("soal");
    await bot.waitFor(() => others.every(({ messages }) => messages.length === 1), "145 answers");
    expect(stuck.messages).toHaveLength(0);
    release();
    await bot.waitFor(() => stuck.messages.length === 5, "the other five");
    expect(stuck.messages.map(({ text }) => text)).toEqual(["macet", "dua", "tiga", "empat", "lima"]);
  });

  it("149 are answered while one throws, and its writer gets a sentence", async () => {
    const { bot } = await open({
      handle: ({ rest }) => {
        if (rest === "soal 3") throw new Error("bug");
        return says(rest);
      },
    });
    const persons = Array.from({ length: 150 }, () => bot.person());
    for (const [at, person] of persons.entries()) person.says(`soal ${at}`);
    await bot.waitFor(() => persons.every(({ messages }) => messages.length === 1), "150 answers");
    expect(persons[3]?.messages[0]?.text).toMatch(/^Maaf/);
  });

  it("149 are answered while Telegram takes no message for one", async () => {
    const { bot } = await open();
    bot.fail({ method: "sendMessage", contains: '"jawaban: soal 5"', code: 500, times: 10_000 });
    const persons = Array.from({ length: 150 }, () => bot.person());
    for (const [at, person] of persons.entries()) person.says(`soal ${at}`);
    await bot.waitFor(() => persons.filter(({ messages }) => messages.length === 1).length === 149, "149 answers");
  });

  it("an unfinished one neither makes the bot spin nor keeps it from hearing others", async () => {
    const { handle, release } = holding(({ rest }) => rest === "macet");
    const { bot } = await open({ handle });
    const [ani, budi] = [bot.person(), bot.person()];
    ani.says("macet");
    await bot.waitFor(({ counts }) => (counts.get("sendChatAction")?.ok ?? 0) > 2, "a while");
    const polls = bot.counts.get("getUpdates")?.ok ?? 0;
    // Three times typing takes 100 + 2 x 200 ms here, a poll at most every 50 ms.
    expect(polls).toBeLessThan(20);
    budi.says("halo");
    await budi.next();
    release();
    await ani.next();
  });
});

describe.concurrent("within Telegram's limits", () => {
  const openTogether = botsTogether();

  async function openLimited() {
    const opened = await openTogether({ limits: telegramLimits, quota: "usual" });
    opened.bot.limits(true);
    return opened;
  }

  it("200 messages of one person delay another's answer by a few seconds at most", async () => {
    const { bot } = await openLimited();
    const [spammer, ani] = [bot.person(), bot.person()];
    for (let at = 0; at < 200; at += 1) spammer.says(`spam ${at}`);
    ani.says("soal");
    await ani.next(15_000);
    expect(spammer.messages.length).toBeLessThan(10);
  });

  it("150 messages in a group delay somebody outside it by a few seconds at most", async () => {
    const { bot } = await openLimited();
    const [spammer, ani] = [bot.person(), bot.person()];
    const group = bot.group({ kind: "supergroup" });
    for (let at = 0; at < 150; at += 1) group.says(spammer, `/topik ${at}`);
    ani.says("soal");
    await ani.next(15_000);
  });

  it("somebody who hammers buttons delays others by a few seconds at most", async () => {
    const { bot } = await openLimited();
    const [spammer, ani] = [bot.person(), bot.person()];
    for (let at = 0; at < 120; at += 1) {
      bot.pushRaw({
        callback_query: {
          id: `tap ${at}`,
          from: { id: spammer.id, is_bot: false, first_name: "x" },
          data: `/topik ${at % 7}`,
          message: { message_id: 5, date: 0, chat: { id: spammer.id, type: "private" } },
        },
      });
    }
    ani.says("soal");
    await ani.next(15_000);
  });

  it("four spammers at once delay others by a few seconds at most", async () => {
    const { bot } = await openLimited();
    for (let spammer = 0; spammer < 4; spammer += 1) {
      const person = bot.person();
      for (let at = 0; at < 60; at += 1) person.says(`spam ${at}`);
    }
    const ani = bot.person();
    ani.says("soal");
    await ani.next(15_000);
  });

  it("60 persons at once meet no 429", async () => {
    const { bot } = await openTogether({ limits: telegramLimits });
    bot.limits(true);
    const persons = Array.from({ length: 60 }, () => bot.person());
    for (const person of persons) person.says("soal");
    await bot.waitFor(() => persons.every(({ messages }) => messages.length === 1), "60 answers");
    persons[0]?.says("satu");
    persons[0]?.says("dua");
    await bot.waitFor(() => persons[0]?.messages.length === 3, "two more for one person");
    expect(bot.calls.filter(({ status }) => status === 429)).toHaveLength(0);
  });
});

describe("200 persons at once", () => {
  it("are all answered, each in the order they wrote", async () => {
    const { bot } = await open({
      handle: async ({ rest }) => {
        // Later questions are quicker, so that order does not come by itself.
        await new Promise((resolve) => setTimeout(resolve, 12 - 3 * Number(rest.at(-1))));
        return says(rest);
      },
    });
    const persons = Array.from({ length: 200 }, () => bot.person());
    for (let at = 1; at <= 4; at += 1) for (const person of persons) person.says(`soal ${at}`);
    await bot.waitFor(() => persons.every(({ messages }) => messages.length === 4), "800 answers");
    for (const { messages } of persons) {
      expect(messages.map(({ text }) => text)).toEqual(["soal 1", "soal 2", "soal 3", "soal 4"]);
    }
  });
});
