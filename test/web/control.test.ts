import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Channel } from "../../src/chat/channel.ts";
import type { PairingRequest, PairingStep } from "../../src/chat/pairing.ts";
import { callService, ServiceSilentError } from "../../src/desk/service-call.ts";
import { createLog } from "../../src/log.ts";
import { createLevelSwitch } from "../../src/log-level.ts";
import { takeFolder } from "../../src/stores/owner.ts";
import { type Control, openControl } from "../../src/web/control.ts";
import type { ControlLine, ControlRequest } from "../../src/web/control-lines.ts";
import { silentLog } from "../support/conversation.ts";
import { newFolder, removeFolder } from "../support/process.ts";

const levels = createLevelSwitch(createLog("silent"));

let root: string;
let folder: string;
let cleanups: Array<() => void | Promise<void>>;
beforeEach(() => {
  root = newFolder();
  folder = root;
  cleanups = [];
});
afterEach(async () => {
  for (const cleanup of cleanups.reverse()) await cleanup();
  removeFolder(root);
});

type Linking = { request: PairingRequest; step: (step: PairingStep) => void; signal: AbortSignal; end: () => void };

/** A channel whose pairing the test plays by hand. */
function device() {
  const linkings: Linking[] = [];
  let began = () => {};
  let unlinked = 0;
  const channel: Channel = {
    name: "whatsapp",
    start: async () => {},
    usable: () => false,
    ended: new Promise(() => {}),
    push: async () => {},
    stop: async () => {},
    health: () => ({ ok: false, says: "no device is linked", remedy: "desk whatsapp pair", numbers: {} }),
    pair: (request, step, signal) =>
      new Promise<void>((resolve) => {
        linkings.push({ request, step, signal, end: resolve });
        began();
      }),
    unlink: async () => {
      unlinked += 1;
    },
  };
  const linking = () =>
    new Promise<Linking>((resolve) => {
      began = () => {
        const last = linkings.at(-1);
        if (last !== undefined) resolve(last);
      };
    });
  return { channel, linking, unlinked: () => unlinked };
}

async function open(channels?: readonly Channel[]): Promise<Control> {
  const giveBack = takeFolder(folder);
  const control = await openControl({ folder, version: "1.2.3", log: silentLog, levels });
  cleanups.push(giveBack, () => control.close());
  if (channels !== undefined) control.serve(channels);
  return control;
}

async function ask(request: ControlRequest, signal?: AbortSignal): Promise<ControlLine[]> {
  const lines: ControlLine[] = [];
  expect(await callService(folder, request, (line) => void lines.push(line), signal)).toBe(true);
  return lines;
}

const telegram: Channel = {
  name: "telegram",
  start: async () => {},
  usable: () => true,
  ended: new Promise(() => {}),
  push: async () => {},
  stop: async () => {},
};

describe("the control socket", () => {
  it("is for this account alone, and gone when the service has ended", async () => {
    const giveBack = takeFolder(folder);
    const control = await openControl({ folder, version: "1.2.3", log: silentLog, levels });
    const { mode } = statSync(join(folder, "control.sock"));
    expect((mode & 0o777).toString(8)).toBe("600");
    await control.close();
    giveBack();
    expect(existsSync(join(folder, "control.sock"))).toBe(false);
    expect(await callService(folder, { do: "health" }, () => {})).toBe(false);
  });

  it("tells how each channel is, and whether the service is still starting", async () => {
    const control = await open();
    expect(await ask({ do: "health" })).toEqual([{ kind: "health", version: "1.2.3", starting: true, channels: [] }]);
    control.serve([telegram, device().channel]);
    expect(await ask({ do: "health" })).toMatchObject([
      {
        starting: false,
        channels: [
          { name: "telegram", usable: true, ok: true, says: "receives messages" },
          { name: "whatsapp", usable: false, ok: false, says: "no device is linked", remedy: "desk whatsapp pair" },
        ],
      },
    ]);
  });

  it("tells and changes how much is logged, also while the service starts", async () => {
    await open();
    expect(await ask({ do: "log-level", level: "debug", minutes: 30 })).toEqual([
      { kind: "log-level", level: "debug", usual: "silent", minutes: 30 },
    ]);
    expect(await ask({ do: "log-level", minutes: 60 })).toMatchObject([{ level: "debug", minutes: 30 }]);
    expect(await ask({ do: "log-level", level: "silent", minutes: 60 })).toEqual([
      { kind: "log-level", level: "silent", usual: "silent" },
    ]);
  });

  it("lets whoever wants to link a device wait while the service starts", async () => {
    const { channel, linking } = device();
    const control = await open();
    const begun = linking();
    const seen: ControlLine[] = [];
    const call = callService(folder, { do: "pair" }, (line) => {
      seen.push(line);
      control.serve([channel]);
    });
    (await begun).step({ kind: "paired" });
    (await begun).end();
    await call;
    expect(seen).toEqual([{ kind: "said", text: "The service is still starting." }, { kind: "paired" }]);
  });

  it("hands on each step of pairing when it happens, and refuses a second desk meanwhile", async () => {
    const { channel, linking } = device();
    await open([telegram, channel]);
    const begun = linking();
    const seen: ControlLine[] = [];
    let first = () => {};
    const shown = new Promise<void>((resolve) => {
      first = resolve;
    });
    const call = callService(folder, { do: "pair", phone: "6281234567890" }, (line) => {
      seen.push(line);
      first();
    });
    const { request, step, end } = await begun;
    expect(request).toEqual({ phone: "6281234567890" });
    step({ kind: "qr", text: "https://contoh", secondsLeft: 60 });
    await shown;
    expect(seen).toEqual([{ kind: "qr", text: "https://contoh", secondsLeft: 60 }]);
    for (const again of ["pair", "unlink"] as const)
      expect(await ask({ do: again })).toEqual([{ kind: "refused", text: expect.stringContaining("just now") }]);
    step({ kind: "paired" });
    end();
    expect(await call).toBe(true);
    expect(seen.at(-1)).toEqual({ kind: "paired" });
  });

  it("aborts the pairing of a desk that hangs up, and serves the next one", async () => {
    const { channel, linking, unlinked } = device();
    await open([channel]);
    const begun = linking();
    const hangUp = new AbortController();
    const call = callService(folder, { do: "pair" }, () => {}, hangUp.signal);
    const { signal, end } = await begun;
    const aborted = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
    hangUp.abort();
    await aborted;
    await call;
    end();
    await expect.poll(() => ask({ do: "unlink" })).toEqual([{ kind: "unlinked", told: false }]);
    expect(unlinked()).toBe(1);
  });

  it("says that it failed, and not why, when the channel has a bug", async () => {
    const failing: Channel = { ...device().channel, pair: () => Promise.reject(new Error("rahasia")) };
    await open([failing]);
    expect(await ask({ do: "pair" })).toEqual([{ kind: "refused", text: expect.not.stringContaining("rahasia") }]);
  });

  it("says so when no channel can be linked, and when a line is none it knows", async () => {
    await open([telegram]);
    expect(await ask({ do: "pair" })).toEqual([{ kind: "refused", text: expect.stringContaining("WHATSAPP=baileys") }]);
    for (const line of [
      "",
      "{",
      '{"do":"shutdown"}',
      '{"do":"pair","phone":"+62"}',
      '{"do":"log-level","level":"all","minutes":1}',
      "x".repeat(5_000),
    ])
      expect(await raw(line)).toContain("restart it");
  });

  it("replaces the socket of a process that died", async () => {
    writeFileSync(join(folder, "control.sock"), "");
    await open([]);
    expect(await ask({ do: "health" })).toHaveLength(1);
  });

  it("works in a folder whose name is too long for a socket", async () => {
    folder = join(root, "d".repeat(90), "e".repeat(90));
    mkdirSync(folder, { recursive: true });
    await open([telegram]);
    expect(await ask({ do: "health" })).toMatchObject([{ channels: [{ name: "telegram" }] }]);
    if (process.platform === "linux") expect(existsSync(join(folder, "control.sock"))).toBe(true);
  });

  it("hangs up on its callers when it closes, whatever they wait for", async () => {
    const { channel, linking } = device();
    const giveBack = takeFolder(folder);
    const control = await openControl({ folder, version: "1.2.3", log: silentLog, levels });
    control.serve([channel]);
    const begun = linking();
    const call = callService(folder, { do: "pair" }, () => {});
    const { signal } = await begun;
    await control.close();
    expect(await call).toBe(true);
    expect(signal.aborted).toBe(true);
    giveBack();
  });

  it("says that the service does not answer when its folder is taken and there is no socket", async () => {
    cleanups.push(takeFolder(folder));
    await expect(callService(folder, { do: "health" }, () => {})).rejects.toThrow(ServiceSilentError);
  });
});

/** What the socket answers to any bytes. */
function raw(line: string): Promise<string> {
  const socket = connect(join(folder, "control.sock"));
  socket.write(`${line}\n`);
  let answer = "";
  socket.on("data", (chunk) => {
    answer += chunk;
  });
  return new Promise((resolve) => socket.once("close", () => resolve(answer)));
}
