import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Reply } from "../../../src/chat/message.ts";
import type { SendError } from "../../../src/delivery/send-error.ts";
import type { ReplyFile } from "../../../src/reply-file.ts";
import { says } from "../../support/conversation.ts";
import type { BotMessage, Fault, Person } from "../../support/telegram/types.ts";
import { botPerTest, type TestBot } from "../../support/telegram-bot.ts";

const open = botPerTest({ timing: { replyMs: 2_000 } });

const bytes = Buffer.alloc(50_000, 9);
const poster: ReplyFile = {
  name: "undangan.png",
  mime: "image/png",
  bytes,
  sha256: createHash("sha256").update(bytes).digest("hex"),
};
const letter: ReplyFile = { ...poster, name: "surat.pdf", mime: "application/pdf" };
const choices = [{ label: "Hadir", action: "/hadir 1" }];
const withFile = (words = "Rapat besok.", file = poster): Reply => ({ ...says(words, choices), files: [file] });

let count = 0;
/** Pushes and says how it went. */
const push = ({ channel }: TestBot, { id }: Person, reply: Reply): Promise<"sent" | SendError> =>
  channel()
    .push(`telegram:${id}`, reply, `kabar ${count++}`, { once: true })
    .then(
      () => "sent" as const,
      (error: SendError) => error,
    );

const heard = ({ text, file }: BotMessage) => (file === undefined ? text : `${file.kind} ${file.name}: ${text}`);
/** Under how many ids the files of some messages were kept: as often were their bytes uploaded. */
const uploads = (messages: readonly BotMessage[]) => new Set(messages.flatMap(({ file }) => file?.fileId ?? [])).size;

describe("what is pushed on Telegram with a file", () => {
  it("is one message with the words below the picture or document, formatted, and the buttons", async () => {
    const opened = await open();
    const ani = opened.bot.person();
    const blocks: Reply["blocks"] = [
      { kind: "title", text: "Rapat <besok>" },
      { kind: "rich", spans: [{ text: "Datang " }, { text: "semua", bold: true }] },
    ];
    for (const file of [poster, letter])
      expect(await push(opened, ani, { blocks, choices, files: [file] })).toBe("sent");
    for (const message of ani.messages) {
      expect(message.text).toBe("Rapat <besok>\n\nDatang semua");
      expect(message.entities.map(({ type }) => type)).toEqual(["bold", "bold"]);
      expect(message.buttons).toEqual([[{ text: "Hadir", data: "/hadir 1" }]]);
    }
    expect(ani.messages.map(({ file }) => file?.kind)).toEqual(["photo", "document"]);
  });

  it("is two messages when the words are longer than a caption, counted as they are read", async () => {
    const opened = await open();
    const ani = opened.bot.person();
    const fits: Reply = {
      blocks: [{ kind: "rich", spans: [{ text: "<".repeat(900) + "x".repeat(124), bold: true }] }],
      choices: [],
    };
    await push(opened, ani, { ...fits, files: [poster] });
    expect(ani.messages.map(({ text }) => text.length)).toEqual([1_024]);
    await push(opened, ani, withFile("x".repeat(1_025)));
    expect(ani.messages.slice(1).map(({ text, file, buttons }) => [text.length, file?.kind, buttons.length])).toEqual([
      [1_025, undefined, 1],
      [0, "photo", 0],
    ]);
  });

  it("uploads the file once, however many get it at the same time, and each gets it whole", async () => {
    const opened = await open();
    const people = Array.from({ length: 20 }, () => opened.bot.person());
    expect(await Promise.all(people.map((person) => push(opened, person, withFile())))).toEqual(
      people.map(() => "sent"),
    );
    const messages = people.flatMap(({ messages: each }) => each);
    expect(messages.map(heard)).toEqual(people.map(() => expect.stringMatching(/^photo .*: Rapat besok\.$/)));
    expect(uploads(messages)).toBe(1);
    for (const { file } of messages)
      expect(bytes.equals(opened.bot.file(file?.fileId ?? "") ?? Buffer.of())).toBe(true);
    await push(opened, opened.bot.person(), withFile("Rapat besok.", letter));
    expect(opened.bot.counts.get("sendDocument")).toEqual({ ok: 1, refused: 0 });
  });

  it("uploads it once more after a restart", async () => {
    const opened = await open();
    const ani = opened.bot.person();
    await push(opened, ani, withFile());
    await opened.stop();
    await opened.start();
    await push(opened, ani, withFile());
    await push(opened, ani, withFile());
    expect(ani.messages).toHaveLength(3);
    expect(uploads(ani.messages)).toBe(2);
  });

  it("uploads it again when Telegram knows it no longer, and everybody gets it", async () => {
    const opened = await open();
    const people = Array.from({ length: 5 }, () => opened.bot.person());
    await push(opened, opened.bot.person(), withFile());
    const description = "Bad Request: wrong file_id or the file is temporarily unavailable";
    opened.bot.fail({ method: "sendPhoto", contains: "BQACAgUAAxkB", code: 400, description, times: 5 });
    const went = await Promise.all(people.map((person) => push(opened, person, withFile())));
    expect(went).toEqual(people.map(() => "sent"));
    for (const { messages } of people) expect(messages.map(heard)).toEqual([expect.stringMatching(/^photo .*besok/)]);
  });

  it("lets another upload it when the first could not", async () => {
    const opened = await open();
    opened.bot.fail({ method: "sendPhoto", code: 500 });
    const people = Array.from({ length: 4 }, () => opened.bot.person());
    const went = await Promise.all(people.map((person) => push(opened, person, withFile())));
    expect(went.map((each) => (each === "sent" ? each : each.kind)).toSorted()).toEqual([
      "offline",
      "sent",
      "sent",
      "sent",
    ]);
    expect(uploads(people.flatMap(({ messages }) => messages))).toBe(1);
  });

  it("is a document when Telegram refuses the picture, and named below the words when it refuses that too", async () => {
    const opened = await open();
    const ani = opened.bot.person();
    const refused: Fault = {
      method: "sendPhoto",
      code: 400,
      description: "Bad Request: IMAGE_PROCESS_FAILED",
      times: 9,
    };
    opened.bot.fail(refused);
    expect(await push(opened, ani, withFile())).toBe("sent");
    opened.bot.fail({ ...refused, method: "sendDocument" });
    expect(await push(opened, ani, withFile("Rapat <lusa>."))).toBe("sent");
    expect(ani.messages.map(heard)).toEqual([
      "document undangan.png: Rapat besok.",
      "Rapat <lusa>.\n\nBerkas undangan.png tidak dapat dikirim di sini.",
    ]);
    expect(ani.messages.map(({ buttons }) => buttons.length)).toEqual([1, 1]);
  });
});

describe("a push of two messages that fails on Telegram", () => {
  const failures: ReadonlyArray<readonly [string, Omit<Fault, "method">, Partial<SendError>]> = [
    ["429 of nine seconds", { code: 429, retryAfter: 9 }, { kind: "throttled", retryAfterMs: 9_000 }],
    ["500", { code: 500 }, { kind: "offline" }],
    ["502", { code: 502 }, { kind: "unknown" }],
    ["a reset connection", { reset: true }, { kind: "unknown" }],
    ["half a JSON after it was sent", { truncateAfter: true }, { kind: "unknown" }],
    ["403", { code: 403, description: "Forbidden: bot was blocked by the user" }, { kind: "gone" }],
  ];

  const long = withFile("x".repeat(2_000));

  it.each(failures.filter(([, , { kind }]) => kind === "unknown" || kind === "gone"))(
    "with its file, when the words have arrived, is told so and not tried again: %s",
    async (_, fault, expected) => {
      const opened = await open();
      const ani = opened.bot.person();
      opened.bot.fail({ method: "sendPhoto", ...fault });
      expect(await push(opened, ani, long)).toMatchObject(expected);
      expect(ani.messages[0]?.text).toHaveLength(2_000);
      const { ok = 0, refused = 0 } = opened.bot.counts.get("sendPhoto") ?? {};
      expect(ok + refused).toBeLessThanOrEqual(1);
    },
  );

  it.each([
    ["429 of a second", { code: 429, retryAfter: 1 }],
    ["500", { code: 500 }],
  ])("goes on with its file when the words have arrived and the rest certainly did not: %s", async (_, fault) => {
    const opened = await open();
    const ani = opened.bot.person();
    opened.bot.fail({ method: "sendPhoto", ...fault });
    expect(await push(opened, ani, long)).toBe("sent");
    expect(ani.messages.map(({ text, file }) => [text.length, file?.kind])).toEqual([
      [2_000, undefined],
      [0, "photo"],
    ]);
  });

  it("may have arrived when the process ends between its words and its file", async () => {
    const opened = await open({ timing: { stopMs: 50, uploadMs: 10_000 } });
    const ani = opened.bot.person();
    opened.bot.fail({ method: "sendPhoto", hang: true });
    const pushed = push(opened, ani, long);
    await ani.next();
    await opened.bot.waitFor(({ calls }) => calls.length > 0, "the words");
    await opened.stop();
    expect(await pushed).toMatchObject({ kind: "unknown" });
  });
});
