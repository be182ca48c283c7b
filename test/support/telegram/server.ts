import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createBot, stopBot } from "./bot.ts";
import { answer, exchange } from "./exchange.ts";
import { outcomeOf } from "./methods.ts";
import { Refusal } from "./refusal.ts";
import type { State } from "./state.ts";
import type { TelegramOptions, TelegramServer } from "./types.ts";

export type {
  Bot,
  BotMessage,
  Call,
  Channel,
  Fault,
  Group,
  Person,
  Press,
  SentByPerson,
  TelegramOptions,
  TelegramServer,
} from "./types.ts";

/**
 * A stand-in of the Telegram Bot API on this machine, as strict as the real one and in its words.
 * Bots are made by {@link TelegramServer.bot}; every other token is refused.
 */
export async function startTelegram(options: TelegramOptions = {}): Promise<TelegramServer> {
  const bots = new Map<string, State>();
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    request.on("error", () => undefined);
    response.on("error", () => undefined);
    route(bots, request, response).catch((error: unknown) => response.destroy(Object(error)));
  });
  server.on("clientError", (_, socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    bot: (wanted = {}) => {
      const { bot, state } = createBot(options, wanted, bots.size);
      if (bots.has(bot.token)) throw new Error(`there is a bot with the token of ${bot.username} already`);
      bots.set(bot.token, state);
      return bot;
    },
    stop: async () => {
      for (const state of bots.values()) stopBot(state);
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

const addressed = /^\/(file\/)?bot([^/]+)\/(.+)$/;

async function route(
  bots: ReadonlyMap<string, State>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [path = "", query = ""] = (request.url ?? "").split("?", 2);
  const [, file, written = "", rest = ""] = addressed.exec(path) ?? [];
  const token = written.replace(/%3a/i, ":");
  const state = bots.get(token);
  if (state === undefined) {
    request.resume();
    const known = /^\d+:[\w-]+$/.test(token) ? new Refusal(401, "Unauthorized") : new Refusal(404, "Not Found");
    answer(response, outcomeOf(known));
  } else if (file === undefined) {
    await exchange(state, { method: rest.replace(/\/$/, ""), query }, request, response);
  } else {
    request.resume();
    serveFile(state, rest, response);
  }
}

function serveFile(state: State, path: string, response: ServerResponse): void {
  const found = state.files.byPath(path);
  if (found === undefined) {
    answer(response, outcomeOf(new Refusal(404, "Not Found")));
  } else {
    response.writeHead(200, { "content-type": "application/octet-stream", "content-length": found.data.length });
    response.end(found.data);
  }
}
