import { rmSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import type { Channel } from "../chat/channel.ts";
import { errorName, type Log } from "../log.ts";
import type { LevelSwitch } from "../log-level.ts";
import { asLine, type ChannelHealth, type ControlLine, type ControlRequest, controlRequest } from "./control-lines.ts";
import { controlPath } from "./control-path.ts";

export type ControlParts = {
  /** The data folder; whoever opens this must have taken it. */
  folder: string;
  version: string;
  log: Log;
  levels: LevelSwitch;
};

export type Control = {
  /** The service has started: from now on these channels can be worked on. Who asked earlier has waited for it. */
  serve(channels: readonly Channel[]): void;
  close(): Promise<void>;
};

type LinkRequest = Extract<ControlRequest, { do: "pair" | "unlink" }>;

const MOST_REQUEST_BYTES = 1_000;
const REQUEST_MS = 5_000;

/**
 * The desk's way to the running service: a local socket for this account alone, one JSON line in, JSON lines out
 * ({@link controlLine}). A caller who hangs up aborts what it asked for. What it carries is kept and logged nowhere. Where the
 * folder cannot hold a socket the service does without, and logs it.
 */
export async function openControl({ folder, version, log, levels }: ControlParts): Promise<Control> {
  const { path, release } = controlPath(folder);
  const callers = new Set<Socket>();
  const started = Promise.withResolvers<readonly Channel[]>();
  let channels: readonly Channel[] | undefined;
  let pairing = false;

  const server = createServer((socket) => {
    callers.add(socket);
    const hungUp = new AbortController();
    socket.once("close", () => {
      callers.delete(socket);
      hungUp.abort();
    });
    // Only ever the caller going away, and `close` follows.
    socket.on("error", () => {});
    const say = (line: ControlLine) => void socket.write(`${JSON.stringify(line)}\n`);
    readRequest(socket)
      .then((request) => answer(request, say, hungUp.signal))
      .catch((error: unknown) => {
        log.error("control_failed", { error: errorName(error) });
        say(refused("The service could not do that; its log says more (control_failed)."));
      })
      .finally(() => socket.end());
  });

  async function answer(
    request: ControlRequest | undefined,
    say: (line: ControlLine) => void,
    signal: AbortSignal,
  ): Promise<void> {
    switch (request?.do) {
      case undefined:
        return say(refused("The service does not understand this desk; restart it."));
      case "health":
        return say({
          kind: "health",
          version,
          starting: channels === undefined,
          channels: (channels ?? []).map(healthOf),
        });
      case "log-level": {
        const { level, minutes } = request;
        return say({ kind: "log-level", ...(level === undefined ? levels.shown() : levels.change(level, minutes)) });
      }
      case "pair":
      case "unlink":
        return link(request, say, signal);
    }
  }

  async function link(request: LinkRequest, say: (line: ControlLine) => void, signal: AbortSignal): Promise<void> {
    if (request.do === "pair" && channels === undefined) say({ kind: "said", text: "The service is still starting." });
    const device = (await started.promise).find(({ pair }) => pair !== undefined);
    if (signal.aborted) return;
    if (device?.pair === undefined || device.unlink === undefined) return say(withoutDevice(request.do));
    if (pairing) return say(refused("Somebody is linking a device just now; wait until that has ended."));
    if (request.do === "unlink") {
      // Only while it is connected.
      const told = device.usable();
      await device.unlink();
      return say({ kind: "unlinked", told });
    }
    pairing = true;
    try {
      await device.pair(
        request.phone === undefined ? {} : { phone: request.phone },
        (step) => say(asLine(step)),
        signal,
      );
    } finally {
      pairing = false;
    }
  }

  // Whoever has taken the folder is alone with it: what lies there is a dead process's.
  if (process.platform !== "win32") rmSync(path, { force: true });
  await new Promise<void>((resolve) => {
    server.once("listening", resolve);
    server.on("error", (error) => {
      log.error("control_failed", { error: errorName(error) });
      resolve();
    });
    // Bound within this call, so that nobody else can reach it for even a moment.
    const before = process.umask(0o177);
    server.listen(path);
    process.umask(before);
  });
  let closing: Promise<void> | undefined;
  async function close(): Promise<void> {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const caller of callers) caller.destroy();
    await closed;
    release();
  }
  return {
    serve(all) {
      channels = all;
      started.resolve(all);
    },
    close() {
      closing ??= close();
      return closing;
    },
  };
}

/** What the session holds may be forgotten all the same. */
function withoutDevice(wanted: LinkRequest["do"]): ControlLine {
  if (wanted === "unlink") return { kind: "off" };
  return refused("The running service has WHATSAPP=off; set WHATSAPP=baileys and start it again.");
}

const refused = (text: string): ControlLine => ({ kind: "refused", text });

function healthOf(channel: Channel): ChannelHealth {
  const usable = channel.usable();
  const health = channel.health?.();
  const says = health?.says ?? (usable ? "receives messages" : "does not receive messages just now");
  const remedy = health?.remedy;
  return { name: channel.name, usable, ok: health?.ok ?? usable, says, ...(remedy === undefined ? {} : { remedy }) };
}

/** The one line that a caller sends; undefined when it is none that we know. */
async function readRequest(socket: Socket): Promise<ControlRequest | undefined> {
  let text = "";
  const timer = setTimeout(() => socket.destroy(), REQUEST_MS);
  try {
    await new Promise<void>((resolve) => {
      socket.setEncoding("utf8");
      socket.on("data", (chunk: string) => {
        text = (text + chunk).slice(0, MOST_REQUEST_BYTES + 1);
        if (text.includes("\n") || text.length > MOST_REQUEST_BYTES) resolve();
      });
      socket.once("close", resolve);
    });
  } finally {
    clearTimeout(timer);
  }
  try {
    return controlRequest.parse(JSON.parse(text.split("\n")[0] ?? ""));
  } catch {
    // Not JSON, or not a request: the answer says so.
    return undefined;
  }
}
