import type { ILogger } from "@whiskeysockets/baileys/lib/Utils/logger.js";
import type { Log } from "../../../log.ts";

/**
 * libsignal prints whole sessions, private keys and all, with `console.info` on ordinary traffic, and no option stops it.
 * Whatever the console is told from inside these packages is dropped; everybody else's words pass.
 */
const TALKATIVE =
  /[\\/]node_modules[\\/](?:libsignal|@whiskeysockets|whatsapp-rust-bridge|curve25519-js|protobufjs)[\\/]/;

const METHODS = ["debug", "error", "info", "log", "trace", "warn"] as const;

/** Keeps the console from printing what these packages tell it. Doing it twice changes nothing. */
function silence(console: Record<(typeof METHODS)[number], (...words: unknown[]) => void>): void {
  for (const method of METHODS) {
    const print = console[method];
    if (silenced.has(print)) continue;
    const kept = (...words: unknown[]) => {
      if (!calledFromInside()) print.apply(console, words);
    };
    silenced.add(kept);
    console[method] = kept;
  }
}

const silenced = new WeakSet<object>();

function calledFromInside(): boolean {
  const usual = Error.stackTraceLimit;
  // Deep enough to see through a helper of theirs, and set here because a process may run with 0.
  Error.stackTraceLimit = 12;
  const { stack = "" } = new Error();
  Error.stackTraceLimit = usual;
  return TALKATIVE.test(stack);
}

/**
 * The library's logger. Its lines carry numbers, texts and keys, so none of their words or fields goes anywhere: a warning
 * or an error is only counted as an event of ours, everything else is dropped.
 */
export function createLibraryLogger(log: Log): ILogger {
  const nothing = () => {};
  const logger: ILogger = {
    level: "warn",
    child: () => logger,
    trace: nothing,
    debug: nothing,
    info: nothing,
    warn: () => log.debug("library_warned", { channel: "whatsapp" }),
    error: () => log.debug("library_failed", { channel: "whatsapp" }),
  };
  return logger;
}

/** Whether an error was raised inside these packages. */
export function isFromLibrary(error: unknown): boolean {
  return error instanceof Error && TALKATIVE.test(error.stack ?? "");
}

// At load, so that importing this file first is enough.
silence(globalThis.console);
