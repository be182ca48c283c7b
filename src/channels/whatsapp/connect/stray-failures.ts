import { isFromLibrary } from "./quiet.ts";

export type StrayCatcher = {
  /** Whether this failure was reported already. */
  knows(error: unknown): boolean;
  /** Something failed inside the library, and nobody knows what it left half done. */
  caught(): void;
};

const catchers = new Set<StrayCatcher>();

/**
 * The library does much that nobody waits for. A frame that does not decrypt, or an answer that lacks a part, makes such a
 * promise fail, and Node would end the process for it, Telegram and all. What fails inside the library is told to the
 * catchers; anything else stays the bug it is. Returns what takes this back.
 */
export function catchStrayFailures(catcher: StrayCatcher): () => void {
  if (catchers.size === 0) process.on("unhandledRejection", strayed);
  catchers.add(catcher);
  return () => {
    catchers.delete(catcher);
    if (catchers.size === 0) process.off("unhandledRejection", strayed);
  };
}

function strayed(error: unknown): void {
  const all = [...catchers];
  if (all.some((catcher) => catcher.knows(error))) return;
  if (!isFromLibrary(error)) throw error;
  for (const catcher of all) catcher.caught();
}

/** What Node and `ws` say of something written into a connection that is going down. */
const WIRE = /^(EPIPE|ECONNRESET|ECONNABORTED|ENOTCONN|ETIMEDOUT|ERR_STREAM_\w+)$/;
/** A line of a stack in our own code; Node's has no path, the others' are below `node_modules`. */
const OURS = /^\s+at (?!.*(?:node:|[\\/]node_modules[\\/])).*[\\/]/m;

/** Whether an error is that of a connection that went down, raised by nothing that we called. */
export function isWireFailure(error: unknown): boolean {
  // The library waits for a socket to open and fails with the bare code of its closing.
  if (typeof error === "number") return error >= 1_000 && error < 5_000;
  if (!(error instanceof Error) || OURS.test(error.stack ?? "")) return false;
  const { code } = error as { code?: unknown };
  return (typeof code === "string" && WIRE.test(code)) || error.message.startsWith("WebSocket is not open");
}
