import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { createLog } from "../../../src/log.ts";
import { findLeaks, placesIn } from "../../support/leaks.ts";
import type { MediaExtra, MediaKind, Person } from "../../support/telegram/types.ts";
import { botPerTest, type TestBotOptions } from "../../support/telegram-bot.ts";
import { type Telling, telling } from "../../support/telling.ts";

const open = botPerTest();

type Stage = Awaited<ReturnType<typeof open>> & Telling & { ani: Person };

/** A person in the middle of a report. */
async function stage(options: TestBotOptions = {}): Promise<Stage> {
  const dialogue = telling();
  const bot = await open({ ...options, converse: dialogue.converse, takesAll: dialogue.takesAll });
  const ani = bot.bot.person({ firstName: "Kenari", username: "kenari_emas" });
  ani.says("/lapor");
  await dialogue.answered(1);
  dialogue.told.splice(0);
  return { ...bot, ...dialogue, ani };
}

describe("in the middle of a report on Telegram", () => {
  it("every file of an album is taken by itself, in order and before what is said next", async () => {
    const { ani, told, answered } = await stage();
    for (const content of ["satu", "dua", "tiga", "empat"])
      ani.sends("photo", { content: Buffer.from(content), mediaGroupId: "album" });
    ani.says("SELESAI");
    await answered(6);
    expect(told.map(({ message, bytes }) => bytes ?? message.text)).toEqual([
      "satu",
      "dua",
      "tiga",
      "empat",
      "SELESAI",
    ]);
  });

  it("so is an album that came in one breath with what began the report", async () => {
    const dialogue = telling();
    const { bot } = await open({ converse: dialogue.converse, takesAll: dialogue.takesAll });
    const go = dialogue.hold();
    const ani = bot.person();
    ani.says("/lapor");
    for (const content of ["satu", "dua", "tiga"])
      ani.sends("document", { content: Buffer.from(content), mediaGroupId: "album" });
    await bot.waitFor(({ counts }) => (counts.get("getUpdates")?.ok ?? 0) > 3, "the bot having them");
    go();
    await dialogue.answered(4);
    expect(dialogue.told.map(({ bytes }) => bytes)).toEqual([undefined, "satu", "dua", "tiga"]);
  });

  it("of an album one is answered where nobody is in the middle of anything, as before", async () => {
    const { bot, told, answered } = await stage();
    const budi = bot.person();
    for (const content of ["satu", "dua"])
      budi.sends("photo", { content: Buffer.from(content), mediaGroupId: "other" });
    budi.says("halo");
    await answered(3);
    expect(told.map(({ message }) => [message.kind, message.text])).toEqual([
      ["file", ""],
      ["text", "halo"],
    ]);
  });

  it.each([
    ["photo", "foto.jpg", "image/jpeg"],
    ["document", "surat.pdf", "application/pdf"],
    ["video", "video.mp4", "video/mp4"],
    ["video_note", "video.mp4", "video/mp4"],
    ["voice", "suara.ogg", "audio/ogg"],
    ["audio", "rekaman.mp3", "audio/mpeg"],
  ] as const)("a %s comes as a file that is named %s and said to be %s", async (kind, name, mime) => {
    const { ani, told, answered } = await stage();
    ani.sends(kind, { content: Buffer.from("isi berkas"), caption: "lihat" });
    await answered(2);
    expect(told).toMatchObject([
      { message: { kind: "file", text: "lihat", file: { name, mime, size: 10 } }, bytes: "isi berkas" },
    ]);
  });

  it("a voice note is known by how long it is, unless it was passed on, and no other sound is one", async () => {
    const { ani, told, answered } = await stage();
    ani.sends("voice", { voice: { duration: 41 } });
    ani.sends("voice", { forward_origin: { type: "hidden_user", sender_user_name: "Pelapor Lain", date: 1 } });
    ani.sends("audio");
    ani.sends("video_note");
    await answered(5);
    expect(told.map(({ message: { file } }) => file?.spoken)).toEqual([
      { seconds: 41 },
      undefined,
      undefined,
      undefined,
    ]);
  });

  const fileless: ReadonlyArray<readonly [string, MediaKind, MediaExtra]> = [
    ["a sticker", "sticker", {}],
    ["somebody's number", "contact", {}],
    ["a place", "location", {}],
    ["a place that moves", "location", { location: { live_period: 900, heading: 12 } }],
    ["a poll", "poll", {}],
    ["a die", "dice", {}],
  ];

  it.each(fileless)("%s comes as a file of which there is nothing to take", async (_, kind, extra) => {
    const { ani, told, answered } = await stage();
    ani.sends(kind, extra);
    await answered(2);
    expect(told.map(({ message: { kind, text, file } }) => ({ kind, text, file }))).toEqual([
      { kind: "file", text: "", file: undefined },
    ]);
  });

  it("what was changed comes beside what it was, also when both wait", async () => {
    const { ani, told, answered, hold, bot } = await stage();
    const first = ani.says("camat membagi beras").messageId;
    await answered(2);
    ani.edits(first, "camat membagi beras di kantor");
    await answered(3);
    const go = hold();
    ani.says("tunggu");
    const second = ani.says("hari Senin").messageId;
    ani.edits(second, "hari Selasa");
    await bot.waitFor(({ counts }) => (counts.get("getUpdates")?.ok ?? 0) > 3, "the bot having both");
    go();
    await answered(6);
    expect(told.map(({ message }) => message.text)).toEqual([
      "camat membagi beras",
      "camat membagi beras di kantor",
      "tunggu",
      "hari Senin",
      "hari Selasa",
    ]);
    expect(new Set(told.map(({ message }) => message.id)).size).toBe(5);
  });

  it("a picture that was exchanged for another comes too, and one that stayed the same does not come again", async () => {
    const { ani, told, answered } = await stage();
    const { messageId } = ani.sends("photo", { caption: "bukti", content: Buffer.from("satu") });
    await answered(2);
    ani.exchanges(messageId, "photo", { caption: "bukti", content: Buffer.from("dua") });
    await answered(3);
    ani.edits(messageId, "", { text: undefined });
    ani.says("itu saja");
    await answered(4);
    expect(told.map(({ message, bytes }) => [message.text, bytes])).toEqual([
      ["bukti", "satu"],
      ["bukti", "dua"],
      ["itu saja", undefined],
    ]);
  });

  it("who wrote what was forwarded, through which bot, to whom it replies and who is named in it reaches nobody", async () => {
    const { ani, told, answered } = await stage();
    const user = { id: 7_123_456_789, is_bot: false, first_name: "Pelapor Lain", username: "pelapor_lain" };
    const secret = { text: "kata yang dikutip", position: 0 };
    ani.says("isi terusan", {
      forward_origin: { type: "user", sender_user: user, date: 1 },
      forward_from: user,
      forward_sender_name: "Pelapor Lain",
      via_bot: { ...user, is_bot: true },
      quote: secret,
      external_reply: { origin: { type: "user", sender_user: user, date: 1 } },
      reply_to_message: { message_id: 1, from: user, text: secret.text },
      entities: [{ type: "text_mention", offset: 0, length: 3, user }],
      link_preview_options: { url: "https://jejak.example/7123456789" },
      sender_business_bot: user,
      author_signature: "Pelapor Lain",
    });
    ani.sends("photo", {
      caption: "foto terusan",
      forward_origin: { type: "hidden_user", sender_user_name: "Pelapor Lain" },
    });
    await answered(3);
    expect(told.map(({ message }) => message.text)).toEqual(["isi terusan", "foto terusan"]);
    const all = JSON.stringify(told);
    for (const trace of [
      "7123456789",
      "Pelapor",
      "pelapor_lain",
      "kata yang dikutip",
      "jejak",
      "Kenari",
      "kenari_emas",
    ])
      expect(all).not.toContain(trace);
  });

  it("reactions, messages of a business, channel posts and what else is nobody's question are nothing", async () => {
    const { ani, bot, told, answered } = await stage();
    const chat = { id: ani.id, type: "private" };
    const message = { message_id: 9, date: 1, chat, text: "rahasia" };
    bot.pushRaw({
      message_reaction: { chat, message_id: 1, user: { id: ani.id }, date: 1, old_reaction: [], new_reaction: [] },
    });
    bot.pushRaw({ business_message: { ...message, business_connection_id: "b" } });
    bot.pushRaw({ edited_business_message: message });
    bot.pushRaw({ channel_post: { ...message, chat: { id: -1001, type: "channel" } } });
    bot.pushRaw({ message: { ...message, chat: { id: -1001, type: "channel" } } });
    bot.pushRaw({ inline_query: { id: "1", from: { id: ani.id }, query: "rahasia", offset: "" } });
    bot.pushRaw({ poll_answer: { poll_id: "1", user: { id: ani.id }, option_ids: [0] } });
    ani.says("itu saja");
    await answered(2);
    await bot.waitFor(({ pending }) => pending() === 0, "all of it confirmed");
    expect(told.map(({ message: { text } }) => text)).toEqual(["itu saja"]);
  });

  it("neither the disk nor the log has anything of it, while it is answered and after", async () => {
    const lines: string[] = [];
    const log = createLog("trace", { write: (line) => void lines.push(line) });
    const { ani, bot, folder, told, answered, hold } = await stage({ log });
    const secrets = [
      { name: "the chat", value: String(ani.id) },
      { name: "the text", value: "beras di balai desa" },
      { name: "the caption", value: "foto pembagian kupon" },
      { name: "the name of the file", value: "daftar-penerima-kupon" },
      { name: "the person's name", value: "Kenari" },
      { name: "the user name", value: "kenari_emas" },
      { name: "what was in the file", value: "isi berkas rahasia" },
      { name: "the bot's token", value: bot.token },
    ];
    const leaks = () => findLeaks(secrets, [...placesIn(folder), { name: "log", bytes: Buffer.from(lines.join("")) }]);
    const go = hold();
    ani.says("beras di balai desa");
    const document = { file_name: "daftar-penerima-kupon.pdf" };
    ani.sends("document", { caption: "foto pembagian kupon", document, content: Buffer.from("isi berkas rahasia") });
    // One that can be answered only after a while, as a failing call is logged.
    bot.fail({ method: "sendMessage", code: 500 });
    bot.fail({ method: "getFile", code: 400, description: "Bad Request: daftar-penerima-kupon" });
    await bot.waitFor(({ counts }) => (counts.get("getUpdates")?.ok ?? 0) > 3, "the bot having both");
    expect(leaks()).toEqual([]);
    go();
    await answered(2);
    await bot.waitFor(({ pending }) => pending() === 0, "both confirmed");
    expect(told.length).toBeGreaterThan(0);
    expect(lines.length).toBeGreaterThan(0);
    expect(leaks()).toEqual([]);
  });

  it("on the disk stands the number of its update while it is answered, and no longer than until Telegram has forgotten it", async () => {
    const { ani, bot, folder, answered, hold } = await stage();
    await bot.waitFor(() => rowsIn(folder).length === 0, "what began the report being forgotten");
    const go = hold();
    const { updateId } = ani.says("beras di balai desa");
    await bot.waitFor(() => rowsIn(folder).length > 0, "the update being under way");
    const row = { number: updateId, starts: 1, sends: 0, handled: 0 };
    expect(rowsIn(folder)).toEqual([{ table: "updates", row: { source: expect.any(String), ...row } }]);
    go();
    await answered(2);
    await bot.waitFor(() => rowsIn(folder).length === 0, "the update being forgotten");
  });
});

/** Every row of every table, but for what the schema and the index over laws say of themselves. */
function rowsIn(folder: string): Array<{ table: string; row: unknown }> {
  const database = new Database(join(folder, "sinetral.db"), { readonly: true });
  try {
    const tables = database.prepare("select name from sqlite_master where type = 'table'").pluck().all() as string[];
    return tables
      .filter((table) => !/^(?:sqlite_|kysely_|wording_words_)/.test(table))
      .flatMap((table) =>
        database
          .prepare(`select * from "${table}"`)
          .all()
          .map((row) => ({ table, row })),
      );
  } finally {
    database.close();
  }
}
