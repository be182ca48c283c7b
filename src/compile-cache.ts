import { enableCompileCache, flushCompileCache } from "node:module";
import { join } from "node:path";

/**
 * Keeps the compiled code for the next start, which is twice as fast with it; to be called before the rest is imported. It lies
 * beside the libraries and by account, so that nobody runs what another account put there; where this one may not write, or
 * NODE_COMPILE_CACHE names another place, that is as well.
 */
export function keepCompiled(): void {
  enableCompileCache(join(import.meta.dirname, "..", "node_modules", ".cache", "sinetral"));
}

/** Writes it down now: a process that is killed has no end at which to do so. Quick where nothing is new. */
export function writeCompiled(): void {
  flushCompileCache();
}
