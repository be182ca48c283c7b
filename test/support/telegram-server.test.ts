import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { Telegraf, Telegram } from "telegraf";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startTelegram } from "./telegram/server.ts";
import type { Bot, Fields, TelegramOptions, TelegramServer } from "./telegram/types.ts";

let telegram: TelegramServer;
const cleanups: Array<() => unknown> = [];

beforeAll(async () => {
  telegram = await startTelegram();
});

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

afterAll(() => telegram.stop());

/** A server of its own for one test, with other options. */
async function started(options: TelegramOptions): Promise<TelegramServer> {
  const server = await startTelegram(options);
  cleanups.push(server.stop);
  return server;
}

type Answered = { status: number; ok?: boolean; description?: string; parameters?: Fields; result?: unknown };

async function call(bot: Bot, method: string, params: Fields = {}, server = telegram): Promise<Answered> {
  const response = await fetch(`${server.url}/bot${bot.token}/${method}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(params),
  });
  return { status: response.status, ...((await response.json()) as Fields) };
}

/** Why a call was refused. */
async function refusal(bot: Bot, method: string, params: Fields, server = telegram): Promise<string | undefined> {
  const { status, ok, description } = await call(bot, method, params, server);
  expect(ok).toBe(false);
  return `${status} ${description}`;
}

async function updatesOf(bot: Bot, params: Fields = {}): Promise<Fields[]> {
  const { result } = await call(bot, "getUpdates", params);
  return result as Fields[];
}

/** The client the project itself uses. */
function client(bot: Bot, server = telegram): Telegram {
  return new Telegram(bot.token, { apiRoot: server.url });
}

function keyboard(...labels: string[]): Fields {
  return { inline_keyboard: [labels.map((text) => ({ text, callback_data: text.toLowerCase() }))] };
}

type Posted = { body: Fields; headers: IncomingHttpHeaders; answer(status: number, text?: string): void };

/** An endpoint for webhooks: each post is seen by `on`, which must answer it. */
async function endpoint(on: (posted: Posted) => void): Promise<string> {
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    const answer = (status: number, body = "") => response.writeHead(status).end(body);
    on({ body: JSON.parse(text), headers: request.headers, answer });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cleanups.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
}

describe("addressing", () => {
  it("knows its bots by token, refuses other tokens and what is none", async () => {
    const bot = telegram.bot();
    const status = async (path: string) => {
      const response = await fetch(`${telegram.url}${path}`);
      return [response.status, ((await response.json()) as Answered).description];
    };
    expect(await status(`/bot${bot.token}/getMe`)).toEqual([200, undefined]);
    expect(await status("/bot1:unknown/getMe")).toEqual([401, "Unauthorized"]);
    expect(await status("/botnonsense/getMe")).toEqual([404, "Not Found"]);
    expect(await status("/elsewhere")).toEqual([404, "Not Found"]);
    expect(await status(`/bot${bot.token}/sendCarrierPigeon`)).toEqual([404, "Not Found: method not found"]);
  });

  it("takes method names in any case, and parameters from query, form, multipart or JSON", async () => {
    const bot = telegram.bot();
    const person = bot.person();
    const url = `${telegram.url}/bot${bot.token}/SENDMESSAGE`;
    const params = { chat_id: String(person.id), text: "halo", reply_markup: JSON.stringify(keyboard("Ya")) };
    const form = new FormData();
    for (const [name, value] of Object.entries(params)) form.set(name, value);
    await fetch(`${url}?${new URLSearchParams(params)}`);
    await fetch(url, { method: "POST", body: new URLSearchParams(params) });
    await fetch(url, { method: "POST", body: form });
    await call(bot, "sendmessage", { ...params, chat_id: person.id, reply_markup: keyboard("Ya") });
    expect(person.messages.map(({ text, buttons }) => [text, buttons])).toEqual(
      Array(4).fill(["halo", [[{ text: "Ya", data: "ya" }]]]),
    );
    expect(bot.calls.map(({ method, status }) => `${method} ${status}`)).toEqual(Array(4).fill("sendMessage 200"));
    expect(bot.calls[1]?.params).toMatchObject({ reply_markup: keyboard("Ya") });
  });
});

describe("getUpdates", () => {
  it("gives updates again and again until an offset confirms them", async () => {
    const bot = telegram.bot();
    const person = bot.person({ firstName: "Siti" });
    const first = person.says("satu");
    const second = person.says("dua");
    expect(second.updateId).toBe(first.updateId + 1);
    expect(await updatesOf(bot, { limit: 1 })).toMatchObject([
      { message: { text: "satu", from: { first_name: "Siti" } } },
    ]);
    expect(await updatesOf(bot)).toHaveLength(2);
    expect(await updatesOf(bot, { offset: second.updateId })).toMatchObject([{ message: { text: "dua" } }]);
    expect(bot.pending()).toBe(1);
    expect(await updatesOf(bot, { offset: second.updateId + 1 })).toEqual([]);
    expect(bot.pending()).toBe(0);
  });

  it("shows what a poll confirmed while that poll still waits", async () => {
    const server = await started({ longPollMs: 30_000 });
    const bot = server.bot();
    const { updateId } = bot.person().says("halo");
    call(bot, "getUpdates", { timeout: 50, offset: updateId + 1 }, server).catch(() => undefined);
    await bot.waitFor(({ pending }) => pending() === 0);
    expect(bot.calls).toEqual([]);
  });

  it("counts a negative offset from the end and forgets the rest", async () => {
    const bot = telegram.bot();
    const person = bot.person();
    for (const text of ["satu", "dua", "tiga"]) person.says(text);
    expect(await updatesOf(bot, { offset: -1 })).toMatchObject([{ message: { text: "tiga" } }]);
    expect(bot.pending()).toBe(1);
  });

  it("holds a poll until something is said", async () => {
    const bot = telegram.bot();
    const person = bot.person();
    const poll = updatesOf(bot, { timeout: 50 });
    await call(bot, "getMe");
    person.says("akhirnya");
    expect(await poll).toMatchObject([{ message: { text: "akhirnya" } }]);
  });

  it("makes only updates of the kinds last asked for", async () => {
    const bot = telegram.bot();
    const person = bot.person();
    await updatesOf(bot, { allowed_updates: ["callback_query"] });
    expect(person.says("tak didengar").updateId).toBe(0);
    await updatesOf(bot, { allowed_updates: ["message"] });
    person.says("didengar");
    person.blocks();
    await updatesOf(bot);
    expect(bot.pending()).toBe(1);
    await updatesOf(bot, { allowed_updates: [] });
    person.unblocks();
    expect(bot.pending()).toBe(2);
  });

  it("ends the older of two polls with a conflict", async () => {
    const server = await started({ longPollMs: 30_000 });
    const bot = server.bot();
    const older = refusal(bot, "getUpdates", { timeout: 50 }, server);
    await call(bot, "getMe", {}, server);
    const newer = call(bot, "getUpdates", { timeout: 50 }, server);
    expect(await older).toBe(
      "409 Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    );
    bot.person().says("untuk yang baru");
    expect((await newer).result).toHaveLength(1);
  });

  it("drops a poll whose client went away, and loses no update with it", async () => {
    const server = await started({ longPollMs: 30_000 });
    const bot = server.bot();
    const abort = new AbortController();
    const gone = fetch(`${server.url}/bot${bot.token}/getUpdates?timeout=50`, { signal: abort.signal });
    await call(bot, "getMe", {}, server);
    abort.abort();
    await expect(gone).rejects.toThrow("aborted");
    await bot.waitFor(({ calls }) => calls.find(({ error }) => error === "the client went away"));
    const next = call(bot, "getUpdates", { timeout: 50 }, server);
    bot.person().says("masih ada");
    expect(await next).toMatchObject({ status: 200, result: [{ message: { text: "masih ada" } }] });
  });
});

describe("what people write", () => {
  it("carries the entities Telegram finds, counted in UTF-16 units", async () => {
    const bot = telegram.bot({ username: "netral_bot" });
    const group = bot.group({ title: "Grup ASN" });
    group.says(bot.person(), "/tanya@netral_bot 😀 @netral_bot boleh? lihat https://kpu.go.id/a.");
    expect(await updatesOf(bot)).toMatchObject([
      {
        message: {
          chat: { id: group.id, type: "group", title: "Grup ASN" },
          entities: [
            { type: "bot_command", offset: 0, length: 17 },
            { type: "mention", offset: 21, length: 11 },
            { type: "url", offset: 46, length: 19 },
          ],
        },
      },
    ]);
  });

  it("can be edited, and joined by any field", async () => {
    const bot = telegram.bot();
    const person = bot.person();
    const { messageId } = person.says("lama", { date: 1_700_000_000 });
    person.edits(messageId, "/baru");
    const edited = { message_id: messageId, text: "/baru", date: 1_700_000_000, entities: [{ type: "bot_command" }] };
    expect((await updatesOf(bot)).at(-1)).toMatchObject({ edited_message: edited });
    expect(() => person.edits(999, "tak ada")).toThrow("there is no message 999");
  });

  it("comes as photo, document, voice or anything else, and is downloaded by getFile", async () => {
    const bot = telegram.bot();
    const person = bot.person();
    person.sends("document", {
      caption: "tolong #cek",
      content: Buffer.from("isi surat"),
      document: { file_name: "edaran.docx" },
    });
    person.sends("photo", { mediaGroupId: "album" });
    for (const kind of ["voice", "contact", "location", "poll", "dice", "sticker"] as const) person.sends(kind);
    const updates = await updatesOf(bot);
    expect(updates[0]).toMatchObject({
      message: {
        caption: "tolong #cek",
        caption_entities: [{ type: "hashtag" }],
        document: { file_name: "edaran.docx" },
      },
    });
    expect(updates[1]).toMatchObject({ message: { media_group_id: "album", photo: [{ width: 90 }, { width: 800 }] } });
    const { message } = updates[0] as { message: { document: { file_id: string } } };
    const link = await client(bot).getFileLink(message.document.file_id);
    expect(await (await fetch(link)).text()).toBe("isi surat");
    expect(await refusal(bot, "getFile", { file_id: "none" })).toBe("400 Bad Request: invalid file_id");
  });

  it("comes from anonymous admins, channels, other bots and topics of a group", async () => {
    const bot = telegram.bot();
    const group = bot.group({ forum: true });
    const person = bot.person();
    group.saysAsAnonymousAdmin("satu");
    group.saysAsChannel("dua");
    group.otherBotSays("tiga");
    const { messageId } = group.says(person, "empat", { message_thread_id: 7, is_topic_message: true });
    bot.channel().posts("lima");
    expect(await updatesOf(bot)).toMatchObject([
      { message: { from: { id: 1_087_968_824 }, sender_chat: { id: group.id } } },
      { message: { from: { id: 777_000 }, is_automatic_forward: true, sender_chat: { type: "channel" } } },
      { message: { from: { is_bot: true } } },
      { message: { message_thread_id: 7, chat: { is_forum: true, type: "supergroup" } } },
      { channel_post: { text: "lima" } },
    ]);
    await client(bot).sendMessage(group.id, "ke topik", { reply_parameters: { message_id: messageId } });
    expect(group.messages).toMatchObject([{ threadId: 7, replyTo: messageId }]);
    expect(await refusal(bot, "sendMessage", { chat_id: group.id, text: "a", message_thread_id: 99 })).toBe(
      "400 Bad Request: message thread not found",
    );
  });
});

describe("sending", () => {
  it("answers with the message as Telegram shows it", async () => {
    const bot = telegram.bot();
    const person = bot.person({ id: 77_000_000_123, firstName: "Siti", username: "siti" });
    const { messageId } = person.says("halo");
    const sent = await client(bot).sendMessage(person.id, "<b>Boleh</b> &amp; aman", {
      parse_mode: "HTML",
      reply_parameters: { message_id: messageId },
      link_preview_options: { is_disabled: true },
    });
    expect(sent).toMatchObject({
      message_id: messageId + 1,
      from: { id: bot.id, is_bot: true, username: bot.username },
      chat: { id: person.id, type: "private", first_name: "Siti", username: "siti" },
      text: "Boleh & aman",
      entities: [{ type: "bold", offset: 0, length: 5 }],
      reply_to_message: { message_id: messageId, text: "halo" },
    });
    expect(Math.abs(sent.date - Date.now() / 1_000)).toBeLessThan(5);
    expect(await person.next()).toMatchObject({
      text: "Boleh & aman",
      html: "<b>Boleh</b> &amp; aman",
      parseMode: "HTML",
      replyTo: messageId,
      linkPreview: false,
    });
  });

  it.each([
    ["no chat", { chat_id: "", text: "a" }, "chat_id is empty"],
    ["an unknown chat", { chat_id: 1, text: "a" }, "chat not found"],
    ["a name", { chat_id: "@siapa", text: "a" }, "chat not found"],
    ["an object", { chat_id: { id: 1 }, text: "a" }, "chat not found"],
    ["no text", {}, "message text is empty"],
    ["blanks", { text: " \n " }, "message text is empty"],
    ["tags around nothing", { text: "<b></b>", parse_mode: "HTML" }, "message text is empty"],
    ["too much text", { text: "a".repeat(4_097) }, "message is too long"],
    ["too many UTF-16 units", { text: "😀".repeat(2_049) }, "message is too long"],
    ["another parse mode", { text: "a", parse_mode: "BBCode" }, "unsupported parse_mode"],
    ["a keyboard that is none", { text: "a", reply_markup: "{" }, "can't parse reply keyboard markup JSON object"],
    ["an unknown reply target", { text: "a", reply_to_message_id: 99 }, "message to be replied not found"],
  ])("refuses %s", async (_, params, why) => {
    const bot = telegram.bot();
    expect(await refusal(bot, "sendMessage", { chat_id: bot.person().id, ...params })).toBe(`400 Bad Request: ${why}`);
  });

  it("counts a text after its tags, and replies to nothing when allowed", async () => {
    const bot = telegram.bot();
    const person = bot.person();
    const text = `<b>${"&amp;".repeat(4_096)}</b>`;
    const params = { chat_id: person.id, text, parse_mode: "html" };
    const reply_parameters = { message_id: 99, allow_sending_without_reply: true };
    expect((await call(bot, "sendMessage", { ...params, reply_parameters })).status).toBe(200);
    expect(person.messages[0]?.text).toBe("&".repeat(4_096));
  });

  it("takes documents and photos through telegraf, and keeps their bytes", async () => {
    const bot = telegram.bot();
    const person = bot.person();
    const source = Buffer.from("BEGIN:VCALENDAR\r\n--x\r\nEND:VCALENDAR");
    const sent = await client(bot).sendDocument(
      person.id,
      { source, filename: "acara.ics" },
      { caption: "<i>Undangan</i>", parse_mode: "HTML" },
    );
    expect(sent).toMatchObject({ document: { file_name: "acara.ics", file_size: source.length }, caption: "Undangan" });
    const { file, text } = await person.next();
    expect([text, file?.mimeType]).toEqual(["Undangan", "text/calendar"]);
    expect(bot.file(file?.fileId ?? "")).toEqual(source);
    await client(bot).sendDocument(person.id, sent.document.file_id);
    await client(bot).sendPhoto(person.id, { source: Buffer.from("gambar") });
    expect(person.messages.map((message) => message.file?.kind)).toEqual(["document", "document", "photo"]);
  });

  it("refuses files that are missing, empty, unknown or too big, and long captions", async () => {
    const bot = telegram.bot();
    const chat_id = bot.person().id;
    const upload = async (bytes: number) => {
      const form = new FormData();
      form.set("chat_id", String(chat_id));
      form.set("photo", new Blob([Buffer.alloc(bytes)]), "a.png");
      const response = await fetch(`${telegram.url}/bot${bot.token}/sendPhoto`, { method: "POST", body: form });
      return ((await response.json()) as Answered).description;
    };
    expect(await refusal(bot, "sendDocument", { chat_id })).toMatch("there is no document in the request");
    expect(await refusal(bot, "sendDocument", { chat_id, document: "what" })).toMatch("wrong remote file identifier");
    expect(await upload(0)).toBe("Bad Request: file must be non-empty");
    expect(await upload(10 * 1024 * 1024 + 1)).toBe(
      "Bad Request: file of size 10485761 bytes is too big for a photo; the maximum size is 10485760 bytes",
    );
    const long = client(bot).sendPhoto(chat_id, { source: Buffer.from("a") }, { caption: "a".repeat(1_025) });
    await expect(long).rejects.toThrow("400: Bad Request: message caption is too long");
  });
});

describe("HTML", () => {
  const read = async (text: string) => {
    const bot = telegram.bot();
    const person = bot.person();
    const { description } = await call(bot, "sendMessage", { chat_id: person.id, text, parse_mode: "HTML" });
    return { description, ...person.messages[0] };
  };

  it("is read into words and entities", async () => {
    const { text, entities } = await read(
      '😀 <b>a<i>b</i></b> <a href="https://kpu.go.id?a=1&amp;b=2">KPU</a> &lt;&#39;&#x1F600;&quot; ' +
        '<blockquote expandable>kutip</blockquote><pre><code class="language-sql">x</code></pre><tg-spoiler>!</tg-spoiler>',
    );
    expect(text).toBe("😀 ab KPU <'😀\" kutipx!");
    expect(entities).toEqual([
      { type: "bold", offset: 3, length: 2 },
      { type: "italic", offset: 4, length: 1 },
      { type: "text_link", offset: 6, length: 3, url: "https://kpu.go.id?a=1&b=2" },
      { type: "expandable_blockquote", offset: 16, length: 5 },
      { type: "pre", offset: 21, length: 1, language: "sql" },
      { type: "spoiler", offset: 22, length: 1 },
    ]);
  });

  it.each([
    ["a <b>b", `Can't find end tag corresponding to start tag "b"`],
    ["é <b>b</i>", 'Unmatched end tag at byte offset 7, expected "</b>", found "</i>"'],
    ["b</b>", "Unexpected end tag at byte offset 1"],
    ["a <script>b</script>", 'Unsupported start tag "script" at byte offset 2'],
    ["1 < 2", 'Unsupported start tag "" at byte offset 2'],
    ["a <b", "Unclosed start tag at byte offset 2"],
    ["<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
    ["a&nbsp;b", 'Unsupported entity "&nbsp;" at byte offset 1'],
    ["<blockquote>a<blockquote>b</blockquote></blockquote>", "Block quotes can't be nested at byte offset 13"],
  ])("is refused when it says %s", async (text, why) => {
    expect((await read(text)).description).toBe(`Bad Request: can't parse entities: ${why}`);
  });
});

describe("keyboards", () => {
  it.each([
    [
      "no action",
      { text: "a" },
      "can't parse inline keyboard button: Text buttons are not allowed in the inline keyboard",
    ],
    ["no text", { callback_data: "a" }, `can't parse inline keyboard button: Can't find field "text"`],
    ["an empty text", { text: " ", callback_data: "a" }, "inline keyboard button text must be non-empty"],
    ["empty data", { text: "a", callback_data: "" }, "BUTTON_DATA_INVALID"],
    ["data over 64 bytes", { text: "a", callback_data: "é".repeat(33) }, "BUTTON_DATA_INVALID"],
  ])("refuse a button with %s", async (_, button, why) => {
    const bot = telegram.bot();
    const params = { chat_id: bot.person().id, text: "a", reply_markup: { inline_keyboard: [[button]] } };
    expect(await refusal(bot, "sendMessage", params)).toBe(`400 Bad Request: ${why}`);
  });

  it("lose empty rows, and all else when nothing is left", async () => {
    const bot = telegram.bot();
    const person = bot.person();
    const row = [{ text: "a", callback_data: "é".repeat(32) }];
    for (const inline_keyboard of [[[], row, []], [[]], []]) {
      await call(bot, "sendMessage", { chat_id: person.id, text: "a", reply_markup: { inline_keyboard } });
    }
    expect(person.messages.map(({ buttons }) => buttons.length)).toEqual([1, 0, 0]);
    const missing = { chat_id: person.id, text: "a", reply_markup: { inline_keyboard: null } };
    expect(await refusal(bot, "sendMessage", missing)).toMatch("should be an Array of Arrays");
  });

  it("are pressed by label or data, and a press is answered once", async () => {
    const bot = telegram.bot();
    const person = bot.person();
    await client(bot).sendMessage(person.id, "Setuju?", {
      reply_markup: { inline_keyboard: [[{ text: " Ya ", callback_data: "y:1" }]] },
    });
    const press = person.presses("Ya");
    expect(await updatesOf(bot)).toMatchObject([
      {
        callback_query: {
          id: press.id,
          data: "y:1",
          from: { id: person.id },
          message: { text: "Setuju?", from: { id: bot.id } },
        },
      },
    ]);
    await client(bot).answerCbQuery(press.id, "Tercatat", { show_alert: true });
    expect(await press.answered).toEqual({ text: "Tercatat", showAlert: true });
    const tooOld = "Bad Request: query is too old and response timeout expired or query ID is invalid";
    await expect(client(bot).answerCbQuery(press.id)).rejects.toThrow(tooOld);
    expect(person.presses({ data: "y:1" }).updateId).toBe(press.updateId + 1);
    expect(() => person.presses("Tidak")).toThrow(`no button "Tidak" in private chat ${person.id}: there are " Ya "`);
  });

  it("tell the person when an answer came too late", async () => {
    const server = await started({ callbackMs: 20 });
    const bot = server.bot();
    const person = bot.person();
    await call(bot, "sendMessage", { chat_id: person.id, text: "a", reply_markup: keyboard("Ya") }, server);
    const press = person.presses("Ya");
    await expect(press.answered).rejects.toThrow('the bot did not answer the press of "Ya" within 20 ms');
    expect(await refusal(bot, "answerCallbackQuery", { callback_query_id: press.id }, server)).toMatch(
      "query is too old",
    );
  });
});

describe("editing and deleting", () => {
  it("changes a message in place, and refuses to change nothing", async () => {
    const bot = telegram.bot();
    const person = bot.person();
    const api = client(bot);
    const { message_id } = await api.sendMessage(person.id, "lama", {
      reply_markup: { inline_keyboard: [[{ text: "Ya", callback_data: "y" }]] },
    });
    const message = await person.next();
    await api.editMessageText(person.id, message_id, undefined, "<u>baru</u>", { parse_mode: "HTML" });
    expect(message).toMatchObject({ text: "baru", edited: true, buttons: [], entities: [{ type: "underline" }] });
    const same = api.editMessageText(person.id, message_id, undefined, "<u>baru</u>", { parse_mode: "HTML" });
    await expect(same).rejects.toThrow(
      "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message",
    );
    await api.editMessageReplyMarkup(person.id, message_id, undefined, {
      inline_keyboard: [[{ text: "Lagi", callback_data: "l" }]],
    });
    expect(message.buttons).toEqual([[{ text: "Lagi", data: "l" }]]);
    const theirs = person.says("punyaku").messageId;
    const edit = { chat_id: person.id, text: "a" };
    expect(await refusal(bot, "editMessageText", { ...edit, message_id: 99 })).toMatch("message to edit not found");
    expect(await refusal(bot, "editMessageText", { ...edit, message_id: theirs })).toMatch("message can't be edited");
  });

  it("deletes either side's messages in a private chat while they are young", async () => {
    let now = Date.now();
    const server = await started({ now: () => now });
    const bot = server.bot();
    const person = bot.person();
    const theirs = person.says("rahasia").messageId;
    const { message_id } = await client(bot, server).sendMessage(person.id, "baik");
    expect(await client(bot, server).deleteMessage(person.id, theirs)).toBe(true);
    const gone = { chat_id: person.id, message_id: theirs };
    expect(await refusal(bot, "deleteMessage", gone, server)).toBe("400 Bad Request: message to delete not found");
    expect(await refusal(bot, "editMessageText", { ...gone, text: "a" }, server)).toMatch("message to edit not found");
    now += 48 * 3_600_000 + 1;
    expect(await refusal(bot, "deleteMessage", { chat_id: person.id, message_id }, server)).toBe(
      "400 Bad Request: message can't be deleted for everyone",
    );
    expect(person.messages[0]?.deleted).toBe(false);
  });

  it("deletes many at once and skips what it can't", async () => {
    const bot = telegram.bot();
    const group = bot.group();
    const theirs = group.says(bot.person(), "punyaku").messageId;
    const { message_id } = await client(bot).sendMessage(group.id, "punya bot");
    const ids = [message_id, theirs, 999];
    expect(await call(bot, "deleteMessages", { chat_id: group.id, message_ids: ids })).toMatchObject({ result: true });
    expect(group.messages[0]?.deleted).toBe(true);
    expect(await refusal(bot, "deleteMessage", { chat_id: group.id, message_id: theirs })).toMatch("can't be deleted");
    const many = Array.from({ length: 101 }, (_, at) => at + 1);
    expect(await refusal(bot, "deleteMessages", { chat_id: group.id, message_ids: many })).toMatch("too many");
  });
});

describe("who can be written to", () => {
  it.each([
    ["a person who blocked the bot", "bot was blocked by the user"],
    ["a deactivated person", "user is deactivated"],
    ["a person who never started the bot", "bot can't initiate conversation with a user"],
  ])("not %s", async (_, why) => {
    const bot = telegram.bot();
    const person = bot.person({ started: !why.includes("initiate") });
    if (why.includes("blocked")) person.blocks();
    if (why.includes("deactivated")) person.deactivates();
    const params = { chat_id: person.id, text: "a", action: "typing" };
    expect(await refusal(bot, "sendMessage", params)).toBe(`403 Forbidden: ${why}`);
    expect(await refusal(bot, "sendChatAction", params)).toBe(`403 Forbidden: ${why}`);
  });

  it("again a person who came back or began", async () => {
    const bot = telegram.bot();
    const back = bot.person();
    back.blocks();
    back.unblocks();
    const late = bot.person({ started: false });
    late.says("/start");
    for (const { id } of [back, late])
      expect((await call(bot, "sendMessage", { chat_id: id, text: "a" })).ok).toBe(true);
    expect(await updatesOf(bot)).toMatchObject([
      { my_chat_member: { old_chat_member: { status: "member" }, new_chat_member: { status: "kicked" } } },
      { my_chat_member: { new_chat_member: { status: "member", user: { id: bot.id } } } },
      { message: { text: "/start" } },
    ]);
  });

  it("not a group that removed the bot or that it left", async () => {
    const bot = telegram.bot();
    const [group, forum] = [bot.group(), bot.group({ forum: true })];
    group.botRemoved();
    await call(bot, "leaveChat", { chat_id: forum.id });
    expect(group.says(bot.person(), "ke mana bot itu?").updateId).toBe(0);
    expect(await refusal(bot, "sendMessage", { chat_id: group.id, text: "a" })).toBe(
      "403 Forbidden: bot was kicked from the group chat",
    );
    expect(await refusal(bot, "sendMessage", { chat_id: forum.id, text: "a" })).toBe(
      "403 Forbidden: bot is not a member of the supergroup chat",
    );
  });

  it("a migrated group only under its new id", async () => {
    const bot = telegram.bot();
    const group = bot.group();
    const before = group.id;
    group.migratesTo(-1_009_000_000_001);
    expect(await call(bot, "sendMessage", { chat_id: before, text: "a" })).toMatchObject({
      status: 400,
      description: "Bad Request: group chat was upgraded to a supergroup chat",
      parameters: { migrate_to_chat_id: -1_009_000_000_001 },
    });
    await client(bot).sendMessage(group.id, "pindah");
    expect(await group.next()).toMatchObject({ text: "pindah", chatId: -1_009_000_000_001 });
    expect(await updatesOf(bot)).toMatchObject([
      { message: { migrate_to_chat_id: group.id } },
      { message: { migrate_from_chat_id: before } },
    ]);
  });
});

describe("the profile", () => {
  it("keeps commands by scope and language", async () => {
    const bot = telegram.bot();
    const api = client(bot);
    await api.setMyCommands([{ command: "tanya", description: "Bertanya" }]);
    await api.setMyCommands([{ command: "ask", description: "Ask" }], {
      language_code: "en",
      scope: { type: "all_private_chats" },
    });
    expect(await api.getMyCommands()).toEqual([{ command: "tanya", description: "Bertanya" }]);
    expect(await api.getMyCommands({ language_code: "en", scope: { type: "all_private_chats" } })).toHaveLength(1);
    await api.deleteMyCommands();
    expect(await api.getMyCommands()).toEqual([]);
    await api.setMyDescription("Netralitas ASN");
    expect(await api.getMyDescription()).toEqual({ description: "Netralitas ASN" });
    expect(await api.getMe()).toMatchObject({ id: bot.id, username: bot.username, is_bot: true });
  });

  it.each([
    ["no commands", [], "BOT_COMMAND_INVALID"],
    ["capitals", [{ command: "Tanya", description: "a" }], "BOT_COMMAND_INVALID"],
    ["no description", [{ command: "tanya", description: "" }], "BOT_COMMAND_DESCRIPTION_INVALID"],
    ["101 commands", Array(101).fill({ command: "a", description: "a" }), "BOT_COMMANDS_TOO_MUCH"],
  ])("refuses %s", async (_, commands, why) => {
    expect(await refusal(telegram.bot(), "setMyCommands", { commands })).toBe(`400 Bad Request: ${why}`);
  });
});

describe("the rest", () => {
  it("looks up chats, shows actions, reacts, leaves groups and logs out", async () => {
    const bot = telegram.bot();
    const api = client(bot);
    const person = bot.person({ firstName: "Siti" });
    const { messageId } = person.says("halo");
    expect(await api.getChat(person.id)).toMatchObject({ id: person.id, type: "private", first_name: "Siti" });
    expect(await api.sendChatAction(person.id, "typing")).toBe(true);
    expect(await refusal(bot, "sendChatAction", { chat_id: person.id, action: "sleeping" })).toMatch("wrong parameter");
    expect(await api.setMessageReaction(person.id, messageId, [{ type: "emoji", emoji: "👍" }])).toBe(true);
    await expect(api.setMessageReaction(person.id, 99, [])).rejects.toThrow("message to react not found");
    const group = bot.group();
    expect(await api.leaveChat(group.id)).toBe(true);
    expect(group.says(person, "sudah pergi?").updateId).toBe(0);
    expect(await api.close()).toBe(true);
    expect(await api.logOut()).toBe(true);
    await expect(api.getMe()).rejects.toThrow("400: Logged out");
  });
});

describe("the webhook", () => {
  it("gets each update with its secret, once, and counts it as confirmed", async () => {
    const bot = telegram.bot();
    const seen: Posted[] = [];
    const url = await endpoint((posted) => {
      seen.push(posted);
      posted.answer(200);
    });
    const person = bot.person();
    const before = person.says("sebelum").updateId;
    await client(bot).setWebhook(url, { secret_token: "rahasia_1-2" });
    person.says("sesudah");
    await bot.waitFor(({ pending }) => pending() === 0);
    expect(seen.map(({ body }) => body)).toMatchObject([
      { message: { text: "sebelum" } },
      { message: { text: "sesudah" } },
    ]);
    expect(seen[0]?.headers).toMatchObject({ "x-telegram-bot-api-secret-token": "rahasia_1-2" });
    expect(bot.webhook).toEqual({ url });
    expect(await refusal(bot, "getUpdates", {})).toBe(
      "409 Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
    expect(await bot.redeliver(before)).toBe(200);
    expect(seen[2]?.body).toMatchObject({ update_id: before, message: { text: "sebelum" } });
    await client(bot).deleteWebhook();
    expect(bot.webhook).toBeUndefined();
    expect(await updatesOf(bot)).toEqual([]);
  });

  it("is tried again while it fails, in the order of each chat, and tells why it failed", async () => {
    const server = await started({ webhookRetryMs: 1 });
    const bot = server.bot();
    const texts: string[] = [];
    let failures = 3;
    const url = await endpoint(({ body, answer }) => {
      const { text } = body["message"] as { text: string };
      if (text === "satu" && failures-- > 0) return answer(503);
      texts.push(text);
      answer(200);
    });
    await call(bot, "setWebhook", { url }, server);
    const person = bot.person();
    person.says("satu");
    person.says("dua");
    bot.person().says("orang lain");
    await bot.waitFor(({ pending }) => pending() === 0);
    expect(texts.filter((text) => text !== "orang lain")).toEqual(["satu", "dua"]);
    const why = "Wrong response from the webhook: 503 Service Unavailable";
    expect(bot.webhook?.lastError).toBe(why);
    expect((await call(bot, "getWebhookInfo", {}, server)).result).toMatchObject({
      url,
      pending_update_count: 0,
      max_connections: 40,
      last_error_message: why,
      last_error_date: expect.any(Number),
    });
  });

  it("posts one update of a chat at a time, and several chats at once up to its connections", async () => {
    const bot = telegram.bot();
    const open: Posted[] = [];
    let both: () => void = () => undefined;
    const together = new Promise<void>((resolve) => {
      both = resolve;
    });
    const url = await endpoint((posted) => {
      open.push(posted);
      if (open.length === 2) both();
      if (open.length > 2) posted.answer(200);
    });
    await call(bot, "setWebhook", { url, max_connections: 2 });
    const [first, second, third] = [bot.person(), bot.person(), bot.person()];
    first.says("satu");
    first.says("satu lagi");
    second.says("dua");
    third.says("tiga");
    await together;
    await call(bot, "getWebhookInfo");
    expect(open.map(({ body }) => body)).toMatchObject([{ message: { text: "satu" } }, { message: { text: "dua" } }]);
    for (const { answer } of open.slice()) answer(200);
    await bot.waitFor(({ pending }) => pending() === 0);
    expect(open).toHaveLength(4);
  });

  it("notices an endpoint that is down or slow", async () => {
    const server = await started({ webhookTimeoutMs: 20, webhookRetryMs: 1 });
    const bot = server.bot();
    const url = await endpoint(() => undefined);
    bot.person().says("halo");
    await call(bot, "setWebhook", { url }, server);
    await bot.waitFor(({ webhook }) => webhook?.lastError === "Read timeout expired");
    for (const cleanup of cleanups.splice(-1)) await cleanup();
    await call(bot, "setWebhook", { url: `${url}/2` }, server);
    await bot.waitFor(({ webhook }) => webhook?.lastError === "Connection refused");
    expect(bot.pending()).toBe(1);
  });

  it("may answer with a call", async () => {
    const bot = telegram.bot();
    const person = bot.person();
    const url = await endpoint(({ answer }) =>
      answer(200, JSON.stringify({ method: "sendMessage", chat_id: person.id, text: "dari jawaban" })),
    );
    await call(bot, "setWebhook", { url });
    person.says("halo");
    expect((await person.next()).text).toBe("dari jawaban");
  });

  it.each([
    [{ url: "http://contoh.go.id/hook" }, "bad webhook: An HTTPS URL must be provided for webhook"],
    [{ url: "https://contoh.go.id:9000/hook" }, "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"],
    [{ url: "hook" }, "invalid webhook URL specified"],
    [{ url: "https://contoh.go.id", secret_token: "a b" }, "secret token contains unallowed characters"],
    [{ url: "https://contoh.go.id", secret_token: "a".repeat(257) }, "secret token is too long"],
  ])("refuses %j", async (params, why) => {
    expect(await refusal(telegram.bot(), "setWebhook", params)).toBe(`400 Bad Request: ${why}`);
  });
});

describe("faults", () => {
  it("take the calls they fit, in turn, before anything is done", async () => {
    const bot = telegram.bot();
    const person = bot.person();
    bot.fail({ method: "sendMessage", contains: "dua", retryAfter: 3, times: 2 });
    bot.fail({ method: "*", code: 400, description: "Bad Request: chat not found" });
    const send = (text: string) => call(bot, "sendMessage", { chat_id: person.id, text });
    expect(await send("satu")).toMatchObject({ status: 400, description: "Bad Request: chat not found" });
    for (let times = 0; times < 2; times += 1) {
      expect(await send("dua")).toMatchObject({
        status: 429,
        description: "Too Many Requests: retry after 3",
        parameters: { retry_after: 3 },
      });
    }
    expect(await send("dua")).toMatchObject({ status: 200 });
    expect(person.messages).toHaveLength(1);
    expect(bot.calls.map(({ status, retryAfter }) => [status, retryAfter])).toEqual([
      [400, undefined],
      [429, 3],
      [429, 3],
      [200, undefined],
    ]);
  });

  it("answer with a page, reset the connection, break the JSON or never answer", async () => {
    const bot = telegram.bot();
    const person = bot.person();
    const send = (signal?: AbortSignal) =>
      fetch(`${telegram.url}/bot${bot.token}/sendMessage?chat_id=${person.id}&text=halo`, signal ? { signal } : {});
    bot.fail({ method: "sendMessage", html: "<h1>Bad Gateway</h1>" });
    const page = await send();
    expect([page.status, page.headers.get("content-type"), await page.text()]).toEqual([
      502,
      "text/html",
      "<h1>Bad Gateway</h1>",
    ]);
    bot.fail({ method: "sendMessage", reset: true });
    await expect(send()).rejects.toThrow("fetch failed");
    bot.fail({ method: "sendMessage", truncate: true });
    await expect(send().then((response) => response.json())).rejects.toThrow(SyntaxError);
    bot.fail({ method: "sendMessage", hang: true });
    const abort = new AbortController();
    const hanging = send(abort.signal);
    await bot.waitFor(({ calls }) => calls.at(-1)?.error === "never answered");
    abort.abort();
    await expect(hanging).rejects.toThrow("aborted");
    expect(person.messages).toEqual([]);
  });

  it("may lose only the answer of what was done", async () => {
    const bot = telegram.bot();
    const person = bot.person();
    bot.fail({ method: "sendMessage", resetAfter: true });
    await expect(client(bot).sendMessage(person.id, "satu")).rejects.toThrow("ECONNRESET");
    bot.fail({ method: "sendMessage", truncateAfter: true });
    await expect(client(bot).sendMessage(person.id, "dua")).rejects.toThrow("invalid json");
    bot.fail({ method: "sendMessage", delayMs: 1 });
    await client(bot).sendMessage(person.id, "tiga");
    expect(person.messages.map(({ text }) => text)).toEqual(["satu", "dua", "tiga"]);
  });

  it("strike polls as well, and no update is lost by it", async () => {
    const bot = telegram.bot();
    bot.person().says("halo");
    bot.fail({ method: "getUpdates", code: 502, html: "" });
    bot.fail({ method: "getUpdates", resetAfter: true });
    expect((await fetch(`${telegram.url}/bot${bot.token}/getUpdates`)).status).toBe(502);
    await expect(fetch(`${telegram.url}/bot${bot.token}/getUpdates`)).rejects.toThrow();
    expect(await updatesOf(bot)).toHaveLength(1);
  });
});

describe("flow limits", () => {
  it("hold the bot to one message a second to a person, 20 a minute to a group, 30 a second in all", async () => {
    let now = Date.now();
    const server = await started({ now: () => now });
    const bot = server.bot();
    bot.limits(true);
    const send = async (chat_id: number) => (await call(bot, "sendMessage", { chat_id, text: "a" }, server)).parameters;
    const person = bot.person();
    expect([await send(person.id), await send(person.id)]).toEqual([undefined, { retry_after: 1 }]);
    now += 1_000;
    expect(await send(person.id)).toBeUndefined();
    now += 1_000;
    const group = bot.group();
    for (let sent = 0; sent < 20; sent += 1) expect(await send(group.id)).toBeUndefined();
    expect(await send(group.id)).toEqual({ retry_after: 60 });
    for (let sent = 20; sent < 30; sent += 1) expect(await send(bot.person().id)).toBeUndefined();
    expect(await send(bot.person().id)).toEqual({ retry_after: 1 });
    bot.limits(false);
    expect(await send(group.id)).toBeUndefined();
    bot.limits(true, 5);
    expect([await send(person.id), await send(person.id)]).toEqual([undefined, { retry_after: 1 }]);
    now += 200;
    expect(await send(person.id)).toBeUndefined();
  });
});

describe("waiting", () => {
  it("says what it waited for and what happened instead", async () => {
    const bot = telegram.bot();
    const person = bot.person();
    await call(bot, "getMe");
    await refusal(bot, "sendMessage", { chat_id: person.id });
    await expect(bot.waitFor(() => false, "an apology", 5)).rejects.toThrow(
      "waited 5 ms for an apology; the bot's last calls were getMe 200, sendMessage 400 (Bad Request: message text is empty); 0 updates are unconfirmed",
    );
    await expect(person.next(5)).rejects.toThrow(
      `private chat ${person.id} waited 5 ms for a message of the bot: none ever came`,
    );
  });

  it("takes each message once, in order, and can begin anew", async () => {
    const bot = telegram.bot();
    const person = bot.person();
    const next = person.next();
    for (const text of ["satu", "dua"]) await call(bot, "sendMessage", { chat_id: person.id, text });
    expect([(await next).text, (await person.next()).text]).toEqual(["satu", "dua"]);
    bot.fail({ method: "*" });
    bot.reset();
    expect([bot.calls, person.messages]).toEqual([[], []]);
    expect((await call(bot, "sendMessage", { chat_id: person.id, text: "tiga" })).ok).toBe(true);
    expect((await person.next()).text).toBe("tiga");
  });

  it("ends when the server stops", async () => {
    const server = await startTelegram();
    const bot = server.bot();
    const waiting = bot.waitFor(() => false);
    const poll = fetch(`${server.url}/bot${bot.token}/getUpdates?timeout=50`).catch(() => "ended");
    await call(bot, "getMe", {}, server);
    const settled = expect(waiting).rejects.toThrow("the Telegram server was stopped");
    await server.stop();
    await settled;
    expect(await poll).toBe("ended");
  });

  it("keeps only counts and the newest messages when calls are not kept", async () => {
    const server = await started({ keepCalls: false, keepMessages: 5 });
    const bot = server.bot();
    const person = bot.person();
    for (let sent = 1; sent <= 40; sent += 1)
      await call(bot, "sendMessage", { chat_id: person.id, text: `${sent}` }, server);
    expect(bot.calls).toEqual([]);
    expect(bot.counts.get("sendMessage")).toEqual({ ok: 40, refused: 0 });
    expect(person.messages.length).toBeLessThanOrEqual(10);
    expect(person.messages.at(-1)?.text).toBe("40");
  });
});

describe("a telegraf bot", () => {
  it("polls, answers texts and presses, and stops without losing an update", async () => {
    const bot = telegram.bot();
    const person = bot.person();
    const telegraf = new Telegraf(bot.token, { telegram: { apiRoot: telegram.url } });
    telegraf.on("text", (context) =>
      context.reply(`kamu: ${context.message.text}`, {
        reply_markup: { inline_keyboard: [[{ text: "Ya", callback_data: "ya" }]] },
      }),
    );
    telegraf.on("callback_query", (context) => context.answerCbQuery("baik"));
    const running = telegraf.launch({ allowedUpdates: ["message", "callback_query"] });
    await bot.waitFor(({ calls }) => calls.some(({ method }) => method === "deleteWebhook"), "telegraf to start");
    person.says("halo");
    expect((await person.next()).text).toBe("kamu: halo");
    expect(await person.presses("Ya").answered).toEqual({ text: "baik" });
    await bot.waitFor(({ pending }) => pending() === 0, "the updates to be confirmed");
    telegraf.stop();
    await running;
    person.says("sesudah berhenti");
    expect(bot.pending()).toBe(1);
  });

  it("is served by webhook", async () => {
    const bot = telegram.bot();
    const person = bot.person();
    const telegraf = new Telegraf(bot.token, { telegram: { apiRoot: telegram.url, webhookReply: false } });
    telegraf.on("text", (context) => context.reply("lewat webhook"));
    telegraf.botInfo = await telegraf.telegram.getMe();
    const server = createServer(telegraf.webhookCallback("/hook", { secretToken: "rahasia" }));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    cleanups.push(
      () => server.close(),
      () => server.closeAllConnections(),
    );
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
    await telegraf.telegram.setWebhook(url, { secret_token: "rahasia" });
    person.says("halo");
    expect((await person.next()).text).toBe("lewat webhook");
  });
});
