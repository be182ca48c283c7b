import { DEFAULT_CONNECTION_CONFIG, type SocketConfig } from "@whiskeysockets/baileys";
import { type Connection, type ConnectionParts, createConnection } from "./connection.ts";
import { usualTiming } from "./timing.ts";

export type LinkOnlyParts = Pick<ConnectionParts, "store" | "lease" | "settings" | "log">;

/**
 * A connection for linking or unlinking a device beside no service: it opens no message and confirms none, so that the
 * server keeps them for the service.
 */
export function createLinkOnly(parts: LinkOnlyParts): Connection {
  return createConnection({
    ...parts,
    timing: usualTiming,
    repository: openingNothing,
    attach: () => () => {},
    getMessage: async () => undefined,
  });
}

const openingNothing: SocketConfig["makeSignalRepository"] = (...given) => ({
  ...DEFAULT_CONNECTION_CONFIG.makeSignalRepository(...given),
  decryptMessage: never,
  decryptGroupMessage: never,
});

/** Receipts leave only after a message was opened, one after the other. */
const never = () => new Promise<never>(() => {});
