import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Webhook } from "../chat/channel.ts";
import type { Metrics } from "./metrics.ts";

export type WebServer = { port: number; close(): Promise<void> };

export type WebParts = {
  /** 0 takes any free port. */
  port: number;
  webhooks: readonly Webhook[];
  /** Whether every channel is usable now. */
  ready: () => boolean;
  metrics?: Metrics;
};

/** The port cannot be listened on. */
export class PortUnusableError extends Error {
  constructor(port: number, code: string) {
    super(`HTTP_PORT ${port} is not usable (${code}); give a free port, or 0 for none. See .env.example.`);
    this.name = "PortUnusableError";
  }
}

const MOST_BYTES = 1_000_000;
/** Slow senders hold a connection no longer than this. */
const REQUEST_MS = 30_000;

/**
 * The service's only listener, on this machine alone; a reverse proxy with TLS stands before it. Serves /health (the
 * process lives), /ready (every channel is usable), /metrics and the channels' webhooks. Throws {@link PortUnusableError}.
 */
export async function openWebServer({ port, webhooks, ready, metrics }: WebParts): Promise<WebServer> {
  const byPath = new Map(webhooks.map((webhook) => [webhook.path, webhook]));

  async function handle(request: IncomingMessage): Promise<number | Page> {
    const path = (request.url ?? "").split("?")[0] ?? "";
    if (path === "/metrics" && metrics !== undefined)
      return { contentType: metrics.contentType, body: await metrics.text() };
    if (path === "/health") return 200;
    if (path === "/ready") return ready() ? 200 : 503;
    const webhook = byPath.get(path);
    if (webhook === undefined) return 404;
    if (request.method !== "POST") return 405;
    if (!webhook.trusts((name) => single(request.headers[name]))) return 403;
    const body = await readBody(request);
    return body === undefined ? 413 : webhook.receive(body);
  }

  const server = createServer({ requestTimeout: REQUEST_MS }, (request, response) => {
    handle(request).then(
      (answer) => end(response, answer),
      () => end(response, 500),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(new PortUnusableError(port, error.code ?? "unknown")),
    );
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      return closed;
    },
  };
}

type Page = { contentType: string; body: string };

function end(response: ServerResponse, answer: number | Page): void {
  if (typeof answer !== "number") {
    response.writeHead(200, { "content-type": answer.contentType });
    response.end(answer.body);
    return;
  }
  const status = answer;
  response.writeHead(status, { "content-type": "text/plain" });
  response.end(status === 200 ? "ok\n" : "");
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
