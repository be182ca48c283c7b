import { afterEach, describe, expect, it } from "vitest";
import { says } from "../../../support/conversation.ts";
import { loopbackOnly } from "../../../support/loopback-only.ts";
import { botPerTest, type WhatsAppTestBot } from "../../../support/whatsapp-bot.ts";
import type { Group, Person, WhatsAppServer } from "../../../support/whatsapp-server/server.ts";

loopbackOnly();
let today = "2026-11-29";
let day = 0;
// On a busy machine an acknowledgement may take its time, and what is sent again would be told of in the log.
const open = botPerTest({
  today: () => today,
  commands: new Set(["/topik"]),
  timing: { ackMs: 5_000, replyMs: 20_000 },
});

afterEach(() => {
  nextDay();
});

function nextDay(): void {
  day += 1;
  today = new Date(Date.parse("2026-11-29") + day * 86_400_000).toISOString().slice(0, 10);
}

const held = ({ logged }: WhatsAppTestBot) => logged.filter(({ event }) => event === "groups_held");
const asked = (server: WhatsAppServer, key: string) =>
  server.events.filter((event) => event.kind === "query" && event.key.startsWith(key)).length;

function groupOf(server: WhatsAppServer, silent = 0): { group: Group; asker: Person } {
  const asker = server.person();
  const members = [asker, ...Array.from({ length: silent }, () => server.person())];
  return { group: server.group({ members }), asker };
}

async function isAnswered({ group, asker }: ReturnType<typeof groupOf>): Promise<void> {
  const before = group.messages.length;
  await group.says(asker, "/topik");
  await expect.poll(() => group.messages.length).toBe(before + 1);
}

/** Somebody asks in a group; resolves when the bot is done with it. */
async function isLeftAlone(bot: WhatsAppTestBot, { group, asker }: ReturnType<typeof groupOf>): Promise<void> {
  const before = group.messages.length;
  await group.says(asker, "/topik");
  const other = bot.server.person();
  await other.says("masih di sana?");
  await other.next();
  await bot.channel.stop();
  expect(group.messages.length).toBe(before);
  expect(bot.server.events.filter((event) => event.kind === "message" && event.to === group.jid)).toHaveLength(before);
}

describe("in groups that the bot was never in", () => {
  it("it speaks in ten a day, is silent in the next, and says so once", async () => {
    const bot = await open();
    const groups = Array.from({ length: 12 }, () => groupOf(bot.server));
    for (const one of groups.slice(0, 10)) await isAnswered(one);
    expect(held(bot)).toEqual([]);
    const questions = asked(bot.server, "w:g2") + asked(bot.server, "usync");
    for (const one of groups.slice(10)) await one.group.says(one.asker, "/topik");
    await expect.poll(() => held(bot)).toHaveLength(1);
    for (const one of groups.slice(0, 2)) await isAnswered(one);
    // Nothing is asked about those it leaves alone, and nobody reads of them in the log.
    expect(asked(bot.server, "w:g2") + asked(bot.server, "usync")).toBe(questions);
    expect(bot.logged.filter(({ event }) => event === "unanswered" || event === "not_sent")).toEqual([]);
    for (const { group } of groups.slice(10)) expect(group.messages).toEqual([]);
    nextDay();
    await isAnswered(groups[10] as (typeof groups)[number]);
  });

  it("those it spoke in before count as known, also for the next process", async () => {
    const bot = await open();
    const known = groupOf(bot.server);
    await isAnswered(known);
    nextDay();
    await bot.restart();
    for (let nth = 0; nth < 10; nth += 1) await isAnswered(groupOf(bot.server));
    await isAnswered(known);
    await isLeftAlone(bot, groupOf(bot.server));
    expect(held(bot)).toHaveLength(1);
  });

  it("it is silent where there are more than 256 members, and asks for the keys of none", async () => {
    const bot = await open();
    await isAnswered(groupOf(bot.server));
    const large = groupOf(bot.server, 255);
    const questions = asked(bot.server, "usync") + asked(bot.server, "encrypt");
    await large.group.says(large.asker, "/topik");
    await expect.poll(() => held(bot)).toHaveLength(1);
    expect(asked(bot.server, "usync") + asked(bot.server, "encrypt")).toBe(questions);
    await isLeftAlone(bot, large);
    expect(held(bot)).toHaveLength(1);
  });

  it("it shows no typing before it knows that it may speak", async () => {
    const gate = Promise.withResolvers<void>();
    const bot = await open({
      timing: { typingAfterMs: 20, typingEveryMs: 20 },
      handle: async () => {
        await gate.promise;
        return says("jawaban");
      },
    });
    const { group, asker } = groupOf(bot.server);
    const person = bot.server.person();
    await group.says(asker, "/topik");
    await person.says("halo");
    const typed = (to: string) => bot.server.events.filter((event) => event.kind === "presence" && event.to === to);
    await expect.poll(() => typed(person.lid).length).toBeGreaterThan(2);
    expect(typed(group.jid)).toEqual([]);
    gate.resolve();
    await group.next();
  });
});
