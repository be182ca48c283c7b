import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createClient } from "../../../src/channels/telegram/client.ts";
import { createFetchFile } from "../../../src/channels/telegram/fetch-file.ts";
import { usualTiming } from "../../../src/channels/telegram/timing.ts";
import { FileUnavailableError } from "../../../src/chat/incoming-file.ts";
import type { Handler } from "../../../src/chat/routes.ts";
import { says } from "../../support/conversation.ts";
import { botPerTest } from "../../support/telegram-bot.ts";

const open = botPerTest();
const megabyte = 1024 * 1024;

/** Opens a dialogue that takes files with the first word, then says how large each file is or why there is none. */
const taking: Handler = async ({ message, remembered }) => {
  remembered.dialogue = { kind: "answering", id: 1, takesFiles: true };
  if (message.kind !== "file") return says("kirim");
  if (message.file === undefined) return says("bukan gambar dan bukan dokumen");
  const { ofSeveral } = message.file;
  const got = await message.file.bytes().catch((error: unknown) => error);
  if (got instanceof Uint8Array) return says(`${got.length} byte${ofSeveral ? ", salah satu" : ""}`);
  return says(got instanceof FileUnavailableError ? `gagal: ${got.why}` : `galat: ${got}`);
};

async function dialogue() {
  const opened = await open({ handle: taking });
  const ani = opened.bot.person();
  ani.says("siaran");
  await ani.next();
  return { ...opened, ani };
}

describe("a file that an officer sends on Telegram", () => {
  it("is the largest of a picture's sizes, or the document", async () => {
    const { ani } = await dialogue();
    ani.sends("photo", { content: Buffer.alloc(4_000) });
    expect((await ani.next()).text).toBe("4000 byte");
    ani.sends("document", { content: Buffer.alloc(5_000) });
    expect((await ani.next()).text).toBe("5000 byte");
  });

  it("is said to be one of several where it was sent with others, which are let pass", async () => {
    const { ani, bot } = await dialogue();
    for (const size of [4_000, 5_000]) ani.sends("photo", { content: Buffer.alloc(size), mediaGroupId: "album" });
    expect((await ani.next()).text).toBe("4000 byte, salah satu");
    await bot.waitFor(({ pending }) => pending() === 0, "the other to be let pass");
    expect(bot.counts.get("getFile")).toEqual({ ok: 1, refused: 0 });
  });

  it("of another kind reaches the dialogue without its bytes", async () => {
    const { ani, bot } = await dialogue();
    for (const kind of ["sticker", "location", "contact"] as const) {
      ani.sends(kind);
      expect((await ani.next()).text).toBe("bukan gambar dan bukan dokumen");
    }
    expect(bot.counts.get("getFile")).toBeUndefined();
  });

  it("is not asked for when it is larger than Telegram hands over", async () => {
    const { ani, bot } = await dialogue();
    ani.sends("document", { content: Buffer.alloc(20 * megabyte + 1) });
    expect((await ani.next()).text).toBe("gagal: too-large");
    expect(bot.counts.get("getFile")).toBeUndefined();
    ani.sends("document", { content: Buffer.alloc(20 * megabyte) });
    expect((await ani.next()).text).toBe(`${20 * megabyte} byte`);
  });

  it.each([
    ["gone", { code: 400, description: "Bad Request: wrong file_id or the file is temporarily unavailable" }],
    ["offline", { code: 500, description: "Internal Server Error" }],
    ["offline", { reset: true }],
    ["offline", { truncate: true }],
  ])("is %s when Telegram answers %j", async (why, fault) => {
    const { ani, bot } = await dialogue();
    bot.fail({ method: "getFile", ...fault });
    ani.sends("photo");
    expect((await ani.next()).text).toBe(`gagal: ${why}`);
  });

  it("is never fetched outside of a dialogue, in a group, or when it came late", async () => {
    const { bot, ani, stop, start } = await dialogue();
    bot.person().sends("document", { caption: "boleh ini?" });
    const group = bot.group({ kind: "supergroup" });
    group.says(bot.person(), `@${bot.username} halo`);
    await group.next();
    group.sends(bot.person(), "document", { caption: `@${bot.username} boleh ini?` });
    await group.next();
    await stop();
    ani.sends("document", { caption: "boleh ini?", date: Math.floor(Date.now() / 1000) - 60 });
    await start();
    expect((await ani.next()).text).toMatch(/tidak saya buka/);
    expect(bot.counts.get("getFile")).toBeUndefined();
  });
});

describe("where a file is fetched from", () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  /** Fetches from a server that tells of a file at `path`, and what else it was asked for. */
  async function fetching(path: string, serve: RequestListener) {
    const asked: string[] = [];
    server = createServer((request, response) => {
      if (request.url?.endsWith("/getFile")) {
        response.setHeader("content-type", "application/json");
        response.end(JSON.stringify({ ok: true, result: { file_id: "x", file_path: path } }));
        return;
      }
      asked.push(request.url ?? "");
      serve(request, response);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const apiRoot = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const client = createClient("1:rahasia", apiRoot);
    const fetchFile = createFetchFile({ client, token: "1:rahasia", apiRoot, timing: usualTiming });
    const got = await fetchFile({ id: "x", size: 0 }).catch((error: unknown) => error);
    return { asked, got };
  }

  it("is the bot's own address, and a way out of it is none", async () => {
    const { asked, got } = await fetching("documents/file_1.pdf", (_, response) => response.end("isi"));
    expect(Buffer.from(got as Uint8Array).toString()).toBe("isi");
    expect(asked).toEqual(["/file/bot1:rahasia/documents/file_1.pdf"]);
    for (const path of ["../bot1:x/getMe", "/etc/passwd", "http://contoh.id/x", "a/../../b", ""]) {
      const refused = await fetching(path, (_, response) => response.end("rahasia"));
      expect(refused).toEqual({ asked: [], got: new FileUnavailableError("offline") });
    }
  });

  it("is not where a redirection points", async () => {
    const { asked, got } = await fetching("a", (_, response) => response.writeHead(302, { location: "/b" }).end());
    expect(asked).toHaveLength(1);
    expect(got).toEqual(new FileUnavailableError("offline"));
  });

  it("has it no longer", async () => {
    const { got } = await fetching("a", (_, response) => response.writeHead(404).end());
    expect(got).toEqual(new FileUnavailableError("gone"));
  });

  it("is left when more comes than a bot may have, and when it breaks off", async () => {
    const endless = await fetching("a", (_, response) => {
      const more = () => void (response.write(Buffer.alloc(megabyte)) && setImmediate(more));
      response.on("drain", more);
      more();
    });
    expect(endless.got).toEqual(new FileUnavailableError("too-large"));
    const broken = await fetching("a", (_, response) => {
      response.writeHead(200, { "content-length": 100 });
      response.write("sedikit", () => response.destroy());
    });
    expect(broken.got).toEqual(new FileUnavailableError("offline"));
    expect(String(Object(broken.got).stack)).not.toContain("rahasia");
  });
});
